"""Every write of supervision."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.actions import audit
from doorstep.people.choices import Role
from doorstep.people.models import Account, Helper, Place
from doorstep.people.queries import has_role
from doorstep.register.actions.blots import blot_all
from doorstep.register.models import Household, Member
from doorstep.supervision.choices import CheckKind, ProblemState
from doorstep.supervision.models import Problem, RiskReview, SupervisedPost, SupervisionCheck


class WordsMissing(Refused):
    message = _("A text is empty; write it.")


class TextTooLong(Refused):
    message = _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")


class DayToCome(Refused):
    message = _("%(day)s is still to come; enter what was done on that day or later.")


class PostEntered(Refused):
    message = _("“%(title)s” of %(holder)s is on the list of %(place)s already.")


class PostEnded(Refused):
    message = _("“%(title)s” ended on %(day)s.")


class PostNotHeldThen(Refused):
    message = _("“%(title)s” is held from %(day)s on.")


class ReviewedThatDay(Refused):
    message = _("“%(title)s” was reviewed on %(day)s already.")


class AgainNotLater(Refused):
    message = _("The next review, %(again)s, is to lie after this one, %(day)s.")


class CheckEntered(Refused):
    message = _("“%(title)s” on %(day)s is on record already.")


class DueBeforeFound(Refused):
    message = _("It is due on %(due)s, before it was found on %(day)s.")


class ProblemNotOpen(Refused):
    message = _("This problem is “%(state)s”; only an open one is corrected.")


class ProblemNotCorrected(Refused):
    message = _("This problem is “%(state)s”; it is closed once it was corrected.")


class CorrectedBySameHand(Refused):
    message = _("%(name)s corrected it; somebody else looks at it before it is closed.")


class HouseholdNamed(Refused):
    message = _(
        "“%(name)s” is called as somebody of a household, and the town reads this. Write what the "
        "office did or left, without whom it concerned."
    )


class BeforeFound(Refused):
    message = _("It was found on %(day)s; nothing was corrected before.")


@transaction.atomic
def add_supervised_post(
    place: Place, *, title: str, holder: str, start_on: date, by: Account, on: date
) -> SupervisedPost:
    """Puts a post of an office with its holder on the list. WordsMissing, TextTooLong,
    PostEntered."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)  # a double click adds once
    title, holder = _clean(title, 60), _clean(holder, 60)
    same = SupervisedPost.objects.filter(place=place, title=title, holder=holder, end_on=None)
    if same.exists():
        raise PostEntered(title=title, holder=holder, place=place.name)
    post = SupervisedPost(place=place, title=title, holder=holder, start_on=start_on)
    post.save(force_insert=True)
    audit("add_supervised_post", post, by=by, on=on, place=place)
    return post


@transaction.atomic
def end_supervised_post(post: SupervisedPost, *, end_on: date, by: Account, on: date) -> None:
    """The first day on which that person no longer holds it. PostEnded, PostNotHeldThen."""
    post.refresh_from_db(from_queryset=SupervisedPost.objects.select_for_update(no_key=True))
    if post.end_on is not None:
        raise PostEnded(title=post.title, day=post.end_on)
    if end_on < post.start_on:
        raise PostNotHeldThen(title=post.title, day=post.start_on)
    post.end_on = end_on
    post.save(update_fields=["end_on"])
    audit("end_supervised_post", post, by=by, on=on, place=post.place_id)


@transaction.atomic
def review_post(
    post: SupervisedPost,
    *,
    reviewed_on: date,
    risks: str,
    guards: str,
    again_on: date,
    by: Account,
    on: date,
) -> RiskReview:
    """Keeps what could be misused in a post, what is done against it, and when it is looked at
    again. WordsMissing, TextTooLong, DayToCome, PostNotHeldThen, PostEnded, AgainNotLater,
    ReviewedThatDay, HouseholdNamed."""
    post.refresh_from_db(from_queryset=SupervisedPost.objects.select_for_update(no_key=True))
    _guard_come(reviewed_on, on)
    if reviewed_on < post.start_on:
        raise PostNotHeldThen(title=post.title, day=post.start_on)
    if post.end_on is not None and reviewed_on >= post.end_on:
        raise PostEnded(title=post.title, day=post.end_on)
    if again_on <= reviewed_on:
        raise AgainNotLater(again=again_on, day=reviewed_on)
    if post.reviews.filter(on=reviewed_on).exists():
        raise ReviewedThatDay(title=post.title, day=reviewed_on)
    _guard_unnamed(post.place, risks, guards, by=by, on=on)
    review = RiskReview(
        post=post,
        on=reviewed_on,
        risks=_clean(risks, 300),
        guards=_clean(guards, 300),
        again_on=again_on,
        by=by,
    )
    review.save(force_insert=True)
    audit("review_post", post, by=by, on=on, place=post.place_id)
    return review


@transaction.atomic
def record_check(
    place: Place,
    *,
    kind: CheckKind | str,
    title: str,
    checked_on: date,
    by: Account,
    on: date,
    found: str = "",
) -> SupervisionCheck:
    """Keeps a check that was carried out. WordsMissing, TextTooLong, DayToCome, CheckEntered,
    HouseholdNamed."""
    Place.objects.select_for_update(no_key=True).get(pk=place.pk)
    _guard_come(checked_on, on)
    title = _clean(title, 100)
    if SupervisionCheck.objects.filter(place=place, title=title, on=checked_on).exists():
        raise CheckEntered(title=title, day=checked_on)
    found = _clean(found, 300, is_required=False)
    _guard_unnamed(place, title, found, by=by, on=on)
    check = SupervisionCheck(
        place=place, kind=CheckKind(kind), title=title, on=checked_on, found=found, by=by
    )
    check.save(force_insert=True)
    audit("record_check", check, by=by, on=on, place=place, detail={"kind": str(check.kind)})
    return check


