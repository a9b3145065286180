"""Projects: what they are built with, who builds them, and whom they serve."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.actions.guards import (
    DayToCome,
    clean,
    guard_inside,
    guard_reaches,
    hold,
    tell,
)
from doorstep.funds.choices import ProjectKind
from doorstep.funds.models import Contract, Programme, Project, ProjectVillage, Source
from doorstep.funds.queries import left_for_projects, project_paid, sources_of
from doorstep.kit.errors import Refused
from doorstep.kit.money import guard_fen, money_text
from doorstep.people.models import Account, Place
from doorstep.people.queries import villages_below


class ProjectThereAlready(Refused):
    message = _("%(place)s has a project “%(name)s” already.")


class ProjectEndsBeforeStart(Refused):
    message = _("The project begins on %(day)s; it cannot end before.")


class ProjectEndedAlready(Refused):
    message = _("The project ended on %(day)s already.")


class SourceReversedAlready(Refused):
    message = _("This source was taken back already.")


class SourcePaidAlready(Refused):
    message = _(
        "Of %(agreed)s of this programme, %(paid)s are paid; %(amount)s cannot be taken back. "
        "Reverse payments first."
    )


class SourceOverCommitted(Refused):
    message = _(
        "Less than this is committed to “%(name)s”, or projects have it already. Commit the money "
        "first, or enter a smaller amount."
    )


@transaction.atomic
def begin_project(
    place: Place,
    *,
    name: str,
    kind: ProjectKind | str,
    start_on: date,
    by: Account,
    on: date,
    villages: Iterable[Place] = (),
) -> Project:
    """A project of a village or town, with the villages it serves (of a village: itself, where none
    is named). ProjectThereAlready, VillageElsewhere, WordsMissing, TextTooLong."""
    hold(place)
    name = clean(name, 100, is_required=True)
    if Project.objects.filter(place=place, name=name).exists():
        raise ProjectThereAlready(place=place.name, name=name)
    project = Project(place=place, kind=ProjectKind(kind), name=name, start_on=start_on)
    project.save(force_insert=True)
    is_village = place.pk in villages_below(place)
    for village in villages or ([place] if is_village else []):
        guard_inside(village, place)
        row = ProjectVillage(project=project, village=village, since_on=start_on)
        row.save(force_insert=True)
    tell("begin_project", project, place, by=by, on=on, kind=project.kind)
    return project


@transaction.atomic
def end_project(project: Project, *, last_on: date, by: Account, on: date) -> None:
    """The day on which a project was done. ProjectEndedAlready, ProjectEndsBeforeStart,
    DayToCome."""
    hold(project.place)
    project.refresh_from_db(fields=["end_on"])
    if project.end_on is not None:
        raise ProjectEndedAlready(day=project.end_on)
    if last_on < project.start_on:
        raise ProjectEndsBeforeStart(day=project.start_on)
    if last_on > on:
        raise DayToCome(day=last_on)
    project.end_on = last_on
    project.save(update_fields=["end_on"])
    tell("end_project", project, project.place, by=by, on=on)


@transaction.atomic
def add_source(
    project: Project,
    *,
    name: str,
    amount: int,
    is_public: bool,
    agreed_on: date,
    by: Account,
    on: date,
    programme: Programme | None = None,
) -> Source:
    """Money a project is built with, in fen; that of a programme is paid out here, and is
    no more than is committed to it, over its years and for all its projects. DayToCome,
    ProgrammeOfAnotherPlace, SourceOverCommitted, AmountNotPositive, AmountTooLarge,
    WordsMissing."""
    hold(project.place, *([programme.place] if programme is not None else []))
    if agreed_on > on:
        raise DayToCome(day=agreed_on)
    if programme is not None:
        guard_reaches(programme, project.place)
        if guard_fen(amount) > left_for_projects(programme):
            raise SourceOverCommitted(name=programme.name)
    source = Source(
        project=project,
        programme=programme,
        name=clean(name, 100, is_required=True),
        amount=guard_fen(amount),
        is_public=is_public,
        agreed_on=agreed_on,
        by=by,
    )
    source.save(force_insert=True)
    tell("add_source", source, project.place, by=by, on=on)
    return source


@transaction.atomic
def reverse_source(source: Source, *, by: Account, on: date) -> Source:
    """Takes a source back by a row of its own. SourceReversedAlready, SourcePaidAlready."""
    project = source.project
    hold(project.place)
    if source.reverses_id or Source.objects.filter(reverses=source).exists():
        raise SourceReversedAlready
    if source.programme is not None:
        agreed = sources_of(project, source.programme)
        paid = project_paid(project, programme=source.programme)
        if agreed - source.amount < paid:
            raise SourcePaidAlready(
                agreed=money_text(agreed), paid=money_text(paid), amount=money_text(source.amount)
            )
    back = Source(
        project=project,
        programme=source.programme,
        name=source.name,
        amount=-source.amount,
        is_public=source.is_public,
        agreed_on=on,
        reverses=source,
        by=by,
    )
    back.save(force_insert=True)
    tell("reverse_source", back, project.place, by=by, on=on)
    return back


@transaction.atomic
def sign_contract(
    project: Project,
    *,
    contractor: str,
    what: str,
    amount: int,
    signed_on: date,
    by: Account,
    on: date,
) -> Contract:
    """Who builds what for how many fen at most. DayToCome, AmountNotPositive, AmountTooLarge,
    WordsMissing, TextTooLong."""
    hold(project.place)
    if signed_on > on:
        raise DayToCome(day=signed_on)
    contract = Contract(
        project=project,
        contractor=clean(contractor, 100, is_required=True),
        what=clean(what, 200, is_required=True),
        amount=guard_fen(amount),
        signed_on=signed_on,
        by=by,
    )
    contract.save(force_insert=True)
    tell("sign_contract", contract, project.place, by=by, on=on)
    return contract
