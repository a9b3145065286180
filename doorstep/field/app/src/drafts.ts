// Forms begun, and what they become. The rules are the office's (visits, needs): told at once here,
// so that nothing has to wait for the office only to be refused.

import { today } from "./days";
import { keepDrafts } from "./lock";
import { state } from "./state";
import type { Closing, Drafts, Household, Need, NewNeed, RegisterDraft, VisitDraft } from "./types";

export const emptyNeed = (): NewNeed =>
  ({ kind: "", text: "", urgency: "ordinary", member: "", requested_how: "", works_kind: "" });

/** Met, on site; by phone where a contact alone is due. */
export function emptyVisit(house: Household): VisitDraft {
  const due = new Set(house.duties.filter((one) => one.state === "left").map((one) => one.duty));
  return {
    on: today(), part: "", mode: due.has("contact") && !due.has("on_site") ? "phone" : "on_site",
    result: "met", services: [], no_change: false, closed: {}, need: null, facts: [], since_on: "",
    fact_member: "", private: false, residents: "", phone: "", best_time: "", away_until: "",
    note: "", next_on: "",
  };
}

export const outcomes = (kind: string) =>
  state.caseload!.choices.outcomes.filter((one) =>
    one !== "agreed" && one !== "not_agreed" && (kind !== "mediation" || one !== "done"));

export const emptyClosing = (need: Need): Closing =>
  ({ need: need.id, outcome: need.kind === "mediation" ? "" : "done", text: "", seen: need.version });

type Begun<Kind extends keyof Drafts> = NonNullable<Drafts[Kind]>[string];

/** Keeps or, with null, drops a form begun; every tap does. */
export function keep<Kind extends keyof Drafts>(kind: Kind, id: string, draft: Begun<Kind> | null) {
  keepDrafts(withDraft(kind, id, draft));
}

export function withDraft<Kind extends keyof Drafts>(
  kind: Kind, id: string, draft: Begun<Kind> | null,
): Drafts {
  const all: Record<string, unknown> = { ...state.drafts[kind] };
  if (draft) all[id] = draft;
  else delete all[id];
  return { ...state.drafts, [kind]: all };
}

const filled = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== null));
// what no keyboard writes, no database keeps: control characters, and halves of an emoji cut in two
export const words = (text: string) => text.replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, "").trim();

export const needFields = (need: NewNeed, on: string) => filled({
  ...need, text: words(need.text),
  requested_how: need.kind === "mediation" ? need.requested_how : "",
  requested_on: need.kind === "mediation" && need.requested_how ? on : "",
  works_kind: need.kind === "works" ? need.works_kind : "",
  photo: need.kind === "hazard" ? need.photo ?? "" : "",
  violence: need.kind === "mediation" ? need.violence : "",
});

export function emptyRegister(house: Household): RegisterDraft {
  const { version, phone, best_time, languages, members } = house;
  const people = Object.fromEntries(members.map((one) =>
    [one.id, { name: one.name, born: one.birth_year ? `${one.birth_year}` : "", left: "" }]));
  const homes = Object.fromEntries(SEASONS.map((one) => [one, spotted(house.homes?.[one])]));
  return {
    was: { version, phone, best_time, languages, members, homes }, homes, phone, best_time, languages, people,
    joined: "", born: "",
  };
}

export const SEASONS = ["winter", "summer"];
const spotted = (spot?: [number, number]) => (spot ? spot.map((one) => one.toFixed(3)).join(", ") : "");

/** Latitude and longitude as the office writes them; null for what is no spot. */
function spotOf(text: string): string | null {
  if (!text.trim()) return "";
  const parts = text.trim().split(/\s*[,，、\s]\s*/).map((part) => (/^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : NaN));
  const [lat = NaN, lon = NaN] = parts;
  return parts.length === 2 && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? spotted([lat, lon]) : null;
}

const sorted = (texts: string[]) => [...texts].sort();

