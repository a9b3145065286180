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
from tests.factories import adopt_method, pair


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
