"""Templates, styles and scripts obey the content security policy and call nobody."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import files, name, room

INLINE = {
    "script without src": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "handler attribute": re.compile(r"\son[a-z]+\s*=|hx-on", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
}
ADDRESS = re.compile(r"""(?:https?:)?//(?!www\.w3\.org/)[\w-]+\.[\w./-]+""")
OPEN = {
    "language",  # a stranger may choose the language of the sign-in page
    "switch",  # leads to the first page where nobody set a PIN
}


def test_no_template_holds_script_or_style():
    found = [
        (name(path), what)
        for path in files(".html")
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text("utf-8"))
    ]

    assert found == []


def test_no_page_calls_another_server():
    found = [
        (name(path), address)
        for path in files(".html", ".css", ".js", ".svg")
        for address in ADDRESS.findall(path.read_text("utf-8"))
    ]

    assert found == []


def test_no_script_of_ours_writes_markup_or_keeps_anything_in_the_browser():
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|"
        r"localStorage|sessionStorage|indexedDB|document\.cookie|postMessage"
    )
    found = [
        (name(path), word)
        for path in files(".js")
        for word in unsafe.findall(path.read_text("utf-8"))
    ]

    assert found == []


# Names of programs and forms, the same in every language.
NAMES = {">Word<", ">Excel<", ">JSON<"}


def test_office_templates_have_no_english_outside_translate():
    bare = re.compile(r">\s*[A-Za-z]{3,}[A-Za-z ,.]*\s*<")
    found = []
    for path in files(".html"):
        text = re.sub(
            r"{%\s*(blocktranslate|comment)\b.*?end\1\s*%}|{%.*?%}|{{.*?}}|{#.*?#}|<!--.*?-->",
            "",
            path.read_text("utf-8"),
            flags=re.DOTALL,
        )
        found += [(name(path), match) for match in bare.findall(text) if match not in NAMES]

    assert found == []


def addresses(patterns=None, prefix="/"):
    """Every (name, address) of the office, with invented arguments filled in."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield one.name, re.sub(r"<(\w+:)?\w+>", fill, prefix + str(one.pattern))


def fill(match: re.Match[str]) -> str:
    kind = (match[1] or "str:").rstrip(":")
    return {"uuid": "00000000-0000-4000-8000-000000000001", "int": "1"}.get(kind, "x-1")


@pytest.mark.django_db
def test_every_page_but_signing_in_asks_a_stranger_to_sign_in():
    client = Client()
    strangers_see = []
    for label, address in addresses():
        if (
            address.startswith(("/account/", "/field/", "/odk/")) or label in OPEN
        ):  # devices bring tokens
            continue
        answer = client.get(address)
        is_sent_away = answer.status_code == 302 and answer.url.startswith("/account/login/")
        if not (is_sent_away or answer.status_code == 404):  # /look/ exists for developers alone
            strangers_see.append((label, address, answer.status_code))

    assert strangers_see == []


def test_the_templates_lie_in_a_folder_named_as_their_room():
    strays = [
        name(path)
        for path in files(".html")
        if (parts := path.relative_to(path.parents[-1]).as_posix()).count("/templates/") == 1
        and parts.split("/templates/")[1].split("/")[0] != room(path)
        and room(path) != "office"
    ]

    assert strays == []
