"""Asks the addresses of the library how they are. Nothing that answers a request may import this."""
