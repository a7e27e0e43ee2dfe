"""Help without a network: the manual and the reference, in the window."""
