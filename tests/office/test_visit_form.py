"""The visit form: it records once, keeps what was typed, and corrects."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from doorstep.needs.models import Need
from doorstep.register import actions as register
from doorstep.visits import actions as visits
from doorstep.visits.models import Visit
from tests.factories import make_category, make_need, pair, request_mediation

pytestmark = pytest.mark.usefixtures("method")


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)
    pair(cast.b, cast.tashi)


def form_of(household):
    return reverse("office:visit-new", args=[household.pk])


def filled(answer, **values):
    """What a browser sends of the form shown, with a visit on site and what is given."""
    form = answer.context["form"]
    sent = {"id": str(form["id"].value()), "on": "2026-03-11", "mode": "on_site", "result": "met"}
    if "helper" in form.fields:
        sent["helper"] = form["helper"].value()
    return sent | values


def send(client, household, **values):
    return client.post(form_of(household), filled(client.get(form_of(household)), **values))


def test_a_helper_records_a_visit_in_one_post(cast, browser):
    client = browser(cast.tashi_account)

    answer = send(client, cast.a, services=["no_change"], part_of_day="morning")

    visit = Visit.objects.get()
    assert answer.url == reverse("office:visit", args=[visit.pk])
    assert (visit.helper, visit.on, visit.no_change) == (cast.tashi, date(2026, 3, 11), True)


def test_the_same_form_sent_twice_records_once_and_leads_to_the_same_visit(cast, browser):
    client, need = browser(cast.tashi_account), make_need(cast.a)
    sent = filled(
        client.get(form_of(cast.a)),
        services=["policy", "errand"],
        **{f"done_{need.pk}": "on"},
        began=["medical_costs"],
        phone="19900000009",
        new_kind="hazard",
        new_text="烟道堵了",
    )

    first = client.post(form_of(cast.a), sent)
    second = client.post(form_of(cast.a), sent, follow=True)

    assert second.redirect_chain[0][0] == first.url
    assert "recorded already" in second.text
    kinds = Need.objects.values_list("kind", flat=True)
    assert (Visit.objects.count(), sorted(kinds)) == (1, ["errand", "hardship", "hazard"])


def test_what_was_found_is_written_where_it_belongs(cast, browser):
    need = make_need(cast.a, owner=cast.tashi)

    send(
        browser(cast.tashi_account),
        cast.a,
        **{f"done_{need.pk}": "on", f"outcome_{need.pk}": "passed_on", f"words_{need.pk}": "民政"},
        began=["medical_costs"],
        since_on="2026-03-01",
        residents="4",
        away_until="2026-03-20",
        new_kind="mediation",
        new_text="草场界线",
        new_violence="no",
        new_requested="spoken",
        new_urgency="urgent",
    )

    need.refresh_from_db()
    cast.a.refresh_from_db()
    raised = Need.objects.get(kind="mediation")
    assert (need.state, need.outcome) == ("closed", "passed_on")
    assert (raised.requested_on, raised.requested_how, raised.urgency, raised.owner) == (
        date(2026, 3, 11), "spoken", "urgent", cast.tashi,
    )  # fmt: skip
    assert (cast.a.resident_count, cast.a.circumstances.get().since_on) == (4, date(2026, 3, 1))
    assert cast.a.absences.get().end_on == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"on": "2026-03-12"}, "cannot lie in the future"),
        ({"services": ["nonsense"]}, "That choice is not one of the available choices"),
        ({"services": ["policy"], "result": "not_at_home"}, "Nobody was met"),
        ({"services": ["no_change"], "phone": "199"}, "yet changes are written"),
        ({"next_on": "2026-03-11"}, "must be later"),
        ({"on": "2026-03-01"}, "cannot be dated before that"),
        ({"mode": ""}, "This field is required"),
        ({"new_kind": "hazard"}, "in a few words what it is about"),
        ({"new_text": "烟道"}, "Choose what kind of need"),
        ({"new_kind": "care", "new_text": "送药", "new_requested": "signed"}, "Only mediation"),
        ({"new_kind": "mediation", "new_text": "草场"}, "violence or fear at home."),
        (
            {"new_kind": "mediation", "new_text": "草场", "new_violence": "yes"},
            "is not mediated, and nothing was kept",
        ),
        ({"away_until": "2026-03-01"}, "come back"),
        ({"id": "no number"}, "Enter a valid UUID"),
    ],
)
def test_what_is_refused_is_said_in_the_form_and_nothing_typed_is_lost(
    cast, browser, values, words
):
    answer = send(browser(cast.tashi_account), cast.a, note="烟道没问题", **values)

    form = answer.context["form"]
    assert (answer.status_code, Visit.objects.count(), Need.objects.count()) == (422, 0, 0)
    assert words in answer.text
    assert form["note"].value() == "烟道没问题"
    for name, value in values.items():
        assert form[name].value() == value


def test_a_household_that_left_takes_no_visit_any_more(cast, browser):
    register.close_household(cast.a, because="moved", by=cast.coordinator, on=date(2026, 3, 9))

    answer = send(browser(cast.coordinator), cast.a, note="搬走了")

    assert (answer.status_code, Visit.objects.count()) == (422, 0)
    assert "left the register" in answer.context["form"].non_field_errors()[0]


def test_a_need_that_another_closed_meanwhile_is_refused_with_the_form_kept(cast, browser):
    from doorstep.needs import actions as needs

    client, need = browser(cast.tashi_account), make_need(cast.a)
    sent = filled(client.get(form_of(cast.a)), **{f"done_{need.pk}": "on"}, note="送到了")
    needs.close_need(need, outcome="done", by=cast.coordinator, on=date(2026, 3, 10))

    answer = client.post(form_of(cast.a), sent)

    assert (answer.status_code, Visit.objects.count()) == (422, 0)
    assert "was closed on" in answer.text
    assert answer.context["form"]["note"].value() == "送到了"


def test_a_coordinator_chooses_among_the_paired_helpers_first(cast, browser):
    client = browser(cast.coordinator)

    form = client.get(form_of(cast.a)).context["form"]
    send(client, cast.a, helper=str(cast.pema.pk))

    names = [[label for _value, label in rows] for _group, rows in form.fields["helper"].choices]
    assert names == [["扎西"], ["白玛"]]
    assert form["helper"].value() == str(cast.tashi.pk)
    assert Visit.objects.get().helper == cast.pema


def test_a_coordinator_cannot_name_a_helper_of_another_village(cast, browser):
    answer = send(browser(cast.coordinator), cast.a, helper=str(cast.lhamo.pk))

    assert (answer.status_code, Visit.objects.count()) == (422, 0)


def test_services_of_the_households_category_come_first_after_no_change(cast, browser):
    need = request_mediation(cast.a)
    make_category(cast.a, cast.second, "red", need=need)

    form = browser(cast.tashi_account).get(form_of(cast.a)).context["form"]

    assert [key for key, _name in form.fields["services"].choices][:3] == [
        "no_change",
        "mediation",
        "policy",
    ]


@pytest.mark.parametrize("outcome", ["agreed", "not_agreed", ""])
def test_mediation_is_not_closed_as_agreed_or_not_on_the_visit_form(cast, browser, outcome):
    need = request_mediation(cast.a)

    answer = send(
        browser(cast.tashi_account),
        cast.a,
        **{f"done_{need.pk}": "on", f"outcome_{need.pk}": outcome, f"words_{need.pk}": "谈过"},
    )

    need.refresh_from_db()
    assert (answer.status_code, need.state, Visit.objects.count()) == (422, "open", 0)


def test_the_usual_path_shows_at_most_twelve_fields(cast, browser):
    answer = browser(cast.coordinator).get(form_of(cast.a))

    folded = {name for name in answer.context["form"].fields if name.startswith("new_")}
    folded |= {"began", "began_member", "since_on", "private", "ended", "residents", "phone"}
    folded |= {"best_time", "away_until"}
    shown = [field.name for field in answer.context["form"].visible_fields()]
    assert len([name for name in shown if name not in folded]) <= 12
    assert answer.text.count('<details class="block">') == 2


def test_a_contact_begins_with_the_telephone(cast, browser):
    answer = browser(cast.tashi_account).get(f"{form_of(cast.a)}?duty=contact")

    assert answer.context["form"]["mode"].value() == "phone"


@pytest.mark.parametrize("who", ["second", "town_account", "auditor", "other_coordinator"])
def test_who_does_not_go_there_finds_no_form(cast, browser, who):
    assert browser(getattr(cast, who)).get(form_of(cast.a)).status_code == 404


@pytest.fixture
def visit(cast):
    return visits.record_visit(
        id=uuid4(), household=cast.a, helper=cast.tashi, on=date(2026, 3, 10), mode="phone",
        result="met", services=["policy"], by=cast.coordinator, today=date(2026, 3, 10),
    )[0]  # fmt: skip


def test_a_correction_replaces_the_visit_and_says_so(cast, browser, visit):
    client = browser(cast.tashi_account)
    address = reverse("office:visit-amend", args=[visit.pk])
    shown = client.get(address)
    sent = filled(shown, on="2026-03-09", services=["policy", "aid"])

    answer = client.post(address, sent, follow=True)
    again = client.post(address, sent)

    amended = Visit.objects.get(amends=visit)
    visit.refresh_from_db()
    assert shown.context["form"]["services"].value() == ["policy"]
    assert (visit.is_void, amended.on) == (True, date(2026, 3, 9))
    assert "counts nowhere" in answer.text
    assert again.url == reverse("office:visit", args=[amended.pk])
    assert "replaced by a correction" in client.get(reverse("office:visit", args=[visit.pk])).text


def test_a_visit_replaced_once_is_not_replaced_twice(cast, browser, visit):
    client = browser(cast.coordinator)
    address = reverse("office:visit-amend", args=[visit.pk])
    client.post(address, filled(client.get(address), on="2026-03-09"))

    answer = client.post(address, filled(client.get(address), on="2026-03-08"))

    assert (answer.status_code, Visit.objects.standing().count()) == (422, 1)
    assert "corrected already" in answer.text


def test_only_who_was_there_and_the_coordinator_correct_a_visit(cast, browser, visit):
    from tests.factories import make_account, make_helper

    account = make_account("lobsang", name="洛桑")
    pair(cast.a, make_helper(cast.caoba, "洛桑", account=account), order=2)
    client = browser(account)

    seen = client.get(reverse("office:visit", args=[visit.pk])).status_code
    corrected = client.get(reverse("office:visit-amend", args=[visit.pk])).status_code

    assert (seen, corrected) == (200, 404)


def test_two_likely_records_of_one_visit_are_shown_beside_each_other(cast, browser, visit):
    visits.record_visit(
        id=UUID(int=7), household=cast.a, helper=cast.pema, on=date(2026, 3, 10), mode="phone",
        result="met", by=cast.coordinator, today=date(2026, 3, 10),
    )  # fmt: skip

    answer = browser(cast.coordinator).get(reverse("office:visit", args=[visit.pk]))

    assert "白玛 also recorded a visit here" in answer.text
