"""What was sent and waits for a person: who finds it, what may be read of it, and why it waits."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from doorstep.kit.errors import NotVisible
from doorstep.method.choices import NeedKind
from doorstep.needs.models import Need
from doorstep.needs.rules import is_health
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import has_role, helper_at, helpers_at, reach_of, villages_with_role
from doorstep.register.models import Household
from doorstep.register.queries import (
    households_let_into,
    households_seen_whole,
    is_sealing,
    may_open_sealed,
)
from doorstep.sync.choices import ProposedField, Settling, SubmissionState
from doorstep.sync.models import Submission
from doorstep.sync.queries.forms import is_known_form
from doorstep.sync.rules import Unreadable, said_by
from doorstep.visits.choices import Channel
from doorstep.visits.models import Visit

SETTLED_SHOWN = 20


def submissions_for(account: Account, on: date) -> QuerySet[Submission]:
    """What devices sent, as far as an account finds it: of the villages it coordinates, what its
    own helper sent, and of households whose sealed fields it was let into. What is about a
    household is found by those alone who see that one whole; what was erased by nobody."""
    reach = reach_of(account, on)
    mine = Q(place__in=villages_with_role(account, Role.COORDINATOR, on).values("pk"))
    if reach.helpers:
        mine |= Q(helper__in=reach.helpers)
    mine |= Q(household__in=households_let_into(account, on).values("pk"))
    seen = Q(household=None) | Q(household__in=households_seen_whole(account, on).values("pk"))
    return Submission.objects.filter(mine, seen).exclude(content="")


def held_for(account: Account, village: Place, on: date) -> QuerySet[Submission]:
    """What waits of a village, the oldest first."""
    held = submissions_for(account, on).filter(place=village, state=SubmissionState.HELD)
    related = ("household", "helper", "device", "same_as")
    return held.select_related(*related).order_by("received_on", "id")


def settled_lately(account: Account, village: Place, on: date) -> list[Submission]:
    """What persons settled last at a village, the latest first."""
    rows = submissions_for(account, on).filter(
        place=village, state=SubmissionState.SETTLED, settled_on__isnull=False
    )
    related = ("household", "helper", "settled_by")
    return list(rows.select_related(*related).order_by("-settled_on", "id")[:SETTLED_SHOWN])


def held_about(account: Account, household: Household, on: date) -> QuerySet[Submission]:
    """What waits that is about a household, as the account finds it."""
    held = submissions_for(account, on).filter(household=household, state=SubmissionState.HELD)
    return held.order_by("received_on", "id")


def count_kept_back(account: Account, village: Place, on: date) -> int:
    """How much more waits of a village that the account coordinates, of households that it does
    not see: a count alone."""
    if not has_role(account, Role.COORDINATOR, village, on):
        return 0
    held = Submission.objects.filter(place=village, state=SubmissionState.HELD)
    all_held = held.exclude(content="").count()
    return all_held - held_for(account, village, on).count()


def get_submission_for(account: Account, submission_id: object, on: date) -> Submission:
    """What a device sent, waiting or not, if the account finds it; else NotVisible."""
    related = ("household__village", "helper", "device", "place__parent__parent", "same_as")
    found = submissions_for(account, on).filter(pk=submission_id)
    submission = found.select_related(*related, "settled_by").first()
    if submission is None:
        raise NotVisible
    return submission


def other_content_of(submission: Submission) -> Submission | None:
    """Of two contents of one form, the one beside this: the first, or the second that waits; what a
    correction is to correct, as it counts now."""
    if submission.same_as is not None:
        return submission.same_as
    if submission.replaces is not None and (former := former_contents(submission)):
        return former[-1]
    return submission.other_contents.filter(state=SubmissionState.HELD).first()


def helpers_of_paper(submission: Submission, today: date) -> list[Helper]:
    """Whose sheet it may have been after all: of paper the village's helpers on the day that it is
    about, and who is named now; of a phone nobody else, for it was given to one helper."""
    if submission.channel != Channel.PAPER:
        return []
    found = list(helpers_at(submission.place, submission.on or today).order_by("name", "id"))
    named = submission.helper
    return found if named is None or named in found else [named, *found]


def former_contents(correction: Submission) -> list[Submission]:
    """What a correction that came from a phone stands over, the latest first, down to the one that
    counts; none where it never came in, was somebody else's or about another household."""
    found: list[Submission] = []
    key = correction.replaces
    while key is not None and key not in {correction.pk, *(one.pk for one in found)}:
        former = Submission.objects.filter(
            pk=key,
            helper=correction.helper_id,
            household=correction.household_id,
            place=correction.place_id,
            same_as=None,
        ).first()
        if former is None or not former.content:
            break
        found.append(former)
        counts = was_applied(former) or former.settled == Settling.REPLACED
        key = None if counts else former.replaces
    return found


