"""Letters as a Word document."""

from io import BytesIO

from docx import Document

from doorstep.packs.letters import Letter, write_letters

FIRST = Letter("告知信", "央金 · A-001", (("", ("您好",)), ("发生了什么", ("名单遗失",))), "草坝村")
SECOND = Letter("告知信", "巴桑 · A-002", (), "草坝村")


def written(*letters):
    stream = BytesIO()
    write_letters(letters, stream)
    stream.seek(0)
    return Document(stream)


def test_a_letter_holds_its_parts_in_order():
    texts = [one.text for one in written(FIRST).paragraphs]

    assert texts == ["告知信", "央金 · A-001", "您好", "发生了什么", "名单遗失", "草坝村"]


def test_each_letter_has_a_page_of_its_own():
    document = written(FIRST, SECOND)

    assert document.element.xml.count('w:type="page"') == 1
