"""Ids that sort by making, names that follow the reader, refusals that carry a sentence."""

from django.utils import translation

from doorstep.kit.errors import Refused
from doorstep.kit.ids import uuid7
from doorstep.kit.names import name_in


def test_uuid7_says_its_version_and_variant_and_sorts_by_time(monkeypatch):
    times = iter([1_000_000_000_000_000_000, 1_000_000_001_000_000_000])
    monkeypatch.setattr("doorstep.kit.ids.time.time_ns", lambda: next(times))

    first, second = uuid7(), uuid7()

    assert (first.version, first.variant) == (7, "specified in RFC 4122")
    assert first < second


def test_a_name_falls_back_to_chinese_then_to_any():
    names = {"zh-hans": "调解支持", "en": "Mediation support"}

    with translation.override("en"):
        assert name_in(names) == "Mediation support"
    with translation.override("bo"):
        assert name_in(names) == "调解支持"
    assert name_in({"bo": "བོད"}, "en") == "བོད"
    assert name_in({}) == ""


def test_a_refusal_fills_its_sentence():
    class TooMany(Refused):
        message = "There are %(count)s; take some away."

    assert str(TooMany(count=3)) == "There are 3; take some away."
    assert str(Refused("100 % full")) == "100 % full"
