"""What a room reads from five metres: one screen, no controls."""
