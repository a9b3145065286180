"""XLSForms of a method's own questions."""

import shutil

from openpyxl import Workbook

from tests.factories import METHOD

HEAD = ["type", "name", "label::中文 (zh)", "label::English (en)", "required", "relevant"]
CHOICES = [
    ["list_name", "name", "label::中文 (zh)", "label::English (en)"],
    ["heating", "coal", "煤", "Coal"],
    ["heating", "dung", "牛粪", "Dung"],
]
QUESTIONS = [
    ["select_one heating", "heating", "取暖用什么", "What they heat with", "yes", ""],
    ["integer", "sacks", "还剩几袋", "Sacks left", "", "${heating} = 'coal'"],
    ["barcode", "stove", "炉子编号", "Number of the stove", "", ""],
]


def method_asking(tmp_path, *rows, head=HEAD, choices=CHOICES):
    """A copy of the shipped method with questions of its own."""
    folder = tmp_path / "method"
    shutil.copytree(METHOD, folder, dirs_exist_ok=True)
    book = Workbook()
    book.active.title = "survey"
    for row in (head, *rows):
        book.active.append(row)
    sheet = book.create_sheet("choices")
    for row in choices:
        sheet.append(row)
    book.save(folder / "visit.xlsx")
    return folder
