"""Letters about stars: the certificate, and the answer in words for the household alone."""

import re
from datetime import timedelta

import pytest
from django.utils import translation

from doorstep.packs.star_letters import make_star_letter, set_star_letters
from doorstep.stars import actions
from doorstep.stars.models import StarApplication
from tests.factories import DAY
from tests.stars.steps import apply, bring, give, publish

CHINESE = re.compile(r"[一-鿿]")


@pytest.fixture
def application(cast, method):
    return apply(publish(cast.caoba, by=cast.coordinator), cast.a, by=cast.coordinator)


@pytest.fixture
def not_met(cast, application):
    return bring(
        application, "not_met", by=cast.coordinator, second=cast.second, met=(False, True),
        reasons="院子还没有收拾",
    )  # fmt: skip


def letter_in(language, application, **more):
    again = StarApplication.objects.get(pk=application.pk)
    with translation.override(language):
        return make_star_letter(again, to="A-001 央金", **more)


@pytest.mark.parametrize("language", ["zh-hans", "en", "bo"])
def test_a_letter_is_one_page_in_every_language(cast, application, language):
    give(application, by=cast.coordinator, second=cast.second)
    letter = letter_in(language, application, is_invented=True)

    with translation.override(language):
        made = set_star_letters([letter, letter])

    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 2


def test_the_certificate_says_its_days_and_that_nothing_depends_on_it(cast, application):
    give(application, by=cast.coordinator, second=cast.second)
    letter = letter_in("en", application)

    assert (letter.title, letter.star, letter.is_given) == ("Certificate", "整洁星", True)
    assert letter.says == (["This star is held from 2 March 2026 until 2 March 2027."],)
    assert ["No help, no money and no right depends on it."] in letter.notes
    assert letter.reasons == ""
    assert letter.dated == "草坝村 · 2 March 2026"


def test_an_answer_says_what_is_missing_until_when_to_object_and_when_to_apply(not_met):
    letter = letter_in("en", not_met)

    assert letter.says == (["Not all criteria are met yet."],)
    assert letter.reasons == "院子还没有收拾"
    assert [row[2] for row in letter.criteria] == ["not met yet", "met"]
    assert letter.notes == (
        ["If you do not agree, say so until 16 March 2026; a third person answers."],
        ["You may apply again from 31 May 2026 on. Nobody but you is told this answer."],
    )


def test_an_upheld_objection_is_answered_in_the_letter(cast, not_met):
    told = {"by": cast.town_account, "on": DAY}
    objection = actions.object_to_star(not_met, text="已收拾", made_on=DAY, **told)
    objection.is_upheld, objection.answered_on = True, DAY + timedelta(days=1)
    objection.answered_by, objection.answer = cast.town_account, "看过，已收拾"
    objection.save()
    StarApplication.objects.filter(pk=not_met.pk).update(step="met", again_from=None)
    letter = letter_in("en", not_met)

    assert letter.says == (["All criteria are met; the star is given next."],)
    assert {row[2] for row in letter.criteria} == {"met"}
    assert letter.notes == (["To your objection: 看过，已收拾"],)


def test_tibetan_never_stands_alone(cast, application):
    give(application, by=cast.coordinator, second=cast.second)
    letter = letter_in("bo", application)

    told = [*letter.says, *letter.notes]
    assert all(CHINESE.search(lines[-1]) for lines in told)
    assert all(len(lines) == 2 for lines in told)
    assert CHINESE.search(letter.title)
