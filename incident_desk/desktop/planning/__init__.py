"""The parts of the plan room."""
