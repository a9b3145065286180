"""Queries that are compiled once: the rows they find, and connections that end between two."""

import pytest
from django.db import NotSupportedError, connection, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Concat

from doorstep.kit.prepared import Prepared, Slot, ask, ask_together
from doorstep.people.models import Helper
from tests.postgres import end_connection

LETTERS = "SELECT text FROM letters"
COLUMNS = [field.attname for field in Helper._meta.concrete_fields]


def of_a_name():
    named = Helper.objects.filter(name=Slot("name", CharField())).order_by()
    return named.select_related("team__place", "account").annotate(
        greeting=Concat(Value("你好"), "name")
    )


@pytest.mark.django_db
def test_a_row_is_what_the_query_itself_finds(cast, django_assert_num_queries):
    whole = Helper.objects.select_related("team__place", "account").get(pk=cast.tashi.pk)

    row = Prepared(of_a_name).first(name=cast.tashi.name)

    with django_assert_num_queries(0):
        assert (row.team.place, row.account) == (whole.team.place, whole.account)
    held = [{name: getattr(one, name) for name in COLUMNS} for one in (row, whole)]
    assert held[0] == held[1]
    assert (row.greeting, row._state.adding) == (f"你好{cast.tashi.name}", False)


@pytest.mark.django_db
def test_the_same_statement_asked_again_tells_what_holds_now(cast):
    count = "SELECT count(*) FROM people_helper WHERE name = %s"
    before = ask(count, [cast.tashi.name]).fetchone()

    Helper.objects.filter(pk=cast.tashi.pk).update(name="别人")

    assert (before, ask(count, [cast.tashi.name]).fetchone()) == ((1,), (0,))


@pytest.mark.django_db
def test_what_is_written_together_is_all_there(cast):
    rename = "UPDATE people_helper SET name = %s WHERE name = %s"
    seen = ("UPDATE people_helper SET caseload_revision = 7 WHERE name = %s", [cast.pema.name])

    ask_together((rename, ["别人", cast.tashi.name]), seen)

    names = Helper.objects.filter(name="别人").values_list("pk", flat=True)
    assert list(names) == [cast.tashi.pk]
    assert Helper.objects.get(pk=cast.pema.pk).caseload_revision == 7


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_ended_is_made_anew():
    ask("SELECT 1", [])
    end_connection()

    assert ask("SELECT 1", []).fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_a_quiet_connection_is_used_without_a_question():
    ask("SELECT 1", [])
    connection.close_if_unusable_or_obsolete()
    kept = connection.connection

    connection.is_usable = lambda: pytest.fail("it was asked whether it still holds")
    try:
        ask("SELECT 1", [])
    finally:
        del connection.is_usable

    assert connection.connection is kept


@pytest.fixture
def letters():
    """A table of one column, whose statement is planned."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE letters (text varchar(5))")
    for _time in range(3):
        ask(LETTERS, [])
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE letters")


@pytest.mark.django_db(transaction=True)
def test_what_was_planned_before_a_migration_is_asked_all_the_same(letters):
    _widen()

    assert ask(LETTERS, []).fetchall() == []


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_meets_an_older_plan_can_be_done_again(letters):
    if connection.vendor == "sqlite":  # it plans anew by itself, and widens no column
        return
    _widen()

    with pytest.raises(NotSupportedError), transaction.atomic():
        ask(LETTERS, [])
    with transaction.atomic():
        assert ask(LETTERS, []).fetchall() == []


def _widen():
    """As a migration does, on a connection of its own."""
    if connection.vendor == "sqlite":
        return
    own = connection.copy()
    with own.cursor() as cursor:
        cursor.execute("ALTER TABLE letters ALTER COLUMN text TYPE varchar(9)")
    own.close()
