"""Two households that are one: their rows before and after, and what came later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import ManyToOneRel, Model, Q, QuerySet
from django.utils.translation import gettext as _

from doorstep.categories.models import Category, Objection, Proposal
from doorstep.kit.errors import NotVisible
from doorstep.needs.models import Need, Placement, Served, Step
from doorstep.pairing.models import Pairing
from doorstep.people.choices import Role
from doorstep.people.models import Account, AuditEntry
from doorstep.people.queries import villages_with_role
from doorstep.people.rules import LOOK
from doorstep.points.models import Award, Dispute, Swap
from doorstep.register.choices import AccessVia
from doorstep.register.models import (
    Absence,
    Access,
    Circumstance,
    Consent,
    Declined,
    Home,
    Household,
    Member,
    SealedField,
)
from doorstep.register.roster import Member as StatedMember
from doorstep.register.roster import pair_up
from doorstep.sync.choices import ImportedAct, RowKind, Side
from doorstep.sync.models import HouseholdMerge, MergedRow
from doorstep.sync.queries.snapshot import Snapshot, as_json, columns_of, differing
from doorstep.sync.queries.stated import stated_member
from doorstep.sync.rules import UNDO_DAYS
from doorstep.visits.models import CadenceWish, ServiceGiven, Visit

# every table a merger writes, with its ways to the household; rows of the lower end last
MERGED: dict[type[Model], tuple[str, ...]] = {
    Objection: ("household",),
    Category: ("household",),
    Proposal: ("household",),
    ServiceGiven: ("visit__household",),
    Visit: ("household",),
    Placement: ("household",),
    Served: ("household", "need__household"),
    Step: ("need__household",),
    Need: ("household",),
    Award: ("consent__household",),
    Swap: ("consent__household",),
    Dispute: ("consent__household",),
    CadenceWish: ("household",),
    Pairing: ("household",),
    Access: ("household",),
    Declined: ("household",),
    Consent: ("household",),
    Circumstance: ("household",),
    Absence: ("household",),
    Home: ("household",),
    Member: ("household",),
    Household: ("pk",),
}
# tables with a household or a member that stay as they are, and why
LEFT_ALONE = {
    "sync.submission": "what a device sent is kept as it was sent",
    "sync.registerproposal": "what a helper proposed is answered where it was proposed",
    "visits.roundrow": "a sheet that was printed means the household that stood on it",
    "register.sealedfield": "it was given for one service; where that goes on it is asked for anew",
    "rights.request": "a request is answered where it was asked",
    "activities.attendee": "who came to a session is told as it was",
    "campaigns.campaignunit": "a list is fixed; what was done there is told under its own code",
    "activities.signrow": "a sheet that was signed means the household that stood on it",
    "samples.sample": "a sample is told as it was taken, and where",
    "funds.claim": "a claim is decided for the household that made it",
    "funds.recipient": "a claim is decided for those it was made for",
    "funds.paidpost": "a post is held as it was given; where it goes on, it is given anew",
    "funds.coopmember": "a share counts for the dividends of then; the one who stays gets its own",
    "funds.payment": "what was paid, and to whom, is told as it was",
    "jobs.jobwish": "a wish was said in the household of then; of who goes on it is asked again",
    "partners.application": "an application is decided for who made it",
    "stars.starapplication": "a star is held by who applied; the one who stays may apply",
    "categories.review": "a meeting looked at the household it looked at",
    "figures.noticeline": "a notice says what hung on the board",
    "pairing.pairingoffer": "a plan says what was proposed; accepted, it pairs who is there",
    "visits.plannedvisit": "a plan says where it meant to go; the next one goes to who is there",
    "visits.unplannedvisit": "a plan says whom it could not reach",
    "visits.planevent": "a plan says why it was changed",
    "visits.eventhousehold": "a plan says why it was changed",
    "visits.takeover": "a plan says who was to take over; accepted, they go to who is there",
    "rights.rereading": "the notes that are to be read again are still those of that row",
    "rights.incidenthousehold": "whom an incident concerned is told as it was",
    "sync.keptapart": "that two households are not the same stays said",
    "sync.householdmerge": "what was merged before stays told",
}
# reminders of the room above that point at rows: they go with their row, and hold no undoing up
GO_ALONG = ("rights.rereading",)
RESIDENTS = "resident_count"
FIELDS = (  # of a household, that a person picks from either
    "group",
    RESIDENTS,
    "phone",
    "languages",
    "best_time",
    "helpers_wanted",
    "ledger_registered_on",
    "review_on",
    "need_note",
    "note",
)


@dataclass(frozen=True)
class FieldPick:
    """A field in which two households differ, and whose value is taken unless a person picks
    otherwise; `both` is what they make together, where that is something of its own."""

    name: str
    kept: Any
    gone: Any
    default: Side
    both: int | None = None

    def value_of(self, side: str) -> Any:
        """The value that holds where a person picks this side."""
        return {Side.KEPT: self.kept, Side.GONE: self.gone, Side.BOTH: self.both}[Side(side)]


@dataclass(frozen=True)
class PeopleOfBoth:
    """Who is in both households, and who would join the kept one."""

    matched: list[tuple[Member, Member]] = field(default_factory=list)
    moved: list[Member] = field(default_factory=list)


def merges_for(account: Account, on: date) -> QuerySet[HouseholdMerge]:
    """The mergers in the villages the account coordinates, of households that are in use."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    used = Household.objects.in_use()
    rows = HouseholdMerge.objects.filter(kept__village__in=villages)
    rows = rows.filter(kept__in=used, gone__in=used)
    return rows.select_related("gone__village", "kept__village", "by", "undone_by")


