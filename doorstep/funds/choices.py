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
    WAGES = "wages", pgettext_lazy("ledger", "wages and pay of posts")
    WORKS = "works", pgettext_lazy("ledger", "works of projects")
    EARNED = "earned", pgettext_lazy("ledger", "income of cooperatives")
    DIVIDENDS = "dividends", pgettext_lazy("ledger", "dividends to members")
    CAMPAIGNS = "campaigns", pgettext_lazy("ledger", "accepted units of campaigns")


PURSES = (HeadingKind.BANK, HeadingKind.CASH)  # where money lies


class Cause(TextChoices):
    """What a payment was for: one row of one of these kinds."""

    NEED = "need", pgettext_lazy("payment", "a need")
    ACTIVITY = "activity", pgettext_lazy("payment", "an activity")
    COMMITMENT = "commitment", pgettext_lazy("payment", "a commitment")
    POST = "post", pgettext_lazy("payment", "a post")
    PROJECT = "project", pgettext_lazy("payment", "a project")
    DIVIDEND = "dividend", pgettext_lazy("payment", "a dividend")
    UNIT = "unit", pgettext_lazy("payment", "a unit of a campaign")


class PostKind(TextChoices):
    """What a public-service post looks after."""

    FOREST = "forest", pgettext_lazy("post", "forest")
    WATER = "water", pgettext_lazy("post", "water")
    CLEANING = "cleaning", pgettext_lazy("post", "cleaning")
    GRASSLAND = "grassland", pgettext_lazy("post", "grassland")
    ROAD = "road", pgettext_lazy("post", "road")
    OTHER = "other", pgettext_lazy("post", "other")


ECOLOGICAL = tuple(kind for kind in PostKind if kind != PostKind.OTHER)


class ProjectKind(TextChoices):
    """What a project builds."""

    BASIC_WORKS = "basic_works", pgettext_lazy("project", "village basic works")
    SEWAGE = "sewage", pgettext_lazy("project", "sewage")
    IRRIGATION = "irrigation", pgettext_lazy("project", "irrigation")
    ROAD = "road", pgettext_lazy("project", "road")
    WATER = "water", pgettext_lazy("project", "drinking water")
    OTHER = "other", pgettext_lazy("project", "other")


class ClaimPath(TextChoices):
    """The way a claim goes; stages and limits of each stand in paths/paths.toml."""

    RELIEF = "relief", pgettext_lazy("claim", "temporary relief")
    PREVENTION = "prevention", pgettext_lazy("claim", "against falling back into poverty")


class ClaimCause(TextChoices):
    """Why a household is in need of money; no illness is named."""

    SUDDEN_EVENT = "sudden_event", pgettext_lazy("claim", "sudden event")
    COSTS = "costs", pgettext_lazy("claim", "costs that cannot be avoided")
    INCOME = "income", pgettext_lazy("claim", "income that broke away")
    DISASTER = "disaster", pgettext_lazy("claim", "natural disaster")
    OTHER = "other", pgettext_lazy("claim", "other")


class ClaimState(TextChoices):
    OPEN = "open", pgettext_lazy("claim", "open")
    GRANTED = "granted", pgettext_lazy("claim", "granted")
    REFUSED = "refused", pgettext_lazy("claim", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "withdrawn by the household")


class BankColumnMeaning(TextChoices):
    """What a heading of a bank's file means."""

    ON = "on", pgettext_lazy("bank file", "day")
    AMOUNT = "amount", pgettext_lazy("bank file", "amount, in or out")
    INCOME = "income", pgettext_lazy("bank file", "what came in")
    SPENT = "spent", pgettext_lazy("bank file", "what went out")
    SIDE = "side", pgettext_lazy("bank file", "whether it came in or went out")
    REFERENCE = "reference", pgettext_lazy("bank file", "reference")
    BALANCE = "balance", pgettext_lazy("bank file", "balance after it")
    CURRENCY = "currency", pgettext_lazy("bank file", "currency")
    NOTHING = "nothing", pgettext_lazy("heading of a file", "nothing that is kept")


class Clock(TextChoices):
    """How a clock stands on a day; derived, never stored."""

    RUNNING = "running", pgettext_lazy("clock", "in time")
    DUE = "due", pgettext_lazy("clock", "due today")
    OVERDUE = "overdue", pgettext_lazy("clock", "overdue")
    STOPPED = "stopped", pgettext_lazy("clock", "done")
