"""A tour of the window in five steps, that anybody can leave at any of them."""
