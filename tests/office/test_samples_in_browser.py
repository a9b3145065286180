"""Samples and activities in a real browser: no barriers, nothing runs out of a narrow window, and
rows are keyed in by the keyboard alone."""

from datetime import timedelta

import pytest

from doorstep.activities import actions as activities
from doorstep.samples import actions as samples
from tests.activities.made import buy, hold, make_sheet
from tests.browser import barriers
from tests.office.conftest import TODAY
from tests.samples.made import make_lab, make_trip, measure, receive, sheet_of, take
from tests.share import share

DAY = TODAY - timedelta(days=9)
PAGES = (
    "/activities/",
    "/activities/plan/",
    "/activities/{visit}/",
    "/activities/{planned}/",
    "/activities/{planned}/hold/",
    "/activities/{visit}/sheets/new/",
    "/activities/sheets/{sheet}/",
    "/activities/{visit}/goods/",
    "/activities/{visit}/wishes/new/",
    "/d/{door}/?language=bo",
    "/samples/",
    "/samples/new/",
    "/samples/{sample}/",
    "/samples/{sample}/results/new/",
    "/samples/{sample}/tell/",
    "/samples/{out}/",
    "/samples/receive/?sample={out}",
    "/samples/hand-over/?sample={out}",
    "/samples/labs/",
    "/samples/labs/{lab}/",
    "/samples/labs/{lab}/read/",
    "/samples/files/{file}/",
    "/",
)


@pytest.fixture
def ids(cast, method):
    """By name: the ids of which the pages are about."""
    by, trip, lab = cast.coordinator, make_trip(cast.caoba), make_lab(cast.caoba)
    told = {"by": by, "on": TODAY}
    sample = take(trip, cast.tashi, household=cast.a, where="院内水井")
    out = take(trip, cast.pema, "W-02", where="村口泉眼，靠近小学后面的那一处")
    receive(sample, lab)
    measure(sample, "arsenic", "<0.05", on=TODAY)
    data = sheet_of(("W-01", "氟化物", 1.6, "mg/L", None), ("W-02", "氟化物", 0.3, "mg/L", None))
    file = samples.read_lab_results(lab, name="三月检测结果.xlsx", data=data, **told)
    samples.note_headings(lab, ["审核人", "流水"], **told)
    visit = hold(cast.caoba, on=TODAY, where="村委会")
    item = buy(visit, on=TODAY, expires_on=TODAY + timedelta(days=90)).batch.item
    sheet = make_sheet(visit, [cast.a, cast.b], kind="goods", item=item, each=2, on=TODAY)
    activities.key_rows(sheet, "1", **told)
    activities.note_wish(visit, cast.a, kind="care", text="想有人常来坐坐", **told)
    activities.open_door(visit, **told)
    planned = activities.plan_activity(
        cast.caoba, kind="training", title="电工培训", planned_on=TODAY + timedelta(days=3), **told
    )
    activities.add_material(planned, text="万用表", **told)
    rows = {"visit": visit, "planned": planned, "sheet": sheet, "sample": sample, "out": out,
            "lab": lab, "file": file}  # fmt: skip
    return {name: row.pk for name, row in rows.items()} | {"door": visit.door_code}


@pytest.mark.parametrize("width", share([320, 1280], 2, 1))
def test_nothing_bars_the_way_and_nothing_runs_out(cast, ids, today, page, sign_in, width):
    sign_in(cast.coordinator)
    page.set_viewport_size({"width": width, "height": 900})

    told = []
    for path in PAGES:
        page.goto(path.format(**ids))
        is_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        told.append((path, barriers(page), is_wide))

    assert told == [(path, [], False) for path in PAGES]


def test_a_sheet_is_keyed_by_the_keyboard_alone(cast, ids, today, page, sign_in):
    sign_in(cast.coordinator)
    page.goto(f"/activities/sheets/{ids['sheet']}/")

    for line in ("2", "-1"):
        page.keyboard.type(line)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    signed = page.locator("table.rows tbody tr td:last-child").all_inner_texts()
    assert signed == ["–", "2"]
