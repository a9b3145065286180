// The PIN: choosing it, opening with it, and what goes when it is wrong too often.

import { hide, newKey, openKey, seal, show } from "./codes";
import { setAhead } from "./days";
import { readOutbox } from "./outbox";
import { type State, change, noDrafts, state } from "./state";
import { plain, relock, safe, writing } from "./store";
import type { Caseload, Counter, Drafts, Lock } from "./types";
import { hearWindows, tellWindows } from "./windows";

export const MOST_TRIES = 10;
export const DIGITS = 6;
export const isPin = (text: string) => /^\d{6}$/.test(text);
let saved: Promise<void> = Promise.resolve(), isAsked = false;

/** Where the page stands at its start; nothing of a household is read before the PIN. */
export async function begin(): Promise<void> {
  setAhead((await plain<number>("ahead")) ?? 0);
  const language = (await plain<string>("language")) ?? languageOfPhone();
  const last = (await plain<string>("last")) ?? "";
  await readOutbox();
  change({ language, last, stage: (await plain<Lock>("lock")) ? "locked" : "new" });
  hearWindows((told) => {
    if (told === "kept") void readOutbox();
    else if (told === "erased") { change(shut("new")); void readOutbox(); }
    else void giveWay();
  });
}

/** Another window was opened: this one locks, but not over what a full disk has not taken and which
 *  lies here alone; what stays said then is that the phone is full. */
async function giveWay(): Promise<void> {
  await draftsKept();
  if (state.said === "full") return;
  if (state.stage === "open") change({ said: "elsewhere" });
  await close();
}

const shut = (stage: "new" | "locked"): Partial<State> =>
  ({ stage, key: null, lock: null, token: "", caseload: null, counter: null, isFresh: false, drafts: noDrafts() });

function languageOfPhone(): string {
  const wanted = navigator.language.toLowerCase();
  return wanted.startsWith("en") ? "en" : wanted.startsWith("bo") ? "bo" : "zh-hans";
}

export async function chooseLanguage(language: string): Promise<void> {
  change({ language });
  await writing(["plain"], (to) => to.plain("language", language)).catch(console.warn); // a full disk
}

/** The device is set up: a key under the PIN, the caseload and the token under the key. */
export async function choosePin(pin: string, token: string, caseload: Caseload): Promise<void> {
  const { key, wrap } = await newKey(pin);
  const auth = await seal(caseload.key, "field token", token);
  const [hiddenToken, hiddenLoad, hiddenDrafts] =
    [await hide(key, token), await hide(key, caseload), await hide(key, noDrafts())];
  const lock = { ...wrap, auth, key: caseload.key, tries: 0 };
  await writing(["plain", "safe"], (to) => {
    to.empty("safe");
    to.plain("lock", lock);
    to.safe("token", hiddenToken);
    to.safe("caseload", hiddenLoad);
    to.safe("drafts", hiddenDrafts);
  });
  tellWindows("opened");
  change({ stage: "open", key, lock, token, caseload, drafts: noDrafts() });
  await readOutbox();
  void navigator.storage?.persist?.();
}

/** Opens with the PIN. Answers the tries left after a wrong one, 0 once all is erased; null: open. */
export async function enter(pin: string): Promise<number | null> {
  // counted before it is tried, so that pulling the battery gives no try for nothing
  const lock = await relock((one) => ({ ...one, tries: one.tries + 1 }));
  if (!lock) return 0;
  let key: CryptoKey;
  try {
    key = await openKey(lock, pin);
  } catch {
    if (lock.tries >= MOST_TRIES) await erase();
    return MOST_TRIES - lock.tries;
  }
  tellWindows("opened");
  await relock((one) => ({ ...one, tries: 0 }));
  const [token, caseload, drafts, counter] =
    await Promise.all([safe("token"), safe("caseload"), safe("drafts"), safe("counter")]);
  change({
    stage: "open", key, lock,
    token: await show<string>(key, token!),
    caseload: await show<Caseload>(key, caseload!),
    drafts: await show<Drafts>(key, drafts!),
    counter: counter ? await show<Counter>(key, counter) : null, // none on a phone set up before
  });
  await readOutbox();
  return null;
}

/** Locks, once the last word of a form begun is on the disk. */
export async function close(): Promise<void> {
  await draftsKept();
  change(shut("locked"));
  await readOutbox();
}

/** The caseload, the drafts and their key go; what is sealed stays until the office has it. */
export async function erase(): Promise<void> {
  await writing(["plain", "safe"], (to) => {
    to.empty("safe");
    to.plain("lock", null);
  });
  tellWindows("erased");
  change(shut("new"));
  await readOutbox();
}

/** Keeps the drafts as they are now; writes follow one another, and what comes while one is written
 *  goes together into the next, so that a fast hand never waits for a slow disk. */
export function keepDrafts(drafts: Drafts): void {
  change({ drafts });
  if (isAsked) return;
  isAsked = true;
  saved = saved.then(writeDrafts);
}

async function writeDrafts(): Promise<void> {
  isAsked = false;
  const { key, lock } = state;
  if (!key || !lock) return;
  try {
    const hidden = await hide(key, state.drafts);
    await writing(["safe"], (to) => to.safe("drafts", hidden), lock);
    if (state.said === "full") change({ said: "" });
  } catch (error) {
    console.warn(error);
    change({ said: "full" }); // told at once, for nothing else would tell before the page is closed
  }
}

/** Once the drafts are on the disk as they are now: one that is written later would come back. */
export const draftsKept = (): Promise<void> => saved;
