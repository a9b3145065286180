"""Helpers, with the seats and skills a method gives them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.people.actions.accounts import give_role
from doorstep.people.actions.trail import after_trail, audit, audit_all, audit_counts
from doorstep.people.choices import Role
from doorstep.people.models import Account, CalendarLink, Helper, Seat, Skill, Team
from doorstep.people.queries import left_helpers_with_details


class HelperGoneAlready(Refused):
    message = _("%(name)s left the team on %(day)s already.")


HELPER_FIELDS = (
    "name",
    "seat",
    "group",
    "languages",
    "weekly_hours",
    "most_households",
    "home_lat",
    "home_lon",
    "birth_year",
    "phone",
)


@transaction.atomic
def put_seat(key: str, names: dict[str, str], aliases: Sequence[str], order: int) -> Seat:
    """Makes a seat of the method or renames it; publishing the method is what is audited."""
    values = {"names": names, "aliases": list(aliases), "order": order}
    return Seat.objects.update_or_create(key=key, defaults=values)[0]


@transaction.atomic
def put_skill(key: str, names: dict[str, str], aliases: Sequence[str], order: int) -> Skill:
    """Makes a skill of the method or renames it; publishing the method is what is audited."""
    values = {"names": names, "aliases": list(aliases), "order": order}
    return Skill.objects.update_or_create(key=key, defaults=values)[0]


@transaction.atomic
def add_helper(
    team: Team,
    *,
    name: str,
    by: Account,
    on: date,
    skills: Iterable[Skill] = (),
    account: Account | None = None,
    **fields: Any,
) -> Helper:
    """Adds a helper to a team; `fields` are those of HELPER_FIELDS, homes at three decimals."""
    helper = Helper.objects.create(
        team=team, name=name, account=account, start_on=on, **_rounded(fields)
    )
    helper.skills.set(skills)
    audit("add_helper", helper, by=by, on=on, place=team.place_id)
    return helper


@transaction.atomic
def add_helpers(
    team: Team, entries: Sequence[Mapping[str, Any]], *, by: Account, on: date
) -> list[Helper]:
    """Adds many at once, in their order; each entry as `add_helper` takes it."""
    skills = [list(entry.get("skills", ())) for entry in entries]
    plain = [{key: entry[key] for key in entry if key != "skills"} for entry in entries]
    helpers = Helper.objects.bulk_create(
        [Helper(team=team, start_on=on, **_rounded(fields)) for fields in plain], batch_size=500
    )
    held = Helper.skills.through
    held.objects.bulk_create(
        [
            held(helper=helper, skill=skill)
            for helper, own in zip(helpers, skills, strict=True)
            for skill in own
        ],
        batch_size=500,
    )
    subjects = [(helper, None) for helper in helpers]
    audit_all("add_helper", subjects, by=by, on=on, place=team.place_id)
    return helpers


@transaction.atomic
def change_helper(
    helper: Helper,
    *,
    by: Account,
    on: date,
    skills: Iterable[Skill] | None = None,
    **fields: Any,
) -> None:
    """Changes the named fields of a helper; `skills` None leaves them."""
    for field, value in _rounded(fields).items():
        setattr(helper, field, value)
    changed = sorted([*fields, *(["skills"] if skills is not None else [])])
    audit(
        "change_helper",
        helper,
        by=by,
        on=on,
        place=helper.team.place_id,
        detail={"fields": changed},
    )

    def write() -> None:
        if fields:
            helper.save(update_fields=list(fields))
        if skills is not None:
            helper.skills.set(skills)

    after_trail(object(), write)  # a ledger changes many, and a visit touches its helper's row last


@transaction.atomic
def link_helper(helper: Helper, account: Account, *, by: Account, on: date) -> None:
    """Says which account a helper signs in with, and gives it the helper's role."""
    helper.account = account
    audit("link_helper", helper, by=by, on=on, place=helper.team.place_id)
    _write_after_trail(helper, "account")
    give_role(account, Role.HELPER, helper.team.place, by=by, on=on)


@transaction.atomic
def end_helper(helper: Helper, *, by: Account, on: date) -> None:
    """A helper leaves the team: not in it on that day any more. HelperGoneAlready."""
    row = Helper.objects.get(pk=helper.pk)
    if row.end_on is not None and row.end_on <= on:
        raise HelperGoneAlready(name=row.name, day=row.end_on)
    helper.end_on = max(on, row.start_on)
    audit("end_helper", helper, by=by, on=on, place=helper.team.place_id)
    kept = {"end_on": helper.end_on}  # after the trail: a visit touches its helper's row last, too
    if not Helper.objects.filter(pk=helper.pk, end_on=row.end_on).update(**kept):
        raise HelperGoneAlready(name=row.name, day=on)


@transaction.atomic
def take_back_helper(helper: Helper, *, by: Account, on: date) -> None:
    """Somebody who left the team is in it again, as the same helper: what a side does not want
    stands. The days between are in the trail alone. One who is in the team stays as they are."""
    if helper.end_on is None:
        return
    helper.end_on = None
    audit("take_back_helper", helper, by=by, on=on, place=helper.team.place_id)
    _write_after_trail(helper, "end_on")


@transaction.atomic
def empty_left_helpers(before: date, *, by: Account, on: date) -> int:
    """Empties what is told of helpers who left before a day beside their name and days, which stay
    with the visits they made; how many helpers."""
    left = list(left_helpers_with_details(before).select_related("team"))
    counts = Counter[UUID | None](one.team.place_id for one in left)
    emptied = audit_counts("empty_left_helpers", counts, by=by, on=on, what="helpers")
    Helper.skills.through.objects.filter(helper__in=left).delete()
    CalendarLink.objects.filter(helper__in=left).delete()
    Helper.objects.filter(pk__in=[one.pk for one in left]).update(
        languages=[], weekly_hours=None, home_lat=None, home_lon=None, birth_year=None, phone=""
    )
    return emptied


@transaction.atomic
def unlink_helper(helper: Helper, *, by: Account, on: date) -> None:
    """The account may be another helper's: an account acts as one helper at a time."""
    helper.account = None
    audit("unlink_helper", helper, by=by, on=on, place=helper.team.place_id)
    _write_after_trail(helper, "account")


def raise_caseload(helper_ids: Iterable[UUID] | QuerySet[Any]) -> None:
    """Raises the caseload revision of helpers, in one statement where their ids are a query;
    called by register.actions.touch_caseloads."""
    wanted = helper_ids if isinstance(helper_ids, QuerySet) else set(helper_ids)
    Helper.objects.filter(pk__in=wanted).update(caseload_revision=F("caseload_revision") + 1)


def _write_after_trail(helper: Helper, field: str) -> None:
    """One of many acts that run together writes it in its turn: a visit touches the row last."""
    after_trail(object(), lambda: helper.save(update_fields=[field]))


def _rounded(fields: dict[str, Any]) -> dict[str, Any]:
    """Homes are kept to about 100 m, no finer."""
    unknown = set(fields) - set(HELPER_FIELDS)
    if unknown:
        raise TypeError(f"no such field of a helper: {', '.join(sorted(unknown))}")
    finest = Decimal("0.001")
    return {
        field: Decimal(str(value)).quantize(finest)
        if field in ("home_lat", "home_lon") and value is not None
        else value
        for field, value in fields.items()
    }
