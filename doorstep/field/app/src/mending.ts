// A record that the office could not apply, taken up again as a form: what was sent stays, and the
// one that corrects it is put beside it there.

import { emptyNeed, emptyVisit, keep } from "./drafts";
import { mine } from "./outbox";
import { type Line, household, state } from "./state";
import type { Closing, Household, NewNeed, VisitDraft } from "./types";

interface Sent extends Omit<VisitDraft, "closed"> {
  closed?: Closing[]; needs?: Partial<NewNeed>[]; replaces?: string;
  changes?: { kind: string; value: string | number; since_on?: string; member?: string; private?: boolean }[];
}
type Begun = Record<string, { replaces?: string }>;

/** The form to go to; "" where nothing can be mended here: not refused, handed over, in hand already. */
export function mendable(line: Line): "visit" | "need" | "" {
  const { id, seen } = line, form = seen?.form;
  if (line.state !== "held" || line.because !== "refused" || (form !== "visit" && form !== "need")) return "";
  const house = household(seen!.household), begun = (state.drafts[form] as Begun)[seen!.household];
  if (!house || house.gone || (begun && begun.replaces !== id)) return "";
  const isMended = mine(house.id).some((one) => (JSON.parse(one.seen!.text) as Sent).replaces === id);
  return isMended ? "" : form;
}

/** Begins the form with what was sent, unless it is begun already. */
export function mend(line: Line): void {
  const form = mendable(line), house = household(line.seen!.household)!;
  if (!form || house.id in state.drafts[form]) return;
  const sent = JSON.parse(line.seen!.text) as Sent;
  if (form === "visit") keep("visit", house.id, visitOf(house, sent, line.id));
  else keep("need", house.id, { ...needOf(sent as Partial<NewNeed>), replaces: line.id, on: sent.on });
}

function needOf(sent: Partial<NewNeed>): NewNeed {
  const { kind, text, urgency, member, requested_how, works_kind, violence, photo } = { ...emptyNeed(), ...sent };
  return { kind, text, urgency, member, requested_how, works_kind, violence, photo };
}

function visitOf(house: Household, sent: Sent, replaces: string): VisitDraft {
  const { closed = [], needs = [], changes = [] } = sent, blank = emptyVisit(house);
  const one = (kind: string) => `${changes.find((change) => change.kind === kind)?.value ?? ""}`;
  const facts = changes.filter((change) => change.kind === "fact_began"), first = facts[0];
  return {
    ...blank, on: sent.on, part: sent.part ?? "", mode: sent.mode, result: sent.result,
    services: sent.services ?? [], no_change: !!sent.no_change, note: sent.note ?? "",
    next_on: sent.next_on ?? "", replaces,
    closed: Object.fromEntries(closed.map((closing) => [closing.need, closing])),
    need: needs[0] ? needOf(needs[0]) : null,
    facts: facts.map((fact) => `${fact.value}`), since_on: first?.since_on ?? "",
    fact_member: first?.member ?? "", private: !!first?.private, residents: one("residents"),
    phone: one("phone"), best_time: one("best_time"), away_until: one("away_until"),
  };
}
