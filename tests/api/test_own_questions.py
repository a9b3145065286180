"""A method's own questions in Collect's visit form, and their answers with the visit."""

from uuid import uuid4

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from doorstep.kit import clock
from doorstep.method.actions import adopt_version, load_method
from doorstep.rights.queries.copy import copy_of
from doorstep.sync.models import Submission
from doorstep.visits.actions import amend_visit
from doorstep.visits.actions.retention import empty_old_visits
from doorstep.visits.models import Visit
from doorstep.visits.queries import answers_told
from tests.api.collect import XFORM, filled
from tests.factories import DAY
from tests.method.workbooks import QUESTIONS, method_asking

pytestmark = pytest.mark.django_db
ANSWERS = {"own__own_heating": "coal", "own__own_sacks": 3}


@pytest.fixture
def asking(cast, method, tmp_path):
    """The village follows a method with questions of its own from today on."""
    version, _is_new = load_method(method_asking(tmp_path, *QUESTIONS), by=cast.coordinator, on=DAY)
    adopt_version(cast.caoba, version, by=cast.coordinator, start_on=clock.today())
    return version


@pytest.fixture
def visited(cast, asking, collect):
    """The answer to a visit of a with answers to the own questions."""
    form = collect.download(collect.forms()["visit"])
    said = {"what__household": cast.a.pk, "what__on": clock.today(), "what__result": "met"}
    return collect.send(filled(form, **said, **ANSWERS))


def test_they_stand_at_the_end_of_the_visit_form(asking, collect):
    xml = fromstring(collect.download(collect.forms()["visit"]))

    own = xml.find(f".//{XFORM}instance")[0].find(f"{XFORM}own")
    names = [one.tag.removeprefix(XFORM) for one in own]
    binds = {one.get("nodeset"): one for one in xml.iter(f"{XFORM}bind")}
    assert names == ["own_heating", "own_sacks", "own_stove"]
    assert binds["/data/own/own_heating"].get("required") == "true()"
    assert binds["/data/own/own_sacks"].get("relevant").split() == [
        "/data/own/own_heating", "=", "'coal'",
    ]  # fmt: skip
    assert binds["/data/own"].get("relevant").split() == ["/data/what/result", "=", "'met'"]


def test_answers_are_kept_with_the_visit_and_read_on_its_page(cast, visited):
    visit = Visit.objects.get()
    client = Client()
    client.force_login(cast.coordinator)

    page = client.get(f"/visits/{visit.pk}/")

    assert (visited.status, Submission.objects.get().state) == (201, "applied")
    assert visit.answers == {"heating": "coal", "sacks": "3"}
    assert page.context["answers"] == [("取暖用什么", "煤"), ("还剩几袋", "3")]
    assert "取暖用什么" in page.text


def test_a_question_is_read_as_the_village_was_asked_it(cast, visited, tmp_path):
    """Another place's method may mean something else by the same key."""
    other = ["integer", "sacks", "几袋饲料", "Sacks of feed", "", ""]
    load_method(method_asking(tmp_path / "other", other), by=cast.coordinator, on=clock.today())
    visit = Visit.objects.get()

    told = answers_told([visit], cast.caoba)[visit]

    assert ("还剩几袋", "3") in told


def test_a_corrected_visit_keeps_them(cast, visited):
    visit = Visit.objects.get()

    amended, _is_new = amend_visit(
        visit, id=uuid4(), by=cast.coordinator,
        today=clock.today(), note="改",
    )  # fmt: skip

    assert amended.answers == visit.answers


def test_they_stand_in_the_copy_for_the_household(cast, visited):
    reader = cast.a.members.get(relation="head")

    [part] = [one for one in copy_of(cast.a, reader, clock.today()).sections if one.key == "visits"]

    [row] = part.rows
    assert "取暖用什么: 煤; 还剩几袋: 3" in row


def test_they_go_with_the_words_of_the_visit(cast, visited):
    Visit.objects.update(on=DAY)

    count = empty_old_visits(clock.today(), by=cast.coordinator, on=clock.today())

    assert (count, Visit.objects.get().answers) == (1, {})


def test_what_is_held_tells_them_by_their_questions(cast, asking, collect):
    form = collect.download(collect.forms()["visit"])
    said = {"what__household": cast.a.pk, "what__on": "2999-01-01", "what__result": "met"}
    collect.send(filled(form, **said, **ANSWERS))
    client = Client()
    client.force_login(cast.coordinator)

    page = client.get(f"/held/{Submission.objects.get().pk}/")

    assert ("取暖用什么", "coal") in [(one.label, one.value) for one in page.context["lines"]]


def test_a_form_without_any_is_the_one_it_was(collect):
    first = collect.download(collect.forms()["visit"])

    assert b"own_" not in first


def test_an_answer_to_no_question_of_the_form_waits_for_a_person(cast, asking, collect):
    form = collect.download(collect.forms()["visit"])
    said = {"what__household": cast.a.pk, "what__on": clock.today(), "what__result": "met"}

    answer = collect.send(filled(form, **said, **ANSWERS).replace(b"own_sacks", b"own_secret"))

    assert answer.status == 201
    assert {(one.state, one.because) for one in Submission.objects.all()} == {("held", "refused")}
    assert Visit.objects.count() == 0
