// How a household stands today, with what was written on this phone counted in.

import { apart, today } from "./days";
import { mine } from "./outbox";
import { state } from "./state";
import type { Household } from "./types";

export interface Standing {
  house: Household;
  urgent: boolean; // an urgent need, or one past its deadline
  due: { duty: string; until: string }[];
  written: boolean; // a visit of today stands on this phone
  draft: boolean;
  km: number | null;
}
type Spot = [number, number] | null;

interface Sent { mode: string; result: string; on: string; closed: { need: string }[] }

export const isLate = (deadline: string) => deadline < today();

/** Needs closed on this phone are not asked for again. */
export function openNeeds(house: Household) {
  if (!house.needs.length) return house.needs;
  const closed = new Set(mine(house.id).filter(isWaiting).flatMap((line) => {
    const sent = JSON.parse(line.seen!.text) as Partial<Sent> & { need?: string };
    return line.seen!.form === "close" ? [sent.need] : (sent.closed ?? []).map((one) => one.need);
  }));
  return house.needs.filter((need) => !closed.has(need.id));
}

export function standing(house: Household, from: Spot): Standing {
  const needs = openNeeds(house), day = today();
  const visits = mine(house.id).filter((line) => line.seen!.form === "visit")
    .map((line) => ({ ...(JSON.parse(line.seen!.text) as Sent), waits: isWaiting(line) }));
  const due = house.duties.filter((one) => one.state === "left" && !visits.some(
    (visit) => visit.waits && ["met", "refused"].includes(visit.result)
      && (one.duty === "contact" || visit.mode === "on_site"),
  ));
  const written = visits.some((visit) => visit.on === day);
  const draft = house.id in state.drafts.visit || house.id in state.drafts.need
    || house.id in (state.drafts.register ?? {})
    || house.needs.some((need) => need.id in state.drafts.close);
  const urgent = needs.some((need) => need.urgency === "urgent" || need.deadline < day);
  return { house, urgent, due, written, draft, km: from && house.home ? apart(from, house.home) : null };
}

const isWaiting = (line: { state: string }) => line.state === "waiting" || line.state === "unopened";

/** Where the helper was last: the home of the household written about last. */
export function lastSpot(): Spot {
  for (const line of [...state.lines].reverse()) {
    const home = state.caseload?.households.find((one) => one.id === line.seen?.household)?.home;
    if (home && line.seen?.form === "visit") return home;
  }
  return null;
}

/** Near first; whose home is not known comes last, by code. */
export const byDistance = (a: Standing, b: Standing) =>
  (a.km ?? 1e6) - (b.km ?? 1e6) || order.compare(a.house.code, b.house.code);
const order = new Intl.Collator();
