// A record that the office could not apply, taken up again as a form: what was sent stays, and the
// one that corrects it is put beside it there.

import { emptyNeed, emptyRegister, emptyVisit, keep } from "./drafts";
import { AT_COUNTER, type Form, mine } from "./outbox";
import { openNeeds } from "./standing";
import { type Line, household, state } from "./state";
import type { Closing, Drafts, Household, NewNeed, RegisterDraft, VisitDraft } from "./types";

interface Changed { kind: string; value: string | number; since_on?: string; member?: string; private?: boolean }
interface Sent extends Omit<VisitDraft, "closed"> {
  closed?: Closing[]; needs?: Partial<NewNeed>[]; replaces?: string;
  changes?: Changed[];
}
interface Proposed { field: string; member?: string; now: unknown }
type Begun = Record<string, { replaces?: string }>;

/** The form to go to, as the address of its screen; "" where nothing can be mended here: not refused,
 *  handed over, in hand already, or of a need that is closed by now. */
export function mendable(line: Line): string {
  const { id, seen } = line, form = seen?.form as Form | undefined;
  if (line.state !== "held" || line.because !== "refused" || !form || AT_COUNTER.includes(form)) return ""; // of a counter the office mends
  const house = household(seen!.household), key = keyOf(line), begun = begunOf(form)[key];
  if (!house || house.gone || (begun && begun.replaces !== id)) return "";
  if (form === "close" && !openNeeds(house).some((need) => need.id === key)) return "";
  const isMended = mine(house.id).some((one) => sentOf(one).replaces === id);
  return isMended ? "" : [form, house.id, ...(form === "close" ? [key] : [])].join("/");
}

/** Begins the form with what was sent, unless it is begun already. */
export function mend(line: Line): void {
  const form = mendable(line) && (line.seen!.form as Form), house = household(line.seen!.household)!;
  if (!form || keyOf(line) in begunOf(form)) return;
  const sent = sentOf(line), of = { replaces: line.id, on: sent.on };
  if (form === "visit") keep("visit", house.id, visitOf(house, sent, line.id));
  else if (form === "need") keep("need", house.id, { ...needOf(sent as Partial<NewNeed>), ...of });
  else if (form === "close") keep("close", keyOf(line), { ...closingOf(line), ...of });
  else keep("register", house.id, { ...registerOf(house, sent.changes as unknown as Proposed[]), ...of });
}

const sentOf = (line: Line) => JSON.parse(line.seen!.text) as Sent;
const begunOf = (form: Form) => (state.drafts[form as keyof Drafts] ?? {}) as Begun;

/** Under what a form's draft lies: a closing's under its need, any other under the household. */
const keyOf = (line: Line) =>
  line.seen!.form === "close" ? closingOf(line).need : line.seen!.household;

function closingOf(line: Line): Closing {
  const { need, outcome, text, seen } = JSON.parse(line.seen!.text) as Closing;
  return { need, outcome, text, seen };
}

/** What was found wrong, beside what stands here by now. */
function registerOf(house: Household, changes: Proposed[]): RegisterDraft {
  const draft = emptyRegister(house);
  for (const { field, member, now } of changes) {
    const person = member ? draft.people[member] : undefined, text = `${(now as string | null) ?? ""}`;
    if (field === "phone" || field === "best_time") draft[field] = text;
    else if (field === "languages") draft.languages = now as string[];
    else if (field.startsWith("home_")) draft.homes = { ...draft.homes, [field.slice(5)]: text };
    else if (field === "joined") {
      const [one] = now as { name: string; birth_year: number | null }[];
      draft.joined = one?.name ?? "";
      draft.born = `${one?.birth_year ?? ""}`;
    } else if (person) person[field === "name" ? "name" : field === "left" ? "left" : "born"] = text;
  }
  return draft;
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
