"""The register of purposes as people read it: each purpose with what it holds and for how long."""

from dataclasses import dataclass

from doorstep.entry.choices import Deployer
from doorstep.entry.queries import instance
from doorstep.rights.choices import Basis, Keep
from doorstep.rights.purposes import (
    Names,
    Others,
    Purpose,
    Rule,
    Table,
    keeping,
    others,
    purposes,
    tables,
)

WITHOUT_PUBLIC_DUTY = frozenset({Deployer.STATION, Deployer.NGO})


@dataclass(frozen=True)
class PurposeLine:
    """A purpose, the basis on which this instance acts, the rules and the tables that serve it."""

    purpose: Purpose
    basis: Basis
    law: Names  # empty where another basis than the purpose's own holds
    rules: tuple[Rule, ...]
    tables: tuple[tuple[Table, tuple[str, ...]], ...]  # with the fields for this purpose
    others: tuple[Others, ...]


def purpose_lines(*, to_households: bool = False) -> list[PurposeLine]:
    """Every purpose in order, or those of which a household is told; one query."""
    deployer = instance().deployer
    chosen = [one for one in purposes().values() if one.to_households or not to_households]
    return [_line(one, deployer) for one in chosen]


def _line(purpose: Purpose, deployer: str) -> PurposeLine:
    key = purpose.key
    serving = [(table, table.fields[key]) for table in tables().values() if key in table.fields]
    beside = [one for one in others().values() if one.purpose == key]
    kept: list[Keep] = []
    for table, fields in serving:
        kept.append(table.keep)
        kept += [keep for keep, names in table.earlier.items() if set(names) & set(fields)]
    kept += [one.keep for one in beside]
    rules = [rule for keep, rule in keeping().items() if keep in kept]
    basis = _basis(purpose, deployer)
    return PurposeLine(
        purpose=purpose,
        basis=basis,
        law=purpose.law if basis == purpose.basis else {},
        rules=tuple(rules),
        tables=tuple(serving),
        others=tuple(beside),
    )


def _basis(purpose: Purpose, deployer: str) -> Basis:
    """A village or a county acts within its duties; others need consent for the same."""
    if deployer in WITHOUT_PUBLIC_DUTY and purpose.basis_of_others is not None:
        return purpose.basis_of_others
    return purpose.basis
