// Talking to the office: what is unsent goes first, then the caseload is asked for.

import { type Talk, call, fate } from "./calling";
import { hide, seal } from "./codes";
import { fetchCounter } from "./counter";
import { daysAhead, setAhead } from "./days";
import { erase } from "./lock";
import { type Answer, MOST_AT_ONCE, MOST_LETTERS, noteAnswer, readOutbox, tidy, unsent } from "./outbox";
import { change, state } from "./state";
import { plain, rows, writing } from "./store";
import type { Caseload, Household, Lock, Row } from "./types";

const CASELOAD = "/field/api/caseload", RECORDS = "/field/api/records";
const EVERY = 60_000, ASK_AGAIN = 10 * 60_000;
const LATER = 60 * 60_000;
const notBefore = new Map<string, number>(); // by sender, once the office took no more of it today
let again = false, asked = 0;

/** Sends, then fetches. Twice at once is once, and once more. */
export async function sync(): Promise<void> {
  if (state.talk === "busy") { again = true; return; }
  change({ talk: "busy" });
  let talk: Talk = "trouble";
  try {
    talk = await withoutOthers(async () => {
      const sent = await send();
      if (!["well", "later"].includes(sent) || state.stage !== "open") return sent;
      const fetched = await fetchCaseload();
      if (state.stage === "open") await fetchCounter();
      return fetched === "well" ? sent : fetched;
    });
  } catch (error) {
    console.warn(error); // a full disk, too: the next try must find the way free
  }
  await readOutbox();
  await prune().catch(console.warn);
  change(talk === "well" || talk === "later" ? { talk } : { talk, isFresh: false });
  if (again) { again = false; await sync(); }
}

/** No other window of this page sends at the same time. */
function withoutOthers(act: () => Promise<Talk>): Promise<Talk> {
  return navigator.locks ? navigator.locks.request("doorstep-sync", act) : act();
}

export function syncByItself(): void {
  addEventListener("online", () => void sync());
  addEventListener("offline", () => change({ talk: "offline", isFresh: false }));
  setInterval(() => {
    if (unsent().length || Date.now() - asked > ASK_AGAIN) void sync();
  }, EVERY);
}

/** Everything without a final answer, the oldest first; held ones too, to hear what became of them. */
async function send(): Promise<Talk> {
  await tidy();
  const waiting = (await rows()).filter((one) => one.sealed);
  let all: Talk = "well";
  for (const batch of batches(waiting)) {
    const isFull = Date.now() < (notBefore.get(batch[0]!.auth) ?? 0);
    const talk = isFull ? "later" : await sendBatch(batch);
    if (talk === "later") all = talk; // of this sender; another's records still go
    else if (talk !== "well") return talk;
  }
  return all;
}

/** Records of one sender that follow one another, at most fifty and not too many letters. */
export function batches(waiting: Row[]): Row[][] {
  const made: Row[][] = [];
  let letters = 0;
  for (const one of waiting) {
    const batch = made.at(-1);
    letters += one.sealed.length;
    const fits = batch && batch[0]!.auth === one.auth && batch.length < MOST_AT_ONCE && letters <= MOST_LETTERS;
    if (fits) batch.push(one);
    else { made.push([one]); letters = one.sealed.length; }
  }
  return made;
}

/** For how many minutes somebody has waited since it was written; it stands in no record. */
const minutesSince = ({ written }: Row) =>
  written === undefined ? null : Math.max(0, Math.floor((Date.now() - written) / 60_000));

/** With the PIN entered the text itself goes, else its envelope: the office takes both. */
async function sendBatch(batch: Row[]): Promise<Talk> {
  const auth = batch[0]!.auth, lock = await plain<Lock>("lock");
  const isOurs = lock?.auth === auth;
  const texts = new Map(state.lines.map((line) => [line.id, line.seen?.text]));
  const records = batch.map((one) => texts.get(one.id) ?? { sealed: one.sealed });
  const answer = await call(RECORDS, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: isOurs && state.token ? `Bearer ${state.token}` : `Sealed ${auth}`,
    },
    body: JSON.stringify({ records, waited: batch.map(minutesSince) }),
  });
  if (!answer) return "offline";
  const isLater = answer.status === 429; // the office takes no more today: all of it stays here
  if (!answer.ok && !isLater) return fate[answer.status] ?? "trouble";
  const told = (await answer.json()) as { answers?: Answer[]; wipe?: boolean };
  for (const [at, one] of batch.entries()) {
    const said = told.answers?.[at];
    if (said) await noteAnswer(one.id, said);
  }
  if (isLater) {
    const wait = 1000 * Number(answer.headers.get("Retry-After"));
    notBefore.set(auth, Date.now() + Math.min(LATER, wait));
  }
  if (told.wipe !== undefined && isOurs) {
    if (told.wipe) await wipe();
    return "shut";
  }
  return isLater ? "later" : "well";
}

