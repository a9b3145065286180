"""/look/ and the parts on it: in every language, without inline style or script, with words."""

import re
from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from doorstep.office.maps import draw_homes
from doorstep.office.nav import COUNTS, ITEMS
from doorstep.office.rendering import DayInput
from doorstep.people.queries import roles_of
from doorstep.visits.rules import UNCHANGED

MONDAY = date(2026, 11, 23)
NO_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|<style", re.IGNORECASE)


def rendered(text, language="zh-hans", **values):
    with translation.override(language):
        return Template("{% load office %}" + text).render(Context(values)).strip()


def page(path, language):
    client = Client()
    client.cookies["django_language"] = language
    return client.get(path)


@pytest.mark.parametrize(
    ("language", "heading"), [("zh-hans", "本周"), ("en", "This week"), ("bo", "བདུན་ཕྲག་འདི།")]
)
def test_every_part_is_shown_in_every_language(settings, language, heading):
    settings.DEBUG = True

    answer = page("/look/", language)

    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in answer.content.decode()
    assert NO_SCRIPT.findall(answer.content.decode()) == []


@pytest.mark.parametrize("path", ["/look/", "/look/print/upright/", "/look/errors/404/"])
def test_the_look_is_not_found_without_debugging(path):
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("sheet", ["upright", "lying"])
def test_a_sheet_says_that_its_people_are_invented(settings, sheet):
    settings.DEBUG = True

    answer = page(f"/look/print/{sheet}/", "zh-hans").content.decode()

    assert answer.count("示例，人物均为虚构") == 1
    assert NO_SCRIPT.findall(answer) == []


def test_the_round_is_the_sheet_that_is_printed_for_helpers(settings):
    settings.DEBUG = True

    answer = page("/look/print/lying/", "en")

    [sample] = answer.context["rounds"]
    assert "office/rounds/sheet.html" in [one.name for one in answer.templates]
    assert [box.letter for box in sample.boxes][-6:] == [*"abcde", UNCHANGED]
    assert "2648-07-K" in answer.text


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "500"])
def test_what_went_wrong_is_said_in_the_readers_language(settings, code):
    settings.DEBUG = True

    chinese, english = (page(f"/look/errors/{code}/", lang) for lang in ("zh-hans", "en"))

    assert chinese.status_code == english.status_code == int(code[:3])
    assert "回到本周" in chinese.content.decode()
    assert "To this week" in english.content.decode()
    assert NO_SCRIPT.findall(chinese.content.decode()) == []


@pytest.mark.parametrize(
    ("kind", "shape", "words"),
    [
        ("green", "<circle", "暂无专项需求"),
        ("blue", "<rect", "经济帮扶"),
        ("orange", "<path", "关爱照护"),
        ("red", "<circle", "调解支持"),
    ],
)
def test_a_mark_has_a_shape_and_words(kind, shape, words):
    mark = rendered("{% mark kind %}", kind=kind)

    assert shape in mark
    assert re.sub("<[^>]+>", "", mark) == words


def test_a_mark_takes_the_methods_own_word():
    assert re.sub("<[^>]+>", "", rendered('{% mark "red" "说和" %}')) == "说和"


def test_the_map_says_in_words_what_it_shows():
    homes = [
        {"lat": 29.8, "lon": 91.7, "kind": "green"},
        {"lat": 29.9, "lon": 91.8, "kind": "red"},
        {"lat": None, "lon": None, "kind": "green"},
    ]

    drawn = rendered("{% homes_map homes %}", homes=homes)

    assert 'role="img"' in drawn
    assert 'aria-label="住户分布：暂无专项需求 1，经济帮扶 0，关爱照护 0，调解支持 1"' in drawn


def test_the_map_of_one_home_has_a_scale():
    drawn = draw_homes([{"lat": 29.8, "lon": 91.7, "kind": "blue"}])

    assert drawn.counts == {"blue": 1}
    assert drawn.scale_width <= 125


def test_two_homes_of_one_household_differ_in_shape_and_word():
    homes = [
        {"lat": 29.8, "lon": 91.7, "kind": "winter", "word": "冬季居所"},
        {"lat": 29.8, "lon": 91.7, "kind": "summer", "word": "夏季牧场"},
    ]

    drawn = rendered("{% homes_map homes legend=False %}", homes=homes)

    shapes = [path.split("M", 1)[1].split("m", 1)[1] for _k, path in draw_homes(homes).paths]
    sides = {one.anchor for one in draw_homes(homes).words}
    assert len(set(shapes)) == 2
    assert 'aria-label="冬季居所，夏季牧场"' in drawn
    assert (">冬季居所</text>" in drawn, ">夏季牧场</text>" in drawn) == (True, True)
    assert sides == {"start", "end"}


