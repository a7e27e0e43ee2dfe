"""The cause map on the screen: placed in columns, painted, walked and drawn by keys and by mouse."""