async function wipe(): Promise<void> {
  await erase();
  await tidy(true);
  change({ said: "wiped" });
}

/** Asks for the caseload of a token: it, or how the talk went. */
export async function askFor(token: string, cursor = ""): Promise<Caseload | null | Talk> {
  const address = cursor ? `${CASELOAD}?cursor=${encodeURIComponent(cursor)}` : CASELOAD;
  const answer = await call(address, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer) return "offline";
  if (answer.status === 204) return null;
  if (answer.status === 403) {
    const told = (await answer.json().catch(() => ({}))) as { wipe?: boolean };
    if (told.wipe && token === state.token) await wipe();
  }
  if (!answer.ok) return fate[answer.status] ?? "trouble";
  const told = (await answer.json().catch(() => null)) as Caseload | null;
  return told?.households ? told : "trouble"; // something between here and the office answered for it
}

async function fetchCaseload(): Promise<Talk> {
  asked = Date.now();
  const token = state.token, held = state.caseload!;
  const told = await askFor(token, held.cursor);
  if (typeof told === "string") return told;
  if (state.token !== token) return "well"; // locked meanwhile
  await readOutbox();
  await keepCaseload(told ?? held, held.households, told !== null);
  return "well";
}

/** Keeps what came; a household that is not in it any more stays while something of it is unsent. */
async function keepCaseload(fresh: Caseload, before: Household[], isNew: boolean): Promise<void> {
  const { key, lock } = state, ahead = daysAhead(fresh.day);
  if (!key || !lock) return; // signed out meanwhile
  const households = isNew ? merged(fresh.households, before) : fresh.households;
  const caseload = { ...fresh, households };
  // the office has another key pair: what is sealed from now on is sealed to that one
  const auth = lock.key === fresh.key ? lock.auth : await seal(fresh.key, "field token", state.token);
  const hidden = await hide(key, caseload);
  const isKept = await writing(["plain", "safe"], (to, now) => {
    to.safe("caseload", hidden);
    to.plain("lock", { ...now!, key: fresh.key, auth });
    to.plain("ahead", ahead);
    to.plain("last", fresh.day);
  }, lock);
  if (!isKept) return;
  setAhead(ahead);
  change({ last: fresh.day });
  if (state.key === key) change({ caseload, lock: { ...lock, key: fresh.key, auth } });
}

export function merged(fresh: Household[], before: Household[]): Household[] {
  const here = new Set(fresh.map((one) => one.id));
  return [...fresh, ...before.filter((one) => !here.has(one.id) && isBusy(one)).map(handedOver)];
}

/** Something of the household is written and not with the office yet. */
function isBusy(one: Household): boolean {
  const { visit, need, close, register = {} } = state.drafts;
  return unsent().some((line) => line.seen?.household === one.id)
    || one.id in visit || one.id in need || one.id in register || one.needs.some((need) => need.id in close);
}

function handedOver(one: Household): Household {
  const { close } = state.drafts;
  return {
    ...one, gone: true, phone: "", best_time: "", languages: [], home: null, members: [], duties: [],
    away_until: "", last: [], homes: {}, answers: [], needs: one.needs.filter((need) => need.id in close),
  };
}

/** Wipes households that were handed over, once nothing of them is unsent. */
async function prune(): Promise<void> {
  const { caseload, key, lock } = state;
  if (!caseload || !key || !lock) return;
  const households = caseload.households.filter((one) => !one.gone || isBusy(one));
  if (households.length === caseload.households.length) return;
  const next = { ...caseload, households };
  const hidden = await hide(key, next);
  await writing(["safe"], (to) => to.safe("caseload", hidden), lock);
  if (state.key === key) change({ caseload: next });
}