@transaction.atomic
def find_problem(
    check: SupervisionCheck, *, text: str, deadline_on: date, by: Account, on: date
) -> Problem:
    """Keeps what a check found, and by when it is corrected; the same words once.
    WordsMissing, TextTooLong, DueBeforeFound, HouseholdNamed."""
    SupervisionCheck.objects.select_for_update(no_key=True).get(pk=check.pk)
    text = _clean(text, 300)
    if deadline_on < check.on:
        raise DueBeforeFound(due=deadline_on, day=check.on)
    same = check.problems.filter(text=text).first()
    if same is not None:
        return same
    _guard_unnamed(check.place, text, by=by, on=on)
    problem = Problem(check_made=check, text=text, found_on=check.on, deadline_on=deadline_on)
    problem.save(force_insert=True)
    _tell("find_problem", problem, check.place_id, by=by, on=on)
    return problem


@transaction.atomic
def correct_problem(
    problem: Problem, *, correction: str, corrected_on: date, by: Account, on: date
) -> None:
    """Says how a problem was corrected; it stays open until somebody else looked. ProblemNotOpen,
    BeforeFound, DayToCome, WordsMissing, TextTooLong, HouseholdNamed."""
    _hold(problem)
    if problem.state != ProblemState.OPEN:
        raise ProblemNotOpen(state=ProblemState(problem.state))
    _guard_come(corrected_on, on)
    if corrected_on < problem.found_on:
        raise BeforeFound(day=problem.found_on)
    _guard_unnamed(problem.check_made.place, correction, by=by, on=on)
    problem.state, problem.correction = ProblemState.CORRECTED, _clean(correction, 300)
    problem.corrected_on, problem.corrected_by = corrected_on, by
    problem.save(update_fields=["state", "correction", "corrected_on", "corrected_by"])
    _tell("correct_problem", problem, problem.check_made.place_id, by=by, on=on)


@transaction.atomic
def close_problem(problem: Problem, *, by: Account, on: date, outcome: str = "") -> None:
    """Closes a problem that was corrected, by another hand. ProblemNotCorrected,
    CorrectedBySameHand, TextTooLong, HouseholdNamed."""
    _hold(problem)
    _guard_corrected(problem, by)
    _guard_unnamed(problem.check_made.place, outcome, by=by, on=on)
    problem.state, problem.closed_on, problem.closed_by = ProblemState.CLOSED, on, by
    problem.outcome = _clean(outcome, 300, is_required=False)
    problem.save(update_fields=["state", "closed_on", "closed_by", "outcome"])
    _tell("close_problem", problem, problem.check_made.place_id, by=by, on=on)


@transaction.atomic
def reopen_problem(problem: Problem, *, outcome: str, by: Account, on: date) -> None:
    """What was called corrected is not: it is open again, with what was seen. ProblemNotCorrected,
    CorrectedBySameHand, WordsMissing, TextTooLong, HouseholdNamed."""
    _hold(problem)
    _guard_corrected(problem, by)
    _guard_unnamed(problem.check_made.place, outcome, by=by, on=on)
    problem.state, problem.outcome = ProblemState.OPEN, _clean(outcome, 300)
    problem.corrected_on = problem.corrected_by = None
    problem.save(update_fields=["state", "outcome", "corrected_on", "corrected_by"])
    _tell("reopen_problem", problem, problem.check_made.place_id, by=by, on=on)


def erase_rows(household: Household) -> int:
    """Blots the code of an erased household in what posts, reviews and checks of its village say;
    how many texts."""
    village = household.village_id
    texts = (
        (SupervisedPost.objects.filter(place=village), ("title", "holder")),
        (RiskReview.objects.filter(post__place=village), ("risks", "guards")),
        (SupervisionCheck.objects.filter(place=village), ("title", "found")),
        (Problem.objects.filter(check_made__place=village), ("text", "correction", "outcome")),
    )
    return blot_all(texts, household.code)


def _hold(problem: Problem) -> None:
    problem.refresh_from_db(from_queryset=Problem.objects.select_for_update(no_key=True))


def _guard_corrected(problem: Problem, by: Account) -> None:
    if problem.state != ProblemState.CORRECTED:
        raise ProblemNotCorrected(state=ProblemState(problem.state))
    if problem.corrected_by_id == by.pk:
        raise CorrectedBySameHand(name=by.name)


def _guard_unnamed(place: Place, *texts: str, by: Account, on: date) -> None:
    """HouseholdNamed where who knows a village's register writes down somebody of it, who neither
    helps there nor holds a post. A town is not asked: the answer would tell it who lives there."""
    if not has_role(by, Role.COORDINATOR, place, on):
        return
    known = set(Helper.objects.filter(team__place=place).values_list("name", flat=True))
    known |= set(SupervisedPost.objects.filter(place=place).values_list("holder", flat=True))
    members = Member.objects.filter(household__village=place, left_on=None)
    for name in members.values_list("name", flat=True):
        if len(name) > 1 and name not in known and any(name in text for text in texts):
            raise HouseholdNamed(name=name)


def _guard_come(day: date, on: date) -> None:
    if day > on:
        raise DayToCome(day=day)


def _clean(text: str, most: int, *, is_required: bool = True) -> str:
    text = " ".join(printable(text).split())
    if is_required and not text:
        raise WordsMissing
    if len(text) > most:
        raise TextTooLong(count=len(text), most=most)
    return text


def _tell(act: str, row: Any, place_id: Any, *, by: Account, on: date) -> None:
    audit(act, row, by=by, on=on, place=place_id)
