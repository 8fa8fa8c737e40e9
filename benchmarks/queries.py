"""Says how many queries a page asks that was asked for before: `python -m benchmarks.queries ADDRESS`.

In a process of its own, on the site that DJANGO_SETTINGS_MODULE names.
"""

import sys

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def main(address: str) -> None:
    django.setup()
    client = Client(headers={"host": "localhost"})
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        if client.get(address).status_code != 200:
            sys.exit(f"{address} does not answer.")
    print(len(asked))


if __name__ == "__main__":
    main(sys.argv[1])
