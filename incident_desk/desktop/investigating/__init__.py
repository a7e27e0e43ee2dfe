"""What the room of the investigations is made of: its list, its pages, and what stands beside them."""
