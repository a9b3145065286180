"""A changed plan is accepted: who stands in sees the households so long; pairs end and begin."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from doorstep.kit.errors import Refused
from doorstep.pairing.actions import end_pairing, guard_in_team, pair_household
from doorstep.pairing.choices import PairingVia
from doorstep.pairing.models import Pairing
from doorstep.people.models import Account
from doorstep.register.actions import grant_access
from doorstep.register.choices import AccessVia
from doorstep.register.models import Household
from doorstep.visits.choices import EventKind
from doorstep.visits.models import PlanEvent, VisitPlan
from doorstep.visits.queries import running_visit_plan

FRESH = timedelta(days=1)  # the two days that a changed plan leaves as they are


class ChangeIsOld(Refused):
    message = _(
        "This change was worked out on %(day)s and knows nothing of the visits since. Say once "
        "more what has changed; that takes seconds."
    )


class RunningPlanChanged(Refused):
    message = _("Another plan runs by now. Say once more what has changed.")


def take_over(plan: VisitPlan, *, by: Account, on: date) -> None:
    """What accepting a changed plan brings along: who stands in sees the households until that is
    over, pairs that end end, and new ones begin. RunningPlanChanged where another plan than the
    changed one runs by now, ChangeIsOld where its first days are past; HelperNotActive and
    PairDeclined as for any pair. A household that left the register since is taken over by nobody.
    """
    event = PlanEvent.objects.filter(plan=plan).select_related("before", "helper").first()
    if event is None:
        return
    if running_visit_plan(plan.place, on) != event.before:
        raise RunningPlanChanged
    if on > plan.made_on + FRESH:
        raise ChangeIsOld(day=plan.made_on)
    takeovers = list(plan.takeovers.select_related("helper__team").order_by("order", "pk"))
    ending = Pairing.objects.none()
    if event.kind == EventKind.HELPER_GONE:
        ending = Pairing.objects.live_on(on).filter(
            helper=event.helper, household__village=plan.place
        )
    wanted = {one.household_id for one in takeovers} | set(
        ending.values_list("household", flat=True)
    )
    locked = Household.objects.filter(pk__in=wanted).order_by("pk").select_for_update(no_key=True)
    here = {one.pk: one for one in locked}
    for pairing in ending.select_related("household"):
        end_pairing(pairing, by=by, on=max(on, event.from_on))
    for one in takeovers:
        household = here[one.household_id]
        if not household.is_active(on):
            continue
        if one.until_on is None:
            pair_household(
                household, one.helper, order=one.order, via=PairingVia.PROPOSAL, by=by,
                on=max(on, one.from_on),
            )  # fmt: skip
        elif one.until_on > on:
            guard_in_team(one.helper, on)
            grant_access(
                household, via=AccessVia.STAND_IN, from_on=on, until_on=one.until_on,
                helper=one.helper, by=by,
            )  # fmt: skip
