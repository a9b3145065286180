"""Envelopes as the field page seals them: what `kit.envelopes` opens, from the other side."""

import base64
import os

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from doorstep.kit.envelopes import CURVE, NONCE, key_between


def seal(office: str, purpose: str, text: str) -> bytes:
    """A text for the office alone, whose public key a phone was given."""
    theirs = base64.urlsafe_b64decode(office)
    pair = ec.generate_private_key(CURVE)
    ours = pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = pair.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs))
    nonce = os.urandom(NONCE)
    sealed = AESGCM(key_between(shared, ours + theirs, purpose)).encrypt(nonce, text.encode(), None)
    return ours + nonce + sealed
