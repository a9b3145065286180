"""Invented values for /look/. They are data in two languages, as names in a method are."""

import random
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from doorstep.kit.names import name_in
from doorstep.kit.weeks import Week
from doorstep.method.choices import CadenceKind
from doorstep.office.context import Office
from doorstep.office.nav import ITEMS, Link
from doorstep.office.notices import done_text
from doorstep.office.rendering import DayField
from doorstep.office.rounds.forms import LanguageForm
from doorstep.packs.rounds import print_round

TODAY = date(2026, 11, 23)
BESIDE = {"office:households": 197, "office:needs": 31, "office:decisions": 4}
BY_WEEK = {41: 121, 42: 138, 43: 150, 44: 149, 45: 163, 46: 171, 47: 169, 48: 142}
NOT_A_COORDINATORS = ("office:town", "office:trail")
PEOPLE = (
    ("次仁卓玛", "Tsering Drolma"),
    ("巴桑", "Pasang"),
    ("格桑老人", "Old Kelsang"),
    ("旦增", "Tenzin"),
    ("仓决", "Tsamcho"),
    ("洛桑", "Lobsang"),
    ("白玛", "Pema"),
    ("旺堆", "Wangdu"),
    ("尼玛", "Nyima"),
    ("达瓦", "Dawa"),
)
VALLEYS = (
    (29.91, 91.71),
    (29.86, 91.80),
    (29.885, 91.89),
    (29.83, 91.965),
    (29.875, 92.055),
    (29.93, 92.02),
)
RIVER = (
    (29.94, 91.64),
    (29.965, 91.72),
    (29.93, 91.82),
    (29.95, 91.92),
    (29.985, 92.0),
    (29.96, 92.12),
)


def say(zh: str, en: str) -> str:
    """The sample in the reader's language."""
    return name_in({"zh-hans": zh, "en": en})


def place() -> SimpleNamespace:
    county = Spot(say("墨竹工卡县", "Maizhokunggar county"), None)
    return Spot(say("念村", "Niancun"), county)


class Spot(SimpleNamespace):
    """Enough of a place for base.html."""

    def __init__(self, name: str, parent: "Spot | None") -> None:
        super().__init__(name=name, parent=parent, is_invented=True)

    def __str__(self) -> str:
        return self.name


