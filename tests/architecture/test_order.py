"""Who may import whom, and whom a row may point at."""

import re

import pytest
from django.apps import apps
from importlinter import cli

from tests.architecture.source import CHECKOUT, files, imports, name, order, room

pytestmark = pytest.mark.sweep

DOORS = {"office", "field", "api", "cli"}


def test_the_import_contracts_hold(monkeypatch):
    monkeypatch.chdir(CHECKOUT)

    broken = cli.lint_imports(config_filename="pyproject.toml", no_cache=True)

    assert broken == 0


@pytest.mark.parametrize(
    ("package", "may"),
    [
        ("ortools", r"doorstep/planner/"),
        ("numpy", r"doorstep/planner/"),
        ("docx", r"doorstep/packs/"),
        ("typst", r"doorstep/packs/"),
        ("openpyxl", r"doorstep/kit/sheets(\.py|/)"),
        ("python_calamine", r"doorstep/kit/sheets(\.py|/)"),
        ("django.http", r"doorstep/(office|field|api)/"),
        ("ninja", r"doorstep/api/"),
        ("django.contrib.admin", r"nowhere"),
    ],
)
def test_a_package_is_imported_only_where_it_belongs(package, may):
    strays = [
        name(path)
        for path in files(".py")
        if any(one == package or one.startswith(f"{package}.") for one in imports(path))
        and not re.match(may, name(path))
    ]

    assert strays == []


def test_the_product_calls_no_other_server():
    network = {"aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket"}
    network |= {"django.core.mail", "telnetlib", "urllib.request", "urllib3", "xmlrpc"}
    found = [
        (name(path), module)
        for path in files(".py")
        for module in imports(path)
        if any(module == one or module.startswith(f"{one}.") for one in network)
    ]

    assert found == []


def test_the_planner_imports_no_django():
    strays = [
        (name(path), one)
        for path in files(".py")
        if room(path) == "planner"
        for one in imports(path)
        if one.split(".")[0] == "django"
    ]

    assert strays == []


def test_only_doors_read_the_clock():
    clock = re.compile(r"\b(date\.today|datetime\.now|timezone\.(now|localdate|localtime))\(")
    allowed = {"doorstep/kit/clock.py"}
    strays = [
        name(path)
        for path in files(".py")
        if clock.search(path.read_text("utf-8")) and name(path) not in allowed
    ]

    assert strays == []


def test_foreign_keys_point_down_the_order():
    height = {one: number for number, rooms in enumerate(reversed(order())) for one in rooms}
    upward = []
    for model in apps.get_models():
        if not model.__module__.startswith("doorstep."):
            continue
        here = model._meta.app_label
        for field in model._meta.get_fields():
            if not (field.is_relation and field.related_model) or field.auto_created:
                continue
            there = field.related_model._meta.app_label
            if there != here and height.get(there, -1) >= height[here]:
                upward.append(f"{here}.{model.__name__}.{field.name} → {there}")

    assert upward == []
