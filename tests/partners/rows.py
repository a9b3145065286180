"""Rows of partners that an address can name."""

from datetime import date, timedelta

from doorstep.funds import actions as funds
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
        factors="partner_2023", stated_on=DAY, document="规划说明", **told,
    )  # fmt: skip
    scholarship = publish(household.village, by=by, name=f"助学金 {household.code}")
    application = actions.apply_for_scholarship(
        scholarship, household.members.get(relation="head"), meets="都符合", applied_on=DAY, **told
    )
    return {
        "partner_id": partner.pk,
        "joint_act_id": act.pk,
        "plant_id": plant.pk,
        "scholarship_id": scholarship.pk,
        "application_id": application.pk,
    }


def publish(place, *, by, on=DAY, name="助学金", committed=100_000):
    """A scholarship of ¥30 of a programme of the place, with money committed to the year."""
    told = {"by": by, "on": on}
    programme = funds.found_programme(
        place, name=f"助学 {name}", kind="scholarship", source="电力公司", start_on=on, **told
    )
    if committed:
        funds.commit_money(programme, year=on.year, amount=committed, decided_on=on, **told)
    return actions.publish_scholarship(
        programme, name=name, criteria="家庭年收入低于标准，在读高中或大学", amount=3_000,
        year=on.year, apply_until=on + timedelta(days=20), appeal_days=10, **told,
    )  # fmt: skip


def apply_and_appeal(household, member, *, second, mark, by, on):
    """An application that was refused, with an appeal; `mark` in every text. Its row."""
    scholarship = publish(household.village, by=by, on=on, name="助学金（申诉）")
    application = actions.apply_for_scholarship(
        scholarship, member, meets=mark, applied_on=on, by=by, on=on
    )
    actions.decide_application(
        application, is_granted=False, reasons=mark, is_relative=False, by=second, on=on
    )
    actions.appeal_refusal(application, text=mark, made_on=on, by=by, on=on)
    return application
