"""A method's own questions: what is taken, what is refused with file and row, where they run."""

import pytest

from doorstep.cli.main import main
from doorstep.method.actions import load_method
from doorstep.method.files import check_method, narrow_questions, read_method
from doorstep.method.models import Question
from tests.factories import DAY, METHOD, make_account
from tests.method.workbooks import CHOICES, HEAD, QUESTIONS, method_asking

DIGEST = read_method(METHOD).digest


def faults(folder):
    return [(one.file, one.line, one.text) for one in check_method(folder)]


@pytest.mark.django_db
def test_they_are_published_with_the_version(tmp_path):
    folder = method_asking(tmp_path, *QUESTIONS)

    version, is_new = load_method(folder, by=make_account("a"), on=DAY)
    again, is_new_again = load_method(folder, by=make_account("b"), on=DAY)

    asked = Question.objects.filter(version=version)
    assert (is_new, again, is_new_again) == (True, version, False)
    assert [(one.key, one.kind, one.names["en"]) for one in asked] == [
        ("heating", "select_one", "What they heat with"),
        ("sacks", "integer", "Sacks left"),
        ("stove", "barcode", "Number of the stove"),
    ]
    assert [one["value"] for one in asked[0].told["choices"]] == ["coal", "dung"]
    assert (asked[0].told["is_required"], asked[1].told["relevant"]) == (
        True, "${heating} = 'coal'",
    )  # fmt: skip


def test_a_method_without_any_is_the_one_it_was(tmp_path):
    other = read_method(method_asking(tmp_path, *QUESTIONS)).digest
    moved = read_method(method_asking(tmp_path, [], *QUESTIONS)).digest

    assert read_method(METHOD).questions == ()
    assert DIGEST == "9258a198e4c0ad375ff162c7e5b47859ba95b5c0f0c2f25e21fdec5bee78cbf6"
    assert (other == DIGEST, other == moved) == (False, True)


def test_where_they_run_is_said_at_publishing(tmp_path, capsys):
    folder = method_asking(tmp_path, *QUESTIONS)

    told = [(one.file, one.line) for one in narrow_questions(read_method(folder))]
    code = main(["check-method", str(folder)])

    assert told == [("visit.xlsx", 2), ("visit.xlsx", 3), ("visit.xlsx", 4)]
    assert code == 0
    assert "visit.xlsx:4:" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("kind", "name", "label", "why"),
    [
        ("geopoint", "where", "门口", "位置"),
        ("start-geopoint", "where", "门口", "位置"),
        ("audio", "said", "说了什么", "录音"),
        ("image", "door", "门口", "拍照"),
        ("deviceid", "phone", "手机", "帮扶人"),
        ("end", "ended", "完了", "帮扶人"),
        ("text", "ethnicity", "问", "ethnic"),
        ("text", "one", "是什么民族", "民族"),
        ("text", "one", "有没有信访", "信访"),
        ("text", "one", "有什么疾病", "封存"),
        ("text", "one", "银行卡号", "封存"),
        ("text", "one", "家里有没有暴力", "保护专员"),
        ("text", "one", "有没有人挨打", "保护专员"),
        ("text", "afraid_at_home", "在家里怎么样", "保护专员"),
        ("repeat", "one", "几头牛", "repeat"),
        ("select_one nothing", "one", "哪种", "nothing"),
        ("text", "One Name", "哪种", "name"),
        ("text", "one", "", "label"),
    ],
)
def test_what_is_not_held_or_not_known_is_refused_with_its_row(tmp_path, kind, name, label, why):
    folder = method_asking(tmp_path, QUESTIONS[0], [kind, name, label, "", "", ""])

    found = faults(folder)

    assert [(file, line) for file, line, _text in found] == [("visit.xlsx", 3)]
    assert why in found[0][2]