function proposed(draft: RegisterDraft): object[] {
  const { was } = draft, found: object[] = [];
  for (const field of ["phone", "best_time"] as const) {
    const now = words(draft[field]);
    if (now !== was[field]) found.push({ field, was: was[field], now });
  }
  if (sorted(draft.languages).join() !== sorted(was.languages).join()) {
    found.push({ field: "languages", was: was.languages, now: draft.languages });
  }
  for (const one of SEASONS) {
    const seen = was.homes?.[one] ?? "", now = spotOf(draft.homes?.[one] ?? seen) ?? seen;
    if (now !== seen) found.push({ field: `home_${one}`, was: seen, now });
  }
  for (const { id: member, name: named, birth_year } of was.members) {
    const { name, born, left } = draft.people[member]!, year = born ? Number(born) : null;
    if (words(name) && words(name) !== named) found.push({ member, field: "name", was: named, now: words(name) });
    if (year !== birth_year) found.push({ member, field: "birth_year", was: birth_year, now: year });
    if (left) found.push({ member, field: "left", was: "", now: left });
  }
  const name = words(draft.joined);
  if (name) found.push({ field: "joined", now: [{ name, birth_year: draft.born ? Number(draft.born) : null }] });
  return found;
}

export const registerFields = (draft: RegisterDraft) =>
  filled({ base: draft.was.version, changes: proposed(draft), replaces: draft.replaces ?? "" });

export function faultsOfRegister(draft: RegisterDraft): string[] {
  const thisYear = Number(today().slice(0, 4)), people = Object.values(draft.people);
  const isYear = [draft.born, ...people.map((one) => one.born)].filter(Boolean).map(Number)
    .every((year) => Number.isInteger(year) && year >= 1900 && year <= thisYear);
  const isSpot = Object.values(draft.homes ?? {}).every((one) => spotOf(one) !== null);
  const isLate = people.some((one) => one.left > today());
  return [
    isSpot ? "" : "err.home", !isSpot || proposed(draft).length ? "" : "err.nothing", isYear ? "" : "err.year", isLate ? "err.left" : "",
    draft.born && !words(draft.joined) ? "err.name" : "",
  ].filter(Boolean);
}

export const closingFields = ({ need, outcome, text, seen, replaces }: Closing) =>
  ({ need, outcome, text: words(text), seen, ...filled({ replaces: replaces ?? "" }) });

function changesOf(draft: VisitDraft): object[] {
  const facts = draft.facts.map((value) => filled({
    kind: "fact_began", value, since_on: draft.since_on, member: draft.fact_member, private: draft.private,
  }));
  const { residents, phone, best_time, away_until } = draft;
  const rest = { residents: residents && Number(residents), phone: words(phone), best_time: words(best_time), away_until };
  return [...facts, ...Object.entries(rest).filter(([, value]) => value !== "").map(([kind, value]) => ({ kind, value }))];
}

export const visitFields = (draft: VisitDraft) => filled({
  mode: draft.mode, result: draft.result, part: draft.part, services: draft.services,
  no_change: draft.no_change, note: words(draft.note), next_on: draft.next_on,
  closed: Object.values(draft.closed).map(closingFields), replaces: draft.replaces ?? "",
  needs: draft.need ? [needFields(draft.need, draft.on)] : [],
  changes: changesOf(draft),
});

export function faultsOfNeed(need: NewNeed): string[] {
  const isAsked = need.kind !== "mediation" || need.violence === "no";
  return [need.kind ? "" : "err.kind", words(need.text) ? "" : "err.text", isAsked ? "" : "err.violence"]
    .filter(Boolean);
}

export function faultsOfClosing(closing: Closing): string[] {
  const asksWords = closing.outcome === "not_possible" && !words(closing.text);
  return [closing.outcome ? "" : "err.outcome", asksWords ? "err.words" : ""].filter(Boolean);
}

/** A stray tap on "Save" is no visit: something was done, found, written, or said to be as before. */
function isSilent(draft: VisitDraft): boolean {
  const { no_change, services, closed, need, note } = draft;
  return draft.result === "met" && !no_change && !services.length && !need && !words(note)
    && !Object.keys(closed).length && !changesOf(draft).length;
}

export function faultsOfVisit(draft: VisitDraft): string[] {
  const found: string[] = isSilent(draft) ? ["err.silent"] : [];
  if (!draft.on) found.push("err.day");
  if (draft.on > today()) found.push("err.future");
  if (draft.services.length && draft.result !== "met") found.push("err.nobody");
  if (draft.no_change && changesOf(draft).length) found.push("err.change");
  if (draft.next_on && draft.next_on <= draft.on) found.push("err.next");
  if (draft.away_until && draft.away_until <= draft.on) found.push("err.back");
  if (draft.residents && !/^\d{1,2}$/.test(draft.residents)) found.push("err.people");
  if (draft.need) found.push(...faultsOfNeed(draft.need));
  return [...found, ...Object.values(draft.closed).flatMap(faultsOfClosing)];
}