def get_merge_for(account: Account, merge_id: object, on: date) -> HouseholdMerge:
    """A merger as `merges_for`; else NotVisible."""
    found = merges_for(account, on).filter(pk=merge_id).first()
    if found is None:
        raise NotVisible
    return found


def mergers_of(household: Household) -> list[HouseholdMerge]:
    """The mergers that stand, into a household and of it into another, the latest first."""
    standing = HouseholdMerge.objects.filter(Q(gone=household) | Q(kept=household), undone_on=None)
    return list(standing.select_related("gone", "kept"))


def merger_of_pair(pair: Pairing) -> HouseholdMerge | None:
    """The merger that brought a helper from the other household; None for any other pair."""
    if pair.offer_id is not None:
        return None
    standing = HouseholdMerge.objects.filter(
        kept=pair.household_id,
        on=pair.start_on,
        undone_on=None,
        gone__in=Pairing.objects.filter(helper=pair.helper_id).values("household"),
    )
    return standing.select_related("gone").first()


def via_text(pair: Pairing) -> str:
    """From where a pair is known: of one that went over, with which merger."""
    merger = merger_of_pair(pair)
    if merger is None:
        return str(pair.get_via_display())
    return _("with the merger of %(code)s") % {"code": merger.gone.code}


def picks_of(gone: Household, kept: Household, people: PeopleOfBoth) -> list[FieldPick]:
    """The fields that differ; a blank of the kept one is filled from the other. Who lives there is
    counted together, also where both say the same number."""
    picks = []
    for name in FIELDS:
        here, there = getattr(kept, name), getattr(gone, name)
        both = _residents_of_both(here, there, people) if name == RESIDENTS else None
        if there in (None, "", []) or (here == there and both is None):
            continue
        default = Side.GONE if here in (None, "", []) else Side.KEPT
        picks.append(FieldPick(name, here, there, default if both is None else Side.BOTH, both))
    return picks


def _residents_of_both(here: int | None, there: int | None, people: PeopleOfBoth) -> int | None:
    """The sum where nobody is in both. Else those who join are added: the others who are counted
    and not named may be the same ones. None where nobody joins, or a number is missing."""
    if here is None or there is None or not (people.moved or not people.matched):
        return None
    return here + (len(people.moved) if people.matched else there)


def people_of_both(gone: Household, kept: Household) -> PeopleOfBoth:
    """Told apart by name and birth as in a ledger, children by year of birth."""
    before = _stated(gone)
    after = _stated(kept)
    pairs, lost, _gained = pair_up((one for one, _row in before), (one for one, _row in after))
    rows = {id(one): row for one, row in (*before, *after)}
    return PeopleOfBoth(
        matched=[(rows[id(one)], rows[id(other)]) for one, other in pairs],
        moved=[rows[id(one)] for one in lost],
    )


def _stated(household: Household) -> list[tuple[StatedMember, Member]]:
    rows = household.members.filter(left_on=None).select_related("household")
    return [(stated_member("", household, row), row) for row in rows]


