"""The register of purposes as values: purposes, rules, tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from doorstep.rights.choices import Basis, Keep

Names = Mapping[str, str]  # language → words


@dataclass(frozen=True)
class Purpose:
    """What something is kept for, on which basis, and which law states a duty."""

    key: str
    names: Names
    kinds: Names  # of data, in plain words
    basis: Basis
    law: Names
    to_households: bool
    told: tuple[Keep, ...]  # the rules of which a household is told, the most important first
    basis_of_others: Basis | None = None  # where no public body runs the instance


@dataclass(frozen=True)
class Rule:
    """How long something is kept, and why so long; `days` None: no night ends it."""

    key: Keep
    words: Names
    why: Names
    days: int | None = None


@dataclass(frozen=True)
class Table:
    """A table of the product: its rule, its fields by purpose, and those that go earlier."""

    label: str  # "register.household"
    names: Names
    keep: Keep
    fields: Mapping[str, tuple[str, ...]]  # purpose → fields
    earlier: Mapping[Keep, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Others:
    """Tables of a library, named as a whole."""

    app: str
    tables: tuple[str, ...]
    names: Names
    purpose: str
    keep: Keep
