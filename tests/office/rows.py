"""A row of every kind that an address can name, hanging on one household or its village."""

import json
from datetime import date, timedelta
from uuid import uuid4

from doorstep.activities import actions as activities
from doorstep.campaigns import actions as campaigns
from doorstep.campaigns.rules import ListRule
from doorstep.categories.models import Category, Objection, Proposal
from doorstep.entry.actions.invitations import invite
from doorstep.entry.actions.sign_ins import open_sign_in
from doorstep.figures.actions import NewLine, make_notice
from doorstep.funds import actions as funds
from doorstep.funds.models import ClosedYear
from doorstep.kit.weeks import Week
from doorstep.meetings import actions as meetings
from doorstep.needs import actions as needs
from doorstep.pairing.models import PairingOffer, PairingPlan
from doorstep.people.actions import add_channel, give_duty, link_helper
from doorstep.people.choices import Duty, Role
from doorstep.register import actions as register
from doorstep.register.queries import is_sealing
from doorstep.rights import actions as rights
from doorstep.rights.models import Rereading
from doorstep.safeguarding.actions import hand_to_safeguarding
from doorstep.safeguarding.queries import safeguarding_persons
from doorstep.supervision import actions as supervision
from doorstep.sync.actions import ask_table, give_device, keep_columns, make_column_set
from doorstep.sync.models import (
    Attachment,
    HouseholdMerge,
    RegisterProposal,
    RosterImport,
    Submission,
    sealed,
)
from doorstep.visits import actions as visits
from tests.activities.rows import activity_ids
from tests.factories import make_account, make_meeting, make_need, pair, team_of
from tests.jobs.rows import job_ids
from tests.partners.rows import partner_ids
from tests.points.made import point_ids
from tests.samples.rows import sample_ids
from tests.stars.rows import star_ids
from tests.stations.rows import station_ids
from tests.visits.plans import make_changed_plan

DAY = date(2026, 3, 4)
TODAY = date(2026, 3, 11)  # the day of the screens: links and sign-ins are of then


def closed_year(village, by):
    """The last year of a village's books, closed once."""
    found = ClosedYear.objects.filter(place=village, reopened_on=None).first()
    return found or funds.close_year(village, DAY.year - 1, by=by, on=DAY)


