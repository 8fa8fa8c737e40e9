"""A WSGI application for `writers.py`: each request reads a row and writes it back, one more, in a transaction."""

import os

import django
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import OperationalError, connection, transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nmi_site.settings")
if os.environ["WAY"] == "django":
    settings.DATABASES["default"] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": settings.DATABASES["default"]["NAME"],
    }
django.setup()
if os.environ["WAY"] == "django":
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=DELETE")


def application(environ, start_response):
    request_started.send(application, environ=environ)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT id, name FROM auth_group ORDER BY id LIMIT 1")
            found = cursor.fetchone()
            cursor.execute("UPDATE auth_group SET name = %s WHERE id = %s", [more(found[1]), found[0]])
        status = "200 OK"
    except OperationalError:
        status = "500 Locked"
    finally:
        request_finished.send(application)
    start_response(status, [("Content-Length", "0")])
    return []


def more(name: str) -> str:
    return str(int(name) + 1) if name.isdecimal() else "1"
