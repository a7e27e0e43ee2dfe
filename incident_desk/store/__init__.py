"""Where the record lives: the desk replica, its search, its files, its backups."""
