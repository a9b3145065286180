"""What a roster would change of what is on record."""

from doorstep.register.roster import (
    Household,
    Member,
    Stated,
    compare,
    diff_as_json,
    is_child_mark,
    read_roster,
    stated,
)
from tests.register.roster.ledgers import ledger
from tests.register.roster.samples import expected, path_of

PERSON = ("户编号", "姓名", "与户主关系", "出生年月")


def test_the_update_of_niancun_shows_every_change():
    wanted = expected("update.xlsx")["diff"]
    before, after = (read_roster(path_of(name)) for name in ("niancun-197.xlsx", "update.xlsx"))

    diff = diff_as_json(compare(stated(before), after), compared_with="niancun-197.xlsx")

    assert diff == {key: value for key, value in wanted.items() if key != "after_undo"}


def test_every_sample_changes_nothing_of_itself():
    for name in ("niancun-197.xlsx", "aliases.xlsx", "one-row-per-person.xlsx", "dirty.xlsx"):
        roster = read_roster(path_of(name))

        assert compare(stated(roster), roster).is_empty


def test_against_an_empty_register_everything_is_new():
    roster = read_roster(path_of("aliases.xlsx"))

    diff = compare({}, roster)

    assert (len(diff.added), len(diff.new), len(diff.members_added)) == (40, 40, 148)
    assert (diff.splits, diff.merges, diff.unchanged) == ((), (), 0)


def test_an_absent_column_and_an_unclear_cell_change_nothing_but_a_blank_cell_does():
    on_record = Household(
        code="N-1", head="卓玛", phone="19900000001", resident_count=4, note="有狗"
    )
    roster = ledger(("N-1", "卓玛", "很多", None), labels=("户编号", "户主", "常住人口数", "备注"))

    diff = compare({("", "N-1"): Stated(on_record)}, roster)

    assert [(change.field, change.old, change.new) for change in diff.changes] == [
        ("note", "有狗", "")
    ]


def test_without_a_list_of_members_nobody_leaves():
    on_record = Stated(Household(code="N-1", head="卓玛"), (Member(code="N-1", name="卓玛"),))

    diff = compare({("", "N-1"): on_record}, ledger(("N-1", "卓玛")))

    assert diff.is_empty


def test_fields_can_be_left_out_of_the_comparison():
    on_record = Stated(Household(code="N-1", head="卓玛"))
    roster = ledger(("N-1", "卓玛", "红"), labels=("户编号", "户主", "需求类别"))

    diff = compare({("", "N-1"): on_record}, roster, leave_out=["category"])

    assert diff.is_empty


def test_the_order_of_languages_is_no_change():
    on_record = Stated(Household(code="N-1", head="卓玛", languages=("zh", "bo")))
    roster = ledger(("N-1", "卓玛", "藏汉双语"), labels=("户编号", "户主", "语言偏好"))

    assert compare({("", "N-1"): on_record}, roster).is_empty


def test_a_child_written_as_a_mark_is_the_child_on_record_on_either_side():
    named = ledger(
        ("N-1", "卓玛", "户主", "1990-05"), ("N-1", "格桑", "长子", "2019-08"), labels=PERSON
    )
    marked = ledger(
        ("N-1", "卓玛", "户主", "1990-05"), ("N-1", "孩子1", "长子", "2019"), labels=PERSON
    )

    assert compare(stated(named), marked).is_empty
    assert compare(stated(marked), named).is_empty


def test_a_change_of_one_who_stays_is_told_apart_from_coming_and_leaving():
    labels = (*PERSON, "是否在校")
    before = ledger(("N-1", "卓玛", "户主", "1990-05", "是"), labels=labels)
    after = ledger(("N-1", "卓玛", "户主", "1990-05", "否"), labels=labels)

    diff = compare(stated(before), after)

    assert [(one.name, one.field, one.old, one.new) for one in diff.member_changes] == [
        ("卓玛", "in_school", True, False)
    ]
    assert (diff.members_added, diff.members_removed) == ((), ())


def test_children_alone_do_not_make_a_split():
    before = ledger(
        ("N-1", "卓玛", "户主", "1990-05"), ("N-1", "孩子1", "长子", "2019"), labels=PERSON
    )
    after = ledger(
        ("N-1", "卓玛", "户主", "1990-05"),
        ("N-2", "达瓦", "户主", "1985-01"),
        ("N-2", "孩子1", "长子", "2019"),
        labels=PERSON,
    )

    diff = compare(stated(before), after)

    assert (diff.splits, diff.new) == ((), ("N-2",))


