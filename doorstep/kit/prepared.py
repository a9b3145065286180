"""Queries of the way in, which every visit asks: written as all others, compiled once a process and
planned once a connection.

Building, compiling and planning a query anew took longer than asking it: at the door of the phones
two thirds of the processor's time. What differs from one asking to the next is marked by a `Slot`.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.sql.compiler import SQLCompiler


class Slot(models.Value):
    """A value by its name, given when the query is asked."""

    def __init__(self, name: str, field: "models.Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def bind(self, values: dict[str, Any], connection: Any) -> Any:
        """Its value as the database takes it."""
        return self.output_field.get_db_prep_value(values[self.value], connection)


class Prepared[Row: models.Model]:
    """A query for rows of a model; `build` is called once, on first asking."""

    def __init__(self, build: Callable[[], models.QuerySet[Row]]) -> None:
        self.build = build
        self.made: tuple[models.QuerySet[Row], SQLCompiler, str, tuple[Any, ...]] | None = None

    def first(self, **values: Any) -> Row | None:
        """The first row with the slots' values."""
        return next(iter(self.rows(**values)), None)

    def rows(self, **values: Any) -> list[Row]:
        """All of them."""
        queryset, compiler, sql, params = self.made or self._make()
        here = connections[DEFAULT_DB_ALIAS]  # this thread's
        bound = [one.bind(values, here) if isinstance(one, Slot) else one for one in params]
        asked, rows = copy(compiler), queryset.all()
        asked.connection = here
        asked.execute_sql = lambda *_args, **_more: [_found(sql, bound)]  # type: ignore[method-assign,assignment]
        rows.query.get_compiler = lambda *_args, **_more: asked  # type: ignore[method-assign]
        return list(rows)

    def _make(self) -> tuple[models.QuerySet[Row], SQLCompiler, str, tuple[Any, ...]]:
        queryset = self.build()
        compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        compiler.get_converters = lambda _columns: converters
        self.made = (queryset, compiler, sql, params)
        return self.made


def cursor() -> Any:
    """A cursor whose statements PostgreSQL plans once a connection (`prepare_threshold` in
    settings); elsewhere one as any other."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql":
        return connection.cursor()
    from psycopg import Cursor

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection._prepare_cursor(Cursor(connection.connection))


def _found(sql: str, values: list[Any]) -> list[Any]:
    with cursor() as asked:
        asked.execute(sql, values)
        return list(asked.fetchall())
