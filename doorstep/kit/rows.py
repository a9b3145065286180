"""New rows written in one statement, without what the ORM does for columns the database fills.

Every write of the product leaves a row of the trail, and every visit some more: built by the ORM
they took three times as long as everything else about them.
"""

from collections.abc import Sequence
from functools import cache
from itertools import batched
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from doorstep.kit.prepared import ask

BATCH = 500  # a statement takes so many values and no more
FEW = 4  # statements for as many rows are worth planning once


def insert(rows: Sequence[models.Model]) -> None:
    """Inserts rows of one model; a key that the database counts up is left to it. IntegrityError as
    from `save`."""
    for some in batched(rows, BATCH):
        if len(some) <= FEW:
            ask(*inserting(some))
        else:
            with connections[DEFAULT_DB_ALIAS].cursor() as asked:
                asked.execute(*inserting(some))


def inserting(rows: Sequence[models.Model]) -> tuple[str, list[Any]]:
    """The statement and its values for some rows of one model, which from here on count as written:
    for `ask`, where they are at most FEW."""
    connection, model = connections[DEFAULT_DB_ALIAS], type(rows[0])  # this thread's
    values = [
        None if value is None else field.get_db_prep_save(value, connection)
        for row in rows
        for field in _fields(model)
        for value in (getattr(row, field.attname),)
    ]
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return (_of_few if len(rows) <= FEW else _statement)(model, len(rows)), values


@cache
def _fields(model: type[models.Model]) -> tuple["models.Field[Any, Any]", ...]:
    fields = model._meta.concrete_fields
    return tuple(one for one in fields if not isinstance(one, models.AutoField))


def _statement(model: type[models.Model], count: int) -> str:
    quote, fields = connection.ops.quote_name, _fields(model)
    columns = ", ".join(quote(str(one.column)) for one in fields)
    line = f"({', '.join(['%s'] * len(fields))})"
    lines = ", ".join([line] * count)
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {lines}"  # noqa: S608


_of_few = cache(_statement)
