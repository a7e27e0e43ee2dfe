"""What the review room is made of: the record replayed, the bar to scrub it with, the board then, and the measures."""
