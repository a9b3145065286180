"""Samples as they stand: who has them, what was found, what they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from doorstep.people.models import Account, Place
from doorstep.samples.choices import CustodyKind, Late, SampleState, Verdict
from doorstep.samples.models import Custody, Result, Sample
from doorstep.samples.norms import Limit, Norm, Parameter, norms, parameters
from doorstep.samples.queries.reach import samples_for
from doorstep.samples.rules import converted, late_since, overall, verdict_on


@dataclass(frozen=True)
class Finding:
    """A result with the limit it is held against and the verdict; `value` in the limit's unit
    where there is one."""

    result: Result
    parameter: Parameter
    limit: Limit | None
    value: Decimal | None
    unit: str
    verdict: Verdict


@dataclass(frozen=True)
class Standing:
    """A sample with its chain and what was found."""

    sample: Sample
    custody: tuple[Custody, ...]
    findings: tuple[Finding, ...]
    state: SampleState
    late: tuple[Late, date] | None

    @property
    def norm(self) -> Norm | None:
        return norms().get(self.sample.norm)

    @property
    def holder(self) -> str:
        return self.custody[-1].holder if self.custody else ""

    @property
    def verdict(self) -> Verdict | None:
        """What the findings come to; None before there are any."""
        return overall(one.verdict for one in self.findings) if self.findings else None


def standings_of(samples: Iterable[Sample], today: date) -> list[Standing]:
    """How samples stand, in their order; three queries for however many."""
    rows = list(samples)
    ids = [one.pk for one in rows]
    custody: dict[object, list[Custody]] = {key: [] for key in ids}
    links = Custody.objects.filter(sample__in=ids).select_related("helper", "lab")
    for link in links.order_by("sample", "order"):
        custody[link.sample_id].append(link)
    results: dict[object, list[Result]] = {key: [] for key in ids}
    for result in Result.objects.filter(sample__in=ids, taken_back_on=None):
        results[result.sample_id].append(result)
    return [_standing(one, custody[one.pk], results[one.pk], today) for one in rows]


def standing_of(sample: Sample, today: date) -> Standing:
    """How one sample stands."""
    return standings_of([sample], today)[0]


def late_samples(account: Account, place: Place, today: date) -> list[Standing]:
    """The samples of a village that wait too long, of those the account sees, the longest first."""
    waiting = samples_for(account, today).filter(place=place, told_on=None, spoiled_on=None)
    late = [one for one in standings_of(waiting, today) if one.late is not None]
    return sorted(late, key=lambda one: (one.late[1] if one.late else today, one.sample.code))


def holder_of(sample: Sample) -> Custody | None:
    """The last link of a sample's chain."""
    return sample.custody.select_related("helper", "lab").order_by("-order").first()


def taken_back(sample: Sample) -> QuerySet[Result]:
    """Results that were taken back, the latest first."""
    return sample.results.exclude(taken_back_on=None).order_by("-taken_back_on", "pk")


def finding_of(result: Result, norm: Norm | None) -> Finding:
    """A result against a norm; without a limit of that kind of unit there is none to tell."""
    limit = norm.limits.get(result.parameter) if norm else None
    value, unit = result.value, result.unit
    if limit is not None:
        if value is not None:
            value = converted(value, result.unit, limit.unit)
        if value is None and result.value is not None:
            value, limit = result.value, None
        else:
            unit = limit.unit
    verdict = verdict_on(result.bound, value, limit)
    return Finding(result, parameters()[result.parameter], limit, value, unit, verdict)


def _standing(
    sample: Sample, custody: list[Custody], results: list[Result], today: date
) -> Standing:
    norm = norms().get(sample.norm)
    found = [finding_of(one, norm) for one in results]
    order = {key: at for at, key in enumerate(parameters())}
    found.sort(key=lambda one: order[one.parameter.key])
    received = next((one for one in custody if one.kind == CustodyKind.RECEIVED), None)
    state = _state(sample, received, results)
    late = late_since(
        state,
        taken_on=sample.taken_on,
        received_on=received.on if received else None,
        lab_days=received.lab.days if received and received.lab else 0,
        measured_on=min((one.read_on for one in results), default=None),
        today=today,
    )
    return Standing(sample, tuple(custody), tuple(found), state, late)


def _state(sample: Sample, received: Custody | None, results: list[Result]) -> SampleState:
    if sample.told_on is not None:
        return SampleState.TOLD
    if sample.spoiled_on is not None:
        return SampleState.SPOILED
    if results:
        return SampleState.MEASURED
    return SampleState.OUT if received is None else SampleState.AT_LAB
