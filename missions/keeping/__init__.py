"""The database as something to keep: backups and back again, and what a removal leaves behind in its files."""
