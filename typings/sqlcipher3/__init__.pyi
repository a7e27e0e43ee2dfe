"""sqlcipher3 brings no types; its interface is that of the standard library's module."""

sqlite_version: str
