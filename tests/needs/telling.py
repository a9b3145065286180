"""What tests of needs read back."""

from doorstep.needs.models import Step
from doorstep.people.models import AuditEntry
from doorstep.register.models import Access


def story(need):
    """The kinds of the need's steps, in order."""
    return list(Step.objects.filter(need=need).order_by("order").values_list("kind", flat=True))


def acts(need):
    """The names of the acts in the need's trail."""
    entries = AuditEntry.objects.filter(subject_id=str(need.pk), subject_kind="need")
    return list(entries.order_by("number").values_list("act", flat=True))


def live_access(household, via, on):
    """Access rows of a household that hold on a day."""
    rows = Access.objects.filter(household=household, via=via, from_on__lte=on)
    return [row for row in rows if row.until_on is None or row.until_on > on]
