"""A row of every kind of samples, as addresses name them."""

from doorstep.people.actions import system_account
from doorstep.samples import actions as samples
from tests.factories import DAY
from tests.samples.made import make_lab, make_trip, measure, receive, sheet_of, take


def sample_ids(household, helper):
    """By the name of an address' argument: the id of a row of a sample of the household, which the
    helper took."""
    by, code = system_account(), household.code
    lab = make_lab(household.village, f"化验室 {code}")
    trip = make_trip(household.village, f"采样 {code}")
    sample = take(trip, helper, f"S-{code}", household=household)
    receive(sample, lab)
    file = samples.read_lab_results(
        lab,
        name="报告.xlsx",
        data=sheet_of((f"S-{code}-9", "砷", "1", "mg/L", None)),
        by=by,
        on=DAY,
    )
    samples.note_headings(lab, ["流水"], by=by, on=DAY)
    return {
        "sample_id": sample.pk,
        "result_id": measure(sample).pk,
        "lab_id": lab.pk,
        "lab_file_id": file.pk,
        "lab_column_id": lab.columns.get().pk,
    }
