"""What every test may use."""

import gc
import os
import shutil
from itertools import compress, groupby
from operator import not_
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.contrib.auth import management as permissions
from django.contrib.contenttypes import management as content_types
from django.db import connection
from django.db.models.signals import post_migrate

from doorstep.kit.catalogues import compile_catalogues
from tests.browser import chromium, live_server, page, sign_in, still_page  # noqa: F401
from tests.cast import cast, cast_rows, method, method_rows  # noqa: F401
from tests.share import IS_WHOLE

CHECKOUT = Path(__file__).resolve().parent.parent

# No deadline: a slow machine fails no test. The share is the same examples at every run.
hypothesis.settings.register_profile("share", deadline=None, derandomize=True, database=None)
hypothesis.settings.register_profile("full", deadline=None, max_examples=2000)
hypothesis.settings.load_profile(os.environ.get("DOORSTEP_LONG", "share"))


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # once, not in every worker
        compile_catalogues(CHECKOUT / "doorstep")
    # Django's own rows about models, which nothing here reads: half a second of work after each
    # test that empties the tables
    assert post_migrate.disconnect(dispatch_uid=f"{permissions.__name__}.create_permissions")
    assert post_migrate.disconnect(content_types.create_contenttypes)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: it is not looked through for waste again and
    again, which took a seventh of the time of tests that ask pages."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database; sessions that a served page has left open end before it is dropped."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Each process has a cache of its own: tests that clear theirs must not clear another's."""
    for own in settings.CACHES.values():
        own["LOCATION"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def own_keys(tmp_path, settings):
    """A copy of the keys: what a test destroys there, the rows of the other tests keep."""
    keys = tmp_path / "keys"
    if Path(settings.KEYS).exists():
        shutil.copytree(settings.KEYS, keys)
    settings.KEYS = keys


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("DOORSTEP_TEST_DB") == "postgres":
        again = [asks_rows(item) and (IS_WHOLE or is_for_both(item)) for item in items]
        config.hook.pytest_deselected(items=[*compress(items, map(not_, again))])
        items[:] = compress(items, again)
    for item in items:
        if "chromium" in item.fixturenames:
            item.add_marker(pytest.mark.browser)
        if {"niancun", "luojiang"} & set(item.fixturenames):
            item.add_marker(pytest.mark.replay)
    # inside a file first the tests without rows under them, then with the cast, its method, more
    runs = [sorted(run, key=height) for _path, run in groupby(items, key=lambda item: item.path)]
    items[:] = [item for run in sorted(runs, key=weight) for item in run]


def weight(run: list[pytest.Item]) -> bool:
    """The sweeps first: they are long, and at the end one process would wait for the other."""
    return run[0].get_closest_marker("sweep") is None


def is_for_both(item: pytest.Item) -> bool:
    """Screens and commands ask through the rooms, whose tests run on both databases."""
    is_a_door = item.path.parent.name in {"office", "cli"}
    return not is_a_door or item.get_closest_marker("both") is not None


def asks_rows(item: pytest.Item) -> bool:
    """What asks no database needs no second one."""
    names = {"db", "transactional_db", "django_db_setup"} & set(item.fixturenames)
    return bool(names) or item.get_closest_marker("django_db") is not None


def height(item: pytest.Item) -> int:
    return sum(name.endswith("_rows") for name in item.fixturenames)
