"""The report after an incident, as it is written in the window."""
