// What "save" does on every form: mend first, then on the disk, then said.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { draftsKept } from "./lock";
import { type Form, keepRecord } from "./outbox";
import { go } from "./parts";
import { type State, change } from "./state";
import { sync } from "./sync";
import type { Drafts, Household } from "./types";
import { w } from "./words";

const SHOWN_FIRST = 100; // on a slow phone sending would hold up what the thumb waits for

interface Kept {
  form: Form; house: Household; on: string; fields: object; drafts: Drafts; faults: string[];
}

/** The faults to show, and `save`: a second press while it writes does nothing. */
export function useKeeping(): { faults: ComponentChildren[]; save: (kept: Kept) => Promise<void> } {
  const [faults, fault] = useState<ComponentChildren[]>([]), busy = useRef(false);

  async function save(given: Kept): Promise<void> {
    if (busy.current) return;
    if (given.faults.length) { fault([...new Set(given.faults)].map((one) => w(one))); return; }
    busy.current = true;
    let kept: Partial<State>;
    try {
      await draftsKept();
      kept = await keepRecord(given.form, given.house, given.on, given.fields, given.drafts);
    } catch (error) {
      busy.current = false;
      fault([w("unsaved", { why: error instanceof Error ? error.name : "" })]);
      return;
    }
    change({ ...kept, said: "saved" });
    go("today"); // in one drawing with it: the form is not drawn empty first
    setTimeout(() => change({ said: "" }), 6_000);
    setTimeout(() => void sync(), SHOWN_FIRST);
  }
  return { faults, save };
}
