// Keys and ciphers: all of it WebCrypto's.

import type { Cipher, Lock } from "./types";

export const ROUNDS = 600_000;
const NONCE = 12;
const PIECE = 8192; // so many letters at once; a picture has too many for one call
const utf8 = new TextEncoder();

export const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

export function base64(bytes: ArrayBuffer | Uint8Array): string {
  const all = new Uint8Array(bytes);
  let text = "";
  for (let at = 0; at < all.length; at += PIECE) text += String.fromCharCode(...all.subarray(at, at + PIECE));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_");
}

function unbase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

export async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", utf8.encode(text)));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number) {
  const given = await crypto.subtle.importKey("raw", utf8.encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, given,
    { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"],
  );
}

/** A new key for all that is kept, and itself wrapped by the PIN. */
export async function newKey(pin: string): Promise<{
  key: CryptoKey; wrap: Pick<Lock, "salt" | "rounds" | "iv" | "wrapped">;
}> {
  const salt = random(16), iv = random(NONCE);
  const made = await crypto.subtle.generateKey(
    { name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"],
  );
  const by = await keyOfPin(pin, salt, ROUNDS);
  const wrapped = await crypto.subtle.wrapKey("raw", made, by, { name: "AES-GCM", iv });
  const wrap = { salt, rounds: ROUNDS, iv, wrapped };
  return { key: await unwrap(wrap, by), wrap };
}

/** The key behind the PIN; an error for a wrong one. It cannot be taken out of this page. */
export async function openKey(lock: Lock, pin: string): Promise<CryptoKey> {
  return unwrap(lock, await keyOfPin(pin, lock.salt, lock.rounds));
}

function unwrap(lock: Pick<Lock, "iv" | "wrapped">, by: CryptoKey): Promise<CryptoKey> {
  return crypto.subtle.unwrapKey(
    "raw", lock.wrapped, by, { name: "AES-GCM", iv: lock.iv }, "AES-GCM", false,
    ["encrypt", "decrypt"],
  );
}

export async function hide<T>(key: CryptoKey, value: T): Promise<Cipher> {
  const iv = random(NONCE), text = utf8.encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
}

export async function show<T>(key: CryptoKey, hidden: Cipher): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: hidden.iv }, key, hidden.data);
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

export type Envelope = (text: string) => Promise<string>;

/** An envelope that only the office opens (doorstep/kit/envelopes.py). */
export async function seal(office: string, purpose: string, text: string): Promise<string> {
  return (await envelope(office, purpose))(text);
}

/** The same, empty: its key is agreed on before there is anything to say, for one text alone. */
export async function envelope(office: string, purpose: string): Promise<Envelope> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = unbase64(office);
  const pair = await crypto.subtle.generateKey(curve, true, ["deriveBits"]);
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const shared = await crypto.subtle.deriveBits(
    { name: "ECDH", public: await crypto.subtle.importKey("raw", theirs, curve, false, []) },
    pair.privateKey, 256,
  );
  const drawn = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: joined(ours, theirs), info: utf8.encode(`doorstep ${purpose}`) },
    drawn, { name: "AES-GCM", length: 256 }, false, ["encrypt"],
  );
  return async (text) => {
    const iv = random(NONCE);
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, utf8.encode(text));
    return base64(joined(ours, iv, new Uint8Array(sealed)));
  };
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}