def rows_of_two(household_ids: Iterable[UUID]) -> Snapshot:
    """Every row of two households that a merger could write, by table and key."""
    ids = list(household_ids)
    taken: Snapshot = {}
    for model, ways in MERGED.items():
        mine = Q()
        for way in ways:
            mine |= Q(**{f"{way}__in": ids})
        columns = columns_of(model)
        key = columns.index(model._meta.pk.attname)
        rows = model._default_manager.filter(mine).order_by().values_list(*columns)
        taken[model] = {values[key]: values for values in rows}
    return taken


def merged_rows(before: Snapshot, after: Snapshot) -> Iterator[MergedRow]:
    """Unsaved rows: what was made, changed or removed between the two."""
    order = 0
    for model in MERGED:
        columns = columns_of(model)
        for key in {**before[model], **after[model]}:
            former, values = before[model].get(key), after[model].get(key)
            if former == values:
                continue
            if former is None:
                act, held = ImportedAct.MADE, {}
            elif values is None:
                act, held = ImportedAct.REMOVED, as_json(columns, former)
            else:
                act, held = ImportedAct.CHANGED, differing(columns, former, values)
            yield MergedRow(
                order=order, model=model._meta.label_lower, row_id=str(key), act=act, before=held
            )
            order += 1


def later_than(merge: HouseholdMerge) -> list[str]:
    """What was written after a merger to a row that it wrote, or points at a row it made: the code,
    what it is, and the day. Looking does not count. Of what is sealed neither is told, nor that it
    is: a coordinator, who merges and undoes, may not know that it is there."""
    touched: dict[str, set[str]] = defaultdict(set)
    made: dict[type[Model], set[str]] = defaultdict(set)
    for row in merge.rows.all():
        model = apps.get_model(row.model)
        touched[str(model._meta.model_name)].add(row.row_id)
        if row.act == ImportedAct.MADE:
            made[model].add(row.row_id)
    sealed = sealed_keys_of((merge.gone_id, merge.kept_id))
    found, hides = [], False
    both: dict[UUID | None, str] = {
        merge.gone_id: merge.gone.code,
        merge.kept_id: merge.kept.code,
    }
    later = AuditEntry.objects.filter(serial__gt=merge.last_entry).exclude(act=LOOK)
    for entry in later.filter(household_id__in=(merge.gone_id, merge.kept_id)):
        if entry.subject_id not in touched.get(entry.subject_kind, ()):
            continue
        if entry.subject_id in sealed:
            hides = True
        else:
            found.append(f"{both[entry.household_id]} · {_kind(entry.subject_kind)} · {entry.on}")
    for model, keys in made.items():
        for other, name in _pointing_at(model):
            pointing = other._default_manager.filter(**{f"{name}__in": list(keys)})
            ours = [*made.get(other, ()), *touched.get(str(other._meta.model_name), ())]
            keys_later = set(map(str, pointing.exclude(pk__in=ours).values_list("pk", flat=True)))
            hides = hides or not keys_later.isdisjoint(sealed)
            if keys_later - sealed:
                found.append(f"{merge.kept.code} · {_kind(str(other._meta.model_name))}")
    if hides:
        found.append(_("something that is not shown here"))
    return list(dict.fromkeys(found))


def sealed_keys_of(households: Any) -> set[str]:
    """The keys of what is sealed of some households (ids, or a query of them), of every table."""
    needs = Need.objects.filter(household__in=households, sealed=True)
    rows = (
        needs,
        *(table.objects.filter(need__in=needs) for table in (Step, Served, Placement)),
        Access.objects.filter(household__in=households, via=AccessVia.SEALED),
        SealedField.objects.filter(household__in=households),
    )
    return {str(key) for some in rows for key in some.values_list("pk", flat=True)}


def _pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """The tables with a foreign key to one, and its name; links of many to many go with rows."""
    for link in model._meta.get_fields(include_hidden=True):
        if not isinstance(link, ManyToOneRel):
            continue
        other = link.related_model._meta
        if not other.auto_created and other.label_lower not in GO_ALONG:
            yield link.related_model, link.field.name


def merges_past_undo(on: date) -> QuerySet[HouseholdMerge]:
    """Mergers too old to be undone for which something is still kept."""
    oldest = on - timedelta(days=UNDO_DAYS)
    return HouseholdMerge.objects.filter(on__lt=oldest, rows__isnull=False).distinct()


def _kind(name: str) -> str:
    return str(RowKind(name).label)
