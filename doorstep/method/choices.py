"""What the code knows; a method's rows choose among these. Unknown kinds are refused."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CategoryKind(TextChoices):
    """The marks a household can show; green is never a row."""

    RED = "red", _("red: two joined rings")
    ORANGE = "orange", _("orange: heart-shaped drop")
    BLUE = "blue", _("blue: square")
    GREEN = "green", _("green: hollow circle")


class FactKind(TextChoices):
    """What a reason may look at; `categories/facts.py` compiles each to SQL."""

    SUDDEN_EVENT = "sudden_event", _("hardship after a sudden event")
    MEDICAL_COSTS = "medical_costs", _("a heavy bill for treatment")
    BEREAVED = "bereaved", _("bereaved of an only child, parent or spouse")
    LEFT_BEHIND = "left_behind", _("women or children left behind")
    ABLE_TO_WORK = "able_to_work", _("members able to work")
    PUPILS = "pupils", _("children at school")
    ELDERS_ALONE = "elders_alone", _("elders living without anybody younger")
    MEDIATION_REQUESTED = "mediation_requested", _("open mediation asked for or agreed to")


# Facts that the form's block "what has changed" writes as circumstances; the rest is derived.
STATED_FACTS = (
    FactKind.SUDDEN_EVENT,
    FactKind.MEDICAL_COSTS,
    FactKind.BEREAVED,
    FactKind.LEFT_BEHIND,
)


class Comparison(TextChoices):
    """How a fact's number is held against the reason's value."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    EQUAL = "equal", _("exactly")


class CadenceKind(TextChoices):
    """The two duties towards a household."""

    CONTACT = "contact", _("contact, on site or by phone")
    ON_SITE = "on_site", _("visit on site")


class Every(TextChoices):
    """How often; duties count whole ISO weeks and calendar months."""

    WEEK = "week", _("every week")
    TWO_WEEKS = "two_weeks", _("every two weeks")
    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")
    NEVER = "never", _("not at all")


class PreferenceKind(TextChoices):
    """What the pairing may prefer in a helper."""

    HAS_SKILL = "has_skill", _("has the skill")
    ONE_HAS_SKILL = "one_has_skill", _("one of the helpers has the skill")
    BORN_ON_OR_AFTER = "born_on_or_after", _("is not older than")
    HOURS_AT_LEAST = "hours_at_least", _("has the hours")
    LANGUAGE = "language", _("speaks a common language")
    DISTANCE = "distance", _("lives near")
    CONTINUITY = "continuity", _("is known to the household")


class NeedKind(TextChoices):
    """Kinds of need."""

    HARDSHIP = "hardship", _("hardship")
    CARE = "care", _("care")
    MEDIATION = "mediation", _("mediation")
    HAZARD = "hazard", _("hazard")
    ERRAND = "errand", _("errand")
    JOB = "job", _("job")
    WORKS = "works", _("works")
    STUDY = "study", _("study help")
    OTHER = "other", _("other")


class Urgency(TextChoices):
    """How soon; "urgent" tells the coordinator at once."""

    ORDINARY = "ordinary", _("ordinary")
    SOON = "soon", _("soon")
    URGENT = "urgent", _("urgent")


class ServiceKind(TextChoices):
    """What a ticked service counts as."""

    POLICY = "policy", _("policy briefing")
    MEDIATION = "mediation", _("mediation")
    HAZARD_CHECK = "hazard_check", _("hazard check")
    WORK_SAFETY = "work_safety", _("work safety")
    CLEAN_UP = "clean_up", _("clean-up")
    ERRAND = "errand", _("errand")
    AID = "aid", _("aid")
    CARE = "care", _("care and comfort")
    STUDY = "study", _("study help")
    OTHER = "other", _("other")


class QuestionKind(TextChoices):
    """Types of XLSForm that a method's own questions may have."""

    TEXT = "text", pgettext_lazy("question", "text")
    INTEGER = "integer", pgettext_lazy("question", "whole number")
    DECIMAL = "decimal", pgettext_lazy("question", "number")
    DATE = "date", pgettext_lazy("question", "day")
    TIME = "time", pgettext_lazy("question", "time of day")
    SELECT_ONE = "select_one", pgettext_lazy("question", "one of a list")
    SELECT_MULTIPLE = "select_multiple", pgettext_lazy("question", "several of a list")
    ACKNOWLEDGE = "acknowledge", pgettext_lazy("question", "tick")
    BARCODE = "barcode", pgettext_lazy("question", "barcode")
    NOTE = "note", pgettext_lazy("question", "words to read")
