"""Every write of people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from doorstep.kit import clock
from doorstep.kit.errors import Refused
from doorstep.kit.text import printable
from doorstep.people.choices import Duty, Language, PlaceKind, Role
from doorstep.people.models import (
    SYSTEM_LOGIN,
    Account,
    AccountDuty,
    AccountRole,
    AuditEntry,
    Group,
    Helper,
    Place,
    Seat,
    Skill,
    Team,
)

PLACE_CODE = re.compile(r"[a-z0-9-]+")
LOGIN = re.compile(r"[\w.@+-]{1,60}")
MOST_LETTERS_OF_NAME = 100


class LoginTaken(Refused):
    message = _("The login “%(login)s” exists already; choose another.")


class LoginRefused(Refused):
    message = _("“%(login)s” is no login name: use 1 to 60 letters, digits and . _ - @ + only.")


class NameRefused(Refused):
    message = _("A name has 1 to %(most)s letters and no line breaks or control characters.")


class HelperGoneAlready(Refused):
    message = _("%(name)s left the team on %(day)s already.")


class PlaceCodeTaken(Refused):
    message = _("The place code “%(code)s” exists already.")


class PlaceCodeRefused(Refused):
    message = _("“%(code)s” is no place code: use small letters, digits and hyphens only.")


def audit(
    act: str,
    subject: Any,
    *,
    by: Account,
    on: date | None = None,
    household_id: UUID | None = None,
    place: Place | UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry of the trail; `detail` names columns, counts and reasons, no content."""
    audit_all(act, [(subject, household_id)], by=by, on=on, place=place, detail=detail)


