"""Lists and states that come in as a workbook: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstep.campaigns.actions import units as acts
from doorstep.campaigns.actions.campaigns import begin_campaign
from doorstep.campaigns.actions.guards import guard_list
from doorstep.campaigns.choices import Because, UnitKind, UnitState
from doorstep.campaigns.models import Campaign, CampaignUnit
from doorstep.campaigns.queries import StateLine, Target, read_list, read_states
from doorstep.kit.errors import Refused
from doorstep.people.actions import told_together
from doorstep.people.choices import PlaceKind
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below
from doorstep.register.models import Household, Member
from doorstep.register.roster import fold

MOST_TOLD = 12  # faulty rows that one answer names
STATE_WORDS: Mapping[UnitState, tuple[str, ...]] = {
    UnitState.NOT_BEGUN: ("未动工", "未开始", "未启动", "notbegun", "not_begun"),
    UnitState.BUILT: ("完工", "已完工", "已建", "已建成", "建成", "built"),
    UnitState.ACCEPTED: ("验收", "已验收", "验收合格", "accepted"),
    UnitState.SENT_BACK: ("返工", "退回", "整改", "sentback", "sent_back"),
    UnitState.EXCUSED: ("免建", "免办", "不建", "不需要", "excused"),
}


class RowsRefused(Refused):
    message = _("%(count)s rows cannot be taken, so nothing was kept. %(rows)s")


class _RowRefused(Refused):
    """Why one row cannot be taken."""


class _NotOnTheList(_RowRefused):
    message = _("not on the list of this campaign, or not yours")


def begin_campaign_from_file(
    place: Place, data: bytes, *, name: str, unit_kind: UnitKind | str, by: Account, on: date,
    **fields: Any,
) -> tuple[Campaign, tuple[str, ...]]:  # fmt: skip
    """Begins a campaign whose list is a workbook: each row a village, household or person; and
    the headings that were not read. Refuses as `read_list`, RowsRefused, and as
    `begin_campaign`."""
    guard_list(place, UnitKind(unit_kind), None)
    file = read_list(data, needs=_columns_of(place, UnitKind(unit_kind)))
    known = _Register(place, UnitKind(unit_kind), on)
    found: dict[Target, StateLine] = {}
    refused: list[tuple[StateLine, str]] = []
    for line in file.lines:
        try:
            target = known.target(line)
        except _RowRefused as because:
            refused.append((line, str(because)))
            continue
        if target in found:
            refused.append((line, _same_as(found[target])))
        found.setdefault(target, line)
    _guard_rows(refused)
    campaign = begin_campaign(
        place,
        unit_kind=unit_kind,
        rule=list(found),
        stored={"source": "file", "name": name[:100]},
        by=by,
        on=on,
        **fields,
    )
    return campaign, file.unread


def read_unit_states(
    campaign: Campaign, data: bytes, *, villages: Iterable[UUID], may_accept: bool, by: Account,
    on: date,
) -> tuple[int, tuple[str, ...]]:  # fmt: skip
    """Moves the units of some villages as a workbook says, row by row, each by its own act; how
    many changed, and the headings that were not read. What stands so already is left. All or
    nothing: RowsRefused names the rows, and refuses as `read_states`."""
    needs = _columns_of(campaign.place, UnitKind(campaign.unit_kind))
    file = read_states(data, needs=needs)  # while others write
    changed = _move(campaign, file.lines, villages=villages, may_accept=may_accept, by=by, on=on)
    return changed, file.unread


@transaction.atomic
def _move(
    campaign: Campaign, lines: Iterable[StateLine], *, villages: Iterable[UUID], may_accept: bool,
    by: Account, on: date,
) -> int:  # fmt: skip
    mine = campaign.units.filter(place__in=list(villages))
    known = _Register(campaign.place, UnitKind(campaign.unit_kind), on, mine)
    held = mine.select_for_update(no_key=True, of=("self",))
    rows = held.select_related("campaign", "place", "household", "member").order_by("pk")
    units = {Target(one.place_id, one.household_id, one.member_id): one for one in rows}
    refused: list[tuple[StateLine, str]] = []
    changed = 0
    with told_together():
        for line in lines:
            try:
                unit = units.get(known.target(line))
                if unit is None:
                    raise _NotOnTheList
                changed += _apply(unit, line, may_accept=may_accept, by=by, on=on)
            except Refused as because:
                refused.append((line, str(because)))
        _guard_rows(refused)
    return changed


def _apply(unit: CampaignUnit, line: StateLine, *, may_accept: bool, by: Account, on: date) -> bool:
    """Brings one unit where its row says, by the act of that state; whether it changed."""
    state = _state(line.state)
    because, note = _because(line)
    if state == unit.state and (not because or because == unit.because):
        return False
    if line.on is None:
        raise _RowRefused(_("“%(text)s” is no day"), text=line.day_text)
    told: dict[str, Any] = {"done_on": line.on, "by": by, "on": on}
    why: dict[str, Any] = {"because": because, "note": note}
    if state in (UnitState.ACCEPTED, UnitState.SENT_BACK) and not may_accept:
        raise _RowRefused(_("who leads the campaign accepts it and sends it back"))
    if state == unit.state:
        acts.explain_unit(unit, **why, **told)
    elif state == UnitState.BUILT:
        acts.build_unit(unit, **told)
    elif state == UnitState.ACCEPTED:
        acts.accept_unit(unit, note=note, **told)
    elif state == UnitState.SENT_BACK:
        acts.send_back_unit(unit, **why, **told)
    elif state == UnitState.EXCUSED:
        acts.excuse_unit(unit, **why, **told)
    else:
        acts.take_up_unit(unit, **told)
    return True


def _state(text: str) -> UnitState:
    word = fold(text)
    for state, words in STATE_WORDS.items():
        if word in words or word == fold(str(state.label)):
            return state
    known = gettext(", ").join(words[0] for words in STATE_WORDS.values())
    raise _RowRefused(_("“%(text)s” is no state; known are %(known)s"), text=text, known=known)


def _because(line: StateLine) -> tuple[str, str]:
    """The reason and the words beside it; a reason in other words is kept as words."""
    if not line.because:
        return "", line.note
    for one in Because:
        if fold(line.because) in (fold(str(one.label)), one.value):
            return one.value, line.note
    note = gettext("; ").join(filter(None, [line.because, line.note]))
    return Because.OTHER.value, note


def _columns_of(place: Place, unit_kind: UnitKind) -> tuple[str, ...]:
    """The columns without which it is not clear who is meant."""
    village = () if place.kind == PlaceKind.VILLAGE else ("village",)
    if unit_kind == UnitKind.VILLAGE:
        return ("village",)
    return (*village, "code", *(("name",) if unit_kind == UnitKind.PERSON else ()))


def _same_as(line: StateLine) -> str:
    if not line.sheet:
        return gettext("the same as row %(number)s") % {"number": line.number}
    words = gettext("the same as row %(number)s of “%(sheet)s”")
    return words % {"number": line.number, "sheet": line.sheet}


def _guard_rows(refused: list[tuple[StateLine, str]]) -> None:
    if not refused:
        return
    told = []
    for line, why in refused[:MOST_TOLD]:
        words = gettext("Row %(number)s: %(why)s.")
        if line.sheet:
            words = gettext("Sheet “%(sheet)s”, row %(number)s: %(why)s.")
        given = {"number": line.number, "sheet": line.sheet, "why": why.rstrip("。.")}
        told.append(words % given)
    if len(refused) > MOST_TOLD:
        told.append(gettext("And %(count)s more.") % {"count": len(refused) - MOST_TOLD})
    raise RowsRefused(count=len(refused), rows=" ".join(told))


class _Register:
    """Who is meant by a row: villages by name and code, households by code, members by name. Beside
    those on the register: of units, those that have left it since, and of their villages alone, so
    that no answer tells one village who lives in another."""

    def __init__(
        self, place: Place, unit_kind: UnitKind, on: date,
        units: QuerySet[CampaignUnit] | None = None,
    ) -> None:  # fmt: skip
        self.asked = (
            None if units is None else set(units.order_by().values_list("place", flat=True))
        )
        units = CampaignUnit.objects.none() if units is None else units
        self.kind = unit_kind
        villages = list(Place.objects.filter(pk__in=villages_below(place)))
        self.only = villages[0].pk if place.kind == PlaceKind.VILLAGE and villages else None
        self.villages = {word: one.pk for one in villages for word in (one.name, one.code)}
        self.households: dict[tuple[UUID, str], UUID] = {}
        self.members: dict[tuple[UUID, str], list[UUID]] = {}
        if unit_kind != UnitKind.VILLAGE:
            known = Household.objects.active_on(on).values("pk")
            here = Household.objects.in_use().filter(
                Q(pk__in=known) | Q(pk__in=units.values("household")), village__in=villages
            )
            self.households = {(row[0], row[1]): row[2] for row in here.values_list(
                "village", "code", "pk")}  # fmt: skip
        if unit_kind == UnitKind.PERSON:
            people = Member.objects.filter(
                Q(left_on=None) | Q(pk__in=units.values("member")), household__in=here.values("pk")
            )
            for household, name, member in people.values_list("household", "name", "pk"):
                self.members.setdefault((household, name), []).append(member)

    def target(self, line: StateLine) -> Target:
        if line.is_faulty:
            raise _RowRefused(_("a cell holds an error or a formula without its value"))
        village = self.villages.get(line.village, self.only if not line.village else None)
        if village is None:
            raise _RowRefused(_("there is no village “%(text)s” here"), text=line.village)
        if self.asked is not None and village not in self.asked:
            raise _NotOnTheList
        if self.kind == UnitKind.VILLAGE:
            return Target(village)
        household = self.households.get((village, line.code))
        if household is None:
            text = line.code or "–"
            raise _RowRefused(_("no household “%(text)s” is on the register"), text=text)
        if self.kind == UnitKind.HOUSEHOLD:
            return Target(village, household)
        found = self.members.get((household, line.name), [])
        if len(found) != 1:
            words = _("household %(code)s has no “%(name)s”, or more than one")
            raise _RowRefused(words, code=line.code, name=line.name)
        return Target(village, household, found[0])
