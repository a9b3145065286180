"""Rows of partners that an address can name."""

from datetime import date

from doorstep.partners import actions

DAY = date(2026, 3, 4)


def partner_ids(household, programme, *, by):
    """By the name of an address' argument: the id of a row of that village's partner."""
    told = {"by": by, "on": DAY}
    partner = actions.add_partner(
        household.village, name=f"电力公司 {household.code}", since_on=DAY, **told
    )
    actions.back_programme(partner, programme, since_on=DAY, **told)
    act = actions.record_joint_act(
        partner, kind="visit", title="走访", done_on=DAY, of_office=by, people_count=3, **told
    )
    plant = actions.state_plant(
        partner, kind="wind", name="风电场", capacity_kw=100, yearly_kwh=1_000,
        factors="partner_2023", stated_on=DAY, **told,
    )  # fmt: skip
    return {"partner_id": partner.pk, "joint_act_id": act.pk, "plant_id": plant.pk}
