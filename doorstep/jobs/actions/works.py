"""Which project of money works were paid through."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from doorstep.funds.models import Project
from doorstep.jobs.actions.guards import tell
from doorstep.jobs.models import WorksProject
from doorstep.jobs.queries import projects_for_works
from doorstep.kit.errors import Refused
from doorstep.needs.choices import WorksState
from doorstep.needs.models import Works
from doorstep.people.actions import hold_trail
from doorstep.people.models import Account
from doorstep.register.models import Household


class WorksNotApproved(Refused):
    message = _("These works are not approved yet; money comes after that.")


class ProjectServesAnother(Refused):
    message = _("“%(project)s” does not serve this village.")


@transaction.atomic
def link_works(works: Works, project: Project, *, by: Account, on: date) -> None:
    """Says through which project works were paid; another one takes its place. WorksNotApproved,
    ProjectServesAnother."""
    need = works.need
    if need.household_id is not None:
        list(Household.objects.select_for_update(no_key=True).filter(pk=need.household_id))
    hold_trail([need.place])
    works.refresh_from_db(fields=["state"])
    if works.state == WorksState.REQUESTED:
        raise WorksNotApproved
    if not projects_for_works(need.place).filter(pk=project.pk).exists():
        raise ProjectServesAnother(project=project.name)
    told = {"project": project, "on": on, "by": by}
    WorksProject.objects.update_or_create(works=works, defaults=told)
    tell("link_works", need, need.household or need.place, by=by, on=on)
