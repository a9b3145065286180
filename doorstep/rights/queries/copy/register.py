"""What the register keeps: the household, its members, homes without a place, circumstances."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from doorstep.people.choices import Duty, Role, SpokenLanguage
from doorstep.people.queries import holders_of, looks_at
from doorstep.register.choices import AccessVia, Relation
from doorstep.register.models import (
    Absence,
    Access,
    Circumstance,
    Consent,
    Home,
    Household,
    Member,
)
from doorstep.register.rules import is_of_age
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading
from doorstep.sync.choices import TableColumn
from doorstep.sync.models import RegisterProposal
from doorstep.sync.queries import on_phones, tables_with

Rows = Iterable[Sequence[Cell]]


def _household(reading: Reading) -> Rows:
    one = reading.household
    spoken = _(", ").join(str(SpokenLanguage(code).label) for code in one.languages)
    facts: list[tuple[str, Cell]] = [
        (_("Code"), one.code),
        (_("Village"), one.village.name),
        (_("Group"), one.group.name if one.group else None),
        (_("How many live here"), one.resident_count),
        (_("Telephone"), one.phone),
        (_("Languages"), spoken),
        (_("Best time for a visit"), one.best_time),
        (_("How many helpers they ask for"), one.helpers_wanted),
        (_("Registered on"), one.registered_on),
        (_("In the ledger since"), one.ledger_registered_on),
        (_("Look again on"), one.review_on),
        (_("The ledger says"), one.need_note),
        (_("Note"), one.note),
        (_("Left on"), one.closed_on),
        (_("Why they left"), str(one.get_closed_because_display())),
    ]
    return [(label, value) for label, value in facts if value not in (None, "")]


def _members(reading: Reading) -> Rows:
    """Of another adult no more than the household's page on paper says."""
    for one in reading.household.members.order_by("order", "id"):
        tells = reading.is_own(one.pk) or not is_of_age(one.birth_year, reading.on)
        yield (
            one.name,
            one.relation_word or str(Relation(one.relation).label),
            one.birth_year,
            one.birth_month if tells else None,
            str(one.get_sex_display()) if tells else "",
            one.at_school if tells else None,
            one.able_to_work if tells else None,
            one.joined_on,
            one.left_on,
        )


def _homes(reading: Reading) -> Rows:
    """The season alone: a place on the map leaves in no copy."""
    for one in reading.household.homes.order_by("start_on", "season"):
        yield str(one.get_season_display()), one.start_on, one.end_on


def _absences(reading: Reading) -> Rows:
    return [(one.start_on, one.end_on) for one in reading.household.absences.order_by("start_on")]


def _circumstances(reading: Reading) -> Rows:
    rows = reading.household.circumstances.select_related("member")
    for one in rows.order_by("since_on", "id"):
        if one.private and not (one.member_id and reading.is_own(one.member_id)):
            continue
        yield (
            str(one.get_fact_display()),
            one.member.name if one.member else "",
            one.since_on,
            one.until_on,
            str(one.get_source_display()),
        )


def _consents(reading: Reading) -> Rows:
    rows = reading.household.consents.select_related("member", "child", "text")
    for one in rows.order_by("given_on", "id"):
        if not reading.is_own(one.member_id):
            continue
        yield (
            str(one.get_purpose_display()),
            one.text.number if one.text else None,
            one.said_by,
            one.child.name if one.child else "",
            str(one.get_how_display()),
            one.witness,
            one.given_on,
            one.withdrawn_on,
        )


def _access(reading: Reading) -> Rows:
    """Who may see it, or could; a sealed grant is told by the named person alone."""
    village = reading.household.village
    for account in holders_of(Role.COORDINATOR, village, reading.on):
        yield account.name, _("coordinator of %(place)s") % {"place": village.name}, "", None, None
    rows = reading.household.access.exclude(via=AccessVia.SEALED)
    for one in rows.select_related("account", "helper").order_by("from_on", "id"):
        holder = one.helper or one.account
        label = Duty(one.duty).label if one.duty else Role(one.role).label if one.role else ""
        who = holder.name if holder else str(label)
        yield who, str(AccessVia(one.via).label), one.reason, one.from_on, one.until_on


def _tables(reading: Reading) -> Rows:
    for one in tables_with(reading.household):
        told = _(", ").join(str(TableColumn(column).label) for column in one.columns)
        yield one.office, one.purpose, told, one.filled_on


def _proposed(reading: Reading) -> Rows:
    """What helpers proposed to write otherwise, and what was answered; the words themselves are
    told as what the register says, once they are accepted, and kept nowhere else."""
    rows = RegisterProposal.objects.filter(household=reading.household)
    for one in rows.select_related("member", "helper"):
        if reading.is_own(one.member_id):
            whom, state = one.member.name if one.member else "", str(one.get_state_display())
            field = str(one.get_field_display())
            yield one.made_on, field, whom, one.helper.name, state, one.settled_why


