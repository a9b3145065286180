"""Names of files inside rooms, lengths of files, no loose ends."""

import re
from statistics import median, quantiles

from tests.architecture.source import PRODUCT, files, name, order, room

INSIDE = {
    "__init__", "actions", "apps", "choices", "figures", "locale", "migrations", "models",
    "queries", "rules", "static", "tasks", "templates",
}  # fmt: skip
EXCEPTIONS = {
    "categories": {"facts"},
    "figures": {"disclose"},
    "funds": {"paths"},
    "jobs": {"excluding"},
    "method": {"files"},
    "register": {"roster"},
    "partners": {"factors"},
    "rights": {"purposes"},
    "samples": {"norms"},
    "scenarios": {
        "damxung",
        "datang",
        "luojiang",
        "niancun",
        "stories",
        "village",
        "xiashui",
        "yangtze_source",
    },
}


def test_rooms_with_tables_hold_only_the_known_names():
    strange = []
    for folder in sorted(path.parent for path in PRODUCT.glob("*/models*")):
        for path in folder.iterdir():
            known = INSIDE | EXCEPTIONS.get(folder.name, set())
            if path.name != "__pycache__" and path.stem not in known:
                strange.append(name(path))

    assert strange == []


def test_most_files_are_short():
    lengths = [
        sum(1 for line in path.read_text("utf-8").splitlines() if line.strip())
        for path in files(".py")
        if path.stat().st_size
    ]

    assert median(lengths) <= 80
    assert quantiles(lengths, n=10)[-1] <= 250


def test_no_file_is_long():
    long = {
        name(path): lines
        for path in files(".py", ".html", ".css", ".js", ".ts", ".svelte")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }

    assert long == {}


def test_nothing_is_left_for_later():
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError")
    left = [
        name(path)
        for path in files(".py", ".html", ".css", ".js")
        if marks.search(path.read_text("utf-8"))
    ]

    assert left == []


def test_every_module_says_what_it_is_for():
    silent = []
    for path in files(".py"):
        text = path.read_text("utf-8").lstrip()
        if text and not text.startswith(('"""', "'''", 'r"""')):
            silent.append(name(path))

    assert silent == []


def test_every_room_stands_in_the_order():
    known = set.union(*order()) | {""}

    assert {room(path) for path in files(".py")} - known == set()
