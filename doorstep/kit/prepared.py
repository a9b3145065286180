"""Queries of the way in, which every visit asks: written as all others, compiled once a process and
planned once a connection.

Building, compiling and planning a query anew took longer than asking it: at the door of the phones
two thirds of the processor's time. What differs from one asking to the next is marked by a `Slot`.
"""

import re
import select
from collections.abc import Callable, Sequence
from functools import cache
from itertools import chain, count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections, models
from django.db.models.query import get_related_populators

MOST_TOGETHER = 12  # statements: each number of them is another one to plan and to keep

type Write = tuple[str, Sequence[Any]]  # a statement with its values


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
        self.made: _Compiled[Row] | None = None

    def first(self, **values: Any) -> Row | None:
        """The first row with the slots' values."""
        return next(iter(self.rows(**values)), None)

    def rows(self, **values: Any) -> list[Row]:
        """All of them."""
        if (made := self.made) is None:
            made = self.made = _Compiled(self.build())
        here = connections[DEFAULT_DB_ALIAS]  # this thread's
        bound = [one.bind(values, here) if isinstance(one, Slot) else one for one in made.params]
        return [made.row_of(found, here) for found in ask(made.sql, bound).fetchall()]


class _Compiled[Row: models.Model]:
    """The statement of a query, and how a row of the model is made of what it finds: as Django's
    own iterable makes it, which finds that out again at each asking."""

    def __init__(self, queryset: models.QuerySet[Row]) -> None:
        compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.params = compiler.as_sql()
        select, own = compiler.select, compiler.klass_info["select_fields"]
        self.mode = queryset._fetch_mode  # type: ignore[attr-defined]
        self.model = queryset.model
        self.columns = slice(own[0], own[-1] + 1)
        self.names = [column.target.attname for column, *_rest in select[self.columns]]
        self.others = get_related_populators(
            compiler.klass_info, select, DEFAULT_DB_ALIAS, self.mode
        )
        self.annotations = tuple((compiler.annotation_col_map or {}).items())
        converters = compiler.get_converters([column for column, *_rest in select])
        self.converters = [(at, *one) for at, one in converters.items()]

    def row_of(self, found: Sequence[Any], connection: Any) -> Row:
        """The model's row with its related rows and its annotations."""
        if self.converters:
            found = list(found)
            for at, converters, expression in self.converters:
                for convert in converters:
                    found[at] = convert(found[at], expression, connection)
        row = self.model.from_db(
            DEFAULT_DB_ALIAS, self.names, found[self.columns], fetch_mode=self.mode
        )
        for other in self.others:
            other.populate(found, row)
        for name, at in self.annotations:
            setattr(row, name, found[at])
        return row


def ask(sql: str, values: Sequence[Any]) -> Any:
    """Executes a statement that PostgreSQL plans once a connection (`prepare_threshold` in
    settings), elsewhere as any other; answers the cursor, to be read before the same is asked
    again.

    NotSupportedError inside a transaction, where a migration changed a table after the plan was
    made: its rollback forgets the plans of the connection, so the same can be done again.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        return _asked(sql, values, connection)
    except NotSupportedError:
        if connection.in_atomic_block:
            raise
        connection.close()  # nothing else would forget its plans
        return _asked(sql, values, connection)


def _asked(sql: str, values: Sequence[Any], connection: Any) -> Any:
    if connection.vendor != "postgresql":
        asked = connection.cursor()
        asked.execute(sql, values)
        return asked
    asked = _kept(sql, connection)
    asked.execute(_numbered(sql), values)
    return asked


def ask_together(*writes: Write) -> None:
    """Executes statements that write, and none of which reads what another writes: on PostgreSQL a
    few in one, else in their order."""
    if connections[DEFAULT_DB_ALIAS].vendor == "postgresql" and 1 < len(writes) <= MOST_TOGETHER:
        ask(
            _joined(tuple(sql for sql, _values in writes)), [*chain(*(one for _sql, one in writes))]
        )
        return
    for sql, values in writes:
        ask(sql, values)


@cache
def _joined(statements: tuple[str, ...]) -> str:
    *others, last = statements
    named = ", ".join(f"also_{number} AS ({one})" for number, one in enumerate(others))
    return f"WITH {named} {last}"


@cache
def _numbered(sql: str) -> str:
    """The statement with its values as PostgreSQL itself marks them: the driver would look for them
    anew each time, in a statement of more than fifty."""
    numbers = count(1)
    return re.sub("%([s%])", lambda mark: f"${next(numbers)}" if mark[1] == "s" else "%", sql)


def _kept(sql: str, connection: Any) -> Any:
    """The cursor of this statement on this connection: one that is new must first find out how
    each value is sent and each column read, which took longer than sending and reading."""
    if not connection.health_check_done and _is_quiet(connection.connection):
        connection.health_check_done = True
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    kept = vars(connection.connection).setdefault("kept_cursors", {})
    if (cursor := kept.get(sql)) is None:
        from psycopg import RawCursor  # there where PostgreSQL is

        cursor = kept[sql] = RawCursor(connection.connection)
    return connection._prepare_cursor(cursor)


def _is_quiet(connection: Any) -> bool:
    """Whether an idle connection is as it was left: a server that ends one says so and hangs up,
    which can be seen without asking it. What came for another reason Django asks about."""
    if connection is None or connection.closed:
        return False
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return not waiting.poll(0)