def ids_under(household, helper, coordinator, version):
    """By the name of an address' argument: the id of a row of that household or its village."""
    village, by = household.village, coordinator
    head = household.members.get(relation="head")
    visit, _new = visits.record_visit(
        id=uuid4(), household=household, helper=helper, on=DAY, mode="phone", result="met", by=by,
        today=DAY,
    )  # fmt: skip
    proposal = Proposal.objects.create(
        household=household, kind="blue", source="person", version=version, made_on=DAY
    )
    meeting = make_meeting(team_of(village), on=DAY)
    plan = PairingPlan.objects.create(
        place=village, made_on=DAY, by=by, objective=0, bound=0, optimal=True
    )
    if helper.account is None:
        link_helper(helper, make_account(f"of-{helper.pk.hex[-12:]}"), by=by, on=DAY)
    programme = funds.found_programme(
        village, name=f"救助 {household.code}", kind="other", source="民政局", start_on=DAY,
        by=by, on=DAY,
    )  # fmt: skip
    committed = {"year": DAY.year, "amount": 100_000, "decided_on": DAY, "by": by, "on": DAY}
    need = make_need(household, owner=helper)
    works = funds.begin_project(
        village, name=f"灌溉 {household.code}", kind="irrigation", start_on=DAY, by=by, on=DAY
    )
    coop = funds.found_cooperative(
        village, name=f"合作社 {household.code}", founded_on=DAY, by=by, on=DAY
    )
    funds.add_shares(coop, [household], start_on=DAY, by=by, on=DAY)
    funds.earn(coop, 9_000, received_on=DAY, by=by, on=DAY)
    movements = f"日期,金额,流水号\n2026-03-04,5,R-{household.code}\n".encode()
    bank_file = funds.read_bank_file(village, name="流水.csv", data=movements, by=by, on=DAY)
    funds.note_bank_headings(village, ["凭单"], by=by, on=DAY)
    campaign = campaigns.begin_campaign(
        village, kind="toilets", title=f"户厕 {household.code}", unit_kind="household",
        rule=ListRule(), start_on=DAY, deadline_on=date(2026, 7, 31), pay=50_000, by=by, on=DAY,
    )  # fmt: skip
    check = supervision.record_check(
        village, kind="funds", title=f"资金 {household.code}", checked_on=DAY, by=by, on=DAY
    )
    invitation, _token = invite(village, name="次旺", roles=[Role.HELPER], by=by, on=TODAY)
    return {
        "channel_id": add_channel(
            village, name="值班群", address="json://127.0.0.1:9/nobody-hears",
            site="https://doorstep.test", urgent=True, daily=False, by=by, on=DAY,
        ).pk,
        "account_id": helper.account.pk,
        "duty_id": give_duty(by, Duty.MEDIATOR, village, by=by, on=DAY).pk,
        "invitation_id": invitation.pk,
        "sign_in_id": open_sign_in(by, user_agent="", by=by, on=TODAY).pk,
        "household_id": household.pk,
        "member_id": head.pk,
        "circumstance_id": register.state_circumstance(
            household, "medical_costs", since_on=DAY, source="office", by=by, on=DAY
        ).pk,
        "consent_id": register.give_consent(
            household, purpose="register", how="signed", given_on=DAY, by=by, on=DAY
        ).pk,
        "text_id": register.publish_consent_text(
            village, purpose="register", texts={"zh-hans": "同意书"},
            from_on=DAY, by=by, on=DAY,
        ).pk,
        "request_id": rights.record_request(
            household, kind="copy", member=head, how="spoken", text="要一份", asked_on=DAY,
            by=by, on=DAY,
        ).pk,
        "rereading_id": Rereading.objects.create(place=village, visit=visit).pk,
        "need_id": need.pk,
        "campaign_id": campaign.pk,
        "campaign_unit_id": campaign.units.get(household=household).pk,
        "check_id": check.pk,
        "problem_id": supervision.find_problem(
            check, text="未公示", deadline_on=date(2026, 3, 20), by=by, on=DAY
        ).pk,
        "supervised_post_id": supervision.add_supervised_post(
            village, title="会计", holder=f"甲 {household.code}", start_on=DAY, by=by, on=DAY
        ).pk,
        "measure_id": meetings.list_measure(
            team_of(village), text=f"改厕 {household.code}", owner=helper, by=by, on=DAY
        ).pk,
        "programme_id": programme.pk,
        "commitment_id": funds.commit_money(programme, **committed).pk,
        "paid_post_id": funds.give_post(
            head, programme, kind="forest", title="护林员", monthly_pay=50_000, monthly_days=10,
            start_on=DAY, is_of_cadre=False, by=by, on=DAY,
        ).pk,
        "statement_id": bank_file.pk,
        "bank_column_id": village.bank_columns.get().pk,
        "closed_year_id": closed_year(village, by).pk,
        "row_id": bank_file.rows.get().pk,
        "claim_id": funds.open_claim(  # of a need of its own: the other one is paid without
            make_need(household, owner=helper), path="prevention", cause="other",
            recipients=[head], by=by, on=DAY,
        ).pk,
        "project_id": works.pk,
        "source_id": funds.add_source(
            works, name="水利局", amount=7_000, is_public=True, programme=programme,
            agreed_on=DAY, by=by, on=DAY,
        ).pk,
        "cooperative_id": coop.pk,
        "dividend_id": funds.declare_dividend(coop, 3_000, declared_on=DAY, by=by, on=DAY).pk,
        "posting_id": funds.receive_money(programme, 500, received_on=DAY, by=by, on=DAY).pk,
        "payment_id": funds.pay(  # by somebody else than who committed it
            programme, 100, cause=make_need(household), paid_on=DAY, by=helper.account, on=DAY
        ).pk,
        "placement_id": needs.place_member(
            head, employer="合作社", kind="temporary", start_on=DAY, by=by, on=DAY,
            need=make_need(household, kind="job", owner=helper),
        ).pk,
        "visit_id": visit.pk,
        "round_id": visits.make_round(helper, Week.of(DAY), by=by, on=DAY)[0].pk,
        "helper_id": helper.pk,
        "pairing_id": pair(household, helper).pk,
        "proposal_id": proposal.pk,
        "category_id": Category.objects.create(
            household=household, kind="blue", proposal=proposal, start_on=DAY,
            end_on=date(2026, 6, 2),
        ).pk,
        "objection_id": Objection.objects.create(
            household=household, proposal=proposal, made_on=DAY, due_on=date(2026, 3, 25),
            text="不同意", recorded_by=by,
        ).pk,
        "plan_id": plan.pk,
        "offer_id": PairingOffer.objects.create(
            plan=plan, household=household, helper=helper, price=0
        ).pk,
        "visit_plan_id": make_changed_plan(village, helper, household, on=DAY, by=by).pk,
        "meeting_id": meeting.pk,
        "item_id": meetings.add_item(meeting, kind="other", text="其他", by=by).pk,
        "decision_id": meetings.decide(
            meeting, text="修路", owner=helper, due_on=date(2026, 3, 20), on=DAY, by=by
        ).pk,
        "activity_id": activities.record_activity(
            village, kind="policy_briefing", title=f"政策宣讲 {household.code}", on=DAY, by=by
        ).pk,
        "notice_id": make_notice(
            village, title="临时救助", lines=[NewLine(household, "取暖")],
            take_down_on=date(2026, 3, 20), by=by, on=DAY,
        ).pk,
        "import_id": RosterImport.objects.create(
            place=village, filename="台账.xlsx", digest="", on=DAY, by=by
        ).pk,
        "device_id": give_device(helper, kind="field", name="手机", by=by, on=DAY)[0].pk,
        "upload_id": uuid4(),
        "assessment_id": rights.begin_assessment(village, by=by, on=DAY).pk,
        "incident_id": rights.record_incident(
            village, what="名单遗失", cause="没有锁好", data="姓名和电话", harm="骚扰电话",
            contact="村委会", noticed_on=DAY, by=by, on=DAY,
        ).pk,
        "meaning_id": keep_columns(
            village.parent, [("households", f"几点 {household.code}", "best_time")], by=by, on=DAY
        )[0].pk,
        "merge_id": HouseholdMerge.objects.create(
            gone=household, kept=household, on=DAY, by=by
        ).pk,
        "set_id": (
            column_set := make_column_set(
                village, name=f"名单 {household.code}", rows_of="households",
                columns=["code", "head"], by=by, on=DAY,
            )
        ).pk,
        "ask_id": ask_table(
            column_set, office="乡民政办", purpose="核对", active_on=DAY, by=by, on=DAY
        ).pk,
        "safeguarding_id": safeguarding_need(household, by=by),
        "submission_id": (sent := held_submission(household, helper)).pk,
        "register_proposal_id": RegisterProposal.objects.create(
            submission=sent, household=household, helper=helper, field="phone", base_version=1,
            content=sealed(str(household.pk), b'{"base": "", "theirs": "19900002222"}'),
            made_on=DAY,
        ).pk,
        "file_id": Attachment.objects.create(
            submission=sent, name="a", digest="", content=sealed(sent.owner, b"x"), received_on=DAY
        ).pk,
        "field_id": sealed_field(household, head, by=by),
        **partner_ids(household, programme, by=by),
        **star_ids(household, by=by),
        **job_ids(household, by=by),
        **point_ids(household, by=by),
        **station_ids(household, helper),
        **sample_ids(household, helper),
        **activity_ids(household),
    }  # fmt: skip


