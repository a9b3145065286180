// What "save" does on every form: mend first, then on the disk, then said.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { draftsKept, keepDrafts } from "./lock";
import { type Form, keepRecord, prepare } from "./outbox";
import { go } from "./parts";
import { type State, change, state } from "./state";
import { sync } from "./sync";
import type { Drafts, Household, Own, Station } from "./types";
import { type Said, w } from "./words";

const SHOWN_FIRST = 300; // on a slow phone other work would hold up what the thumb waits for
const SAID = 6_000;

/** A key of the words, or one with what it names. */
export type Fault = string | { key: string; said: Said };

interface Kept {
  form: Form; on: string; fields: object; drafts: Drafts; faults: Fault[];
  house?: Household; station?: Station; // one of the two
  to?: string; // the screen to go to
  about?: Own["about"];
  said?: string; // what is said of it once it is kept
}

/** The faults to show, `clear`, which takes them away, and `save`, which answers whether it is kept: a
 *  second press while it writes does nothing. */
export function useKeeping(): { faults: ComponentChildren[]; clear: () => void; save: (kept: Kept) => Promise<boolean> } {
  const [faults, fault] = useState<ComponentChildren[]>([]), busy = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => { if (state.lock) prepare().catch(console.warn); }, SHOWN_FIRST);
    return () => clearTimeout(timer);
  }, []);

  async function save(given: Kept): Promise<boolean> {
    if (busy.current) return false;
    if (given.faults.length) { fault([...new Set(given.faults)].map((one) => (typeof one === "string" ? w(one) : w(one.key, one.said)))); return false; }
    const { house, station } = given;
    const about = house ? { id: house.id, name: house.head || house.code } : station!;
    busy.current = true;
    let kept: Partial<State>, begun: Drafts;
    try {
      await draftsKept();
      begun = state.drafts;
      kept = await keepRecord(given.form, { id: about.id, name: about.name }, given.on, given.fields, given.drafts, given.about);
    } catch (error) {
      busy.current = false;
      fault([w("unsaved", { why: error instanceof Error ? error.name : "" })]);
      return false;
    }
    const isTouched = state.drafts !== begun; // a tap that came too late would bring the form back
    const said = given.said ?? "saved";
    change({ ...kept, said });
    if (given.to) { busy.current = false; fault([]); }
    go(given.to ?? "today", true); // in one drawing with it: the form is not drawn empty first
    if (isTouched) keepDrafts(given.drafts);
    setTimeout(() => { if (state.said === said) change({ said: "" }); }, SAID);
    setTimeout(() => void sync(), SHOWN_FIRST);
    return true;
  }
  return { faults, clear: () => fault([]), save };
}
