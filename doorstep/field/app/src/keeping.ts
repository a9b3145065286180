// What "save" does on every form: mend first, then on the disk, then said.

import { useState } from "preact/hooks";
import { type Form, keepRecord } from "./outbox";
import { go } from "./parts";
import { change } from "./state";
import { sync } from "./sync";
import type { Drafts, Household } from "./types";
import { say } from "./words";

interface Kept {
  form: Form; house: Household; on: string; fields: object; drafts: Drafts; faults: string[];
}

/** The faults to show, and `save`: a second press while it writes does nothing. */
export function useKeeping(): { faults: string[]; save: (kept: Kept) => Promise<void> } {
  const [faults, fault] = useState<string[]>([]), [busy, work] = useState(false);

  async function save(kept: Kept): Promise<void> {
    if (busy) return;
    if (kept.faults.length) { fault([...new Set(kept.faults)].map((one) => say(one))); return; }
    work(true);
    try {
      await keepRecord(kept.form, kept.house, kept.on, kept.fields, kept.drafts);
    } catch (error) {
      work(false);
      fault([say("unsaved", { why: error instanceof Error ? error.name : "" })]);
      return;
    }
    change({ said: "saved" });
    setTimeout(() => change({ said: "" }), 6_000);
    go("today");
    void sync();
  }
  return { faults, save };
}
