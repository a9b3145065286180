"""Duties given and taken back on a person's page."""

import pytest
from django.urls import reverse

from doorstep.people.choices import Duty, Role
from doorstep.people.queries import has_duty
from tests.factories import make_account


@pytest.fixture
def administrator(cast):
    return make_account("pubu", name="普布", roles=[(Role.ADMINISTRATOR, cast.county)])


@pytest.fixture
def new(cast):
    return make_account("yangzom", name="央宗", roles=[(Role.HELPER, cast.caoba)])


def page(name, person, *more):
    return reverse(f"office:{name}", args=[person.pk, *more])


def test_an_administrator_gives_a_duty_at_a_village_and_takes_it_back(
    cast, administrator, new, browser, today
):
    client = browser(administrator)

    client.post(page("duty-new", new), {"duty": "decides_categories", "place": cast.caoba.pk})
    given = has_duty(new, Duty.DECIDES_CATEGORIES, cast.caoba, today)
    (held,) = client.get(page("person", new)).context["duties"]
    client.post(page("duty-end", new, held.pk))

    assert given
    assert not has_duty(new, Duty.DECIDES_CATEGORIES, cast.caoba, today)


@pytest.mark.parametrize(
    "sent", [{}, {"duty": "safeguarding"}, {"duty": "decides_categories", "place": "x"}]
)
def test_what_cannot_be_given_is_refused(cast, administrator, new, browser, sent):
    answer = browser(administrator).post(page("duty-new", new), {"place": cast.caoba.pk} | sent)

    assert answer.status_code == 422
    assert new.duties.count() == 0


def test_a_coordinator_gives_no_duty(cast, new, browser):
    client = browser(cast.coordinator)

    assert client.get(page("duty-new", new)).status_code == 404
    assert "Give a duty" not in client.get(page("person", new)).text


def test_who_administers_another_place_gives_none_here(cast, new, browser, today):
    elsewhere = make_account("dawa", name="达瓦", roles=[(Role.ADMINISTRATOR, cast.xiagou)])

    answer = browser(elsewhere).post(
        page("duty-new", new), {"duty": "decides_categories", "place": cast.caoba.pk}
    )

    assert answer.status_code == 404
    assert new.duties.count() == 0


def test_the_list_of_decisions_says_where_nobody_may_decide(cast, method, browser, today):
    words = "Nobody here has the duty to decide categories yet"
    other = browser(cast.other_coordinator).get(reverse("office:decisions"))
    own = browser(cast.coordinator).get(reverse("office:decisions"))

    assert (words in other.text, words in own.text) == (True, False)
