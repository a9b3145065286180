"""Lists on notice boards: which there are, and what each shows."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstep.figures.choices import NoticeColumn
from doorstep.figures.models import Notice, NoticeLine
from doorstep.figures.rules import masked
from doorstep.kit.errors import NotVisible
from doorstep.people.choices import Role
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_with_role
from doorstep.register.choices import ConsentPurpose
from doorstep.register.models import Household
from doorstep.register.queries import consenting, with_head
from doorstep.stars.choices import StarStep
from doorstep.stars.models import StarApplication


@dataclass(frozen=True)
class BoardLine:
    """A line as it hangs on the board: the masked name or the code, and the chosen columns."""

    who: str
    cells: tuple[str, ...]


def notices_for(account: Account, on: date) -> QuerySet[Notice]:
    """The notices of the villages an account coordinates."""
    return Notice.objects.filter(place__in=villages_with_role(account, Role.COORDINATOR, on))


def get_notice_for(account: Account, notice_id: UUID, on: date) -> Notice:
    """A notice of a village the account coordinates; else NotVisible."""
    notice = notices_for(account, on).filter(pk=notice_id).select_related("place").first()
    if notice is None:
        raise NotVisible
    return notice


def late_notices(village: Place, on: date) -> QuerySet[Notice]:
    """Notices of which nobody said that they were taken down, past their day, or naming somebody
    who withdrew the consent that they rest on, took the application back or is out of use: these
    come down at once and are printed anew."""
    lines = NoticeLine.objects.filter(notice=OuterRef("pk"))
    back = Q(Exists(lines.filter(_takes_back())), rests_on=ConsentPurpose.STAR)
    late = Q(take_down_on__lte=on) | back
    late |= Q(Exists(lines.exclude(household__in=Household.objects.in_use())))
    for purpose in ConsentPurpose:
        agrees = consenting(purpose, on).values("pk")
        gone = lines.exclude(household__in=agrees)
        late |= Q(Exists(gone), rests_on=purpose)
    return Notice.objects.filter(late, place=village, taken_down_on=None)


def board_lines(notice: Notice, on: date) -> list[BoardLine]:
    """Every line as anybody may read it on a day, without households that are out of use; two
    queries, or three of a list that rests on a consent, which leaves out who withdrew it or took
    the application for a star back."""
    rows = notice.lines.filter(household__in=Household.objects.in_use())
    rows = rows.select_related("household__group")
    if notice.rests_on:
        rows = rows.filter(household__in=consenting(notice.rests_on, on).values("pk"))
    if notice.rests_on == ConsentPurpose.STAR:
        rows = rows.exclude(_takes_back())
    lines = list(rows)
    households = Household.objects.filter(pk__in=[line.household_id for line in lines])
    names = {one.pk: getattr(one, "head_name", "") or "" for one in with_head(households)}
    shown = []
    for line in lines:
        household = line.household
        cells = {
            NoticeColumn.GROUP: household.group.name if household.group else "",
            NoticeColumn.ITEM: line.item,
            NoticeColumn.SUM: "" if line.sum is None else f"{line.sum.normalize():f}",
        }
        name = masked(names[household.pk]) if notice.shows_names else ""
        chosen = tuple(cells[one] for one in NoticeColumn if one in notice.columns)
        shown.append(BoardLine(name or household.code, chosen))
    return shown


def _takes_back() -> Exists:
    """Of a line: its household took back what was put up that day; of which star is not kept."""
    return Exists(
        StarApplication.objects.filter(
            household=OuterRef("household"),
            posted_on=OuterRef("notice__put_up_on"),
            step=StarStep.TAKEN_BACK,
        )
    )


def old_notices(before: date) -> QuerySet[Notice]:
    """Notices that were taken down before a day."""
    return Notice.objects.filter(taken_down_on__lt=before)
