"""Text for people, and in `generating` what writes the part of it that follows from the code."""
