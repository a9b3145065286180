"""What leaves the team by the office: the town's page, the page to hang up, the notice board."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from doorstep.figures.models import Notice, Publication
from doorstep.figures.queries import ALL_FIGURES
from doorstep.kit import clock
from doorstep.people.choices import Role
from doorstep.people.models import AuditEntry
from tests.cast import lying_under
from tests.factories import make_account, make_category, make_household

TODAY = date(2026, 4, 2)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture(scope="module")
def village_rows(request, cast_rows, method_rows, django_db_blocker):
    """Caoba with 24 households: 18 without a special need, 6 with livelihood support."""

    def make():
        households = [make_household(cast_rows.caoba, f"B-{number:03}") for number in range(21)]
        for household in households[:6]:
            make_category(household, cast_rows.second)

    with lying_under(request, django_db_blocker, make) as made:
        yield made


@pytest.fixture
def village(village_rows, cast, method):
    return cast


def browser(account):
    client = Client()
    client.force_login(account)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def shown(answer):
    """The values of the town's first table, by place."""
    [report] = answer.context["reports"]
    _table, rows = report["tables"][0]
    return {row.place.code: [line.value for line in row.lines] for row in rows}


def test_the_town_reads_figures_above_five_and_the_county_above_ten(village):
    county = make_account("county", roles=[(Role.COUNTY, village.county)])

    town_page = browser(village.town_account).post("/town/", follow=True)
    county_page = browser(county).post("/town/", follow=True)

    whole, hidden = [24, 18, 6, None, None, None], [24, None, None, None, None, None]
    assert shown(town_page) == {"riduo": whole, "caoba": whole, "xiagou": [None] * 6}
    assert shown(county_page) == {"mozhu": hidden, "riduo": hidden}
    assert "不公布" in text_of(town_page)


def test_no_row_opens_from_the_towns_page(village):
    page = browser(village.town_account).post("/town/", follow=True).content.decode()

    assert "/figures/" not in page
    assert "/households/" not in page


def test_looking_again_prints_nothing_anew(village, django_assert_max_num_queries):
    client = browser(village.town_account)
    client.post("/town/")
    printed = Publication.objects.count()

    free = sum(not figure.is_guarded for figure in ALL_FIGURES.values())
    with django_assert_max_num_queries(31 + free):  # each free figure is counted as it stands
        client.get("/town/")

    assert Publication.objects.count() == printed


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "草坝村：工作数字公布"), ("en", "our work in numbers")]
)
def test_the_coordinator_prints_a_page_for_everybody(village, language, words):
    client = browser(village.coordinator)
    client.post("/board/figures/")
    answer = client.get(f"/board/figures/?language={language}")

    page = text_of(answer)
    assert words in page
    assert {"zh-hans": "不公布", "en": "not shown"}[language] in page
    lines = answer.context["printed"].tables[0].lines
    assert [line.value for line in lines] == [24, None, None, None, None, None]


@pytest.mark.parametrize(
    ("who", "path"), [("coordinator", "/board/figures/"), ("town_account", "/town/")]
)
def test_looking_fixes_no_figures(village, who, path):
    client = browser(getattr(village, who))

    answer = client.get(path)

    assert answer.status_code == 200
    assert Publication.objects.count() == 0
    assert AuditEntry.objects.filter(act="publish_table").count() == 0


@pytest.mark.parametrize("who", ["tashi_account", "second", "other_coordinator", "town_account"])
@pytest.mark.parametrize("path", ["/board/", "/board/new/", "/board/figures/"])
def test_the_board_is_the_coordinators(village, who, path):
    assert browser(getattr(village, who)).get(f"{path}?place=caoba").status_code == 404


def post(village, **more):
    given = {
        "title": "临时救助公示",
        "who": "name",
        "columns": ["group", "item", "sum"],
        "lines": "A-001\t取暖补助\t300\nA-002，教育资助，1200元",
        "take_down_on": TODAY + timedelta(days=7),
    }
    return browser(village.coordinator).post("/board/new/", given | more)


def test_a_list_is_made_printed_and_taken_down(village):
    client = browser(village.coordinator)

    answer = post(village)
    notice = Notice.objects.get()
    sheet = text_of(client.get(f"/board/{notice.pk}/"))
    client.post(f"/board/{notice.pk}/down/")
    notice.refresh_from_db()

    assert answer.status_code == 302
    assert "央** 一组 取暖补助 300" in sheet
    assert "巴** 一组 教育资助 1200" in sheet
    assert "央金" not in sheet
    assert (notice.take_down_on, notice.taken_down_on) == (date(2026, 4, 9), TODAY)


def test_a_list_hangs_seven_days_unless_another_day_is_chosen(village):
    form = browser(village.coordinator).get("/board/new/").context["form"]

    assert form["take_down_on"].initial == TODAY + timedelta(days=7)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"lines": "A-001\nZ-999"}, "第 2 行：这里没有 Z-999 这一户"),
        ({"lines": "X-001"}, "第 1 行：这里没有 X-001 这一户"),
        ({"lines": "A-001 13800000000号"}, "长号码"),
        ({"take_down_on": ""}, "这里还没有填"),
        ({"take_down_on": TODAY}, "晚于张贴日期"),
    ],
)
def test_what_may_not_hang_is_said_and_what_was_typed_stays(village, more, words):
    answer = post(village, **more)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "临时救助公示" in answer.content.decode()
    assert not Notice.objects.exists()


def test_a_list_past_its_day_stands_on_this_week_until_it_is_down(village, monkeypatch):
    post(village)
    notice = Notice.objects.get()
    client = browser(village.coordinator)
    before = text_of(client.get("/"))
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=7))
    client = browser(village.coordinator)  # no sign-in lasts a week
    on_the_day = text_of(client.get("/"))
    for_a_helper = text_of(browser(village.tashi_account).get("/"))
    client.post(f"/board/{notice.pk}/down/")

    words = "公示“临时救助公示”应在2026年4月9日撤下"
    assert [words in page for page in (before, on_the_day, for_a_helper)] == [False, True, False]
    assert words not in text_of(client.get("/"))