def was_applied(submission: Submission) -> bool:
    """Whether what it says was done, at once or by a person, and counts."""
    done = (Settling.APPLIED, Settling.MENDED)
    return submission.state == SubmissionState.APPLIED or submission.settled in done


def said_in(body: bytes) -> dict[str, Any] | None:
    """What a body says, as far as it is an object; else None."""
    try:
        return said_by(body)
    except Unreadable:
        return None


def rows_in(said: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a part of a form; none where it is no list of them."""
    rows = said.get(name)
    if not isinstance(rows, list):
        return []
    return [row for row in rows if isinstance(row, dict)]


def tells_of_health(kind: object) -> bool:
    """Whether the words of a need of a kind are sealed: those of health, and of no kind known."""
    return kind not in NeedKind.values or is_health(str(kind))


def names_somebody(field: object) -> bool:
    """Whether a field proposed for the register may tell a child's own name."""
    return field in (ProposedField.NAME, ProposedField.JOINED)


def kind_of_need(need_id: object) -> str:
    """The kind of a need that a form names; "" where there is none."""
    try:
        key = UUID(str(need_id))
    except ValueError:
        return ""
    return Need.objects.filter(pk=key).values_list("kind", flat=True).first() or ""


def holds_sealed(submission: Submission, on: date, body: bytes | None = None) -> bool:
    """Whether words of it (of its corrected `body`) are kept from those who open nothing sealed:
    where its village seals, words on health needs, and the whole of what is no known form."""
    if not is_sealing(submission.place_id, on):
        return False
    said = said_in(submission.body if body is None else body)
    if said is None or not is_known_form(submission):
        return True
    if any(names_somebody(row.get("field")) for row in rows_in(said, "changes")):
        return True
    return any(tells_of_health(kind) for kind in _kinds(said))


def _kinds(said: dict[str, Any]) -> Iterator[object]:
    if said.get("form") == "need":
        yield said.get("kind")
    if said.get("form") == "close":
        yield kind_of_need(said.get("need"))
    yield from (row.get("kind") for row in rows_in(said, "needs"))
    yield from (kind_of_need(row.get("need")) for row in rows_in(said, "closed"))


def may_open_sent(account: Account, submission: Submission, on: date) -> bool:
    """Whether an account opens the sealed words of what was sent: the helper who sent it, and who
    was let into the household's sealed fields; a coordinator of the village never, nor an account
    that is still to be vouched for."""
    if account.unvouched_since is not None:
        return False
    if has_role(account, Role.COORDINATOR, submission.place, on):
        return False
    helper = helper_at(account, submission.place, on)
    if helper is not None and submission.helper_id == helper.pk:
        return True
    household = submission.household
    return household is not None and may_open_sealed(account, household, on)


def given_up_among(visits: Iterable[Visit]) -> set[UUID]:
    """Which of some visits a device sent (or what they correct) though the household had gone to
    another helper by then; their ids."""
    rows = list(visits)
    asked = {visit.pk for visit in rows} | {visit.amends_id for visit in rows}
    found = set(given_up().filter(pk__in=asked - {None}).values_list("pk", flat=True))
    return {visit.pk for visit in rows if found & {visit.pk, visit.amends_id}}


def given_up() -> QuerySet[Submission]:
    """What was done at households that had gone to another helper by then."""
    return Submission.objects.filter(was_given_up=True)
