"""Closed lists of samples. Short words carry a context: other rooms use them otherwise."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Matter(TextChoices):
    """What a sample is of."""

    DRINKING_WATER = "drinking_water", pgettext_lazy("sample", "drinking water")
    HOT_SPRING = "hot_spring", pgettext_lazy("sample", "hot-spring water")
    SALT = "salt", pgettext_lazy("sample", "table salt")
    SAFFRON = "saffron", pgettext_lazy("sample", "saffron")
    SOIL = "soil", pgettext_lazy("sample", "soil")
    MILK = "milk", pgettext_lazy("sample", "raw milk")
    OTHER = "other", pgettext_lazy("sample", "something else")


class CustodyKind(TextChoices):
    """A link of the chain, from who took a sample to the laboratory."""

    TAKEN = "taken", pgettext_lazy("custody", "taken")
    HANDED_OVER = "handed_over", pgettext_lazy("custody", "handed over")
    RECEIVED = "received", pgettext_lazy("custody", "received by the laboratory")


class Bound(TextChoices):
    """How a laboratory's value is meant."""

    EXACT = "exact", pgettext_lazy("result", "as measured")
    BELOW = "below", pgettext_lazy("result", "less than")
    ABOVE = "above", pgettext_lazy("result", "more than")
    NONE = "none", pgettext_lazy("result", "not detected")


class Verdict(TextChoices):
    """A value against the limit of a norm; computed, never stored."""

    WITHIN = "within", pgettext_lazy("verdict", "within the limit")
    OVER = "over", pgettext_lazy("verdict", "over the limit")
    UNDER = "under", pgettext_lazy("verdict", "under the lowest value")
    UNCLEAR = "unclear", pgettext_lazy("verdict", "cannot be told")
    NO_LIMIT = "no_limit", pgettext_lazy("verdict", "no limit")


BREACHES = (Verdict.OVER, Verdict.UNDER)


class SampleState(TextChoices):
    """How far a sample is; derived from its rows."""

    OUT = "out", pgettext_lazy("sample", "on the way")
    AT_LAB = "at_lab", pgettext_lazy("sample", "at the laboratory")
    MEASURED = "measured", pgettext_lazy("sample", "measured, not told yet")
    TOLD = "told", pgettext_lazy("sample", "told")
    SPOILED = "spoiled", pgettext_lazy("sample", "spoiled or lost")


class Late(TextChoices):
    """What a sample waits for too long."""

    TO_LAB = "to_lab", pgettext_lazy("sample", "not yet at the laboratory")
    RESULT = "result", pgettext_lazy("sample", "the result is overdue")
    TO_TELL = "to_tell", pgettext_lazy("sample", "the result is not told yet")


class ToldHow(TextChoices):
    """How a result came to the household."""

    READ_OUT = "read_out", pgettext_lazy("result letter", "read out at home")
    HANDED = "handed", pgettext_lazy("result letter", "letter handed over")
    PHONE = "phone", pgettext_lazy("result letter", "told by phone")
    POSTED = "posted", pgettext_lazy("result letter", "hung out at the place")


class ColumnMeaning(TextChoices):
    """What a heading of a laboratory's table means; a measured thing is named by its own key."""

    CODE = "code", pgettext_lazy("laboratory file", "code of the sample")
    PARAMETER = "parameter", pgettext_lazy("laboratory file", "what was measured")
    VALUE = "value", pgettext_lazy("laboratory file", "result")
    UNIT = "unit", pgettext_lazy("laboratory file", "unit")
    MEASURED_ON = "measured_on", pgettext_lazy("laboratory file", "day of measuring")
    NOTHING = "nothing", pgettext_lazy("heading of a file", "nothing that is kept")


class LeftBecause(TextChoices):
    """Why a row of a laboratory's file was not taken."""

    NO_CODE = "no_code", pgettext_lazy("laboratory file", "no code of a sample stands in it")
    UNKNOWN_SAMPLE = (
        "unknown_sample",
        pgettext_lazy("laboratory file", "no sample of this village has the code"),
    )
    NOT_RECEIVED = (
        "not_received",
        pgettext_lazy(
            "laboratory file",
            "the chain of custody does not reach this laboratory; record who handed it over and "
            "that it was received, then read the row again",
        ),
    )
    BEFORE_RECEIVED = (
        "before_received",
        pgettext_lazy("laboratory file", "measured before the sample came to the laboratory"),
    )
    IN_FUTURE = "in_future", pgettext_lazy("laboratory file", "measured on a day still to come")
    SPOILED = "spoiled", pgettext_lazy("laboratory file", "the sample is spoiled or lost")
    NO_PARAMETER = (
        "no_parameter",
        pgettext_lazy("laboratory file", "it does not say what was measured"),
    )
    UNKNOWN_PARAMETER = (
        "unknown_parameter",
        pgettext_lazy("laboratory file", "what was measured is not known by this name"),
    )
    NO_VALUE = "no_value", pgettext_lazy("laboratory file", "no result stands in it")
    UNREADABLE_VALUE = (
        "unreadable_value",
        pgettext_lazy("laboratory file", "the result cannot be read as a number"),
    )
    NO_UNIT = "no_unit", pgettext_lazy("laboratory file", "no unit stands in it")
    UNKNOWN_UNIT = (
        "unknown_unit",
        pgettext_lazy("laboratory file", "the unit does not fit what was measured"),
    )
    UNREADABLE_DAY = (
        "unreadable_day",
        pgettext_lazy("laboratory file", "the day of measuring cannot be read"),
    )
    DIFFERS = (
        "differs",
        pgettext_lazy(
            "laboratory file",
            "another result stands for it; take that back first if this one is right",
        ),
    )
    FAULTY_CELL = (
        "faulty_cell",
        pgettext_lazy("laboratory file", "a cell holds an error or a formula without its value"),
    )