def test_two_splits_are_a_list_and_none_is_null():
    before = ledger(
        ("N-1", "卓玛", "户主", "1960-05"),
        ("N-1", "达瓦", "长子", "1985-01"),
        ("N-1", "央宗", "长女", "1987-01"),
        labels=PERSON,
    )
    after = ledger(
        ("N-1", "卓玛", "户主", "1960-05"),
        ("N-2", "达瓦", "户主", "1985-01"),
        ("N-3", "央宗", "户主", "1987-01"),
        labels=PERSON,
    )

    events = diff_as_json(compare(stated(before), after), compared_with="")["events"]

    assert events["split"] == [
        {"source": "N-1", "created": "N-2", "moved_members": ["达瓦"]},
        {"source": "N-1", "created": "N-3", "moved_members": ["央宗"]},
    ]
    assert (events["merged"], events["new"]) == (None, [])


def test_a_household_that_goes_on_under_another_code_is_neither_split_nor_merged():
    before = ledger(
        ("N-1", "卓玛", "户主", "1960-05"), ("N-1", "达瓦", "长子", "1985-01"), labels=PERSON
    )
    after = ledger(
        ("N-9", "卓玛", "户主", "1960-05"), ("N-9", "达瓦", "长子", "1985-01"), labels=PERSON
    )

    diff = compare(stated(before), after)

    assert [(one.source, one.into) for one in diff.renumbered] == [("N-1", "N-9")]
    assert (diff.split_off, diff.merged_into, diff.moves) == ((), (), ())


def test_a_household_that_became_two_others_is_split_and_not_merged():
    before = ledger(
        ("N-1", "卓玛", "户主", "1960-05"), ("N-1", "达瓦", "长子", "1985-01"), labels=PERSON
    )
    after = ledger(
        ("N-8", "卓玛", "户主", "1960-05"), ("N-9", "达瓦", "户主", "1985-01"), labels=PERSON
    )

    diff = compare(stated(before), after)

    assert [(one.source, one.into) for one in diff.split_off] == [("N-1", "N-8"), ("N-1", "N-9")]
    assert (diff.renumbered, diff.merged_into) == ((), ())


def test_two_codes_whose_people_are_under_one_are_merged():
    before = ledger(
        ("N-1", "卓玛", "户主", "1960-05"), ("N-2", "达瓦", "户主", "1985-01"), labels=PERSON
    )
    after = ledger(
        ("N-1", "卓玛", "户主", "1960-05"), ("N-1", "达瓦", "长子", "1985-01"), labels=PERSON
    )

    diff = compare(stated(before), after)

    assert [(one.source, one.into) for one in diff.merged_into] == [("N-2", "N-1")]
    assert (diff.renumbered, diff.split_off, diff.moves) == ((), (), ())


def test_who_is_under_another_code_moved_where_both_households_stay():
    before = ledger(
        ("N-1", "卓玛", "户主", "1960-05"),
        ("N-1", "央宗", "长女", "1987-01"),
        ("N-1", "德吉", "次女", None),
        ("N-2", "达瓦", "户主", "1985-01"),
        labels=PERSON,
    )
    after = ledger(
        ("N-1", "卓玛", "户主", "1960-05"),
        ("N-2", "达瓦", "户主", "1985-01"),
        ("N-2", "央宗", "配偶", "1987-01"),
        ("N-2", "德吉", "其他", None),
        labels=PERSON,
    )

    diff = compare(stated(before), after)

    (move,) = diff.moves  # 德吉 has no birth: a name alone says nothing
    assert (move.source, move.into, [one.name for one in move.members]) == ("N-1", "N-2", ["央宗"])
    assert (diff.splits, diff.merges) == ((), ())


def test_a_household_is_matched_within_its_village():
    labels = ("行政村", "户编号", "户主", "备注")
    before = ledger(("东村", "1", "卓玛", ""), ("西村", "1", "央宗", ""), labels=labels)
    after = ledger(("东村", "1", "卓玛", ""), ("西村", "1", "央宗", "有狗"), labels=labels)

    diff = compare(stated(before), after)

    assert (diff.unchanged, [change.row for change in diff.changes]) == (1, [4])


def test_a_mark_is_the_word_for_child_and_a_number():
    assert [is_child_mark(name) for name in ("孩子1", "孩子 12", "孩子", "小孩子1")] == [
        True,
        True,
        False,
        False,
    ]
