"""Closed lists of funds. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ProgrammeKind(TextChoices):
    """What a programme of money is for."""

    RELIEF = "relief", pgettext_lazy("programme", "temporary relief")
    SCHOLARSHIP = "scholarship", pgettext_lazy("programme", "scholarships")
    AID = "aid", pgettext_lazy("programme", "aid of a partner")
    POSTS = "posts", pgettext_lazy("programme", "public-service posts")
    WORKS = "works", pgettext_lazy("programme", "works")
    OTHER = "other", pgettext_lazy("programme", "other")


class HeadingKind(TextChoices):
    """The accounts of the ledger: where money lies, where it came from, what it went for."""

    BANK = "bank", pgettext_lazy("ledger", "bank")
    CASH = "cash", pgettext_lazy("ledger", "cash")
    GIVEN = "given", pgettext_lazy("ledger", "money given to programmes")
    RELIEF = "relief", pgettext_lazy("ledger", "relief")
    AID = "aid", pgettext_lazy("ledger", "aid and scholarships")
    GOODS = "goods", pgettext_lazy("ledger", "goods for activities")


PURSES = (HeadingKind.BANK, HeadingKind.CASH)  # where money lies


class Cause(TextChoices):
    """What a payment was for: one row of one of these kinds."""

    NEED = "need", pgettext_lazy("payment", "a need")
    ACTIVITY = "activity", pgettext_lazy("payment", "an activity")
    COMMITMENT = "commitment", pgettext_lazy("payment", "a commitment")
