// The PIN: choosing it, opening with it, and what goes when it is wrong too often.

import { hide, newKey, openKey, seal, show } from "./codes";
import { setAhead } from "./days";
import { readOutbox } from "./outbox";
import { change, noDrafts, state } from "./state";
import { plain, safe, writing } from "./store";
import type { Caseload, Drafts, Lock } from "./types";

export const MOST_TRIES = 10;
export const DIGITS = 6;
let saved: Promise<void> = Promise.resolve();

/** Where the page stands at its start; nothing of a household is read before the PIN. */
export async function begin(): Promise<void> {
  setAhead((await plain<number>("ahead")) ?? 0);
  const language = (await plain<string>("language")) ?? languageOfPhone();
  const last = (await plain<string>("last")) ?? "";
  await readOutbox();
  change({ language, last, stage: (await plain<Lock>("lock")) ? "locked" : "new" });
}

function languageOfPhone(): string {
  const wanted = navigator.language.toLowerCase();
  return wanted.startsWith("en") ? "en" : wanted.startsWith("bo") ? "bo" : "zh-hans";
}

export async function chooseLanguage(language: string): Promise<void> {
  await writing(["plain"], (to) => to.plain("language", language));
  change({ language });
}

/** The device is set up: a key under the PIN, the caseload and the token under the key. */
export async function choosePin(pin: string, token: string, caseload: Caseload): Promise<void> {
  const { key, wrap } = await newKey(pin);
  const auth = await seal(caseload.key, "field token", token);
  const [hiddenToken, hiddenLoad, hiddenDrafts] =
    [await hide(key, token), await hide(key, caseload), await hide(key, noDrafts())];
  await writing(["plain", "safe"], (to) => {
    to.empty("safe");
    to.plain("lock", { ...wrap, auth, key: caseload.key, tries: 0 });
    to.safe("token", hiddenToken);
    to.safe("caseload", hiddenLoad);
    to.safe("drafts", hiddenDrafts);
  });
  change({ stage: "open", key, token, caseload, drafts: noDrafts() });
  await readOutbox();
  void navigator.storage?.persist?.();
}

/** Opens with the PIN. Answers the tries left after a wrong one, 0 once all is erased; null: open. */
export async function enter(pin: string): Promise<number | null> {
  const lock = await plain<Lock>("lock");
  if (!lock) return 0;
  // counted before it is tried, so that pulling the battery gives no try for nothing
  const tries = lock.tries + 1;
  await writing(["plain"], (to) => to.plain("lock", { ...lock, tries }));
  let key: CryptoKey;
  try {
    key = await openKey(lock, pin);
  } catch {
    if (tries >= MOST_TRIES) await erase();
    return MOST_TRIES - tries;
  }
  await writing(["plain"], (to) => to.plain("lock", { ...lock, tries: 0 }));
  const [token, caseload, drafts] = await Promise.all([safe("token"), safe("caseload"), safe("drafts")]);
  change({
    stage: "open", key,
    token: await show<string>(key, token!),
    caseload: await show<Caseload>(key, caseload!),
    drafts: await show<Drafts>(key, drafts!),
  });
  await readOutbox();
  return null;
}

export function close(): void {
  change({ stage: "locked", key: null, token: "", caseload: null, drafts: noDrafts() });
  void readOutbox();
}

/** The caseload, the drafts and their key go; what is sealed stays until the office has it. */
export async function erase(): Promise<void> {
  await writing(["plain", "safe"], (to) => {
    to.empty("safe");
    to.plain("lock", null);
  });
  change({ stage: "new", key: null, token: "", caseload: null, drafts: noDrafts() });
  await readOutbox();
}

/** Keeps the drafts as they are now; writes follow one another, so the last one stays. */
export function keepDrafts(drafts: Drafts): Promise<void> {
  change({ drafts });
  const key = state.key;
  saved = draftsKept().then(async () => {
    if (!key || state.key !== key) return;
    const hidden = await hide(key, state.drafts);
    await writing(["safe"], (to) => to.safe("drafts", hidden));
  });
  return saved;
}

/** Once the drafts are on the disk as they are now: one that is written later would come back. */
export const draftsKept = (): Promise<void> => saved.catch(() => undefined); // a full disk holds up nothing
