"""The painted widgets of the looks: small, named for what they show, fed with plain values and tokens."""
