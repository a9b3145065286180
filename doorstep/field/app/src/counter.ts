// The counters where the helper stands: fetched, kept under the key, and the steps of requests, which
// need a network. Who asked for help is never kept: it is shown as long as it is fresh.

import { call } from "./calling";
import { hide } from "./codes";
import { change, state } from "./state";
import { writing } from "./store";
import type { Counter, Lent, Station } from "./types";

const COUNTER = "/field/api/counter", HELP = "/field/api/help/";
let kept: { text: string; by: CryptoKey } | null = null; // a look every few seconds writes nothing

/** Asks what stands at the counters by now. */
export async function fetchCounter(): Promise<void> {
  const { token } = state;
  if (!token) return;
  const seen = encodeURIComponent(state.isFresh ? state.counter?.seen ?? "" : "");
  const answer = await call(`${COUNTER}?seen=${seen}`, { headers: { Authorization: `Bearer ${token}` } });
  if (state.token !== token) return; // locked meanwhile
  if (answer?.status === 204) return;
  if (answer?.ok) await keepAnswer(answer);
  else change({ isFresh: false });
}

async function keepAnswer(answer: Response): Promise<void> {
  const told = (await answer.json().catch(() => null)) as Counter | null;
  if (Array.isArray(told?.stations)) await keepCounter(told, true);
}

async function keepCounter(counter: Counter, isFresh: boolean): Promise<void> {
  const { key, lock } = state;
  if (!key || !lock) return;
  const bare = { seen: "", stations: counter.stations.map((one) => ({ ...one, requests: [] })) };
  const text = JSON.stringify(bare);
  if (text !== kept?.text || kept.by !== key) {
    const hidden = await hide(key, bare);
    if (!(await writing(["safe"], (to) => to.safe("counter", hidden), lock))) return;
    kept = { text, by: key };
  }
  if (state.key === key) change({ counter, isFresh });
}

/** Takes a step of a request; "" where that went well, else the words to show or their key. */
export async function takeStep(id: string, step: string, team = ""): Promise<{ key?: string; words?: string }> {
  const { token } = state;
  const answer = await call(`${HELP}${id}/${step}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ team }),
  });
  if (!answer) { change({ isFresh: false }); return { key: "counter.offline" }; }
  if (state.token !== token) return {};
  if (answer.ok) { await keepAnswer(answer); return {}; }
  const told = (await answer.json().catch(() => ({}))) as { words?: string };
  await fetchCounter(); // somebody else was faster: as it stands now
  return told.words ? { words: told.words } : { key: "counter.gone" };
}

/** What came back leaves this phone at once, with who had it; the office tells what stands. */
export async function forgetLoan(id: string): Promise<void> {
  const { counter, isFresh } = state;
  if (!counter) return;
  const stations = counter.stations.map((one) => ({ ...one, loans: one.loans.filter((loan) => loan.id !== id) }));
  await keepCounter({ ...counter, stations }, isFresh);
}

export const stationOf = (id: string): Station | undefined =>
  state.counter?.stations.find((one) => one.id === id) ?? (id ? undefined : state.counter?.stations[0]);

interface Sent { station: string; loan?: string; item?: string; borrower?: string; reach?: string; pieces?: number; due_on?: string }

const sentOf = (station: Station, form: string) =>
  state.lines.filter((line) => line.seen?.form === form)
    .map((line) => ({ id: line.id, ...(JSON.parse(line.seen!.text) as Sent) }))
    .filter((sent) => sent.station === station.id);

/** What is out, with what was written on this phone and is not with the office yet. */
export function lentNow(station: Station): Lent[] {
  const back = new Set(sentOf(station, "take_back").map((sent) => sent.loan));
  const known = new Set(station.loans.map((one) => one.id));
  const lent = sentOf(station, "lend").filter((sent) => !known.has(sent.id)).map((sent) => ({
    id: sent.id, item: sent.item!, pieces: sent.pieces!, borrower: sent.borrower!, reach: sent.reach!, due_on: sent.due_on!,
  }));
  return [...station.loans, ...lent].filter((one) => !back.has(one.id))
    .sort((a, b) => a.due_on.localeCompare(b.due_on));
}

/** How many of a thing are left, as far as this phone knows: the office counts. */
export function leftNow(station: Station, item: string): number {
  const out = (lent: Lent[]) => lent.filter((one) => one.item === item).reduce((sum, one) => sum + one.pieces, 0);
  const here = station.items.find((one) => one.id === item);
  return (here?.left ?? 0) + out(station.loans) - out(lentNow(station));
}
