// The counters where the helper stands: fetched, kept under the key, and the steps of requests, which
// need a network. Who asked for help is never kept: it is shown as long as it is fresh.

import type { ComponentChildren } from "preact";
import { call } from "./calling";
import { hide } from "./codes";
import { change, state } from "./state";
import { writing } from "./store";
import type { Counter, Lent, Own, Station } from "./types";
import { named } from "./words";

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

/** What came back leaves this phone at once, with who had it; of a part it is noted which record
 *  brought it, for that is gone before the office has told what stands. */
export async function forgetLoan(id: string): Promise<void> {
  const { counter, isFresh } = state;
  if (!counter) return;
  const stations = counter.stations.map((one) => {
    const back = backOf(one);
    const loans = one.loans.map((loan) => (loan.id === id ? { ...loan, back: back(loan) } : loan));
    return { ...one, loans: loans.filter((loan) => loan.id !== id || stillOut(loan, back) > 0) };
  });
  await keepCounter({ ...counter, stations }, isFresh);
}

export const stationOf = (id: string): Station | undefined =>
  state.counter?.stations.find((one) => one.id === id) ?? (id ? undefined : state.counter?.stations[0]);

interface Sent {
  station: string; loan?: string; item?: string; borrower?: string; reach?: string; pieces?: number; due_on?: string; condition?: string;
}

const sentOf = (station: Station, form: string) =>
  state.lines.filter((line) => line.seen?.form === form)
    .map((line) => ({ id: line.id, isHeld: line.state === "held", about: line.seen!.about, ...(JSON.parse(line.seen!.text) as Sent) }))
    .filter((sent) => sent.station === station.id);

/** How many pieces of a loan came back by which record; one without a number brought all. */
function backOf(station: Station): (loan: Lent) => Record<string, number> {
  const sent = sentOf(station, "take_back").filter((one) => !one.isHeld);
  return (loan) => ({
    ...loan.back,
    ...Object.fromEntries(sent.filter((one) => one.loan === loan.id).map((one) => [one.id, one.pieces ?? loan.pieces])),
  });
}

const stillOut = (loan: Lent, back: ReturnType<typeof backOf>) =>
  loan.pieces - Object.values(back(loan)).reduce((sum, one) => sum + one, 0);

/** What is out, with what was written on this phone and is not with the office yet. */
export function lentNow(station: Station): Lent[] {
  const back = backOf(station), known = new Set(station.loans.map((one) => one.id));
  const lent = sentOf(station, "lend").filter((sent) => !known.has(sent.id)).map((sent) => ({
    id: sent.id, item: sent.item!, pieces: sent.pieces!, borrower: sent.borrower!, reach: sent.reach!, due_on: sent.due_on!,
  }));
  return [...station.loans, ...lent].map((one) => ({ ...one, pieces: stillOut(one, back) })).filter((one) => one.pieces > 0)
    .sort((a, b) => a.due_on.localeCompare(b.due_on));
}

/** How many of a thing are left, as far as this phone knows: the office counts. What it holds counts
 *  there for nothing yet, and what is broken or lost is lent no more. */
export function leftNow(station: Station, item: string): number {
  const sum = (numbers: (number | undefined)[]) => numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
  const counts = (form: string) => sentOf(station, form).filter((sent) => !sent.isHeld);
  const known = new Set(station.loans.map((one) => one.id));
  const out = counts("lend").filter((sent) => sent.item === item && !known.has(sent.id));
  const back = counts("take_back").filter((sent) => sent.about?.item === item && !["broken", "lost"].includes(sent.condition!));
  const here = station.items.find((one) => one.id === item);
  return Math.max(0, (here?.left ?? 0) - sum(out.map((sent) => sent.pieces)) + sum(back.map((sent) => sent.about!.pieces)));
}

/** Which request or loan a form of a counter is about, as far as this phone knows. */
export function whichOf({ text, form, about, household }: Own): ComponentChildren[] {
  if (household) return []; // its line names it
  const sent = JSON.parse(text) as Sent & { kind?: string; who?: string }, station = stationOf(sent.station);
  const names = about?.names ?? (form === "walk_in" ? station?.kinds.find((one) => one.id === sent.kind)?.names : undefined);
  const loan = form === "lend" ? sent : about;
  const item = loan && station?.items.find((one) => one.id === loan.item)?.name;
  const many = item && (loan.pieces ?? 1) > 1 ? `${item} × ${loan.pieces}` : item;
  return [names ? named(names) : "", form === "walk_in" ? sent.who : "", many, loan?.borrower].filter(Boolean);
}
