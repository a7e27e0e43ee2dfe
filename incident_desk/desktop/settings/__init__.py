"""The pages of the settings room: each is loaded when it is first shown."""
