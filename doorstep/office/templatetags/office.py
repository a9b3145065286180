"""Tags and filters of the office's templates: {% load office %}."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms.utils import ErrorList
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from doorstep.kit import clock
from doorstep.office import wording
from doorstep.office.maps import draw_homes
from doorstep.office.marks import NAMES, category_mark

register = template.Library()

register.filter("day", wording.day_text)
register.filter("short_day", wording.short_day_text)
register.filter("weekday", wording.weekday_text)
register.filter("day_week", wording.day_week_text)
register.filter("week_name", wording.week_text)
register.filter("money", wording.money_text)
register.filter("counted", wording.counted_text)
register.filter("number", wording.number_text)


@register.filter
def near_day(on: date) -> str:
    """{{ event.on|near_day }}: 12月9日, and with its year where that is another than this one."""
    return wording.near_day_text(on, clock.today())


@register.filter
def worded(errors: ErrorList) -> list[str]:
    """{% for error in field.errors|worded %}: a choice that is not offered is told without what was
    sent for it, which is the id of a row or a word of the program."""
    return [
        _("Select a valid choice. That choice is not one of the available choices.")
        if one.code == "invalid_choice" and "%(value)s" in str(one.message)
        else " ".join(one.messages)
        for one in errors.as_data()
    ]


@register.simple_tag
def days(first: date, last: date) -> str:
    """{% days week.start_on week.end_on %}: 11月23日至29日."""
    return wording.span_text(first, last)


@register.simple_tag
def due(on: date | None, today: date) -> str | SafeString:
    """{% due need.deadline_on today %}: 逾期 2 天 in alarm, else 今天, 星期四, 12月9日."""
    if on is None:
        return "–"
    text = wording.due_text(on, today)
    return format_html('<span class="late">{}</span>', text) if on < today else text


@register.simple_tag
def mark(kind: str, name: str = "", brief: bool = False) -> SafeString:
    """{% mark "red" %}: shape and text; `brief=True` takes a short word in narrow columns."""
    return category_mark(kind, name, is_brief=brief)


@register.simple_tag
def figure(count: int, unit: str, url: str = "") -> str | SafeString:
    """{% figure 31 "need" url %}: a number with its measure word that opens its rows."""
    text = wording.counted_text(count, unit)
    return format_html('<a class="number" href="{}">{}</a>', url, text) if url else text


@register.inclusion_tag("office/parts/measure.html")
def measure(
    label: str,
    done: int,
    of: int,
    unit: str = "household",
    url: str = "",
    left_url: str = "",
    excused: int = 0,
    excused_url: str = "",
) -> dict[str, Any]:
    """{% measure label done of url=… left_url=… %}: a bar with its named remainder."""
    left = max(0, of - done - excused)
    return {
        "label": label,
        "done": done,
        "of": wording.counted_text(of, unit),
        "width": f"{min(100.0, 100 * done / of) if of else 0:.1f}",
        "url": url,
        "left": left,
        "left_text": _("%(counted)s to go") % {"counted": wording.counted_text(left, unit)},
        "left_url": left_url,
        "excused": excused,
        "excused_text": _("%(counted)s away") % {"counted": wording.counted_text(excused, unit)},
        "excused_url": excused_url,
    }


@register.inclusion_tag("office/parts/map.html")
def homes_map(
    points: Iterable[Any],
    river: Sequence[tuple[float, float]] | None = None,
    missing: int = 0,
    urls: dict[str, str] | None = None,
    counts: dict[str, int] | None = None,
    legend: bool = True,
    ways: Iterable[Sequence[tuple[Any, Any]]] = (),
) -> dict[str, Any]:
    """{% homes_map points %}: homes (lat, lon, kind) as marks, with legend and scale bar.

    `urls` kind → rows; `counts` kind → number where it is not the number of points; `missing`
    homes have no place; `legend=False` for one household's own map; `ways` lead over spots.
    """
    drawn = draw_homes(points, river, ways)
    numbers = counts or drawn.counts
    lines = [
        (kind, str(name), numbers.get(kind, 0), (urls or {}).get(kind, ""))
        for kind, name in NAMES.items()
    ]
    words = _(", ").join(f"{name} {count}" for _kind, name, count, _url in lines)
    alternative = _("Where the households live: %(counts)s") % {"counts": words}
    if drawn.words:
        alternative = _(", ").join(one.word for one in drawn.words)
    return {
        "map": drawn,
        "legend": lines if legend else [],
        "missing": missing,
        "alternative": alternative,
    }


@register.inclusion_tag("office/parts/columns.html")
def columns(label: str, values: Sequence[tuple[str, int]], unit: str = "") -> dict[str, Any]:
    """{% columns label values %}: a small chart of (name, number) pairs, labelled directly; money
    in whole yuan."""
    most = max((number for _name, number in values), default=0) or 1
    wide = 40
    bars = [
        {
            "x": place * wide + 6,
            "middle": place * wide + wide / 2,
            "y": f"{86 - 70 * number / most:.1f}",
            "over": f"{82 - 70 * number / most:.1f}",
            "high": f"{70 * number / most:.1f}",
            "name": name,
            "number": wording.short_text(number, unit),
        }
        for place, (name, number) in enumerate(values)
    ]
    words = _(", ").join(f"{name} {wording.short_text(number, unit)}" for name, number in values)
    width = max(1, len(values)) * wide
    return {"label": label, "bars": bars, "width": width, "pixels": width * 3 // 2, "words": words}


@register.inclusion_tag("office/parts/tabs.html")
def tabs(items: Iterable[tuple[str, str]], current: str) -> dict[str, Any]:
    """{% tabs items current %}: items are (words, url), current is a url."""
    return {"items": list(items), "current": current}


@register.inclusion_tag("office/parts/empty.html")
def empty(text: str, act: str = "", url: str = "") -> dict[str, str]:
    """{% empty _("No need is open.") act=_("Record one") url=… %}: says what to do next."""
    return {"text": text, "act": act, "url": url}


@register.inclusion_tag("office/parts/paging.html", takes_context=True)
def paging(context: template.Context, page: Any, unit: str) -> dict[str, Any]:
    """{% paging page "household" %}: where we are in a list, keeping what narrows it; an empty
    unit for rows that have no measure word."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    rest = f"&{query.urlencode()}" if query else ""
    count = page.paginator.count
    found = wording.counted_text(count, unit) if unit else wording.number_text(count)
    return {"page": page, "all": found, "rest": rest}


