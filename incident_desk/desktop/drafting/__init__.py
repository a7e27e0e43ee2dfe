"""Writing what leaves the room: the draft of each channel, what is wrong with it, and its way out."""
