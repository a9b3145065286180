"""What Collect sends: the XML of a form into the fields of the same form as JSON.

No document type is taken, and so no entity: that is what bombs are made of.
"""

import re
from typing import Any
from uuid import UUID
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from doorstep.sync.rules.own_questions import BEGINNING, OWN
from doorstep.sync.rules.xforms import MARKED
from doorstep.visits.choices import ChangeKind

MARK = b"\xef\xbb\xbf"
INSTANCE_ID = re.compile(rb"instanceID[^<>]*>\s*(?:uuid:)?([0-9a-fA-F-]{36})\s*<")
SHAPE = "1"  # of the fields as JSON

type Texts = dict[str, str]


def is_xml(body: bytes) -> bool:
    """Whether it is a form of Collect's, and not one of the field page's."""
    return body.removeprefix(MARK).lstrip().startswith(b"<")


def id_within(body: bytes) -> UUID | None:
    """The id that stands in bytes which cannot be read whole."""
    found = INSTANCE_ID.search(body)
    try:
        return UUID(found[1].decode()) if found else None
    except ValueError:
        return None


def said_in(body: bytes) -> dict[str, Any]:
    """The form as the field page would say it. ValueError for what is no XML.

    `version` is the published form's own; `shape` is that of the fields here.
    """
    try:
        root = _root(body)
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise ValueError("no form") from error
    form, version, texts = root.get("id", ""), root.get("version", ""), _texts(root)
    said = {
        "id": _key(texts, "meta/instanceID"),
        "replaces": _key(texts, "meta/deprecatedID"),
        "form": form,
        "version": version,
        "shape": SHAPE,
        "household": _text(texts, "what/household"),
        "on": _text(texts, "what/on"),
    }
    if form == "visit":
        said |= _visit(texts) | _answers(root)
    elif form == "need":
        said |= _need(texts)
    elif form == "close":
        said |= _closing(texts)
    return {name: value for name, value in said.items() if value != ""}


def _root(body: bytes) -> Element:
    """Nearly no form has a mark that could begin a document type: what needs no watching is read
    by the parser in C, in an eighth of the time. ParseError, DefusedXmlException, LookupError."""
    if b"<!" in body or b"\0" in body:  # a NUL: of an encoding that writes the mark otherwise
        return fromstring(body, forbid_dtd=True)
    return ElementTree.fromstring(body)  # noqa: S314


def _visit(texts: Texts) -> dict[str, Any]:
    need, closing = _need(texts), _closing(texts)
    return {
        "mode": _text(texts, "what/mode"),
        "result": _text(texts, "what/result"),
        "part": _text(texts, "what/part"),
        "no_change": _text(texts, "what/no_change") == MARKED,
        "services": _text(texts, "done/services").split(),
        "note": _text(texts, "done/note"),
        "next_on": _text(texts, "done/next_on"),
        "needs": [need] if need.get("kind") or need.get("text") else [],
        "closed": [closing] if closing.get("need") else [],
        "changes": _changes(texts),
    }


def _need(texts: Texts) -> dict[str, Any]:
    names = ("kind", "violence", "text", "urgency", "requested_how", "requested_on", "works_kind")
    return _filled({name: _text(texts, f"need/{name}") for name in names})


def _closing(texts: Texts) -> dict[str, Any]:
    return _filled(
        {
            "need": _text(texts, "closing/closed"),
            "outcome": _text(texts, "closing/outcome"),
            "text": _text(texts, "closing/words"),
            "seen": _whole(_text(texts, "closing/seen")),
        }
    )


def _changes(texts: Texts) -> list[dict[str, Any]]:
    private = _text(texts, "changes/private") == MARKED
    facts = [
        {"kind": kind.value, "value": fact, "private": private}
        for kind, name in ((ChangeKind.FACT_BEGAN, "began"), (ChangeKind.FACT_ENDED, "ended"))
        for fact in _text(texts, f"changes/{name}").split()
    ]
    residents = _whole(_text(texts, "changes/residents"))
    others = [
        (ChangeKind.RESIDENTS, residents),
        (ChangeKind.PHONE, _text(texts, "changes/phone")),
        (ChangeKind.BEST_TIME, _text(texts, "changes/best_time")),
        (ChangeKind.AWAY_UNTIL, _text(texts, "changes/away_until")),
    ]
    return facts + [{"kind": kind.value, "value": value} for kind, value in others if value != ""]


def _answers(root: Element) -> dict[str, Any]:
    """What was answered to the method's own questions, by their keys."""
    own = root.find(f"{{*}}{OWN}")
    answers = {
        one.tag.rpartition("}")[2].removeprefix(BEGINNING): (one.text or "").strip()
        for one in (own if own is not None else ())
    }
    said = _filled(answers)
    return {"answers": said} if said else {}


def _filled(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value != ""}


def _whole(text: str) -> int | str:
    """A number, or the text itself for the reader to find fault with."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else text


def _key(texts: Texts, way: str) -> str:
    return _text(texts, way).removeprefix("uuid:")


def _texts(root: Element) -> Texts:
    """What stands at each way of two names, whatever their namespace; the first where it is said
    twice."""
    texts: Texts = {}
    for part in root:
        name = _name(part)
        for one in part:
            way = f"{name}/{_name(one)}"
            texts.setdefault(way, (one.text or "").strip())
    return texts


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _text(texts: Texts, way: str) -> str:
    """What stands at a way of names; "" where nothing does."""
    return texts.get(way, "")
