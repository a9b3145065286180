"""Texts of a village that name a household in free words, and those left to be read again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from doorstep.activities.models import Activity
from doorstep.kit.errors import NotVisible
from doorstep.kit.weeks import Week
from doorstep.meetings.models import AgendaItem, Decision, Meeting
from doorstep.needs.models import Need
from doorstep.partners.models import Appeal, Application, JointAct
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role
from doorstep.points.models import Award, Dispute, Swap
from doorstep.register.choices import NOT_USED
from doorstep.register.models import Household, Member
from doorstep.register.rules import is_child_name
from doorstep.rights.models import Rereading
from doorstep.rights.models.rereadings import TEXTS
from doorstep.visits.models import CadenceWish, Visit, WeeklyNote

SHORTEST_NAME = 2
Text = (
    Meeting | Activity | JointAct | WeeklyNote | Need | Visit | Award | Dispute | Swap
    | Application | Household
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """A text of the village that holds a name of a household: its day, in words, and the screen
    that shows it; "" where it is of a household that is out of use, which nobody opens.
    `rereading_id`: the reminder to look at it, once the household is erased."""

    on: date
    words: str
    screen: str
    target: tuple[Any, ...]
    rereading_id: UUID | None = None


def names_of(household: Household) -> set[str]:
    """The names by which free words may speak of a household; none that any child bears here."""
    names = Member.objects.filter(household=household).values_list("name", flat=True)
    return {name for name in names if len(name) >= SHORTEST_NAME and not is_child_name(name)}


def mentions_of(household: Household) -> list[Mention]:
    """Minutes, decisions, agendas, notes of sessions and of weeks, what was done together with
    partners, and what was written of other households, that hold a member's name; the newest
    first."""
    found = texts_naming(names_of(household), household.village)
    others = [one for one in found if _household_of(one) != household.pk]
    return _newest_first(_mention(one) for one in others)


def texts_naming(names: set[str], village: Place) -> list[Text]:
    """The texts of a village that hold one of the names; none that is sealed, since nobody could
    look there."""
    if not names:
        return []
    meetings = set(_holding(Meeting, names, "minutes").filter(team__place=village))
    for model in (Decision, AgendaItem):
        rows = _holding(model, names, "text", "outcome").filter(meeting__team__place=village)
        meetings |= {row.meeting for row in rows.select_related("meeting")}
    notes = _holding(WeeklyNote, names, "text").filter(helper__team__place=village)
    needs = _holding(Need, names, "text", "steps__text").filter(place=village, sealed=False)
    noted = _holding(Visit, names, "note").filter(household__village=village)
    visits = set(noted.select_related("household"))
    visits |= _visits_answering(names, village)
    households = set(_holding(Household, names, "note", "need_note").filter(village=village))
    wishes = _holding(CadenceWish, names, "reason").filter(household__village=village)
    households |= {wish.household for wish in wishes.select_related("household")}
    return [
        *meetings,
        *_holding(Activity, names, "title", "note").filter(place=village),
        *_holding(JointAct, names, "title", "where", "seen", "agreed").filter(
            partner__place=village
        ),
        *notes.select_related("helper"),
        *needs.select_related("household").distinct(),
        *visits,
        *households,
        *_of_points(names, village),
        *_of_scholarships(names, village),
    ]


def _of_points(names: set[str], village: Place) -> list[Text]:
    """Awards, swaps and disputes of people of the village, with their words."""
    shown = {"consent__member__left_on": None, "consent__isnull": False}  # who left is nowhere
    awards = _holding(Award, names, "words").filter(rule__card__scheme__place=village, **shown)
    swaps = _holding(Swap, names, "undone_why").filter(price__scheme__place=village, **shown)
    disputes = _holding(Dispute, names, "text", "answer").filter(
        scheme__place=village, consent__isnull=False
    )
    of = "consent__household"
    return [one for rows in (awards, swaps, disputes) for one in rows.select_related(of)]


def _of_scholarships(names: set[str], village: Place) -> list[Text]:
    """Applications of the village, with what was said against the answer."""
    appeals = _holding(Appeal, names, "text", "answer").filter(application__place=village)
    found = set(
        _holding(Application, names, "meets", "reasons")
        .filter(place=village)
        .select_related("household")
    )
    return [*found | {one.application for one in appeals.select_related("application__household")}]


def rereadings_at(village: Place) -> list[Mention]:
    """What is left to be read again at a village, the newest text first."""
    return _newest_first(
        _mention(_text_of(row), row.pk) for row in _rereadings().filter(place=village)
    )


def get_rereading_for(account: Account, rereading_id: object, on: date) -> Rereading:
    """One of a village that the account coordinates; else NotVisible."""
    villages = villages_with_role(account, Role.COORDINATOR, on).values("pk")
    found = Rereading.objects.filter(place__in=villages, pk=rereading_id).first()
    if found is None:
        raise NotVisible
    return found


def _rereadings() -> QuerySet[Rereading]:
    """Without points that are nobody's by now: their words are gone."""
    cut = Q(award__isnull=False, award__consent=None) | Q(swap__isnull=False, swap__consent=None)
    cut |= Q(dispute__isnull=False, dispute__consent=None)
    return Rereading.objects.exclude(cut).select_related(
        *TEXTS,
        "note__helper",
        "need__household",
        "visit__household",
        "award__consent__household",
        "swap__consent__household",
        "dispute__consent__household",
        "application__household",
    )


