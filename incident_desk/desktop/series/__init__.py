"""The series that are watched, in the window."""
