"""One visit, typed once, is in the pack, the figure, the household page and This week."""

from uuid import uuid4

import pytest
from django.urls import reverse

from doorstep.figures.queries import get_figure, measure, rows_of
from doorstep.kit import clock
from doorstep.kit.periods import Period
from doorstep.kit.weeks import Week
from doorstep.packs.queries import week_pack
from doorstep.people.queries import scope_of
from doorstep.visits.models import Visit
from tests.factories import adopt_method, make_need, pair


@pytest.fixture
def coordinator(cast, client):
    adopt_method(cast.caoba)
    client.force_login(cast.coordinator)
    return client


def contacts(cast):
    today = clock.today()
    period = Period(Week.of(today).start_on, today)
    figure, scope = get_figure("coverage.contact"), scope_of(cast.caoba)
    rows = [row.code for row in rows_of(figure, scope, period)]
    return measure(figure, scope, period).value, rows


def test_a_visit_changes_everything_that_is_made_from_it(cast, coordinator):
    pair(cast.a, cast.tashi)
    today, week = clock.today(), Week.of(clock.today())
    before = week_pack(cast.caoba_team, week)
    page = coordinator.get(reverse("office:visit-new", args=[cast.a.pk]))
    form = page.context["form"]

    answer = coordinator.post(
        reverse("office:visit-new", args=[cast.a.pk]),
        {
            **{name: value for name, value in form.initial.items() if value is not None},
            "helper": cast.tashi.pk,
            "on": today.isoformat(),
            "mode": "on_site",
            "result": "met",
            "services": ["policy"],
            "note": "烟道没问题",
        },
    )

    assert answer.status_code == 302
    visit = Visit.objects.get()
    assert (visit.household, visit.helper, visit.on) == (cast.a, cast.tashi, today)
    assert contacts(cast) == (1, ["A-001"])
    after = week_pack(cast.caoba_team, week)
    assert before.section("coverage").number("coverage.contact").value == 0
    assert after.section("coverage").number("coverage.contact").value == 1
    assert [row[0] for row in after.section("not_reached").rows] == ["A-002", "A-003"]
    household = coordinator.get(reverse("office:household", args=[cast.a.pk])).content.decode()
    assert "烟道没问题" in household
    this_week = coordinator.get(reverse("office:this-week")).context
    assert (this_week["contact"].done, this_week["contact"].due) == (1, 3)


def test_amending_the_visit_takes_it_back_everywhere(cast, coordinator):
    from doorstep.visits.actions import amend_visit, record_visit

    today = clock.today()
    visit, _is_new = record_visit(
        id=uuid4(),
        household=cast.a,
        helper=cast.tashi,
        on=today,
        mode="phone",
        result="met",
        by=cast.tashi_account,
        today=today,
    )
    assert contacts(cast) == (1, ["A-001"])

    amend_visit(
        visit,
        id=uuid4(),
        on=today,
        helper=cast.tashi,
        mode="phone",
        result="not_at_home",
        by=cast.tashi_account,
        today=today,
    )

    assert contacts(cast) == (0, [])
    this_week = coordinator.get(reverse("office:this-week")).context
    assert this_week["contact"].done == 0


def shown(cast, client, week):
    """What a week's pack, its figures, the household's page and This week say of errands and
    needs."""
    work = week_pack(cast.caoba_team, week).section("work")
    needs = week_pack(cast.caoba_team, week).section("needs")
    scope, period = scope_of(cast.caoba), Period.of_week(week)
    figures = [
        measure(get_figure(key), scope, period).value for key in ("errands_done", "contacts")
    ]
    page = client.get(reverse("office:household", args=[cast.a.pk])).content.decode()
    week_page = client.get(reverse("office:this-week"))
    return {
        "pack": [work.number(key).value for key in ("errands_done", "contacts")],
        "figures": figures,
        "closed": needs.number("needs_closed").value,
        "this_week": [week_page.context["contact"].done, week_page.context["open_count"]],
        "is_on_the_page": "取药" in page,
    }


def send_visit(cast, client, address, **more):
    form = client.get(address).context["form"]
    values = {name: value for name, value in form.initial.items() if value is not None}
    answer = client.post(address, {**values, "helper": cast.tashi.pk, **more})
    assert answer.status_code == 302


def test_a_visits_errand_goes_where_its_correction_goes(cast, coordinator):
    week = Week.of(clock.today()).shift(-1)
    day = week.start_on
    send_visit(
        cast, coordinator, reverse("office:visit-new", args=[cast.a.pk]), on=day.isoformat(),
        mode="on_site", result="met", services=["errand"], note="取药",
    )  # fmt: skip
    recorded = [shown(cast, coordinator, week), shown(cast, coordinator, week.shift(1))]

    amend = reverse("office:visit-amend", args=[Visit.objects.get().pk])
    send_visit(cast, coordinator, amend, on=week.shift(1).start_on.isoformat())
    moved = [shown(cast, coordinator, week), shown(cast, coordinator, week.shift(1))]
    amend = reverse("office:visit-amend", args=[Visit.objects.standing().get().pk])
    send_visit(cast, coordinator, amend, result="not_at_home", services=[], note="")
    taken_back = [shown(cast, coordinator, week), shown(cast, coordinator, week.shift(1))]

    assert [one["pack"] for one in recorded] == [[1, 1], [0, 0]]
    assert [one["pack"] for one in moved] == [[0, 0], [1, 1]]
    assert [one["pack"] for one in taken_back] == [[0, 0], [0, 0]]
    for one in (*recorded, *moved, *taken_back):
        assert one["figures"] == one["pack"]
    assert [one["this_week"] for one in (recorded[0], moved[0], taken_back[0])] == [
        [0, 0], [1, 0], [0, 0],
    ]  # fmt: skip
    assert [one["is_on_the_page"] for one in (recorded[0], moved[0], taken_back[0])] == [
        True, True, False,
    ]  # fmt: skip


def test_a_need_settled_at_a_visit_is_settled_everywhere(cast, coordinator):
    week = Week.of(clock.today())
    need = make_need(cast.a, text="取药")
    before = shown(cast, coordinator, week)

    send_visit(
        cast, coordinator, reverse("office:visit-new", args=[cast.a.pk]),
        on=clock.today().isoformat(), mode="on_site", result="met",
        **{f"done_{need.pk}": "on", f"outcome_{need.pk}": "done"},
    )  # fmt: skip

    after = shown(cast, coordinator, week)
    assert (before["closed"], before["this_week"]) == (0, [0, 1])
    assert (after["closed"], after["this_week"]) == (1, [1, 0])