def test_a_choice_is_looked_at_as_a_question_is(tmp_path):
    choices = [*CHOICES, ["heating", "hindu", "宗教活动", "Religion"]]
    folder = method_asking(tmp_path, QUESTIONS[0], choices=choices)

    assert {(file, line) for file, line, _text in faults(folder)} == {("visit.xlsx", 4)}


def test_the_value_of_a_choice_is_looked_at_as_its_words_are(tmp_path):
    choices = [*CHOICES, ["heating", "disabled", "其他", "Other"]]
    folder = method_asking(tmp_path, QUESTIONS[0], choices=choices)

    assert [(line, "封存" in text) for _file, line, text in faults(folder)] == [(4, True)]


def test_words_that_name_another_question_are_refused(tmp_path):
    """The form of the phones names its questions otherwise and could not be built."""
    folder = method_asking(
        tmp_path, QUESTIONS[0], ["text", "why", "为什么用${heating}", "Why ${heating}", "", ""]
    )

    assert {(line, "${…}" in text) for _file, line, text in faults(folder)} == {(3, True)}


def test_an_expression_names_questions_of_the_same_file(tmp_path):
    folder = method_asking(tmp_path, ["text", "one", "一", "", "", "${result} = 'met'"])

    [(file, line, text)] = faults(folder)

    assert (file, line, "result" in text) == ("visit.xlsx", 0, True)


def test_a_column_that_nobody_reads_is_told(tmp_path):
    folder = method_asking(tmp_path, [*QUESTIONS[0], "x"], head=[*HEAD, "calculation"])

    assert [(line, "calculation" in text) for _file, line, text in faults(folder)] == [(1, True)]


@pytest.mark.parametrize("body", [b"no workbook \xff\x00", b""])
def test_a_file_that_is_no_workbook_is_a_fault(tmp_path, body):
    folder = method_asking(tmp_path)
    (folder / "visit.xlsx").write_bytes(body)

    assert [(file, line) for file, line, _text in faults(folder)] == [("visit.xlsx", 0)]


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        ("((( =", "((( ="),
        ("${sacks} >", ">"),
        ("nosuch(${sacks})", "nosuch"),
        ("instance('households')/root/item/label = 'x'", "${name}"),
        ("/data/what/household = 'x'", "${name}"),
        ("${last-saved#sacks} = 1", "${name}"),
        ("pulldata('households', 'phone', 'name', 1) = 1", "pulldata"),
    ],
)
@pytest.mark.parametrize("column", ["relevant", "constraint"])
def test_what_no_phone_could_read_is_refused_with_its_row(tmp_path, expression, why, column):
    sacks = ["integer", "sacks", "还剩几袋", "Sacks left", "", ""]
    asked = ["integer", "more", "还要几袋", "Sacks wanted", "", expression]
    folder = method_asking(tmp_path, sacks, asked, head=[*HEAD[:5], column])

    assert [(line, why in text) for _file, line, text in faults(folder)] == [(3, True)]


def test_signs_between_quotes_are_no_part_of_an_expression(tmp_path):
    asked = [
        "text",
        "more",
        "还要什么",
        "What more",
        "",
        "${heating} = 'a/b[$](' or not(. = \"@\")",
    ]

    assert faults(method_asking(tmp_path, QUESTIONS[0], asked)) == []


def test_questions_that_wait_for_each_other_are_refused(tmp_path):
    """A phone does not open a form that holds a ring."""
    rows = [
        ["text", name, "问", "Ask", "", f"${{{other}}} = 'x'"]
        for name, other in (("one", "two"), ("two", "three"), ("three", "two"))
    ]

    [(_file, line, text)] = faults(method_asking(tmp_path, *rows))

    assert (line, "two, three" in text) == (3, True)


@pytest.mark.parametrize("appearance", ["ex:com.other.app(a=1)", "search('households')"])
def test_an_appearance_calls_nothing(tmp_path, appearance):
    row = [*QUESTIONS[0], appearance]
    folder = method_asking(tmp_path, row, head=[*HEAD, "appearance"])

    assert [line for _file, line, _text in faults(folder)] == [2]
