// What is open in memory while the page is unlocked, and who is told when it changes.

import { useEffect, useState } from "preact/hooks";
import type { Caseload, Counter, Drafts, Lock, Own, Row } from "./types";

export type Line = Row & { seen: Own | null };

export interface State {
  stage: "starting" | "new" | "locked" | "open";
  key: CryptoKey | null;
  lock: Lock | null; // as it was opened: what is written under its key is written while it stands
  token: string;
  caseload: Caseload | null;
  counter: Counter | null;
  isFresh: boolean; // what waits at the counters stands there now
  drafts: Drafts;
  lines: Line[];
  language: string;
  // how the last talk with the office went; "" before the first
  talk: "" | "busy" | "well" | "offline" | "unknown" | "off" | "shut" | "later" | "trouble";
  last: string; // the day of the last good talk
  said: string; // a word about what was just done
}

export const noDrafts = (): Drafts => ({ visit: {}, need: {}, close: {}, register: {} });

export const state: State = {
  stage: "starting", key: null, lock: null, token: "", caseload: null, counter: null, isFresh: false,
  drafts: noDrafts(), lines: [],
  language: "zh-hans", talk: "", last: "", said: "",
};

const told = new Set<() => void>();

export function change(patch: Partial<State>): void {
  Object.assign(state, patch);
  for (const tell of told) tell();
}

/** Draws the component anew at every change. */
export function useApp(): State {
  const [, draw] = useState(0);
  useEffect(() => {
    const tell = () => draw((count) => count + 1);
    told.add(tell);
    return () => { told.delete(tell); };
  }, []);
  return state;
}

export const isUnsent = (row: Row) => row.state === "waiting" || row.state === "unopened" || row.state === "conflict";
export const household = (id: string) => state.caseload?.households.find((one) => one.id === id);
