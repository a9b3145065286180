"""Pure decisions about categories: which reasons hold, when one ends, when one may come back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from doorstep.method.rules import holds

REVIEW_DAYS = 90  # a meeting's look at a household counts as long as a category runs by default


class ReasonLike(Protocol):
    """A reason of a version, or of a method's files."""

    @property
    def key(self) -> str: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def fact(self) -> str: ...
    @property
    def comparison(self) -> str: ...
    @property
    def value(self) -> int: ...


@dataclass(frozen=True)
class Refusal:
    """The last time that a category was refused; `numbers` are the facts told then, by fact."""

    on: date
    numbers: Mapping[str, int | None]


def reasons_that_hold(
    reasons: Iterable[ReasonLike], numbers: Mapping[str, int | None]
) -> list[dict[str, Any]]:
    """The reasons that facts give, as a proposal keeps them: {key, fact, number, names}."""
    return [
        reason_row(reason, numbers[reason.fact])
        for reason in reasons
        if holds(reason.comparison, numbers[reason.fact], reason.value)
    ]


def reason_row(reason: ReasonLike, number: int | None) -> dict[str, Any]:
    """A reason with the number it rests on; its names stay with it, so it explains itself."""
    return {
        "key": reason.key,
        "fact": reason.fact,
        "number": number,
        "names": dict(reason.names),
    }


def is_quiet(
    refusal: Refusal | None,
    reasons: Iterable[Mapping[str, Any]],
    changed_on: Mapping[str, date | None],
    *,
    on: date,
    quiet_days: int,
) -> bool:
    """Whether a refused proposal stays away: for `quiet_days`, unless a fact that gives a reason
    now has changed since — another number than the meeting was told, or something dated later."""
    if refusal is None or on >= refusal.on + timedelta(days=quiet_days):
        return False
    for reason in reasons:
        fact = reason["fact"]
        if refusal.numbers and refusal.numbers.get(fact) != reason["number"]:
            return False
        since = changed_on.get(fact)
        if since is not None and since > refusal.on:
            return False
    return True


def ends_on(start_on: date, days: int) -> date:
    """The first day on which a category that begins then does not run any more."""
    return start_on + timedelta(days=days)
