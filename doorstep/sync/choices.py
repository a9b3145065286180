"""Closed lists of sync."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ImportedAct(TextChoices):
    """What an import or a merger did with a row."""

    MADE = "made", _("made")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")


class Side(TextChoices):
    """Of two households that are merged."""

    KEPT = "kept", _("the one that stays")
    GONE = "gone", _("the one that goes")
    BOTH = "both", _("both together")


class Likeness(TextChoices):
    """Why two households may be one; no more than a hint."""

    PHONE = "phone", _("the same telephone")
    HEADS = "heads", _("heads of one name and month of birth in one group")
    PERSON = "person", _("somebody of one name and month of birth in both")


class RowKind(TextChoices):
    """Rows as people call them, by the name of their table."""

    HOUSEHOLD = "household", _("household")
    MEMBER = "member", _("member")
    HOME = "home", _("home")
    ABSENCE = "absence", _("absence")
    CIRCUMSTANCE = "circumstance", _("circumstance")
    CONSENT = "consent", _("consent")
    ACCESS = "access", _("sight of the household")
    DECLINED = "declined", _("wish not to meet")
    NEED = "need", _("need")
    STEP = "step", _("step")
    SERVED = "served", _("served")
    WORKS = "works", _("works")
    TOLD_WISH = "wish", pgettext_lazy("row", "wish told at an activity")
    PLACEMENT = "placement", _("placement")
    VISIT = "visit", _("visit")
    SERVICE = "servicegiven", _("service given")
    WISH = "cadencewish", _("wish on visits")
    PAIRING = "pairing", _("pair")
    CATEGORY = "category", _("category")
    PROPOSAL = "proposal", _("proposal")
    OBJECTION = "objection", _("objection")
    ATTENDEE = "attendee", _("attendee")
    CHANGE = "registerproposal", _("change proposed to the register")
    REQUEST = "request", _("request")
    PAYMENT = "payment", _("payment")
    PAID_POST = "paidpost", _("public-service post")
    CLAIM = "claim", _("claim")
    RECIPIENT = "recipient", _("recipient of a claim")
    CAMPAIGN_UNIT = "campaignunit", _("unit of a campaign")
    JOB_WISH = "jobwish", _("wish for work")
    HIRE = "hire", _("placement through an offer")
    WAGE_REPORT = "wagereport", _("report of a wage")
    APPLICATION = "application", _("application for a scholarship")
    STAR_APPLICATION = "starapplication", _("application for a star")
    AWARD = "award", _("award of points")
    SWAP = "swap", pgettext_lazy("row", "swap for points")
    SWAP_GOODS = "swapmove", pgettext_lazy("row", "goods of a swap")
    DISPUTE = "dispute", pgettext_lazy("row", "dispute about points")


class RowsOf(TextChoices):
    """What a table has a row for."""

    HOUSEHOLDS = "households", _("one row a household")
    MEMBERS = "members", _("one row a person")


class TableColumn(TextChoices):
    """All that a table for an office may hold: no coordinate, no colour, nothing sealed."""

    CODE = "code", _("Household code")
    GROUP = "group", _("Group")
    HEAD = "head", _("Head (contact person)")
    RESIDENT_COUNT = "resident_count", _("How many live here")
    PHONE = "phone", _("Telephone")
    LANGUAGE = "language", _("Languages")
    BEST_TIME = "best_time", _("Best time for a visit")
    HELPER = "helper", _("Helper")
    NEED_NOTE = "need_note", _("What the ledger says they need")
    REGISTERED_ON = "registered_on", _("In the ledger since")
    REVIEW_ON = "review_on", _("Look again on")
    CONSENT_ON = "consent_on", _("Day of consent")
    CONSENT_HOW = "consent_how", _("How consent was given")
    NOTE = "note", _("Note")
    LAST_VISIT = "last_visit", _("Last visit")
    OPEN_NEEDS = "open_needs", _("Open needs, how many")
    SERVICES = "services", _("Services given in the last 12 months")
    NAME = "name", _("Name")
    RELATION = "relation", _("Relation to the head")
    SEX = "sex", _("Sex")
    BORN = "born", _("Month of birth")
    IN_SCHOOL = "in_school", _("At school")
    LABOUR = "labour", _("Able to work")


OF_A_PERSON = (
    TableColumn.NAME,
    TableColumn.RELATION,
    TableColumn.SEX,
    TableColumn.BORN,
    TableColumn.IN_SCHOOL,
    TableColumn.LABOUR,
)
COLUMNS_OF: dict[str, tuple[TableColumn, ...]] = {
    RowsOf.HOUSEHOLDS: tuple(one for one in TableColumn if one not in OF_A_PERSON),
    RowsOf.MEMBERS: (TableColumn.CODE, TableColumn.GROUP, *OF_A_PERSON),
}
# Codes, counts and days: who is meant, only the village's own register tells.
IMPERSONAL = frozenset(
    {
        TableColumn.CODE,
        TableColumn.GROUP,
        TableColumn.RESIDENT_COUNT,
        TableColumn.REGISTERED_ON,
        TableColumn.REVIEW_ON,
        TableColumn.LAST_VISIT,
        TableColumn.OPEN_NEEDS,
    }
)


class TableFormat(TextChoices):
    XLSX = "xlsx", "Excel (.xlsx)"
    CSV = "csv", "CSV"


class AskState(TextChoices):
    """How far a table is that somebody asked for."""

    WAITING = "waiting", pgettext_lazy("table", "waits for a second person")
    RELEASED = "released", pgettext_lazy("table", "released, not fetched yet")
    DECLINED = "declined", pgettext_lazy("table", "not released")
    FILLED = "filled", pgettext_lazy("table", "handed over")


class DeviceKind(TextChoices):
    """What runs on a helper's device."""

    FIELD = "field", _("field page")
    COLLECT = "collect", _("ODK Collect")


