"""What the investigations of a round found, side by side on the screen."""
