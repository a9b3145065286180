"""Reading the files of purposes; a key that nobody knows stops the program."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from doorstep.rights.choices import Basis, Keep
from doorstep.rights.purposes.value import Others, Purpose, Rule, Table

DATA = Path(__file__).parent / "data"


@cache
def purposes() -> dict[str, Purpose]:
    """Every purpose by its key, in the order of the file."""
    return {
        key: Purpose(
            key=key,
            names=given["names"],
            kinds=given["kinds"],
            basis=Basis(given["basis"]),
            law=given["law"],
            to_households=given["to_households"],
            told=tuple(Keep(key) for key in given["told"]),
            basis_of_others=Basis(other) if (other := given.get("basis_of_others")) else None,
        )
        for key, given in _file("purposes.toml").items()
    }


@cache
def keeping() -> dict[Keep, Rule]:
    """Every rule by its key."""
    return {
        Keep(key): Rule(Keep(key), given["words"], given["why"], given.get("days"))
        for key, given in _file("keeping.toml").items()
    }


@cache
def tables() -> dict[str, Table]:
    """Every table of the product by "room.model"; ValueError for a purpose that nobody states."""
    found = {}
    for path in sorted((DATA / "tables").glob("*.toml")):
        for model, given in _read(path).items():
            label = f"{path.stem}.{model}"
            if unknown := set(given["fields"]) - set(purposes()):
                raise ValueError(f"{label}: no such purpose: {', '.join(sorted(unknown))}")
            found[label] = Table(
                label=label,
                names=given["names"],
                keep=Keep(given["keep"]),
                fields={key: tuple(names) for key, names in given["fields"].items()},
                earlier={
                    Keep(key): tuple(names) for key, names in given.get("earlier", {}).items()
                },
            )
    return found


@cache
def others() -> dict[str, Others]:
    """The tables of libraries, by the library's app."""
    return {
        app: Others(
            app, tuple(given["tables"]), given["names"], given["purpose"], Keep(given["keep"])
        )
        for app, given in _file("others.toml").items()
    }


def covered() -> Iterator[tuple[str, str]]:
    """(table, field) of everything that the files name; twice where they name it twice."""
    for label, table in tables().items():
        for names in table.fields.values():
            for name in names:
                yield label, name


def days_of(keep: Keep) -> int:
    """The days of a rule that a night ends; TypeError for one that none ends."""
    days = keeping()[keep].days
    if days is None:
        raise TypeError(f"no night ends what is kept as {keep}")
    return days


def _file(name: str) -> dict[str, Any]:
    return _read(DATA / name)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
