"""What every screen of samples shares: who may write, the pages above, what is ticked."""

from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.kit.errors import NotVisible
from doorstep.office.doors import asker, goes_out
from doorstep.people.models import Place
from doorstep.samples.models import Lab, Sample
from doorstep.samples.queries import samples_for

MOST_AT_ONCE = 200


def must_go_out(request: HttpRequest, village: Place) -> None:
    """NotVisible unless the account coordinates the village or is a helper there."""
    if not goes_out(asker(request), village, clock.today()):
        raise NotVisible


def ticked(request: HttpRequest, village: Place) -> list[Sample]:
    """The samples of `?sample=`, in the order of their codes; NotVisible where one is not seen, or
    is of another village, or where none is named."""
    keys = _uuids(request.GET.getlist("sample")[:MOST_AT_ONCE])
    found = samples_for(asker(request), clock.today()).filter(pk__in=keys, place=village)
    rows = list(found.order_by("code", "pk"))
    if not rows or len(rows) != len(keys):
        raise NotVisible
    return rows


def above_sample(sample: Sample | None = None) -> list[tuple[str, str]]:
    """(words, url) of the pages above one of samples."""
    steps = [
        (_("Activities"), reverse("office:activities")),
        (_("Samples"), reverse("office:samples")),
    ]
    if sample is not None:
        steps.append((sample.code, reverse("office:sample", args=[sample.pk])))
    return steps


def above_lab(lab: Lab | None = None) -> list[tuple[str, str]]:
    """(words, url) of the pages above one of laboratories."""
    steps = [*above_sample(), (_("Laboratories"), reverse("office:labs"))]
    if lab is not None:
        steps.append((lab.name, reverse("office:lab", args=[lab.pk])))
    return steps


def _uuids(texts: list[str]) -> set[UUID]:
    keys = set()
    for text in texts:
        try:
            keys.add(UUID(text))
        except ValueError as error:
            raise NotVisible from error
    return keys
