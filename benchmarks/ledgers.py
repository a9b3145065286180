"""Invented ledgers of any size as workbooks: households, members, helpers; the same each run."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from doorstep.kit.sheets import Column, SheetOut, Value, write_sheets

PER_HELPER = 8
COLOURS = ("绿", "绿", "绿", "绿", "绿", "绿", "绿", "绿", "蓝", "橙")
SURNAMES = "卓扎格达索仁央德白旺"
NAMES = "玛西顿桑吉次珠措增多"
HOUSEHOLD = (
    "户编号", "村民小组", "户主（联系人）", "常住人口数", "联系电话", "语言偏好", "方便联系时间",
    "结对联系人", "需求类别", "需求简述", "登记日期", "复核日期", "知情同意日期", "同意方式",
    "冬季住处纬度", "冬季住处经度", "备注",
)  # fmt: skip
MEMBER = ("户编号", "姓名", "与户主关系", "性别", "出生年月", "是否在校", "有无劳动力")
HELPER = ("姓名", "角色", "特长", "语言", "每周可用小时", "最多结对户数", "联系电话")


def write_ledger(path: Path, households: int) -> int:
    """Writes a ledger of so many households with their members and helpers; how many members."""
    chance = random.Random(households)
    sizes = [chance.randint(1, 6) for _ in range(households)]
    sheets = [
        SheetOut("住户", "住户台账", _columns(HOUSEHOLD), _households(sizes, chance)),
        SheetOut("家庭成员", "家庭成员", _columns(MEMBER), _members(sizes)),
        SheetOut("帮扶人员", "帮扶人员", _columns(HELPER), _helpers(households)),
    ]
    write_sheets(path, sheets)
    return sum(sizes)


def code_of(number: int) -> str:
    return f"B{number % 40 + 1:02}-{number:05}"


def head_of(number: int) -> str:
    return f"{SURNAMES[number % 10]}{NAMES[number // 10 % 10]}{NAMES[number // 100 % 10]}{number}"


def phone_of(number: int) -> str:
    return f"1990000{number % 10000:04}"


def _columns(labels: tuple[str, ...]) -> list[Column]:
    return [Column(label) for label in labels]


def _households(sizes: list[int], chance: random.Random) -> Iterator[list[Value]]:
    for number, size in enumerate(sizes):
        registered = date(2024, 1, 1) + timedelta(days=number % 600)
        yield [
            code_of(number),
            f"{number % 40 + 1}组",
            head_of(number),
            size,
            phone_of(number),
            ("藏语", "藏汉双语", "汉语")[number % 3],
            "晚饭后" if number % 4 == 0 else None,
            f"帮扶{number // PER_HELPER:05}",
            COLOURS[number % len(COLOURS)],
            "想了解外出务工的补贴" if number % 5 == 0 else None,
            registered,
            registered + timedelta(days=365),
            registered,
            ("签字", "指印", "口头+见证")[number % 3],
            round(29.5 + chance.random(), 3),
            round(91.5 + chance.random(), 3),
            None,
        ]


def _members(sizes: list[int]) -> Iterator[list[Value]]:
    for number, size in enumerate(sizes):
        for order in range(size):
            born = 1950 + (number * 7 + order * 13) % 60
            yield [
                code_of(number),
                head_of(number) if order == 0 else f"{head_of(number)}之{order}",
                "户主" if order == 0 else "家人",
                "女" if (number + order) % 2 else "男",
                f"{min(born, 2004) if order == 0 else born}-{number % 12 + 1:02}",
                "否" if order == 0 else "是" if born > 2004 else "否",
                "有",
            ]


def _helpers(households: int) -> Iterator[list[Value]]:
    for number in range((households + PER_HELPER - 1) // PER_HELPER):
        hours = 4 + number % 8
        name, phone = f"帮扶{number:05}", phone_of(number + 5000)
        yield [name, "队员", ("调解", "照护", "农技")[number % 3], "藏语", hours, PER_HELPER, phone]
