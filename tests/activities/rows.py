"""A row of every kind of activities, as addresses name them."""

from datetime import date

from doorstep.activities import actions as activities
from doorstep.people.actions import system_account
from tests.activities.made import buy, hold, make_sheet
from tests.factories import DAY


def activity_ids(household):
    """By the name of an address' argument: the id of a row of an activity of the household's
    village, of a sheet that it signed."""
    by, visit = system_account(), hold(household.village, f"慰问 {household.code}")
    item = buy(visit, f"脸盆 {household.code}").batch.item
    # an address that tests can name: the code is nobody's id; open on the day of the screens
    type(visit).objects.filter(pk=visit.pk).update(
        door_code=f"door-{household.code.lower()}", on=date(2026, 3, 11)
    )
    sheet = make_sheet(visit, [household], kind="goods", item=item, each=1)
    activities.key_rows(sheet, "1", by=by, on=DAY)
    return {
        "sign_sheet_id": sheet.pk,
        "material_id": activities.add_material(visit, text="凳子", by=by, on=DAY).pk,
    }
