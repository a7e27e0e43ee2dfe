"""Programs whose start and size are measured: each is run by its path, as a process of its own."""
