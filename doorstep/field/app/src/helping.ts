// Forms of a counter begun, and what they become. The rules are the stations' own, told at once here.

import { today } from "./days";
import type { HelpKind, Lending, WalkIn } from "./types";
import { words } from "./drafts";

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

export function faultsOfLending(draft: Lending): string[] {
  const isCount = /^[1-9]\d{0,3}$/.test(draft.pieces.trim());
  return [
    draft.item ? "" : "err.item", words(draft.borrower) && words(draft.reach) ? "" : "err.borrower",
    isCount ? "" : "err.pieces", draft.due_on && draft.due_on >= today() ? "" : "err.due",
    holdsIdentity(draft.borrower, draft.reach) ? "err.identity" : "",
  ].filter(Boolean);
}

export const faultsOfReturn = (condition: string, note: string) =>
  [condition ? "" : "err.condition", holdsIdentity(note) ? "err.identity" : ""].filter(Boolean);
