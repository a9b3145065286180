"""What samples let others count."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from doorstep.kit.figures import Figure, Unit
from doorstep.kit.periods import Period
from doorstep.people.queries import Scope
from doorstep.samples.choices import CustodyKind
from doorstep.samples.models import Custody, Result, Sample


def _samples(scope: Scope, period: Period) -> QuerySet[Sample]:
    taken = Sample.objects.filter(place__in=scope.village_ids)
    return taken.filter(taken_on__gte=period.from_on, taken_on__lte=period.to_on)


def _at_the_lab(scope: Scope, period: Period) -> QuerySet[Sample]:
    received = Custody.objects.filter(
        sample=OuterRef("pk"),
        kind=CustodyKind.RECEIVED,
        on__gte=period.from_on,
        on__lte=period.to_on,
    )
    return Sample.objects.filter(Exists(received), place__in=scope.village_ids)


def _measured(scope: Scope, period: Period) -> QuerySet[Sample]:
    found = Result.objects.filter(sample=OuterRef("pk"), taken_back_on=None)
    by_then = found.filter(read_on__gte=period.from_on, read_on__lte=period.to_on)
    return Sample.objects.filter(Exists(by_then), place__in=scope.village_ids)


def _told(scope: Scope, period: Period) -> QuerySet[Sample]:
    told = Sample.objects.filter(place__in=scope.village_ids)
    return told.filter(told_on__gte=period.from_on, told_on__lte=period.to_on)


def _label(sample: Sample) -> str:
    return f"{sample.taken_on} · {sample.code} · {sample.get_matter_display()}"


def _figure(key: str, name: object, rows: object, *, is_guarded: bool = True) -> Figure:
    return Figure(
        key=key,
        name=name,
        unit=Unit.SAMPLE,
        rows=rows,  # type: ignore[arg-type]
        label=_label,
        url_name="office:sample",
        is_guarded=is_guarded,
    )


FIGURES: tuple[Figure, ...] = (
    _figure("samples", _("Samples taken"), _samples, is_guarded=False),
    _figure("samples_at_lab", _("Samples received by laboratories"), _at_the_lab),
    _figure("samples_measured", _("Samples with results"), _measured),
    _figure("samples_told", _("Samples whose result was told"), _told),
)
