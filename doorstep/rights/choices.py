"""Closed lists of the rights."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(TextChoices):
    """Why something may be kept at all."""

    DUTY = "duty", _("a duty by law")
    CONSENT = "consent", _("consent")
    EMERGENCY = "emergency", _("an emergency")
    RUNNING = "running", _("running the team and the program")


class Keep(TextChoices):
    """How long something is kept; days and words of each stand in purposes/data/keeping.toml."""

    HOUSEHOLD = "household", _("with the household")
    WORDING = "wording", _("words of what is long done")
    ENDED = "ended", _("what has ended")
    WITHDRAWN = "withdrawn", _("withdrawn consents")
    POINTS = "points", _("points of who withdrew")
    ATTENDANCE = "attendance", _("who came to activities")
    BOARD = "board", _("lists that were taken down")
    PLANS = "plans", _("offers of old pairing plans")
    LEFT_TEAM = "left_team", _("details of helpers who left")
    CLOCK_TIMES = "clock_times", _("clock times")
    UNDO = "undo", _("what is kept to undo imports")
    VISITORS = "visitors", _("who asked for help or borrowed at a station")
    LINKS = "links", _("used links")
    SIGN_INS = "sign_ins", _("old sign-ins")
    SESSIONS = "sessions", _("sessions that ran out")
    ASSESSMENTS = "assessments", _("replaced assessments")
    INCIDENTS = "incidents", _("closed incidents")
    TRAIL = "trail", _("the audit trail")
    ARCHIVE = "archive", _("the village's archive")
    ACCOUNTS = "accounts", _("the books of money")
    SAFETY = "safety", _("matters of somebody's safety")
    REMINDERS = "reminders", _("reminders")
    PRINTS = "prints", _("numbers that were published")
    PROGRAM = "program", _("what runs the program")


# Rules that no night ends: keeping.toml says why.
STANDING = frozenset(
    {Keep.TRAIL, Keep.ARCHIVE, Keep.ACCOUNTS, Keep.REMINDERS, Keep.PRINTS, Keep.PROGRAM}
)


class Question(TextChoices):
    """What an impact assessment answers, in the order of PIPL, article 56."""

    WHAT = "what", _("Which data are handled, whose, for what, and how?")
    LAWFUL = "lawful", _("On which basis: consent, a duty by law (which text), an emergency?")
    NEEDED = "needed", _("Why is it needed? Could the service be given with less, or without?")
    EFFECTS = "effects", _("What could happen to a household if the data were seen, used or wrong?")
    RISKS = "risks", _("Who could come by them, and how likely is that?")
    CHILDREN = "children", _("What of children under 14, and of members at odds with each other?")
    MEASURES = "measures", _("What protects them: sealing, rights, paper, training, deletion?")
    ENOUGH = "enough", _("Is that lawful, does it work, is it enough for the risk? What remains?")


class IncidentStep(TextChoices):
    """What is done about an incident, in this order; each has its clock."""

    STOPPED = "stopped", _("stop it and mend it")
    REGULATOR_TOLD = "regulator_told", _("tell the authority for personal data")
    HOUSEHOLDS_TOLD = "households_told", _("hand the letters to the households")
    CLOSED = "closed", _("write down what changes, and close it")


class RequestKind(TextChoices):
    """What a household may ask of us."""

    COPY = "copy", _("a copy of what is kept")
    CORRECTION = "correction", _("a correction")
    OBJECTION = "objection", _("an objection")
    ERASURE = "erasure", _("erasure")
    EXPLANATION = "explanation", _("an explanation of a decision")
    FEWER_VISITS = "fewer_visits", _("fewer visits")


class AskedAs(TextChoices):
    """As whom somebody asks; others than the member say what shows it."""

    MEMBER = "member", pgettext_lazy("who asks", "the member")
    REPRESENTATIVE = "representative", _("somebody who represents the member")
    HEIR = "heir", _("a near relative of a member who has died")


class AskedHow(TextChoices):
    """How the request reached the office."""

    SPOKEN = "spoken", pgettext_lazy("request", "spoken")
    WRITTEN = "written", pgettext_lazy("request", "in writing")
    HELPER = "helper", _("through a helper")


class RequestOutcome(TextChoices):
    """What came of a request."""

    GRANTED = "granted", pgettext_lazy("request", "granted")
    PARTLY = "partly", pgettext_lazy("request", "granted in part")
    REFUSED = "refused", pgettext_lazy("request", "refused")
    KEPT = "kept", _("kept, not used")


class DeskState(TextChoices):
    """How the clock of a request stands; derived, never stored."""

    OPEN = "open", pgettext_lazy("request", "open")
    DUE = "due", pgettext_lazy("request", "due soon")
    OVERDUE = "overdue", pgettext_lazy("request", "overdue")
    ANSWERED = "answered", pgettext_lazy("request", "answered")


class CopyFormat(TextChoices):
    """The forms in which a copy is given."""

    PRINT = "print", pgettext_lazy("copy", "on paper")
    JSON = "json", "JSON"
    XLSX = "xlsx", "Excel"
