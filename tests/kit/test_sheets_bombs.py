"""What is made to fill memory or time is refused, with the limit named."""

import resource
import zipfile
from io import BytesIO

import pytest

from doorstep.kit.sheets import (
    CellTooLong,
    FileTooLarge,
    NotAWorkbook,
    TextsTooLarge,
    TooManyCells,
    TooManyColumns,
    TooManyParts,
    TooManyRows,
    TooManySheets,
    UnpacksTooLarge,
    WorkbookDamaged,
    WorkbookTooLarge,
    read_workbook,
)
from tests.kit.workbooks import MAIN, written, xls, xlsx

MB = 1024**2
ENTITIES = '<!DOCTYPE x [<!ENTITY a "{0}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(address: str, text: str = "1") -> str:
    return f'<c r="{address}"><v>{text}</v></c>'


@pytest.mark.parametrize(
    ("data", "refusal", "named"),
    [
        (b"x," * (33 * MB), FileTooLarge, "64"),
        (xlsx("<sheetData/>", **{"xl/a.bin": bytes(300 * MB)}), UnpacksTooLarge, "256"),
        (xlsx("<sheetData/>", **{f"xl/{n}": b"" for n in range(2_001)}), TooManyParts, "2000"),
        (
            xlsx(f"<sheetData>{row(1, *(cell(f'A{n}') for n in (1, 1_048_576)))}</sheetData>"),
            TooManyRows,
            "300000",
        ),
        (xlsx(f"<sheetData>{row(1, cell('NTP1'))}</sheetData>"), TooManyColumns, "400"),
        (
            xlsx(f"<sheetData>{row(1, cell('A1'), cell('OJ299999'))}</sheetData>"),
            TooManyCells,
            "3000000",
        ),
        (
            xlsx(f"<sheetData>{row(1, cell('A1', '长' * 40_000))}</sheetData>"),
            CellTooLong,
            "32767",
        ),
        ("\n".join([",".join("x" * 500)] * 3).encode(), TooManyColumns, "400"),
        (b"a,b\n" * 300_001, TooManyRows, "300000"),
    ],
)
def test_what_goes_beyond_a_limit_is_refused_and_the_limit_is_named(data, refusal, named):
    with pytest.raises(refusal) as refused:
        read_workbook(data)

    assert named in str(refused.value).replace(",", "")


def test_one_long_text_shown_in_a_million_cells_is_counted_a_million_times():
    shared = f'<sst xmlns="{MAIN}"><si><t>{"长" * 30_000}</t></si></sst>'.encode()
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 200_001))

    before = peak()
    with pytest.raises(TextsTooLarge):
        read_workbook(xlsx(f"<sheetData>{cells}</sheetData>", **{"xl/sharedStrings.xml": shared}))

    assert peak() - before < 200


def test_the_limits_hold_for_all_sheets_of_a_workbook_together():
    far = f"<sheetData>{row(1, cell('A1'), cell('OJ5000'))}</sheetData>"
    book = xlsx(far, f"<sheets>{sheets_of_one_part(3)}</sheets>")

    with pytest.raises(TooManyCells):
        read_workbook(book)


def test_two_far_cells_of_an_old_workbook_do_not_fill_the_memory_between_them():
    corners = xls(cells={(0, 0): "户编号", (65_535, 255): "远"})

    before = peak()
    with pytest.raises(WorkbookTooLarge):
        read_workbook(corners)

    assert peak() - before < 200


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "sheet", "_rels/.rels"]
)
@pytest.mark.parametrize("doctype", [ENTITIES.format("x" * 10), OUTSIDE])
def test_a_document_type_is_refused_wherever_it_stands(part, doctype):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{row(1, cell("A1"))}</sheetData></worksheet>'
    shared = f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
    whole = xlsx(sheet, **{"xl/sharedStrings.xml": shared.encode()})
    inside = "xl/worksheets/sheet1.xml" if part == "sheet" else part
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, doctype + text if name == inside else text)

    with pytest.raises(WorkbookDamaged):
        read_workbook(stream.getvalue())


def test_archives_inside_of_archives_are_never_opened():
    inner = written(("N-1", "卓玛"))
    for depth in range(30):
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{depth}.zip", inner)
        inner = stream.getvalue()

    book = read_workbook(written_with("xl/embeddings/inner.zip", inner))

    assert book.sheets[0].rows[-1].values == ("N-1", "卓玛")


@pytest.mark.parametrize(
    "name", ["../../../../etc/doorstep-out", "/etc/doorstep-out", "..\\..\\doorstep-out"]
)
def test_a_part_whose_name_leads_out_of_the_archive_is_written_nowhere(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    book = read_workbook(written_with(name, b"out"))

    assert book.sheets[0].rows[-1].values == ("N-1", "卓玛")
    assert list(tmp_path.rglob("*")) == []


def test_a_part_named_twice_is_refused():
    stream = BytesIO(written(("N-1", "卓玛")))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(WorkbookDamaged):
        read_workbook(stream.getvalue())


def test_a_million_formatted_rows_without_values_are_no_rows():
    blank = "".join(f'<row r="{n}" s="1"><c r="A{n}" s="1"/></row>' for n in range(3, 200_003))
    filled = row(1, cell("A1")) + row(2, cell("A2"))
    declared = '<dimension ref="A1:XFD1048576"/>'

    book = read_workbook(xlsx(f"{declared}<sheetData>{filled}{blank}</sheetData>"))

    assert [one.number for one in book.sheets[0].rows] == [1, 2]


@pytest.mark.parametrize(
    "data", [b"a,b\nN\0,x\n", b"a,b\n\0\0\0,\0\n", b"PK\x03\x04" + bytes(5000)]
)
def test_zero_bytes_are_refused_where_no_table_has_them(data):
    with pytest.raises((WorkbookDamaged, NotAWorkbook)):
        read_workbook(data)


def sheets_of_one_part(count: int) -> str:
    names = range(2, count + 2)
    return "".join(f'<sheet name="{n}" sheetId="{n}" r:id="r1"/>' for n in names)


def test_ten_thousand_sheets_are_counted_before_they_are_read():
    inside = f"<sheetData>{row(1, cell('A1'))}</sheetData>"

    with pytest.raises(TooManySheets):
        read_workbook(xlsx(inside, f"<sheets>{sheets_of_one_part(10_000)}</sheets>"))


def test_a_part_that_many_sheets_share_is_counted_for_each_of_them():
    inside = f"<sheetData>{row(1, cell('A1'))}</sheetData>" + " " * 2 * MB

    with pytest.raises(UnpacksTooLarge):
        read_workbook(xlsx(inside, f"<sheets>{sheets_of_one_part(200)}</sheets>"))


def written_with(name: str, content: bytes) -> bytes:
    stream = BytesIO(written(("N-1", "卓玛")))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(name, content)
    return stream.getvalue()
