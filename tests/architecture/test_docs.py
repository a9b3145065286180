"""What the documents promise to name, they name."""

import re

from django.apps import apps

from tests.architecture.source import CHECKOUT, PRODUCT, order

DOCS = CHECKOUT / "docs"


def read(path: str) -> str:
    return (CHECKOUT / path).read_text("utf-8")


def glossary() -> dict[str, list[str]]:
    """The glossary's rows: English word → the other cells."""
    rows = re.findall(r"^\| ([^|]+?) \|(.+)\|$", read("docs/glossary.md"), re.MULTILINE)
    return {word: [cell.strip() for cell in rest.split("|")] for word, rest in rows}


def test_every_table_has_its_word_in_the_glossary():
    words = set(glossary())
    spaced = {
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__).capitalize()
        for model in apps.get_models()
        if model.__module__.startswith("doorstep.")
    }

    assert spaced - words == set()


def test_every_word_of_the_glossary_has_chinese():
    chinese = re.compile(r"[一-鿿]")
    rows = {word: cells for word, cells in glossary().items() if word not in ("English", "---")}

    assert [word for word, cells in rows.items() if not chinese.search(cells[0])] == []


def test_every_variable_of_the_environment_is_described():
    read_there = set(
        re.findall(r"\"((?:DOORSTEP_|DATABASE_)[A-Z_]+)\"", read("doorstep/settings.py"))
    )
    told = set(re.findall(r"`((?:DOORSTEP_|DATABASE_)[A-Z_]+)`", read("docs/running.md")))

    assert read_there - told == set()


def test_every_dependency_has_its_reason():
    wanted = set()
    for path in sorted((CHECKOUT / "requirements").glob("*.in")):
        wanted |= set(re.findall(r"^[a-z][\w-]*", path.read_text("utf-8"), re.MULTILINE))
    told = set(re.findall(r"^\| `([a-z][\w-]*)` \|", read("docs/running.md"), re.MULTILINE))

    assert wanted == told


def test_every_room_is_described():
    rooms = {path.parent.name for path in PRODUCT.glob("*/__init__.py")}
    told = set(re.findall(r"^  ([a-z]+)/", read("docs/structure.md"), re.MULTILINE))

    assert rooms == told
    assert rooms <= set.union(*order())


def test_links_between_documents_lead_somewhere():
    dead = []
    for path in [*CHECKOUT.glob("*.md"), *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
            if not (path.parent / target).exists():
                dead.append(f"{path.name}: {target}")

    assert dead == []
