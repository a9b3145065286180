"""An installation of its own, on the kind of database that the run is for: its server is killed."""

import os
import socket
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from benchmarks.chaos.running import Plan, run
from benchmarks.servers import Installation
from tests.postgres import address


def free_port():
    """One that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


FIXED = Plan(submissions=1000, devices=20, port=free_port())


@pytest.fixture(scope="session")
def installation():
    """Empty, with its own folder; gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if os.environ.get("DOORSTEP_TEST_DB") == "postgres":
            yield from on_postgres(folder)
        else:
            yield made(folder, f"sqlite:///{folder / 'chaos.sqlite3'}")


def on_postgres(folder):
    server, database = address(), f"chaos_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {database}")
        yield made(folder, urlsplit(server)._replace(path=f"/{database}").geturl())
        connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


def made(folder, url):
    folder.mkdir(exist_ok=True)
    one = Installation(folder, url)
    one.run("benchmarks.chaos.tables")
    return one


@pytest.fixture(scope="session")
def ran(installation):
    """What was found after the fixed run."""
    return run(installation, FIXED, lambda _words: None)
