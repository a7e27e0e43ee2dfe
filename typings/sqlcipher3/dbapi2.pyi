"""See the package."""

from sqlite3.dbapi2 import *
