"""The steps of `manage.py start`, one file each; each says in words what it did."""
