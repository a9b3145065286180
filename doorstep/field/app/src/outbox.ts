// Records on their way to the office. One is on the disk before the screen says "saved", and goes
// only once the office has answered for exactly these bytes.

import { type Envelope, digest, envelope, hide, show } from "./codes";
import { today } from "./days";
import { type Line, type State, change, isUnsent, state } from "./state";
import { row, rows, writing } from "./store";
import type { Drafts, Own, Row } from "./types";
import { tellWindows } from "./windows";

export const MOST_AT_ONCE = 50;
export const MOST_LETTERS = 500_000; // together, as they are sent
const DAYS_SHOWN = 3; // so long what was applied is still listed

let kept = 0; // how many records this page has kept: one that is kept while all are read is among them

export async function readOutbox(): Promise<void> {
  const lines: Line[] = [], before = kept, { key } = state;
  const known = new Map(state.lines.map((line) => [line.id, line.seen]));
  for (const one of await rows()) {
    let seen: Own | null = null;
    if (key) seen = known.get(one.id) ?? await show<Own>(key, one.own).catch(() => null);
    lines.push({ ...one, seen });
  }
  if (kept === before && state.key === key) change({ lines });
  else await readOutbox();
}

export type Form = "visit" | "need" | "close" | "register" | "walk_in" | "lend" | "take_back";
export const AT_COUNTER: string[] = ["walk_in", "lend", "take_back"]; // about a station, and no household

/** What a form is about: a household, or the station of a counter. */
export interface About { id: string; name: string }

const VERSIONS: Record<string, string> = { visit: "2", need: "2" }; // they say that violence was asked for

let ready: { office: string; made: Promise<Envelope> } | null = null;

/** An envelope for the next record, made while the form is filled in: nothing waits for it then. */
export function prepare(): Promise<Envelope> {
  const office = state.lock!.key;
  if (ready?.office !== office) ready = { office, made: envelope(office, "field record") };
  return ready.made;
}

/** Keeps a form as a record, sealed for the office, and takes its draft away, both or neither; what
 *  is to be shown from then on. */
export async function keepRecord(
  form: Form, about: About, on: string, fields: object, drafts: Drafts, of?: Own["about"],
): Promise<Pick<State, "drafts" | "lines">> {
  const { lock, key } = state;
  if (!lock || !key) throw new Error("locked");
  const id = crypto.randomUUID();
  const isAtCounter = AT_COUNTER.includes(form), named = isAtCounter ? "station" : "household";
  const text = JSON.stringify({ id, form, version: VERSIONS[form] ?? "1", [named]: about.id, on, ...fields });
  const seen: Own = { text, form, household: isAtCounter ? "" : about.id, name: about.name, on, ...(of ? { about: of } : {}) };
  const empty = prepare();
  ready = null; // never twice
  const [mark, sealed, own, hidden] = await Promise.all([
    digest(text), empty.then((into) => into(text)), hide<Own>(key, seen), hide(key, drafts),
  ]);
  if (state.key !== key) throw new Error("locked");
  const made: Row = {
    id, at: Math.max(0, ...state.lines.map((one) => one.at)) + 1, auth: lock.auth, state: "waiting",
    because: "", words: "", answered: "", since: today(), digest: mark, sealed, own,
    ...(isAtCounter ? { written: Date.now() } : {}),
  };
  await writing(["outbox", "safe"], (to) => {
    to.row(made);
    to.safe("drafts", hidden);
  });
  kept += 1;
  tellWindows("kept");
  return { drafts, lines: [...state.lines, { ...made, seen }] };
}

export interface Answer {
  digest: string; status: number; state: Row["state"]; because: string; words: string;
}

/** What an answer makes of a record. Anything but a yes to these very bytes changes nothing. */
export function settled(one: Row, answer: Answer): Row {
  const { because, words } = answer;
  if (answer.status === 409) return { ...one, state: "conflict", because, words };
  if (answer.status === 422) return { ...one, state: "unopened" };
  if (![200, 201].includes(answer.status) || answer.digest !== one.digest) return one;
  const isOver = answer.state === "applied" || answer.state === "settled";
  return {
    ...one, state: answer.state, because, words,
    sealed: isOver ? "" : one.sealed, answered: isOver ? today() : "",
  };
}

export async function noteAnswer(id: string, answer: Answer): Promise<void> {
  const one = await row(id);
  if (!one) return;
  const next = settled(one, answer);
  const isGone = next.sealed === "" && next.written !== undefined;
  if (next !== one) await writing(["outbox"], (to) => (isGone ? to.drop(id) : to.row(next)));
}

/** Drops what the office has had for some days; `all`: whatever it has answered for good. */
export async function tidy(all = false): Promise<void> {
  const old = (await rows()).filter(
    (one) => one.sealed === "" && (all || one.answered < shiftedBack()),
  );
  if (old.length) await writing(["outbox"], (to) => old.forEach((one) => to.drop(one.id)));
}

function shiftedBack(): string {
  return new Date(Date.parse(today()) - DAYS_SHOWN * 86_400_000).toISOString().slice(0, 10);
}

/** The file to hand over: sealed, as it would have been sent. */
export async function sealedFile(): Promise<string> {
  const waiting = (await rows()).filter((one) => one.sealed);
  return JSON.stringify(
    waiting.map((one) => ({ auth: one.auth, record: { sealed: one.sealed } })), null, 1,
  );
}

export const unsent = () => state.lines.filter(isUnsent);

let sorted: { of: Line[]; by: Map<string, Line[]> } | null = null;

/** The household's own records on this phone; sorted once, for a list asks for every household. */
export function mine(id: string): Line[] {
  const { lines } = state;
  if (sorted?.of !== lines) {
    sorted = { of: lines, by: new Map() };
    for (const line of lines) {
      const house = line.seen?.household;
      if (house) sorted.by.set(house, [...(sorted.by.get(house) ?? []), line]);
    }
  }
  return sorted.by.get(id) ?? [];
}
