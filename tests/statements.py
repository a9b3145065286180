"""How many statements an act asks of the database."""

import re
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

OF_TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def statements():
    """Inside, statements are collected; those that only begin and end transactions are not. One for
    many rows counts as many as the driver makes of it."""
    told = []
    with CaptureQueriesContext(connection) as captured:
        yield told
    for query in captured.captured_queries:
        many = re.match(r"(\d+) times: ", query["sql"])
        if not query["sql"].startswith(OF_TRANSACTIONS):
            told += [query["sql"]] * (int(many[1]) if many else 1)
