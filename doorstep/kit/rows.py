"""New rows written in one statement, without what the ORM does for columns the database fills.

Every write of the product leaves a row of the trail, and every visit some more: built by the ORM
they took three times as long as everything else about them.
"""

from collections.abc import Sequence
from functools import cache
from itertools import batched
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from doorstep.kit.prepared import cursor

BATCH = 500  # a statement takes so many values and no more
FEW = 4  # statements for as many rows are worth planning once


def insert(rows: Sequence[models.Model]) -> None:
    """Inserts rows of one model; a key that the database counts up is left to it. IntegrityError as
    from `save`."""
    connection = connections[DEFAULT_DB_ALIAS]  # this thread's
    for some in batched(rows, BATCH):
        head, line, fields = _parts(type(some[0]))
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection)
            for row in some
            for field in fields
        ]
        with cursor() if len(some) <= FEW else connection.cursor() as asked:
            asked.execute(head + ", ".join([line] * len(some)), values)
        for row in some:
            row._state.adding, row._state.db = False, connection.alias


@cache
def _parts(model: type[models.Model]) -> tuple[str, str, tuple["models.Field[Any, Any]", ...]]:
    """How the statement begins, the marks of a row, and what they stand for."""
    meta, quote = model._meta, connection.ops.quote_name
    fields = tuple(one for one in meta.concrete_fields if not isinstance(one, models.AutoField))
    columns = ", ".join(quote(str(one.column)) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    head = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES "  # noqa: S608
    return head, f"({marks})", fields
