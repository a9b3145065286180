// Forms of a counter begun, and what they become. The rules are the stations' own, told at once here.

import { leftNow } from "./counter";
import { shifted, today } from "./days";
import type { Fault } from "./keeping";
import type { HelpKind, Lending, Lent, Station, WalkIn } from "./types";
import { words } from "./drafts";
import { day } from "./words";

export const emptyWalkIn = (): WalkIn => ({ kind: "", who: "", text: "", reach: "", ended: "", reason: "" });
export const emptyLending = (): Lending => ({ item: "", borrower: "", reach: "", pieces: "1", due_on: today() });

export const ENDED = ["helped", "asked", "not_possible"];

/** How it ended, where nobody said otherwise: who goes out has still to be sent. A dispute waits: the
 *  village's mediator alone ends it. */
export const endedOf = (draft: WalkIn, kind?: HelpKind) =>
  kind?.is_dispute ? "asked" : draft.ended || (kind?.goes_out ? "asked" : "helped");

export const walkInFields = (draft: WalkIn, kind?: HelpKind) => {
  const ended = endedOf(draft, kind);
  return {
    kind: draft.kind, who: words(draft.who), text: words(draft.text), reach: words(draft.reach), ended,
    ...(ended === "not_possible" ? { reason: words(draft.reason) } : {}),
    ...(kind?.is_dispute ? { violence: draft.violence ?? "" } : {}),
  };
};

// 18 or 15 digits in a row, blanks and hyphens between them included: no such number is kept here
const IDENTITY = /(?:^|[^0-9])(?:(?:[0-9][ -]?){17}[0-9Xx]|(?:[0-9][ -]?){14}[0-9])(?![ -]?[0-9])/;
const holdsIdentity = (...texts: string[]) => texts.some((text) => IDENTITY.test(text.normalize("NFKC")));

export function faultsOfWalkIn(draft: WalkIn, kind?: HelpKind): string[] {
  const isAsked = !kind?.is_dispute || draft.violence === "no";
  const lacksReason = endedOf(draft, kind) === "not_possible" && !words(draft.reason);
  return [
    kind ? "" : "err.help", lacksReason ? "err.words" : "", isAsked ? "" : "err.fear",
    holdsIdentity(draft.who, draft.text, draft.reach, draft.reason) ? "err.identity" : "",
  ].filter(Boolean);
}

export const lendingFields = (draft: Lending) => ({
  item: draft.item, borrower: words(draft.borrower), reach: words(draft.reach), pieces: Number(draft.pieces), due_on: draft.due_on,
});

const MOST_DAYS = 366; // the stations' own: stations.actions.loans
export const lastDue = () => shifted(today(), MOST_DAYS);

const isCount = (text: string) => /^[1-9]\d{0,3}$/.test(text.trim());

export function faultsOfLending(draft: Lending, station: Station): Fault[] {
  const left = leftNow(station, draft.item), asked = Number(draft.pieces);
  const name = station.items.find((one) => one.id === draft.item)?.name;
  const isTooMany = name !== undefined && isCount(draft.pieces) && asked > left;
  const found: (Fault | "")[] = [
    draft.item ? "" : "err.item", words(draft.borrower) && words(draft.reach) ? "" : "err.borrower",
    isCount(draft.pieces) ? "" : "err.pieces", draft.due_on && draft.due_on >= today() ? "" : "err.due",
    isTooMany ? { key: "err.none_left", said: { name, asked, left } } : "",
    draft.due_on > lastDue() ? { key: "err.due_late", said: { most: MOST_DAYS, day: day(lastDue()) } } : "",
    holdsIdentity(draft.borrower, draft.reach) ? "err.identity" : "",
  ];
  return found.filter(Boolean);
}

/** `pieces`: how many came back of those that are out. */
export function faultsOfReturn(loan: Lent, pieces: string, condition: string, note: string): Fault[] {
  const isTooMany = isCount(pieces) && Number(pieces) > loan.pieces;
  return [
    condition ? "" : "err.condition", isCount(pieces) ? "" : "err.pieces",
    isTooMany ? { key: "err.more_than_out", said: { out: loan.pieces } } : "",
    holdsIdentity(note) ? "err.identity" : "",
  ].filter(Boolean);
}