def safeguarding_need(household, *, by, text="夜里听见的事", on=DAY, **more):
    """The id of a safeguarding need; the village names a person where it has none."""
    if not safeguarding_persons(household.village, on):
        make_account(
            f"guards-{household.village.code}", duties=[(Duty.SAFEGUARDING, household.village)]
        )
    given = {"id": uuid4(), "text": text, "reach": "", "by": by, "on": on} | more
    hand_to_safeguarding(household, **given)
    return given["id"]


def held_submission(household, helper):
    """A visit form of the helper that a rule holds up."""
    key = uuid4()
    body = {"id": str(key), "form": "visit", "version": "1", "household": str(household.pk)}
    sent = Submission(
        id=key, digest=f"{key}", channel="field", form="visit", form_version="1", helper=helper,
        place=household.village, household=household, on=DAY, received_on=DAY, state="held",
        because="refused",
    )  # fmt: skip
    sent.content = sealed(sent.owner, json.dumps(body).encode())
    sent.save()
    return sent


def sealed_field(household, member, *, by, text="6228 0000 1111 2222", on=DAY):
    """The id of a sealed field; the village's are switched on where they are not."""
    if not is_sealing(household.village_id, on):
        register.open_sealed_fields(household.village, by=by, on=on, assessed_on=on)
    until_on = on + timedelta(days=90)
    return register.seal_field(
        household, "bank_card", member=member, text=text, need_id=uuid4(), until_on=until_on, by=by,
        on=on,
    ).pk  # fmt: skip
