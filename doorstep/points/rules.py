"""Pure decisions of points: what a rule may not be about, the time a limit counts in, and what
somebody has left. Nothing here compares one person with another."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from unicodedata import normalize
from uuid import UUID

from doorstep.kit.weeks import Week, month_start, next_month
from doorstep.method.files.refused import names_sealed, refused_topic
from doorstep.points.choices import Per
from doorstep.register.roster.refused import WORDS as OF_LEDGERS

# Beside what neither a method nor a ledger may name: remedies, favours, and what makes points a
# rod or a ladder.
WORDS = (
    "投诉", "举报", "检举", "控告", "告状", "诉求", "人情", "送礼", "请客", "否决", "减分", "倒扣",
    "罚", "清零", "排行", "排位", "名次", "评比", "红黑榜", "红榜", "黑榜", "末位", "低保",
    "救助", "补贴", "贷款", "拜佛", "烧香", "佛", "教堂", "清真", "拍照",
)  # fmt: skip
ENGLISH = re.compile(
    r"complain|denounc|inform(s|ed)? (on|against)|favou?r|veto|minus|deduct|penalt|leaderboard"
    r"|\brank|top \d|entitle|allowance|temple|church|mosque|monastery|photo",
    re.IGNORECASE,
)
LESS = re.compile(
    r"(?<!\w)[-−–]\s*\d|(?<![0-9A-Za-z])[-−–]\s*\d+\s*分|[扣减罚]\s*\d"
)  # 3月-5月 is no minus
POINTS_THEMSELVES = ("积分", "得分")  # refused in a ledger, and what these rules speak of


def refused_word(text: str) -> str | None:
    """The word for which a rule of points, or the name of a scheme, is refused; None for none."""
    wide = normalize("NFKC", text)  # what is typed in full width reads the same
    close = "".join(wide.split())
    for one in (wide, close):
        topic = refused_topic(one)
        if topic is not None:
            return topic
    for found in (ENGLISH.search(wide), LESS.search(wide)):
        if found is not None:
            return found[0]
    words = [*WORDS, *(word for word in OF_LEDGERS if word not in POINTS_THEMSELVES)]
    return next((word for word in words if word in close), None)


def is_sealed_matter(text: str) -> bool:
    """Whether a text is about health, disability, an identity number or a bank card."""
    return names_sealed(text)


def window_of(per: Per | str, day: date) -> tuple[date, date]:
    """The first and the last day of the ISO week, calendar month or year that holds a day."""
    if per == Per.WEEK:
        week = Week.of(day)
        return week.start_on, week.end_on
    if per == Per.MONTH:
        return month_start(day), next_month(day) - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def lapse_day(earned_on: date, months: int) -> date:
    """The first day on which an award counts no longer: the same day so many months later, or the
    month's last."""
    year, month = divmod(earned_on.year * 12 + earned_on.month - 1 + months, 12)
    return date(year, month + 1, min(earned_on.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Earned:
    """An award that stands: good from its day until the day on which it lapses."""

    id: UUID
    on: date
    lapses_on: date
    points: int


@dataclass(frozen=True)
class Used:
    """A swap that stands."""

    id: UUID
    on: date
    points: int


@dataclass(frozen=True)
class Share:
    """What became of an award by a day: used, lapsed and left add up to what it gave."""

    earned: Earned
    used: int
    lapsed: int
    left: int


@dataclass(frozen=True)
class Reckoning:
    """One person's points on a day. `short`: so many that swaps used and no award gave; above 0
    such rows may not be written."""

    shares: tuple[Share, ...]
    short: int

    @property
    def left(self) -> int:
        """The balance: awards that have not lapsed, less what was swapped."""
        return sum(one.left for one in self.shares)


def reckon(earned: Iterable[Earned], used: Iterable[Used], day: date) -> Reckoning:
    """What somebody has left at the end of a day, from the rows alone. Each swap takes of the
    awards that are good on its day those that lapse first, which are the oldest: no other order
    leaves more."""
    awards = sorted(
        (one for one in earned if one.on <= day), key=lambda one: (one.lapses_on, one.on, one.id)
    )
    taken = {one.id: 0 for one in awards}
    short = 0
    for swap in sorted(used, key=lambda one: (one.on, one.id)):
        if swap.on > day:
            break
        wanted = swap.points
        for award in awards:
            if award.on <= swap.on < award.lapses_on:
                part = min(wanted, award.points - taken[award.id])
                taken[award.id] += part
                wanted -= part
        short += wanted
    return Reckoning(tuple(_share(one, taken[one.id], day) for one in awards), short)


def _share(award: Earned, used: int, day: date) -> Share:
    rest = award.points - used
    is_over = award.lapses_on <= day
    return Share(award, used, rest if is_over else 0, 0 if is_over else rest)
