"""Sessions in the database, which is asked only for what could be a key of one."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    def __init__(self, session_key: str | None = None) -> None:
        # PostgreSQL fails on a text with a NUL in it.
        super().__init__(session_key if session_key and session_key.isalnum() else None)
