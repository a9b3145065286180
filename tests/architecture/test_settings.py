"""The environment is read loudly."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from doorstep import settings


@pytest.mark.parametrize(
    ("address", "engine", "name", "host"),
    [
        ("sqlite:///var/a.sqlite3", "sqlite3", "var/a.sqlite3", None),
        ("sqlite:////srv/a%20b.sqlite3", "sqlite3", "/srv/a b.sqlite3", None),
        ("postgres://u:p%40w@db.example:5433/county", "postgresql", "county", "db.example"),
        ("postgresql://u@/county?host=/run/pg&sslmode=require", "postgresql", "county", "/run/pg"),
    ],
)
def test_a_database_address_is_read(monkeypatch, address, engine, name, host):
    monkeypatch.setenv("DATABASE_URL", address)

    made = settings.database("DATABASE_URL", Path("unused"))

    assert made["ENGINE"] == f"django.db.backends.{engine}"
    assert (made["NAME"], made.get("HOST")) == (name, host)


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgres://u:p@db.example/county", "verify-full"),
        ("postgres://u:p@db.example/county?sslmode=verify-full", "verify-full"),
        ("postgres://u@/county?host=10.0.0.7", "verify-full"),
        ("postgres://u:p@localhost/county", None),
        ("postgres://u@/county?host=/run/pg", None),
        ("postgres://u@/county?host=/run/pg&sslmode=disable", "disable"),
    ],
)
def test_a_database_on_another_machine_is_reached_by_tls_alone(monkeypatch, address, mode):
    monkeypatch.setenv("DATABASE_URL", address)

    made = settings.database("DATABASE_URL", Path("unused"))

    assert made["OPTIONS"].get("sslmode") == mode


@pytest.mark.parametrize("mode", ["disable", "prefer", "require", "verify-ca"])
def test_a_weaker_way_to_another_machine_is_refused(monkeypatch, mode):
    monkeypatch.setenv("DATABASE_URL", f"postgres://u:p@db.example/county?sslmode={mode}")

    with pytest.raises(ImproperlyConfigured, match="sslmode=verify-full"):
        settings.database("DATABASE_URL", Path("unused"))


def test_sqlite_answers_only_for_what_is_on_the_disk(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)

    made = settings.database("DATABASE_URL", Path("/var/doorstep.sqlite3"))

    assert made["NAME"] == "/var/doorstep.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "PRAGMA synchronous=FULL" in made["OPTIONS"]["init_command"]


@pytest.mark.parametrize("address", ["mysql://a/b", "sqlite://", "sqlite://host/x", "postgres://h"])
def test_an_unknown_database_address_names_the_variable(monkeypatch, address):
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL .* allowed are sqlite:///"):
        settings.database("DATABASE_URL", Path("unused"))


def test_an_unknown_switch_names_what_is_allowed(monkeypatch):
    monkeypatch.setenv("DOORSTEP_DEBUG", "maybe")

    with pytest.raises(ImproperlyConfigured, match="DOORSTEP_DEBUG is 'maybe'; allowed are: on"):
        settings.is_on("DOORSTEP_DEBUG")


@pytest.mark.parametrize("value", ["Mars/Base", "../etc/passwd", "Asia"])
def test_an_unknown_zone_names_the_variable(monkeypatch, value):
    monkeypatch.setenv("DOORSTEP_TZ", value)

    with pytest.raises(ImproperlyConfigured, match="DOORSTEP_TZ"):
        settings.zone("DOORSTEP_TZ", "Asia/Shanghai")


def test_the_key_is_made_once_and_read_by_nobody_else(monkeypatch, tmp_path):
    monkeypatch.delenv("DOORSTEP_SECRET_KEY")

    first, again = settings.secret_key(tmp_path), settings.secret_key(tmp_path)

    assert first == again
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_a_short_key_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("DOORSTEP_SECRET_KEY", "short")

    with pytest.raises(ImproperlyConfigured, match="DOORSTEP_SECRET_KEY"):
        settings.secret_key(tmp_path)
