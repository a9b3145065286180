"""ODK Collect as a server meets it: what it asks, and what it makes of the answers.

Written after Collect v2026.3: what is asserted here is what its source asks for; the comments say
what a phone does otherwise.
"""

import csv
import hashlib
import io
import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
XFORM = "{http://www.w3.org/2002/xforms}"
DEVICE = "collect:0Ab1Cd2Ef3Gh4Ij5"
HEADERS = {
    "X-OpenRosa-Version": "1.0",
    "User-Agent": "org.odk.collect.android/v2026.3.3 Dalvik/2.1.0",
    # of a clock with twelve hours, as it is sent
    "Date": time.strftime("%a, %d %b %Y %I:%M:%S GMT", time.gmtime()),
}


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def words(self):
        """What the phone shows of a failed submission."""
        return fromstring(self.body).findtext(f"{RESPONSE}message")


class Collect:
    """A phone with its `server_url`; with a Django client it needs no network."""

    def __init__(self, server_url: str, client=None) -> None:
        self.server_url, self.client = server_url, client

    def call(self, method, address, body=None, headers=(), **query) -> Answer:
        url = urlsplit(address)
        query = "&".join(filter(None, [url.query, urlencode(query | {"deviceID": DEVICE})]))
        told = HEADERS | dict(headers)
        if self.client is not None:
            kind = told.pop("Content-Type", "")
            got = self.client.generic(
                method, f"{url.path}?{query}", body or b"", kind, headers=told
            )
            return Answer(got.status_code, lowered(got.headers), got.content)
        connection = HTTPConnection(url.hostname, url.port, timeout=60)
        connection.request(method, f"{url.path}?{query}", body, told)
        got = connection.getresponse()
        answer = Answer(got.status, lowered(got.headers), got.read())
        connection.close()
        return answer

    def xml(self, address, tag, **query):
        """An answer of the server's own: without type or version it is no server to Collect."""
        answer = self.call("GET", address, **query)
        root = fromstring(answer.body.decode())
        assert answer.status == 200
        assert "text/xml" in answer.headers["content-type"]
        assert answer.headers["x-openrosa-version"] == "1.0"
        assert root.tag == tag
        return root

    def forms(self) -> dict:
        """By id. One that is incomplete makes Collect drop them all."""
        root = self.xml(f"{self.server_url}/formList", f"{LIST}xforms")
        forms = [fields(one, LIST) for one in root.findall(f"{LIST}xform")]
        for one in forms:
            assert all(one[name] for name in ("formID", "name", "version", "downloadUrl"))
            assert re.fullmatch("md5:[0-9a-f]{32}", one["hash"])
        return {one["formID"]: one for one in forms}

    def download(self, form) -> bytes:
        """With another digest than the listed one the phone would fetch it for ever."""
        answer = self.call("GET", form["downloadUrl"])
        assert answer.status == 200
        assert form["hash"] == "md5:" + hashlib.md5(answer.body, usedforsecurity=False).hexdigest()
        return answer.body

    def lists(self, form) -> dict:
        """The entity lists of a form by file name; one that is incomplete drops them all."""
        root = self.xml(form["manifestUrl"], f"{MANIFEST}manifest")
        files = root.findall(f"{MANIFEST}mediaFile")
        assert {one.get("type") for one in files} == {"entityList"}
        lists = [fields(one, MANIFEST) for one in files]
        for one in lists:
            assert all(one[n] for n in ("filename", "downloadUrl", "hash", "integrityUrl"))
        return {one["filename"]: one for one in lists}

    def rows(self, entity_list) -> list:
        """One row without these drops the whole update, and says nothing."""
        answer = self.call("GET", entity_list["downloadUrl"])
        assert answer.status == 200
        rows = list(csv.DictReader(io.StringIO(answer.body.decode(), newline="")))
        for row in rows:
            assert UUID(row["name"]).version == 4
            assert row["label"]
            assert row["__version"].isdecimal()
            assert None not in row and None not in row.values()  # noqa: PT018
        return rows

    def gone(self, entity_list, *ids) -> dict:
        """What the phone is told to delete of the rows it has."""
        asked = {"id": ",".join(map(str, ids))}
        root = self.xml(entity_list["integrityUrl"], "data", **asked)
        told = {one.get("id"): one.findtext("deleted") for one in root.findall("entities/entity")}
        assert set(told.values()) <= {"true", "false"}
        return {key: text == "true" for key, text in told.items()}

    def may_send(self) -> Answer:
        return self.call("HEAD", f"{self.server_url}/submission")

    def send(self, xml: bytes, files=(), *, is_incomplete=False) -> Answer:
        """One post: the form, files by name, and whether more are to come."""
        told = [("*isIncomplete*", None, b"yes")] if is_incomplete else []
        form = ("xml_submission_file", "form.xml", xml)
        kind, body = parts(form, *[(name, name, content) for name, content in files], *told)
        return self.post(body, kind)

    def post(self, body: bytes, kind: str, **headers) -> Answer:
        told = {"Content-Type": kind} | headers
        return self.call("POST", f"{self.server_url}/submission", body, told)


def lowered(headers) -> dict:
    return {name.lower(): value for name, value in headers.items()}


def fields(element, space) -> dict:
    return {one.tag.removeprefix(space): (one.text or "").strip() for one in element}


def parts(*given) -> tuple[str, bytes]:
    """(name, file name or None, content) as multipart: its type and its bytes."""
    edge = "0a1b2c3d-4e5f"
    lines = []
    for name, file, content in given:
        told = f'form-data; name="{name}"' + (f'; filename="{file}"' if file else "")
        kind = b"Content-Type: text/xml\r\n" if file and file.endswith(".xml") else b""
        lines.append(f"--{edge}\r\nContent-Disposition: {told}\r\n".encode() + kind + b"\r\n")
        lines += [content, b"\r\n"]
    return f"multipart/form-data; boundary={edge}", b"".join(lines) + f"--{edge}--\r\n".encode()


def filled(form: bytes, *, key=None, replaces=None, version=None, **values) -> bytes:
    """A form as it is sent: its empty instance with values by their way, `what__household`."""
    root = fromstring(form).find(f".//{XFORM}instance")[0]
    for one in root.iter():
        one.tag = one.tag.removeprefix(XFORM)
    root.find("meta/instanceID").text = f"uuid:{key or uuid4()}"
    if replaces:
        ElementTree.SubElement(root.find("meta"), "deprecatedID").text = f"uuid:{replaces}"
    if version:
        root.set("version", version)
    for way, value in values.items():
        root.find(way.replace("__", "/")).text = str(value)
    return ElementTree.tostring(root)
