"""Plain state made visible to Qt's views."""