def test_a_map_without_homes_says_what_to_do():
    assert "或导入带坐标的台账" in rendered("{% homes_map homes %}", homes=[])


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("{{ day|day_week }}", "2026年11月23日（第48周）", "23 November 2026 (week 48)"),
        ("{{ day|short_day }}", "11月23日", "23 Nov"),
        ("{{ fen|money }}", "¥9,470.00", "¥9,470.00"),
        ('{{ 31|counted:"need" }}', "31 件", "31 needs"),
        ('{{ 1|counted:"household" }}', "1 户", "1 household"),
        ("{% days day sunday %}", "11月23日至29日", "23 to 29 November"),
        ("{% days day december %}", "11月23日至12月6日", "23 Nov to 6 Dec"),
        (
            "{% due yesterday day %}",
            '<span class="late">逾期 1 天</span>',
            '<span class="late">overdue by 1 day</span>',
        ),
        ("{% due day day %}", "今天", "today"),
        ("{% due sunday day %}", "星期日", "Sunday"),
        ("{% due december day %}", "12月6日", "6 Dec"),
    ],
)
def test_days_money_and_counts_are_written_as_people_write_them(text, chinese, english):
    values = {
        "day": MONDAY,
        "yesterday": date(2026, 11, 22),
        "sunday": date(2026, 11, 29),
        "december": date(2026, 12, 6),
        "fen": 947000,
    }

    assert rendered(text, "zh-hans", **values) == chinese
    assert rendered(text, "en", **values) == english


def test_a_bar_names_what_is_left():
    bar = rendered('{% measure "本周已联系" 142 197 left_url="/left/" excused=3 %}')

    assert '<a href="/left/">还有 52 户</a>' in bar
    assert 'width="72.1"' in bar


class Walk(forms.Form):
    on = forms.DateField(label="哪一天", help_text="今天或更早", widget=DayInput)
    mode = forms.ChoiceField(label="怎么联系的", choices=[("a", "入户")], widget=forms.RadioSelect)


def test_an_error_is_tied_to_its_field_and_listed_on_top():
    with translation.override("zh-hans"):
        form = str(Walk({"on": "x"}))

    assert "有 2 处要再看一下" in form
    assert "还没有保存；您填的内容都在，没有丢。" in form
    assert '<a href="#id_on">' in form
    assert 'aria-describedby="id_on_helptext id_on_error"' in form
    assert '<ul class="wrong" id="id_on_error">' in form
    assert '<fieldset class="field has-error" aria-describedby="id_mode_error">' in form


def test_the_language_is_kept_with_the_account(cast, client):
    client.force_login(cast.tashi_account)

    answer = client.post("/language/", {"language": "bo", "next": "/look/"})

    cast.tashi_account.refresh_from_db()
    assert answer.headers["Location"] == "/look/"
    assert cast.tashi_account.language == "bo"


def test_the_language_switch_leads_nowhere_else(db, client):
    answer = client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"
    assert client.cookies["django_language"].value == "en"


def test_an_unknown_language_is_refused(db, client):
    assert client.post("/language/", {"language": "xx"}).status_code == 400


def test_draft_tibetan_is_never_printed_alone():
    words = "An example; all people are invented"

    printed = rendered("{% both words %}", "bo", words=words)

    assert printed == "དཔེ་མཚོན་ཙམ་ཡིན། མི་ཚང་མ་བཟོས་མ་ཡིན། 示例，人物均为虚构"


def test_the_menu_shows_what_the_roles_may_use(cast):
    day = cast.day

    shown = [
        sorted(item.url_name for item in ITEMS if item.holders & held)
        for held in (roles_of(cast.auditor, day), roles_of(cast.town_account, day))
    ]

    assert shown == [
        ["office:trail"],
        [
            "office:campaigns",
            "office:money",
            "office:partners",
            "office:scholarships",
            "office:stars",
            "office:supervision",
            "office:town",
        ],
    ]


def test_numbers_beside_the_menu_are_counted_for_the_account(cast):
    def counted(key, account):
        return COUNTS[key](account, cast.caoba, cast.day).count()

    assert counted("households", cast.coordinator) == 3
    assert counted("households", cast.tashi_account) == 2
    assert counted("needs", cast.coordinator) == 0
    assert counted("decisions", cast.second) == 0


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ('{{ n|counted:"household" }}', "zh-hans", "1,098 户"),
        ('{{ n|counted:"household" }}', "en", "1,098 households"),
        ('{{ one|counted:"household" }}', "en", "1 household"),
        ("{{ n|number }}", "zh-hans", "1,098"),
        ("{{ n|money }}", "zh-hans", "¥10.98"),
        ('{% figure n "kilogram" %}', "en", "1,098 kg"),
    ],
)
def test_the_thousands_of_large_numbers_stand_apart(text, language, said):
    assert rendered(text, language, n=1098, one=1) == said


def test_a_bar_tells_large_numbers_as_every_other_place_does():
    bar = rendered('{% measure "" 1084 1098 %}', "en")

    assert [part in bar for part in ("1,084</span> / 1,098 households", "14 households to go")] == [
        True, True,
    ]  # fmt: skip