@register.simple_tag
def both(words: str) -> str:
    """{% translate "Round" noop as words %}{% both words %}: on paper, Tibetan beside Chinese.

    Tibetan is a draft until a reader has confirmed it, and a draft is never printed alone.
    """
    text = _(words)
    if get_language() != "bo":
        return text
    with override("zh-hans"):
        chinese = _(words)
    return text if text == chinese else f"{text} {chinese}"


@register.simple_block_tag
def title(content: str, heading: str, sub: str = "", as_given: bool = False) -> SafeString:
    """{% title h1 sub=… %}buttons, at most one of them main-act{% endtitle %}; `as_given` for the
    name of a file, whose first letter stays small."""
    acts = mark_safe(content.strip())  # noqa: S308 - rendered by the template
    return format_html(
        '<div class="title"><div><h1{}>{}</h1>{}</div>{}</div>',
        mark_safe(' class="as-given"') if as_given else "",
        heading,
        format_html('<p class="sub">{}</p>', sub) if sub else "",
        format_html('<div class="acts">{}</div>', acts) if acts else "",
    )


@register.simple_block_tag
def section(content: str, heading: str, more: str = "", url: str = "", id: str = "") -> SafeString:  # noqa: A002
    """{% section _("Do these first") more=… url=… %}…{% endsection %}."""
    further: str | SafeString = ""
    if more:
        tag = '<a class="more" href="{1}">{0}</a>' if url else '<span class="more">{0}</span>'
        further = format_html(tag, more, url)
    return format_html(
        '<section{}><div class="head"><h2>{}</h2>{}</div>{}</section>',
        format_html(' id="{}"', id) if id else "",
        heading,
        further,
        content,
    )


@register.simple_block_tag
def note(content: str, kind: str = "") -> SafeString:
    """{% note %}…{% endnote %}; kind "" tells, "error" refuses, "plain" stands back."""
    role = "alert" if kind == "error" else "status"
    return format_html('<div class="note {}" role="{}">{}</div>', kind, role, content)
