"""Closed lists of jobs. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Craft(TextChoices):
    """What somebody can do and a job asks for; no word about the person beyond it."""

    DRIVING = "driving", pgettext_lazy("craft", "driving")
    MACHINES = "machines", pgettext_lazy("craft", "running machines")
    BUILDING = "building", pgettext_lazy("craft", "building")
    CARPENTRY = "carpentry", pgettext_lazy("craft", "carpentry")
    WELDING = "welding", pgettext_lazy("craft", "welding")
    ELECTRICS = "electrics", pgettext_lazy("craft", "electrics")
    PLUMBING = "plumbing", pgettext_lazy("craft", "plumbing")
    COOKING = "cooking", pgettext_lazy("craft", "cooking")
    CLEANING = "cleaning", pgettext_lazy("craft", "cleaning and rooms")
    CARE = "care", pgettext_lazy("craft", "minding children or elders")
    HERDING = "herding", pgettext_lazy("craft", "herding")
    FARMING = "farming", pgettext_lazy("craft", "farming and planting")
    HANDICRAFT = "handicraft", pgettext_lazy("craft", "sewing and handicraft")
    SELLING = "selling", pgettext_lazy("craft", "selling")
    GUIDING = "guiding", pgettext_lazy("craft", "guiding guests")
    GUARDING = "guarding", pgettext_lazy("craft", "guarding")
    OFFICE = "office", pgettext_lazy("craft", "office and computer")


class WagePer(TextChoices):
    """What a wage is paid for."""

    HOUR = "hour", pgettext_lazy("wage", "an hour")
    DAY = "day", pgettext_lazy("wage", "a day")
    MONTH = "month", pgettext_lazy("wage", "a month")
    PIECE = "piece", pgettext_lazy("wage", "a piece")


class OfferState(TextChoices):
    """How an offer stands on a day; derived, never stored."""

    OPEN = "open", pgettext_lazy("job offer", "open")
    FULL = "full", pgettext_lazy("job offer", "filled")
    CLOSED = "closed", pgettext_lazy("job offer", "closed")


class WishState(TextChoices):
    """How a wish stands on a day; derived, never stored."""

    LIVE = "live", pgettext_lazy("job wish", "holds")
    LAPSED = "lapsed", pgettext_lazy("job wish", "lapsed; ask again")
    ENDED = "ended", pgettext_lazy("job wish", "ended")


class JobAnswer(TextChoices):
    """What somebody said who was told of an offer; no reason is asked for."""

    NONE = "", pgettext_lazy("job answer", "no answer yet")
    GOES = "goes", pgettext_lazy("job answer", "will go")
    GOES_NOT = "goes_not", pgettext_lazy("job answer", "will not go")
    LATER = "later", pgettext_lazy("job answer", "perhaps later")


class WageState(TextChoices):
    """What a report says of a wage."""

    PAID = "paid", pgettext_lazy("wage", "paid")
    UNPAID = "unpaid", pgettext_lazy("wage", "not paid")
    VOID = "void", pgettext_lazy("wage", "struck out")


class SaidBy(TextChoices):
    """Who reported a wage."""

    WORKER = "worker", pgettext_lazy("wage", "who works there")
    EMPLOYER = "employer", pgettext_lazy("wage", "the employer")