class SubmissionState(TextChoices):
    """What became of something a device sent. Nothing is dropped."""

    APPLIED = "applied", _("applied")
    HELD = "held", _("waiting to be mended")
    SETTLED = "settled", _("settled by a person")


class HeldBecause(TextChoices):
    """Why something waits for a person."""

    UNREADABLE = "unreadable", _("it cannot be read")
    UNKNOWN_FORM = "unknown_form", _("its form is not known here")
    UNKNOWN_HOUSEHOLD = "unknown_household", _("its household is not known here")
    NEVER_ASSIGNED = "never_assigned", _("the helper never had this household")
    LONG_PAST = "long_past", _("the helper gave this household up over 30 days before")
    REVOKED = "revoked", _("the device was shut out before it was sent")
    OTHER_CONTENT = "other_content", _("it was sent before with other content")
    EDITED = "edited", _("it corrects one that was sent before")
    REFUSED = "refused", _("it breaks a rule")


class Settling(TextChoices):
    """How a person settled what was held."""

    APPLIED = "applied", _("applied as it was sent")
    MENDED = "mended", _("mended and applied")
    REPLACED = "replaced", _("replaced by what was sent with other content")
    DISCARDED = "discarded", _("discarded")


class ProposedField(TextChoices):
    """What a helper may propose to change in the register; categories never."""

    PHONE = "phone", _("Telephone")
    LANGUAGES = "languages", _("Languages")
    BEST_TIME = "best_time", _("Best time for a visit")
    GROUP = "group", _("Group")
    JOINED = "joined", _("somebody who lives here too")
    NAME = "name", _("Name")
    RELATION = "relation", _("Relation to the head")
    BIRTH_YEAR = "birth_year", _("Year of birth")
    LEFT = "left", _("left the household on")
    HOME_WINTER = "home_winter", _("winter home")
    HOME_SUMMER = "home_summer", _("summer pasture")


OF_A_MEMBER = (
    ProposedField.NAME,
    ProposedField.RELATION,
    ProposedField.BIRTH_YEAR,
    ProposedField.LEFT,
)
HOMES = {ProposedField.HOME_WINTER: "winter", ProposedField.HOME_SUMMER: "summer"}  # by season
OF_A_HOUSEHOLD = tuple(one for one in ProposedField if one not in OF_A_MEMBER)


class ProposalState(TextChoices):
    """What became of a change that a helper proposed."""

    WAITING = "waiting", pgettext_lazy("register", "waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("register", "accepted")
    DECLINED = "declined", pgettext_lazy("register", "declined")
