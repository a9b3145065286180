"""The ledger: balances, its lines, and what of it may be seen to balance."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from doorstep.funds.choices import HeadingKind
from doorstep.funds.models import Heading, Posting
from doorstep.people.models import Place


@dataclass(frozen=True)
class Balance:
    """What stands on a heading on a day, in fen: put to it, taken from it, and the difference."""

    kind: str
    put: int
    taken: int

    @property
    def amount(self) -> int:
        return self.put - self.taken

    @property
    def label(self) -> Any:
        return HeadingKind(self.kind).label


def balances(place: Place, day: date) -> list[Balance]:
    """The balance of each heading of a place on a day, from its postings up to then; together they
    are 0. In the order of the closed list."""
    postings = Posting.objects.filter(place=place, on__lte=day).order_by()
    put = dict(postings.values_list("put_to__kind").annotate(sum=Sum("amount")))
    taken = dict(postings.values_list("taken_from__kind").annotate(sum=Sum("amount")))
    kinds = set(Heading.objects.filter(place=place).values_list("kind", flat=True))
    return [
        Balance(kind.value, put.get(kind.value, 0), taken.get(kind.value, 0))
        for kind in HeadingKind
        if kind.value in kinds
    ]


def ledger_of(place: Place) -> QuerySet[Posting]:
    """The postings of a place in the order of its ledger, the latest first."""
    rows = Posting.objects.filter(place=place).order_by("-number")
    return rows.select_related("taken_from", "put_to", "reverses", "payment")
