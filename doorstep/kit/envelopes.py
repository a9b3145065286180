"""Envelopes: whoever has our public key can seal one, and only we can open it.

A phone seals with it what it has still to send, so that it can be sent by whoever holds the phone
and read by nobody but us. Each key pair is drawn from the vault's key of its owner (a name). An
envelope is the sender's passing public key (P-256, 65 bytes), a nonce (12) and AES-256-GCM; its
key comes by HKDF-SHA-256 from both public keys and the purpose, so that an envelope made for one
purpose does not open for another.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from doorstep.kit import vault
from doorstep.kit.vault import SealBroken

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
POINT = 65
NONCE = 12


def public_key(owner: object) -> bytes:
    """The public key of an owner as an uncompressed point; the pair is made where there is none."""
    return _point(_private_key(vault.keys_of([owner])[str(owner)]).public_key())


def open_envelope(owner: object, purpose: str, envelope: bytes) -> bytes:
    """What was sealed to the owner's public key for a purpose. SealBroken."""
    kept = vault.present_keys([owner]).get(str(owner))
    if kept is None:
        raise SealBroken(str(owner))
    ours = _private_key(kept)
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, envelope[:POINT])
        key = key_between(
            ours.exchange(ec.ECDH(), theirs), envelope[:POINT] + _point(ours.public_key()), purpose
        )
        nonce, sealed = envelope[POINT : POINT + NONCE], envelope[POINT + NONCE :]
        return AESGCM(key).decrypt(nonce, sealed, None)
    except (InvalidTag, ValueError) as broken:
        raise SealBroken(str(owner)) from broken


def key_between(shared: bytes, points: bytes, purpose: str) -> bytes:
    """The envelope's key, from what both sides compute."""
    return HKDF(SHA256(), 32, salt=points, info=f"doorstep {purpose}".encode()).derive(shared)


def _private_key(kept: bytes) -> ec.EllipticCurvePrivateKey:
    """Forty-eight bytes before the division, so that no scalar is likelier than another."""
    drawn = HKDF(SHA256(), 48, salt=None, info=b"doorstep envelopes").derive(kept)
    return ec.derive_private_key(int.from_bytes(drawn) % (ORDER - 1) + 1, CURVE)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
