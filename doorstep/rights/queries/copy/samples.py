"""Samples that were taken at the household, and what was found."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_lazy

from doorstep.kit.names import name_in
from doorstep.rights.queries.copy.value import Cell, Part
from doorstep.rights.queries.readers import Reading
from doorstep.samples.models import Custody, Result, Sample
from doorstep.samples.queries import Standing, standings_of


def _standings(reading: Reading) -> list[Standing]:
    rows = Sample.objects.filter(household=reading.household).select_related("taken_by")
    return standings_of(rows.order_by("taken_on", "code"), reading.on)


def _samples(reading: Reading) -> Iterable[Sequence[Cell]]:
    for one in _standings(reading):
        sample = one.sample
        yield (
            sample.code,
            str(sample.get_matter_display()),
            sample.where,
            sample.taken_on,
            sample.taken_by.name,
            one.holder,
            str(one.state.label),
            sample.told_on,
            str(sample.get_told_how_display()),
        )


def _results(reading: Reading) -> Iterable[Sequence[Cell]]:
    for one in _standings(reading):
        for finding in one.findings:
            yield (
                one.sample.code,
                name_in(finding.parameter.names),
                finding.result.text,
                finding.result.measured_on,
                str(finding.verdict.label),
            )


PARTS = (
    Part(
        "samples",
        gettext_lazy("Samples taken at your home"),
        (Sample, Custody),
        (
            ("code", gettext_lazy("Code")),
            ("matter", gettext_lazy("Of what")),
            ("where", gettext_lazy("Where it was taken")),
            ("taken_on", gettext_lazy("Day")),
            ("taken_by", gettext_lazy("Taken by")),
            ("holder", gettext_lazy("Who has the sample")),
            ("state", gettext_lazy("Stands")),
            ("told_on", gettext_lazy("Told on")),
            ("told_how", gettext_lazy("Told how")),
        ),
        _samples,
    ),
    Part(
        "sample_results",
        gettext_lazy("What was found in them"),
        (Result,),
        (
            ("code", gettext_lazy("Code")),
            ("parameter", gettext_lazy("What was measured")),
            ("text", gettext_lazy("As the laboratory wrote it")),
            ("measured_on", gettext_lazy("Measured on")),
            ("verdict", gettext_lazy("Verdict")),
        ),
        _results,
    ),
)
