"""Mediation from Collect: violence at home is asked for first, and yes leaves nothing behind."""

import json
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from django.utils import translation

import doorstep
from doorstep.needs.models import Need
from doorstep.office.needs.forms import violence_field
from doorstep.sync.models import PublishedForm, Submission
from tests.api.collect import XFORM

pytestmark = pytest.mark.django_db
WORDS = Path(doorstep.__file__).parent / "field/app/words"
LANGUAGES = {"zh-hans": "中文 (zh)", "en": "English (en)"}
MEDIATION = {"need__kind": "mediation", "need__text": "草场边界"}
ASKED = {"need__requested_how": "spoken", "need__requested_on": "2026-03-10"}
FORMS = pytest.mark.parametrize("form", ["visit", "need"])


def said(form, value):
    """What a form is filled with that raises mediation; in a visit it is asked for."""
    more = {"done__more": "need"} if form == "visit" else {}
    return MEDIATION | ASKED | more | ({"need__violence": value} if value else {})


def bind(xml, way):
    [one] = [one for one in xml.iter(f"{XFORM}bind") if one.get("nodeset").endswith(way)]
    return {name: " ".join(value.split()) for name, value in one.attrib.items()}


def emptied_by(xml, way):
    """What a change of a question sets anew, and to what."""
    [question] = [one for one in xml.iter(f"{XFORM}select1") if one.get("ref").endswith(way)]
    return {
        one.get("ref").split("/")[-1]: " ".join(one.get("value", "").split())
        for one in question.findall(f"{XFORM}setvalue")
    }


@FORMS
def test_mediation_without_violence_is_raised(collect, ordinary, form):
    answer = collect.send(ordinary(form, **said(form, "no")))

    assert (answer.status, Submission.objects.get().state) == (201, "applied")
    assert Need.objects.get().kind == "mediation"


@FORMS
def test_without_an_answer_nothing_is_raised(collect, ordinary, form):
    collect.send(ordinary(form, **said(form, "")))

    assert Submission.objects.get().refusal == "sync.ViolenceNotAsked"
    assert Need.objects.count() == 0


@FORMS
def test_of_a_need_that_tells_of_violence_nothing_is_kept(collect, ordinary, form):
    answer = collect.send(ordinary(form, **said(form, "yes")))

    kept = Submission.objects.get()
    assert (answer.status, Need.objects.count()) == (201, 0)
    assert kept.state == ("applied" if form == "visit" else "settled")
    assert "need__text" in said(form, "yes")
    assert not kept.content or said(form, "yes")["need__text"] not in kept.body.decode()


@FORMS
def test_a_form_of_the_edition_that_did_not_ask_is_taken_for_ever(collect, ordinary, forms, form):
    now = PublishedForm.objects.get(form=form)
    PublishedForm.objects.create(
        form=form, form_version="1.1.0123456789ab", edition=1, version=now.version,
        title=now.title, xml=now.xml, md5=now.md5, published_on=now.published_on,
    )  # fmt: skip
    study = {name: text for name, text in said(form, "").items() if name not in ASKED}

    late = [
        collect.send(ordinary(form, version="1.1.0123456789ab", **one))
        for one in (study | {"need__kind": "study"}, said(form, ""))
    ]

    assert [one.status for one in late] == [201, 201]
    assert set(Submission.objects.values_list("state", "refusal")) == {
        ("applied", ""), ("held", "sync.ViolenceNotAsked"),
    }  # fmt: skip


@FORMS
def test_yes_empties_the_need_and_is_kept_nowhere_on_the_phone(forms, form):
    """What is not asked (`relevant`) Collect writes neither into a draft nor into what it sends."""
    xml = fromstring(forms[form])
    kind, violence, text = (f"/data/need/{name}" for name in ("kind", "violence", "text"))

    assert emptied_by(xml, "/need/violence") == {
        "kind": f"if( {violence} = 'yes', '', {kind} )",
        "text": f"if( {kind} = '' or {violence} = 'yes', '', {text} )",
    }
    assert emptied_by(xml, "/need/kind") == {
        "violence": "",
        "text": f"if( {kind} = '' or {violence} = 'yes', '', {text} )",
    }
    told = bind(xml, "/need/violence")
    assert (told["relevant"], told["constraint"], told["required"]) == (
        f"{kind} = 'mediation'", ". = 'no'", "true()",
    )  # fmt: skip


@FORMS
def test_whom_to_tell_stands_there_before_and_after(forms, form):
    shown = bind(fromstring(forms[form]), "/need/safe")["relevant"]

    kind, violence = "/data/need/kind", "/data/need/violence"
    assert shown == f"{kind} = '' or ( {kind} = 'mediation' and {violence} != 'no')"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_asked_in_the_words_of_the_field_page_and_of_the_office(forms, language):
    xml = fromstring(forms["need"])
    [told] = [
        one for one in xml.iter(f"{XFORM}translation") if one.get("lang") == LANGUAGES[language]
    ]
    texts = {one.get("id"): one.findtext(f"{XFORM}value") for one in told}
    page = json.loads((WORDS / f"{language}.json").read_text("utf-8"))
    with translation.override(language):
        office = str(violence_field().label)

    asked = texts["/data/need/violence:label"]
    assert (asked, office) == (page["need.violence"], page["need.violence"])
    assert texts["/data/need/violence:jr:constraintMsg"] == page["need.violent"]
    assert [texts[f"violence-{at}"] for at in (0, 1)] == [page["violence.no"], page["violence.yes"]]
