"""Why something is held: a refusal is kept by its name and what it names, and told to every reader
in the own language."""

import re
from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Choices, TextChoices

from doorstep.kit.errors import Refused
from doorstep.sync.choices import HeldBecause
from doorstep.sync.models import Submission

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CHOICE = "choice:"
# What a form itself got wrong, in sentences that name no person, no household and nothing typed:
# a phone keeps them in clear beside a record, and may be in other hands.
TOLD_TO_SENDERS = frozenset(
    {
        "needs.TextMissing",
        "needs.TextTooLong",
        "stations.DisputeIsMediated",
        "stations.DueBeforeOut",
        "stations.DueTooLate",
        "stations.HelpRequestClosed",
        "stations.IdentityNumberRefused",
        "stations.LoanBackAlready",
        "stations.MoreThanAreOut",
        "stations.NotHelpedWithHere",
        "stations.NotTheMediator",
        "stations.NothingLeftToLend",
        "stations.PiecesRefused",
        "stations.TextMissing",
        "stations.TextTooLong",
        "sync.NoSuchLoan",
        "sync.NotAtThisStation",
        "sync.NotLentHere",
        "sync.PhotoNotTaken",
        "sync.StationNotHere",
        "sync.TooMany",
        "visits.ChangedYetNoChange",
        "visits.NextVisitNotLater",
        "visits.NobodyMet",
        "visits.TextTooLong",
        "visits.VisitInFuture",
    }
)


def why_held(submission: Submission) -> str:
    """Why it waits, in the language that is active."""
    if submission.refusal:
        told = refusal_words(submission.refusal, submission.params)
        if told:
            return told
    return str(HeldBecause(submission.because).label) if submission.because else ""


def why_held_to_sender(submission: Submission) -> str:
    """The same for the device it came from, which gets a rule's own words where they tell nothing
    that its helper may not see, and nothing of whom the form is about."""
    if submission.refusal and submission.refusal not in TOLD_TO_SENDERS:
        return str(HeldBecause(submission.because).label)
    return why_held(submission)


def noted(value: Any) -> str:
    """What a refusal names, as it is kept: of a closed list the choice, for its label has as many
    languages as readers."""
    if isinstance(value, Choices):
        return f"{CHOICE}{_named(type(value))}.{value.value}"
    return str(value)


def refusal_words(name: str, params: dict[str, str]) -> str:
    """The sentence of a refusal that was noted by its room and name; "" for none that is known."""
    values = {key: _read(value) for key, value in params.items()}
    for refused in _refusals().get(name, ()):
        try:
            return str(refused(**values))
        except (KeyError, TypeError, ValueError):
            continue
    return ""


def refusal_name(kind: type[Refused]) -> str:
    """How a refusal is noted: by its room too, for rooms have refusals of one name."""
    return _named(kind)


def _named(kind: type) -> str:
    return f"{kind.__module__.split('.')[1]}.{kind.__name__}"


def _refusals() -> dict[str, list[type[Refused]]]:
    """Every refusal by its name, with its room and (as it was noted once) without."""
    found: dict[str, list[type[Refused]]] = defaultdict(list)
    waiting = Refused.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found[kind.__name__].append(kind)
        found[refusal_name(kind)].append(kind)
    return found


def _read(value: str) -> Any:
    """A day, a choice, or the text itself, which somebody may have written to look like them."""
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
        if value.startswith(CHOICE):
            room, name, chosen = value.removeprefix(CHOICE).split(".", 2)
            lists = {_named(one): one for one in TextChoices.__subclasses__()}
            return lists[f"{room}.{name}"](chosen)
    except (KeyError, ValueError):
        pass
    return value
