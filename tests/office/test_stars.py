"""Stars on screen: from published criteria over two persons to the star, its letter and its end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from doorstep.figures.models import Notice
from doorstep.people.choices import Duty, Role
from doorstep.people.queries import looks_at
from doorstep.stars import actions
from doorstep.stars.models import Star, StarApplication, StarSet
from tests.factories import make_account, pair
from tests.stars.steps import (
    agree,
    apply,
    assess,
    bring,
    found,
    give,
    head,
    held_meeting,
    post,
    publish,
)

DAY = date(2026, 3, 4)
TODAY = date(2026, 3, 11)  # the day of the screens


@pytest.fixture(autouse=True)
def caoba(cast, method):
    pair(cast.a, cast.tashi)


@pytest.fixture
def star_set(cast, method):
    return publish(cast.caoba, by=cast.coordinator, on=DAY)


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def findings(application, *met, words="看过了"):
    told = found(application, *met, words=words)
    return {f"met-{key}": str(one.is_met) for key, one in told.items()} | {
        f"words-{key}": one.words for key, one in told.items()
    }


def fresh(application):
    application.refresh_from_db()
    return application


def test_the_whole_way_from_criteria_to_a_star_that_is_shown(cast, browser):
    office, second = browser(cast.coordinator), browser(cast.second)
    given = {
        "name": "整洁星", "about": "", "criteria": "庭院整洁：没有垃圾\n孩子上学: 都在上学",
        "from_on": str(TODAY), "valid_months": 12, "answer_days": 30, "notice_days": 7,
        "objection_days": 10, "again_days": 90,
    }  # fmt: skip
    refused = office.post(url("star-set-new"), given | {"criteria": "守规矩：信佛"})
    shapeless = office.post(url("star-set-new"), given | {"criteria": "庭院整洁"})
    office.post(url("star-set-new"), given)
    star_set = StarSet.objects.get()
    asked = {"member": head(cast.a).pk, "how": "person", "asked_on": str(TODAY)}
    office.post(url("star-apply", star_set.pk), asked)
    application = StarApplication.objects.get()
    page = url("star-application", application.pk)
    office.post(url("star-assess", application.pk), findings(application))
    meeting = held_meeting(cast.caoba, by=cast.coordinator, on=TODAY)
    said = {"meeting": meeting.pk, "spoke_for": "常帮忙修水渠\n很整洁", "neutral": ""}
    office.post(url("star-hear", application.pk), said)
    review = findings(application) | {"is_relative": "no"}
    office.post(url("star-review", application.pk), review)
    confirm = {"agrees": "True", "words": "", "is_relative": "no"}
    same = office.post(url("star-confirm", application.pk), confirm)
    relative = second.post(url("star-confirm", application.pk), confirm | {"is_relative": "yes"})
    second.post(url("star-confirm", application.pk), confirm)
    agree(cast.a, cast.coordinator, on=TODAY)
    early = office.post(url("star-give", application.pk), follow=True)
    post = {"applications": [application.pk], "who": "name", "take_down_on": "2026-03-18"}
    office.post(url("stars-post"), post)
    board = office.get(url("board-print", Notice.objects.get().pk)).text

    assert (refused.status_code, shapeless.status_code) == (422, 422)
    assert "信佛" in refused.text
    assert "Line 1" in shapeless.text
    assert (same.status_code, relative.status_code) == (422, 422)
    assert "put it on the notice board first" in early.text
    assert fresh(application).step == "posted"
    assert ("央**" in board, "央金" in board) == (True, False)
    told = office.get(page).text
    assert "常帮忙修水渠" in told
    assert "hangs on the notice board" in told


def test_who_is_shown_is_given_the_star_from_its_page_once_the_notice_came_down(
    cast, browser, star_set
):
    agree(cast.a, cast.coordinator, on=DAY)
    application = apply(star_set, cast.a, by=cast.coordinator, on=DAY)
    bring(application, "posted", by=cast.coordinator, second=cast.second, on=DAY)
    office = browser(cast.coordinator)
    give_url = url("star-give", application.pk)

    assert application.posted_until == TODAY
    assert give_url in office.get(url("star-application", application.pk)).text
    office.post(give_url)
    assert Star.objects.get().start_on == TODAY


def test_a_list_for_the_notice_board_begins_with_one_star(cast, browser, star_set):
    people = {"by": cast.coordinator, "second": cast.second, "on": DAY}
    met = []
    for household, name in ((cast.a, "整洁星"), (cast.b, "互助星")):
        agree(household, cast.coordinator, on=DAY)
        chosen = (
            star_set
            if name == star_set.name
            else publish(cast.caoba, by=cast.coordinator, on=DAY, name=name)
        )
        met.append(bring(apply(chosen, household, by=cast.coordinator, on=DAY), "met", **people))
    form = browser(cast.coordinator).get(url("stars-post")).context["form"]

    assert set(form.fields["applications"].queryset) == set(met)
    assert form.initial["applications"] == [met[0].pk]


def test_the_household_reads_who_opened_its_application(cast, browser, star_set):
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)
    bring(application, "met", by=cast.coordinator, second=cast.second, on=TODAY)
    for reader in (cast.coordinator, cast.second):
        for name in ("star-application", "star-letter"):
            browser(reader).get(url(name, application.pk))
    told = {(one.who, one.via, one.days) for one in looks_at(cast.a.pk)}
    page = browser(cast.coordinator).get(url("household-record", cast.a.pk)).text

    assert told == {
        (cast.coordinator.name, "coordinator", (TODAY,)),
        (cast.second.name, "decides_categories", (TODAY,)),
    }
    assert "decides categories" in page


def test_who_decides_finds_the_star_of_the_village_without_a_way_that_is_closed(cast, browser):
    second_of_town = make_account("town-2", roles=[(Role.TOWN, cast.town)])
    town_set = publish(cast.town, by=cast.town_account, on=DAY, name="星级村")
    application = actions.apply_for_star(
        town_set, village=cast.caoba, how="paper", asked_on=DAY, by=cast.coordinator, on=DAY
    )
    give(application, by=cast.town_account, second=second_of_town, on=DAY)
    page = url("star-application", application.pk)

    assert browser(cast.second).get(page).status_code == 404
    assert "星级村" in browser(cast.second).get(url("stars")).text
    assert page not in browser(cast.second).get(url("stars")).text
    assert page in browser(cast.coordinator).get(url("stars")).text


def test_what_is_shown_is_found_by_the_team_and_by_no_other_village(cast, browser, star_set):
    agree(cast.a, cast.coordinator, on=DAY)
    shown = apply(star_set, cast.a, by=cast.coordinator, on=DAY)
    bring(shown, "posted", by=cast.coordinator, second=cast.second, on=DAY)
    Star.objects.create(
        application=shown, given_on=DAY, given_by=cast.coordinator, start_on=DAY,
        until_on=DAY + timedelta(days=365),
    )  # fmt: skip
    hidden = apply(star_set, cast.b, by=cast.coordinator, on=DAY)
    give(hidden, by=cast.coordinator, second=cast.second, on=DAY)

    office, helper = (browser(one).get(url("stars")).text for one in
                      (cast.coordinator, cast.tashi_account))  # fmt: skip
    town = browser(cast.town_account).get(f"{url('stars')}?place=caoba").text
    listed = browser(cast.other_coordinator).get(url("stars")).text

    assert ("A-001" in office, "A-002" in office) == (True, False)
    assert "1 more star is held and not shown" in office
    assert ("A-001" in helper, "A-002" in helper, "more star" in helper) == (True, False, False)
    assert ("A-001" in town, "A-002" in town) == (False, False)
    assert "A-001" not in listed
    assert browser(cast.other_coordinator).get(f"{url('stars')}?place=caoba").status_code == 404
    for stranger in (cast.tashi_account, cast.other_coordinator, cast.town_account, cast.auditor):
        assert browser(stranger).get(url("star-application", shown.pk)).status_code == 404
        assert browser(stranger).post(url("star-give", shown.pk)).status_code == 404


def test_not_met_is_told_in_a_letter_and_an_objection_is_answered_by_a_third(
    cast, browser, star_set
):
    third = make_account("third", duties=[(Duty.DECIDES_CATEGORIES, cast.caoba)])
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)
    early = browser(cast.coordinator).get(url("star-letter", application.pk))
    bring(
        application, "not_met", by=cast.coordinator, second=cast.second, on=TODAY,
        met=(True, False), reasons="院子还没有收拾",
    )  # fmt: skip
    office = browser(cast.coordinator)
    listed, page = (
        office.get(url("stars")).text,
        office.get(url("star-application", application.pk)),
    )
    letter = office.get(f"{url('star-letter', application.pk)}?language=bo")
    office.post(url("star-object", application.pk), {"text": "已收拾", "made_on": str(TODAY)})
    answer = {"is_upheld": "True", "answer": "看过，已收拾", "is_relative": "no"}
    took_part = browser(cast.second).post(url("star-answer", application.pk), answer)
    browser(third).post(url("star-answer", application.pk), answer)

    assert early.status_code == 404
    assert "院子还没有收拾" not in listed
    assert "院子还没有收拾" in page.text
    assert letter.content.startswith(b"%PDF")
    assert took_part.status_code == 404
    assert fresh(application).step == "met"
    office.post(url("star-give", application.pk))
    office.post(url("star-give", application.pk))
    assert Star.objects.count() == 1


def test_a_star_is_given_up_in_two_presses_and_no_get_does_it(cast, browser, star_set):
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)
    star = give(application, by=cast.coordinator, second=cast.second, on=TODAY)
    office = browser(cast.coordinator)

    for name in ("star-give-up",):
        assert office.get(url(name, star.pk)).status_code == 405
    assert office.get(url("star-give", application.pk)).status_code == 405
    assert office.post(url("star-plaque", star.pk), {"handed_on": str(TODAY)}).status_code == 422
    assert "star is given up" in office.post(url("star-give-up", star.pk), follow=True).text
    again = office.post(url("star-give-up", star.pk), follow=True).text

    assert "This star ended on" in again
    assert Star.objects.get().ended_because == "given_up"


def test_the_town_decides_what_a_village_applies_for(cast, browser):
    second_of_town = make_account("town-2", roles=[(Role.TOWN, cast.town)])
    town_set = publish(cast.town, by=cast.town_account, on=DAY, name="星级村")
    office, town = browser(cast.coordinator), browser(cast.town_account)
    office.post(url("star-apply", town_set.pk), {"how": "paper", "asked_on": str(TODAY)})
    application = StarApplication.objects.get()
    assess(application, by=cast.coordinator, on=TODAY)
    review = findings(application) | {"is_relative": "no"}
    own = office.post(url("star-review", application.pk), review)
    town.post(url("star-review", application.pk), review)
    confirm = {"agrees": "True", "words": "", "is_relative": "no"}
    browser(second_of_town).post(url("star-confirm", application.pk), confirm)
    town.post(url("star-give", application.pk))

    assert own.status_code == 404
    assert Star.objects.get().start_on == TODAY
    assert "草坝村" in town.get(url("stars")).text
    assert "星级村" in browser(cast.tashi_account).get(url("stars")).text


def test_empty_and_huge_input_is_said_in_the_form(cast, browser, star_set):
    office = browser(cast.coordinator)
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)
    empty = office.post(url("star-assess", application.pk), {"next": ""})
    huge = office.post(url("star-assess", application.pk), findings(application, words="好" * 5000))
    future = office.post(
        url("star-apply", star_set.pk),
        {"member": head(cast.b).pk, "how": "person", "asked_on": "2027-01-01"},
    )
    other = office.post(
        url("star-apply", star_set.pk),
        {"member": head(cast.d).pk, "how": "person", "asked_on": str(TODAY)},
    )

    assert [one.status_code for one in (empty, huge, future, other)] == [422] * 4
    assert not application.findings.exists()


def test_the_timeline_tells_it_to_the_coordinator(cast, browser, star_set):
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)
    give(application, by=cast.coordinator, second=cast.second, on=TODAY)

    office = browser(cast.coordinator).get(url("household", cast.a.pk)).text
    helper = browser(cast.tashi_account).get(url("household", cast.a.pk)).text

    assert "star: 整洁星" in office
    assert "整洁星" not in helper


def test_the_way_back_from_the_criteria_of_the_town_opens_to_a_village(cast, browser):
    town_set = publish(cast.town, by=cast.town_account, on=DAY, name="星级村")
    office = browser(cast.coordinator)

    ((_words, back),) = office.get(url("star-set", town_set.pk)).context["steps"]

    assert office.get(back).status_code == 200


def test_what_is_met_asks_for_its_word_in_its_own_field(cast, browser, star_set):
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)

    answer = browser(cast.coordinator).post(
        url("star-assess", application.pk), findings(application, words=" ")
    )

    first = application.star_set.criteria.first()
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors[f"words-{first.pk}"] == ["Write in a few words what shows it."]
    assert not application.findings.exists()


def test_where_no_meeting_was_held_the_hearing_says_so(cast, browser, star_set):
    application = apply(star_set, cast.a, by=cast.coordinator, on=TODAY)
    assess(application, by=cast.coordinator, on=TODAY)
    office = browser(cast.coordinator)

    before = office.get(url("star-hear", application.pk)).text
    held_meeting(cast.caoba, by=cast.coordinator, on=TODAY)
    after = office.get(url("star-hear", application.pk)).text

    assert "No meeting was held since 11 March 2026." in before
    assert "No meeting was held" not in after


def test_the_page_says_who_can_confirm_a_review_and_what_to_do_where_nobody_can(
    cast, browser, star_set
):
    town_set = publish(cast.town, by=cast.town_account, on=DAY, name="星级村")
    office, town = browser(cast.coordinator), browser(cast.town_account)
    own = apply(star_set, cast.a, by=cast.coordinator, on=DAY)
    bring(own, "reviewed", by=cast.coordinator, second=cast.second, on=DAY)
    office.post(url("star-apply", town_set.pk), {"how": "paper", "asked_on": str(TODAY)})
    of_household, of_village = StarApplication.objects.order_by("asked_on")
    assess(of_village, by=cast.coordinator, on=TODAY)
    town.post(url("star-review", of_village.pk), findings(of_village) | {"is_relative": "no"})

    seconds = office.get(url("star-application", of_household.pk)).context["seconds"]
    alone = town.get(url("star-application", of_village.pk)).text

    assert seconds == [cast.second]
    assert "the administrator opens a second account of the town" in alone


def test_a_list_with_a_star_that_was_taken_back_is_marked_on_the_board(cast, star_set, browser):
    told = {"by": cast.coordinator, "on": DAY}
    agree(cast.a, cast.coordinator, on=DAY)
    application = apply(star_set, cast.a, **told)
    bring(application, "met", second=cast.second, **told)
    post(application, days=20, **told)
    office, words = browser(cast.coordinator), "somebody on it no longer stands there"

    before = [words in office.get(url(one)).text for one in ("boards", "this-week")]
    actions.take_back_star_application(application, by=cast.coordinator, on=TODAY)
    after = [words in office.get(url(one)).text for one in ("boards", "this-week")]

    assert (before, after) == ([False, False], [True, True])
    assert "the day it was to come down" not in office.get(url("this-week")).text
