"""What goes out: people are called in; each send is on the record before it is tried, and what came of it after."""
