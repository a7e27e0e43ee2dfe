"""What was changed and what is planned, in the window."""