def audit_all(
    act: str,
    subjects: Iterable[tuple[Any, UUID | None]],
    *,
    by: Account,
    on: date | None = None,
    place: Place | UUID | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Writes one entry for each (row, household id); a bulk act leaves as many as its rows."""
    moment, day = clock.now(), on or clock.today()
    place_id = place.pk if isinstance(place, Place) else place
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                on=day,
                at=moment,
                by=by,
                act=act,
                subject_kind=subject._meta.model_name,
                subject_id=str(subject.pk),
                household_id=household,
                place_id=place_id,
                detail=detail or {},
            )
            for subject, household in subjects
        ],
        batch_size=500,
    )


def system_account() -> Account:
    """The program's own account; it cannot sign in, put or decide."""
    account, _made = Account.objects.get_or_create(
        login=SYSTEM_LOGIN, defaults={"name": "Doorstep", "password": "!"}
    )
    return account


@transaction.atomic
def create_account(
    *,
    login: str,
    name: str,
    password: str | None,
    by: Account,
    on: date,
    language: str = Language.ZH,
) -> Account:
    """Makes an account without any right; password None: it cannot sign in. LoginTaken,
    LoginRefused, NameRefused."""
    if not LOGIN.fullmatch(login):
        raise LoginRefused(login=printable(login)[:60])
    if not name.strip() or len(name) > MOST_LETTERS_OF_NAME or name != printable(name):
        raise NameRefused(most=MOST_LETTERS_OF_NAME)
    if Account.objects.filter(login__iexact=login).exists():
        raise LoginTaken(login=login)
    account = Account(login=login, name=name, language=language)
    account.set_password(password)
    account.save()
    audit("create_account", account, by=by, on=on)
    return account


@transaction.atomic
def set_password(account: Account, *, password: str, by: Account, on: date) -> None:
    """Sets another password."""
    account.set_password(password)
    account.save(update_fields=["password"])
    audit("set_password", account, by=by, on=on)


@transaction.atomic
def close_account(account: Account, *, by: Account, on: date) -> None:
    """Nobody signs in with it any more; what it wrote keeps its name."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    audit("close_account", account, by=by, on=on)


@transaction.atomic
def set_language(account: Account, *, language: str, by: Account, on: date) -> None:
    """Chooses the language of the screens; ValueError for one that is not ours."""
    account.language = Language(language)
    account.save(update_fields=["language"])
    audit("set_language", account, by=by, on=on)


@transaction.atomic
def give_role(
    account: Account,
    role: Role,
    place: Place,
    *,
    by: Account,
    on: date,
    until: date | None = None,
) -> AccountRole:
    """Gives a role at a place from a day on; one that runs already is returned as it is."""
    held = account.roles.filter(role=role, place=place, start_on__lte=on, end_on=None).first()
    if held is not None:
        return held
    held = AccountRole.objects.create(
        account=account, role=role, place=place, start_on=on, end_on=until
    )
    audit("give_role", held, by=by, on=on, place=place, detail={"role": str(role)})
    return held


@transaction.atomic
def end_role(held: AccountRole, *, by: Account, on: date) -> None:
    """Ends a role: it does not hold on that day any more. One that ended earlier stays so."""
    if held.end_on is not None and held.end_on <= on:
        return
    held.end_on = max(on, held.start_on)
    held.save(update_fields=["end_on"])
    audit("end_role", held, by=by, on=on, place=held.place, detail={"role": held.role})


@transaction.atomic
def end_duty(held: AccountDuty, *, by: Account, on: date) -> None:
    """Ends a duty: it does not hold on that day any more. One that ended earlier stays so."""
    if held.end_on is not None and held.end_on <= on:
        return
    held.end_on = max(on, held.start_on)
    held.save(update_fields=["end_on"])
    audit("end_duty", held, by=by, on=on, place=held.place, detail={"duty": held.duty})


@transaction.atomic
def give_duty(
    account: Account,
    duty: Duty,
    place: Place,
    *,
    by: Account,
    on: date,
    until: date | None = None,
) -> AccountDuty:
    """Gives a duty at a place from a day on; one that runs already is returned as it is."""
    held = account.duties.filter(duty=duty, place=place, start_on__lte=on, end_on=None).first()
    if held is not None:
        return held
    held = AccountDuty.objects.create(
        account=account, duty=duty, place=place, start_on=on, end_on=until
    )
    audit("give_duty", held, by=by, on=on, place=place, detail={"duty": str(duty)})
    return held


@transaction.atomic
def make_place(
    *,
    kind: PlaceKind,
    code: str,
    name: str,
    by: Account,
    on: date,
    parent: Place | None = None,
    is_invented: bool = False,
) -> Place:
    """Makes a place, and for a village its team. PlaceCodeTaken, PlaceCodeRefused."""
    if not PLACE_CODE.fullmatch(code):
        raise PlaceCodeRefused(code=code)
    if Place.objects.filter(code=code).exists():
        raise PlaceCodeTaken(code=code)
    place = Place.objects.create(
        kind=kind, code=code, name=name, parent=parent, is_invented=is_invented
    )
    audit("make_place", place, by=by, on=on, place=place)
    if kind == PlaceKind.VILLAGE:
        make_team(place, code=code, name=name, by=by, on=on)
    return place


@transaction.atomic
def make_team(place: Place, *, code: str, name: str, by: Account, on: date) -> Team:
    """Makes a team at a village."""
    team = Team.objects.create(place=place, code=code, name=name)
    audit("make_team", team, by=by, on=on, place=place)
    return team


@transaction.atomic
def find_group(village: Place, name: str, *, by: Account, on: date) -> Group:
    """The group of that name in the village; made where there is none."""
    group, made = Group.objects.get_or_create(village=village, name=name)
    if made:
        audit("find_group", group, by=by, on=on, place=village)
    return group


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


HELPER_FIELDS = (
    "name", "seat", "group", "languages", "weekly_hours", "most_households", "home_lat",
    "home_lon", "birth_year", "phone",
)  # fmt: skip


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
    if fields:
        helper.save(update_fields=list(fields))
    if skills is not None:
        helper.skills.set(skills)
    changed = sorted([*fields, *(["skills"] if skills is not None else [])])
    audit(
        "change_helper",
        helper,
        by=by,
        on=on,
        place=helper.team.place_id,
        detail={"fields": changed},
    )


@transaction.atomic
def link_helper(helper: Helper, account: Account, *, by: Account, on: date) -> None:
    """Says which account a helper signs in with, and gives it the helper's role."""
    helper.account = account
    helper.save(update_fields=["account"])
    audit("link_helper", helper, by=by, on=on, place=helper.team.place_id)
    give_role(account, Role.HELPER, helper.team.place, by=by, on=on)


@transaction.atomic
def end_helper(helper: Helper, *, by: Account, on: date) -> None:
    """A helper leaves the team: not in it on that day any more. HelperGoneAlready."""
    row = Helper.objects.select_for_update().get(pk=helper.pk)
    if row.end_on is not None and row.end_on <= on:
        raise HelperGoneAlready(name=row.name, day=row.end_on)
    helper.end_on = max(on, row.start_on)
    helper.save(update_fields=["end_on"])
    audit("end_helper", helper, by=by, on=on, place=helper.team.place_id)


def raise_caseload(helper_ids: Iterable[UUID]) -> None:
    """Raises the caseload revision of helpers; called by register.actions.touch_caseload."""
    Helper.objects.filter(pk__in=set(helper_ids)).update(
        caseload_revision=F("caseload_revision") + 1
    )


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


@transaction.atomic
def take_back_helper(helper: Helper, *, by: Account, on: date) -> None:
    """Somebody who left the team is in it again, as the same helper: what a side does not want
    stands. The days between are in the trail alone. One who is in the team stays as they are."""
    if helper.end_on is None:
        return
    helper.end_on = None
    helper.save(update_fields=["end_on"])
    audit("take_back_helper", helper, by=by, on=on, place=helper.team.place_id)


@transaction.atomic
def unlink_helper(helper: Helper, *, by: Account, on: date) -> None:
    """The account may be another helper's: an account acts as one helper at a time."""
    helper.account = None
    helper.save(update_fields=["account"])
    audit("unlink_helper", helper, by=by, on=on, place=helper.team.place_id)
