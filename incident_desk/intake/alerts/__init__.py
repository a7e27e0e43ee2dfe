"""Alerts come in from monitors: by HTTP in the shapes they speak, by e-mail, and by files in a folder."""