class SampleOffice(Office):
    """The frame as the coordinator of the sample sees it."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.__dict__.update(
            account=say("德吉", "Deki"),
            role_name=say("协调员", "coordinator"),
            place=place(),
            choices=[],
            today=TODAY,
            links=[
                Link("#", item.label, BESIDE.get(item.url_name, ""), not number, item.is_apart)
                for number, item in enumerate(ITEMS)
                if item.url_name not in NOT_A_COORDINATORS
            ],
        )

    @property
    def search_url(self) -> str:
        return "#"


class Visit(forms.Form):
    """The visit form in short: ticks first, words last."""

    mode = forms.ChoiceField(widget=forms.RadioSelect)
    services = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    on = DayField()
    helper = forms.ChoiceField()
    need = forms.CharField(max_length=20, required=False)
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    urgent = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, **given: Any) -> None:
        super().__init__(data, **given)
        fields: dict[str, Any] = self.fields
        fields["mode"].label = say("怎么联系的", "How you met")
        fields["mode"].choices = [
            ("on_site", say("入户", "On site")),
            ("phone", say("电话", "Phone")),
            ("came_in", say("来村里", "Came in")),
        ]
        fields["services"].label = say("今天做了什么", "What was done")
        fields["services"].choices = [
            ("none", say("没有变化", "No change")),
            ("policy", say("政策宣讲", "Policies explained")),
            ("hazard", say("隐患排查", "Hazards looked for")),
            ("safety", say("安全生产", "Safety at work")),
            ("tidy", say("环境整治", "Tidying up")),
            ("errand", say("代办", "Errand")),
        ]
        fields["on"].label = say("哪一天", "Day")
        fields["helper"].label = say("谁去的", "Who went")
        fields["helper"].choices = [("d", say("德吉", "Deki")), ("t", say("扎西", "Tashi"))]
        fields["need"].label = say("发现新的难处", "A new need")
        fields["need"].help_text = say(
            "写几个字就行，最多 20 个字", "A few words, up to 20 letters"
        )
        fields["note"].label = say("还有什么", "Anything else")
        fields["urgent"].label = say("要马上告诉协调员", "Tell the coordinator at once")


def homes() -> list[dict[str, Any]]:
    """180 homes in six valleys; the same each time."""
    chance = random.Random(7)  # noqa: S311 - a drawing
    points: list[dict[str, Any]] = []
    for lat, lon in VALLEYS:
        for _number in range(30):
            kind = "green"
            if len(points) in range(3, 180, 14):
                kind = "red"
            elif len(points) in (40, 80, 120, 160):
                kind = "blue"
            elif len(points) in (55, 135):
                kind = "orange"
            points.append(
                {
                    "lat": lat + chance.gauss(0, 0.011),
                    "lon": lon + chance.gauss(0, 0.017),
                    "kind": kind,
                }
            )
    return points


NEEDS = (
    (
        "red",
        "草场界线，约好双方星期三见面",
        "Pasture boundary, both sides meet on Wednesday",
        0,
        -2,
    ),
    ("blue", "临时救助申请缺一份证明", "Aid request lacks one paper", 1, 0),
    ("orange", "送药，每两周一次", "Bring medicine every two weeks", 2, 0),
    ("green", "过冬取暖炉烟道隐患", "Stove pipe to be made safe before winter", 1, 3),
    ("green", "帮办医保参保", "Help with the health insurance", 2, 4),
)
HELPERS = (("德吉", "Deki"), ("扎西", "Tashi"), ("央金", "Yangjin"))
EVENTS = (
    (
        20,
        ("上午 · 入户 · 德吉", "morning · on site · Deki"),
        (
            "政策宣讲、隐患排查。烟道没问题。约好星期三和旺堆家一起看界线。",
            "Policies explained, hazards looked for. The stove pipe is safe.",
        ),
    ),
    (14, ("晚上 · 电话 · 央金", "evening · phone · Yangjin"), ("没有变化。", "No change.")),
    (
        10,
        ("月度会议", "monthly meeting"),
        (
            "决定：调解支持，到调解结束。理由：双方提出申请。本户已知情。",
            "Decided: mediation support. Reason: both sides asked. The household knows.",
        ),
    ),
)
DECISIONS = (
    (
        "orange",
        ("白玛", "Pema"),
        ("子女外出务工，老人独居；本人同意", "Children work away, lives alone; agreed"),
        ("央金 提出", "put by Yangjin"),
    ),
    (
        "green",
        ("洛桑", "Lobsang"),
        (
            "草场纠纷已签协议，回访正常，建议结束调解支持",
            "Agreement signed, all quiet since: end mediation support",
        ),
        ("德吉 提出", "put by Deki"),
    ),
)


def needs() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            kind=kind,
            who=say(*PEOPLE[number]),
            text=say(zh, en),
            owner=say(*HELPERS[helper]),
            due_on=TODAY + timedelta(days=days),
        )
        for number, (kind, zh, en, helper, days) in enumerate(NEEDS)
    ]


def events() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(on=date(2026, 11, day), about=say(*about), text=say(*text), url="#")
        for day, about, text in EVENTS
    ]


def decisions() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(kind=kind, who=say(*who), reason=say(*reason), by=say(*by))
        for kind, who, reason, by in DECISIONS
    ]


def parts(request: HttpRequest) -> dict[str, Any]:
    """Everything look.html shows."""
    wrong = Visit({"services": ["policy"], "need": "x" * 30, "note": say("没有", "Nothing")})
    wrong.add_error(None, _("A visit cannot lie in the future. Choose today or an earlier day."))
    return {
        "office": SampleOffice(request),
        "today": TODAY,
        "week": Week.of(TODAY),
        "needs": needs(),
        "homes": homes(),
        "river": RIVER,
        "legend_urls": dict.fromkeys(("green", "blue", "orange", "red"), "#"),
        "legend_counts": {"green": 178, "blue": 4, "orange": 2, "red": 13},
        "household": say("次仁卓玛 户", "Household of Tsering Drolma"),
        "events": events(),
        "tab_items": [
            (say("近况", "Now"), "#now"),
            (say("家人", "Members"), "#members"),
            (say("住处", "Homes"), "#homes"),
            (say("记录", "Record"), "#record"),
            (say("权利", "Rights"), "#rights"),
        ],
        "form": Visit(initial={"mode": "on_site", "services": ["policy", "hazard"], "on": TODAY}),
        "wrong": wrong,
        "page": Paginator(range(197), 50).page(2),
        "by_week": [(str(number), count) for number, count in BY_WEEK.items()],
        "long_work": 62,
        "no_homes": [],
        "codes": ["400", "403", "403_csrf", "404", "500"],
        "messages": [
            Message(
                constants.SUCCESS,
                done_text(say("巴桑的需求已记为办好。", "Pasang's need is closed."), "#"),
            ),
            Message(
                constants.ERROR,
                say(
                    "这件需求已经办结，不能再办结一次。什么都没有改动。",
                    "This need is closed already. Nothing was changed.",
                ),
            ),
        ],
        "decisions": decisions(),
    }


def paper(request: HttpRequest) -> dict[str, Any]:
    """Everything the sample sheet of a household shows."""
    return {
        "office": SampleOffice(request),
        "today": TODAY,
        "household": say("次仁卓玛 户", "Household of Tsering Drolma"),
        "events": events(),
    }


def round_on_paper(request: HttpRequest) -> dict[str, Any]:
    """A helper's round of invented households, in the words and on the page of a real one."""
    services: Any = Visit().fields["services"]
    offered = [str(name) for code, name in services.choices if code != "none"]
    rows = [
        SimpleNamespace(
            number=number,
            head=say(*name),
            code=f"NC-{93 + 7 * number:04d}",
            group=say("一组", "Group 1"),
            duties=(CadenceKind.CONTACT, CadenceKind.ON_SITE)[: 1 + number % 2],
            needs=number % 3,
        )
        for number, name in enumerate(PEOPLE, start=1)
    ]
    made = SimpleNamespace(
        code="2648-07-K", week=Week.of(TODAY), helper=say("德吉", "Deki"), place=place()
    )
    sheet: Any = SimpleNamespace(
        paper=made,
        sides=(SimpleNamespace(number=1, rows=rows),),
        service_heads=lambda: list(zip("abcdefgh", offered, strict=False)),
    )
    return {
        "office": SampleOffice(request),
        "place": made.place,
        "rounds": [print_round(sheet)],
        "form": LanguageForm.asked(request),
        "back": reverse("office:look"),
        "docx": "#",
    }
