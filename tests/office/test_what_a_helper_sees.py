"""Not what opens but what it shows: every page a helper can open is read for what it must not say.

Asked are all addresses with rows of a household that is the helper's own, of another one in the
village and of another village, every figure, and whatever those pages link to: of the coordinator's
a fixed sixth, of the figures a quarter, which one view draws; all with DOORSTEP_LONG=full.
"""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from doorstep.categories.models import Proposal
from doorstep.figures.queries import ALL_FIGURES
from doorstep.needs.models import Need
from tests.factories import make_member, make_need
from tests.office.addresses import BESIDE, address_of, every_pattern, shows
from tests.office.rows import ids_under
from tests.share import share

pytestmark = pytest.mark.sweep

SEALED, PRIVATE, OPEN = "不愿说的事", "只告诉一个人的事", "家里的事"
OTHERS_NOTE, OTHERS_HEAD, OTHERS_CODE = "次仁家的缘由", "次仁", "A-003"
SERVICE = "Livelihood support"  # what the other household gets
PACK = ["/pack/", "/pack/2026-W10.html"]  # read at the meeting, where households are codes
LINK = re.compile(r'href="(/[^"#]*)"')
BLOCK = re.compile(r"<(?:tr|li|dd|p|option|h\d)\b")  # what stands together begins with one of these


@pytest.fixture
def rows(cast, method, today):
    own = ids_under(cast.a, cast.tashi, cast.coordinator, method)
    beside = ids_under(cast.c, cast.pema, cast.coordinator, method)
    elsewhere = ids_under(cast.d, cast.lhamo, cast.other_coordinator, method)
    Proposal.objects.filter(household=cast.c).update(note=OTHERS_NOTE)
    make_need(cast.a, kind="care", text=OPEN, owner=cast.tashi)
    sealed = make_need(cast.a, kind="care", text=SEALED, owner=cast.tashi)
    Need.objects.filter(pk=sealed.pk).update(sealed=True)
    return [own, beside, elsewhere, own | {"need_id": sealed.pk}]


@pytest.fixture
def read(rows, browser):
    """read(account, every): by address, every page that opens to it, and of what those link to one
    out of `every`."""

    def crawl(account, every=1):
        client, beside = browser(account), BESIDE | {"day": "2026-05-01"}
        asked = {
            address_of(pattern, ids, beside | {"key": key})
            for pattern in every_pattern()
            if not pattern.name.startswith("look") and shows(client, pattern, rows[0], beside)
            for ids in rows
            for key in (share(sorted(ALL_FIGURES), 4) if pattern.name == "figure" else ("note",))
        }
        pages = opened(client, asked)
        linked = {unescape(url) for page in pages.values() for url in LINK.findall(page)}
        there = {url for url in linked - asked if not url.startswith(("/account/", "/static/"))}
        return pages | opened(client, share(sorted(there), every))

    return crawl


def opened(client, addresses):
    answers = [(address, client.get(address)) for address in sorted(addresses)]
    return {
        address: answer.content.decode()
        for address, answer in answers
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]
    }


def saying(pages, word):
    """The addresses of pages that hold a word anywhere, be it in an address."""
    return [address for address, page in pages.items() if word in page]


def saying_together(pages, *words):
    """The addresses of pages where one row, line or heading holds all the words."""
    return [
        address
        for address, page in pages.items()
        if any(
            all(word in text for word in words)
            for text in (strip_tags(f"<p{block}") for block in BLOCK.split(page))
        )
    ]


@pytest.mark.long
def test_no_page_of_a_helper_says_what_is_not_for_helpers(cast, read):
    pages = read(cast.tashi_account)

    assert saying(pages, OPEN) != []
    assert saying(pages, SEALED) == []
    assert saying(pages, OTHERS_NOTE) == []
    assert saying(pages, OTHERS_HEAD) == []
    assert saying(pages, str(cast.c.pk)) == []
    assert saying_together(pages, "A-001", SERVICE) != []
    assert sorted(saying_together(pages, OTHERS_CODE, SERVICE)) == PACK


@pytest.mark.long
def test_no_page_of_a_coordinator_says_what_is_sealed(cast, read):
    pages = read(cast.coordinator, every=6)

    assert saying(pages, SEALED) == []
    assert "/decisions/" in saying(pages, OTHERS_NOTE)  # so the reading finds what is there
    assert "/households/" in saying_together(pages, OTHERS_HEAD, SERVICE)


def test_a_helper_prints_what_is_private_for_the_one_it_concerns_alone(cast, rows, browser):
    grown_up = make_member(cast.a, "边巴", birth_year=1980)
    make_need(cast.a, kind="care", text=PRIVATE, member=grown_up, shared=False)
    client = browser(cast.tashi_account)
    address = reverse("office:household-print", args=[cast.a.pk])

    holding = [
        member.name
        for member in cast.a.members.all()
        if PRIVATE in client.get(address, {"member": str(member.pk)}).text
    ]

    assert holding == ["边巴"]
