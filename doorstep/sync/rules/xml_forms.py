"""What Collect sends: the XML of a form into the fields of the same form as JSON.

No document type is taken, and so no entity: that is what bombs are made of.
"""

import re
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from doorstep.sync.rules.own_questions import BEGINNING, OWN
from doorstep.sync.rules.xforms import MARKED
from doorstep.visits.choices import ChangeKind

MARK = b"\xef\xbb\xbf"
INSTANCE_ID = re.compile(rb"instanceID[^<>]*>\s*(?:uuid:)?([0-9a-fA-F-]{36})\s*<")
SHAPE = "1"  # of the fields as JSON


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
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError) as error:
        raise ValueError("no form") from error
    form, version = root.get("id", ""), root.get("version", "")
    said = {
        "id": _key(root, "meta/instanceID"),
        "replaces": _key(root, "meta/deprecatedID"),
        "form": form,
        "version": version,
        "shape": SHAPE,
        "household": _text(root, "what/household"),
        "on": _text(root, "what/on"),
    }
    if form == "visit":
        said |= _visit(root)
    elif form == "need":
        said |= _need(root)
    elif form == "close":
        said |= _closing(root)
    return {name: value for name, value in said.items() if value != ""}


def _visit(root: Element) -> dict[str, Any]:
    need, closing = _need(root), _closing(root)
    return {
        "mode": _text(root, "what/mode"),
        "result": _text(root, "what/result"),
        "part": _text(root, "what/part"),
        "no_change": _text(root, "what/no_change") == MARKED,
        "services": _text(root, "done/services").split(),
        "note": _text(root, "done/note"),
        "next_on": _text(root, "done/next_on"),
        "needs": [need] if need.get("kind") or need.get("text") else [],
        "closed": [closing] if closing.get("need") else [],
        "changes": _changes(root),
    } | _answers(root)


def _need(root: Element) -> dict[str, Any]:
    names = ("kind", "violence", "text", "urgency", "requested_how", "requested_on", "works_kind")
    return _filled({name: _text(root, f"need/{name}") for name in names})


def _closing(root: Element) -> dict[str, Any]:
    return _filled(
        {
            "need": _text(root, "closing/closed"),
            "outcome": _text(root, "closing/outcome"),
            "text": _text(root, "closing/words"),
            "seen": _whole(_text(root, "closing/seen")),
        }
    )


def _changes(root: Element) -> list[dict[str, Any]]:
    private = _text(root, "changes/private") == MARKED
    facts = [
        {"kind": kind.value, "value": fact, "private": private}
        for kind, name in ((ChangeKind.FACT_BEGAN, "began"), (ChangeKind.FACT_ENDED, "ended"))
        for fact in _text(root, f"changes/{name}").split()
    ]
    residents = _whole(_text(root, "changes/residents"))
    others = [
        (ChangeKind.RESIDENTS, residents),
        (ChangeKind.PHONE, _text(root, "changes/phone")),
        (ChangeKind.BEST_TIME, _text(root, "changes/best_time")),
        (ChangeKind.AWAY_UNTIL, _text(root, "changes/away_until")),
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


def _key(root: Element, way: str) -> str:
    return _text(root, way).removeprefix("uuid:")


def _text(root: Element, way: str) -> str:
    """What stands at a way of names, whatever their namespace; "" where nothing does."""
    found = root.find("/".join(f"{{*}}{name}" for name in way.split("/")))
    return (found.text or "").strip() if found is not None else ""
