"""Envelopes open for us alone, and for what they were made for."""

import os
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from doorstep.kit import vault
from doorstep.kit.envelopes import CURVE, key_between, open_envelope, public_key
from doorstep.kit.vault import SealBroken

DAY = date(2026, 3, 2)
pytestmark = pytest.mark.usefixtures("own_keys")


def envelope_for(office: bytes, purpose: str, text: bytes) -> bytes:
    """Seals as a phone does."""
    ours = ec.generate_private_key(CURVE)
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, office)
    key = key_between(ours.exchange(ec.ECDH(), theirs), point + office, purpose)
    nonce = os.urandom(12)
    return point + nonce + AESGCM(key).encrypt(nonce, text, None)


def test_what_was_sealed_to_us_opens():
    envelope = envelope_for(public_key("a"), "record", "央金".encode())

    assert open_envelope("a", "record", envelope).decode() == "央金"


def test_the_key_pair_stays_the_same():
    assert public_key("a") == public_key("a") != public_key("b")


@pytest.mark.parametrize(("owner", "purpose"), [("b", "record"), ("a", "token"), ("c", "record")])
def test_it_opens_for_no_other_owner_and_no_other_purpose(owner, purpose):
    envelope = envelope_for(public_key("a"), "record", b"x")
    public_key("b")

    with pytest.raises(SealBroken):
        open_envelope(owner, purpose, envelope)


@pytest.mark.parametrize("length", [0, 1, 64, 65, 77, 93])
def test_one_cut_short_does_not_open(length):
    envelope = envelope_for(public_key("a"), "record", b"x")

    with pytest.raises(SealBroken):
        open_envelope("a", "record", envelope[:length])


def test_a_changed_one_does_not_open():
    envelope = envelope_for(public_key("a"), "record", b"x")

    for at in (0, 10, 70, len(envelope) - 1):
        changed = bytearray(envelope)
        changed[at] ^= 1
        with pytest.raises(SealBroken):
            open_envelope("a", "record", bytes(changed))


def test_with_its_key_destroyed_it_never_opens_again():
    envelope = envelope_for(public_key("a"), "record", b"x")

    vault.destroy_key("a", on=DAY)

    with pytest.raises(SealBroken):
        open_envelope("a", "record", envelope)