def _text_of(row: Rereading) -> Text:
    found: Text = next(text for name in TEXTS if (text := getattr(row, name)) is not None)
    return found


def _newest_first(mentions: Iterable[Mention]) -> list[Mention]:
    return sorted(mentions, key=lambda one: (one.on, one.words), reverse=True)


def _holding(model: type[Model], names: set[str], *fields: str) -> Any:
    wanted = Q()
    for field in fields:
        for name in names:
            wanted |= Q(**{f"{field}__contains": name})
    return model._default_manager.filter(wanted)


def _visits_answering(names: set[str], village: Place) -> set[Visit]:
    """The visits of a village with a name in an answer to one of the method's own questions; looked
    through here, since SQLite keeps such a column with its letters escaped."""
    asked = Visit.objects.filter(household__village=village).exclude(answers={})
    rows = asked.values_list("pk", "answers").iterator(chunk_size=2_000)
    return set(Visit.objects.filter(pk__in=[key for key, said in rows if _says(said, names)]))


def _says(said: object, names: set[str]) -> bool:
    match said:
        case str():
            return any(name in said for name in names)
        case dict():
            return any(_says(one, names) for one in said.values())
        case list():
            return any(_says(one, names) for one in said)
        case _:
            return False


def _household_of(text: Text) -> UUID | None:
    match text:
        case Household():
            return text.pk
        case Need() | Visit() | Application():
            return text.household_id
        case Award() | Dispute() | Swap():
            return text.consent.household_id if text.consent else None
        case _:
            return None


def _mention(text: Text, rereading_id: UUID | None = None) -> Mention:
    """What a text is called; of a title nothing, since the name may stand in it."""
    match text:
        case Meeting():
            return Mention(text.on, _("Meeting"), "meeting", (text.pk,), rereading_id)
        case Activity():
            words = str(text.get_kind_display())
            return Mention(text.on, words, "activity", (text.pk,), rereading_id)
        case JointAct():
            words = str(text.get_kind_display())
            return Mention(text.on, words, "joint-act", (text.pk,), rereading_id)
        case Need():
            return _of_household(text, text.raised_on, _("Need"), "need", rereading_id)
        case Visit():
            return _of_household(text, text.on, _("Visit"), "visit", rereading_id)
        case Award() | Swap():
            target = None if text.consent is None else text.consent.member_id
            words = _("Award of points") if isinstance(text, Award) else _("Swap of points")
            of = (words, "points-person", rereading_id)
            return _of_household(text, text.on, *of, target=target)
        case Dispute():
            return _of_household(
                text, text.made_on, _("Dispute about points"), "points-dispute", rereading_id
            )
        case Application():
            words = _("Application for a scholarship")
            return _of_household(text, text.applied_on, words, "application", rereading_id)
        case Household():
            words = _("Notes on a household")
            return _of_household(text, text.registered_on, words, "household", rereading_id)
        case WeeklyNote():
            words = _("Weekly note of %(name)s") % {"name": text.helper.name}
            week = str(Week.of(text.week_on))
            return Mention(text.week_on, words, "report", (text.helper_id, week), rereading_id)


def _of_household(
    text: Need | Visit | Award | Dispute | Swap | Application | Household,
    on: date,
    words: str,
    screen: str,
    rereading_id: UUID | None,
    *,
    target: UUID | None = None,
) -> Mention:
    """A text that is seen with its household, and goes with it; shown at `target`, else by its own
    id."""
    if isinstance(text, Award | Dispute | Swap):
        household = text.consent.household if text.consent else None
    else:
        household = text if isinstance(text, Household) else text.household
    if household is None or household.closed_because not in NOT_USED:
        return Mention(on, words, screen, (target or text.pk,), rereading_id)
    told = _("%(words)s of a household that is out of use: nobody opens it, and it goes with it")
    return Mention(on, told % {"words": words}, "", (), rereading_id)