def _looks(reading: Reading) -> Rows:
    place = {"place": reading.household.village.name}
    for look in looks_at(reading.household.pk):
        if look.via == AccessVia.SEALED:
            continue
        via = AccessVia(look.via).label if look.via in AccessVia.values else look.via
        via = Duty(via).label if via in Duty.values else via
        why = _("coordinator of %(place)s") % place if look.via == Role.COORDINATOR else str(via)
        for day in look.days:
            yield look.who, why, day


def _phones(reading: Reading) -> Rows:
    for one in on_phones(reading.household):
        yield one.who, one.from_on, one.until_on


PARTS = (
    Part(
        "household",
        gettext_lazy("Who we are"),
        (Household,),
        (("what", gettext_lazy("What")), ("value", gettext_lazy("What is kept"))),
        _household,
    ),
    Part(
        "members",
        gettext_lazy("Members"),
        (Member,),
        (
            ("name", gettext_lazy("Name")),
            ("relation", gettext_lazy("Relation")),
            ("birth_year", gettext_lazy("Year of birth")),
            ("birth_month", gettext_lazy("Month of birth")),
            ("sex", gettext_lazy("Sex")),
            ("at_school", gettext_lazy("At school")),
            ("able_to_work", gettext_lazy("Able to work")),
            ("joined_on", gettext_lazy("Since")),
            ("left_on", gettext_lazy("Until")),
        ),
        _members,
    ),
    Part(
        "homes",
        gettext_lazy("Homes"),
        (Home,),
        (
            ("season", gettext_lazy("Season")),
            ("start_on", gettext_lazy("Since")),
            ("end_on", gettext_lazy("Until")),
        ),
        _homes,
    ),
    Part(
        "absences",
        gettext_lazy("Away"),
        (Absence,),
        (("start_on", gettext_lazy("Since")), ("end_on", gettext_lazy("Until"))),
        _absences,
    ),
    Part(
        "circumstances",
        gettext_lazy("Circumstances"),
        (Circumstance,),
        (
            ("fact", gettext_lazy("What")),
            ("member", gettext_lazy("Whom")),
            ("since_on", gettext_lazy("Since")),
            ("until_on", gettext_lazy("Until")),
            ("source", gettext_lazy("From where it is known")),
        ),
        _circumstances,
    ),
    Part(
        "consents",
        gettext_lazy("Consent"),
        (Consent,),
        (
            ("purpose", gettext_lazy("To what")),
            ("version", gettext_lazy("Version")),
            ("who", gettext_lazy("By whom")),
            ("child", gettext_lazy("Child")),
            ("how", gettext_lazy("How")),
            ("witness", gettext_lazy("Witness")),
            ("given_on", gettext_lazy("Given on")),
            ("withdrawn_on", gettext_lazy("Withdrawn on")),
        ),
        _consents,
    ),
    Part(
        "access",
        gettext_lazy("Who may see this, and why"),
        (Access,),
        (
            ("who", gettext_lazy("Who")),
            ("why", gettext_lazy("Why")),
            ("reason", pgettext_lazy("of a decision", "Reason")),
            ("from_on", gettext_lazy("Since")),
            ("until_on", gettext_lazy("Until")),
        ),
        _access,
    ),
    Part(
        "changes_proposed",
        gettext_lazy("Changes to the register"),
        (RegisterProposal,),
        (
            ("made_on", gettext_lazy("Day")),
            ("field", gettext_lazy("What")),
            ("member", gettext_lazy("Whom")),
            ("helper", gettext_lazy("Who")),
            ("state", gettext_lazy("State")),
            ("why", gettext_lazy("Why")),
        ),
        _proposed,
    ),
    Part(
        "looks",
        gettext_lazy("Who looked at it, and on which days"),
        (),
        (
            ("who", gettext_lazy("Who")),
            ("why", gettext_lazy("Why")),
            ("day", gettext_lazy("Day")),
        ),
        _looks,
    ),
    Part(
        "phones",
        gettext_lazy("On whose phones it is or was"),
        (),
        (
            ("who", gettext_lazy("Who")),
            ("from_on", gettext_lazy("Since")),
            ("until_on", gettext_lazy("Until")),
        ),
        _phones,
    ),
    Part(
        "tables",
        gettext_lazy("Tables with this household that offices were given"),
        (),
        (
            ("office", gettext_lazy("Office")),
            ("purpose", gettext_lazy("What for")),
            ("columns", gettext_lazy("What stood in it")),
            ("day", gettext_lazy("Day")),
        ),
        _tables,
    ),
)
