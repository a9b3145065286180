// What the office sends and what the page keeps; docs/field.md tells the first.

export interface Member { id: string; name: string; relation: string; birth_year: number | null }

export interface Need {
  id: string; kind: string; text: string; urgency: string; deadline: string; version: number;
  member: string;
}

export interface Household {
  id: string; code: string; head: string; group: string; phone: string; languages: string[];
  best_time: string; version: number; home: [number, number] | null; members: Member[];
  needs: Need[]; duties: { duty: string; state: string; until: string }[]; away_until: string;
  last: { on: string; mode: string; result: string }[];
  // by season, and what became of what was proposed: a caseload kept before has neither
  homes?: Record<string, [number, number]>;
  answers?: { field: string; member: string; state: string; why: string; on: string }[];
  // not the helper's any more: kept only while something of it is unsent
  gone?: boolean;
}

export interface Choices {
  services: { key: string; names: Record<string, string>; kind: string }[];
  modes: string[]; results: string[]; parts: string[]; need_kinds: string[]; urgencies: string[];
  outcomes: string[]; facts: string[];
}

export interface Caseload {
  cursor: string; day: string; helper: string; place: string; is_invented: boolean; key: string;
  home: [number, number] | null; households: Household[]; choices: Choices;
}

// `violence` is asked of mediation alone: "no", or not answered; yes is kept nowhere.
export interface NewNeed {
  kind: string; text: string; urgency: string; member: string; requested_how: string;
  works_kind: string; violence?: string;
  photo?: string; // of a hazard alone: a JPEG in base64
  replaces?: string; // a record that waits at the office, which this one is to correct
  on?: string; // the day of that one
}

// `replaces`, `on`: as of a need; of a closing outside a visit alone
export interface Closing { need: string; outcome: string; text: string; seen: number; replaces?: string; on?: string }

export interface VisitDraft {
  on: string; part: string; mode: string; result: string; services: string[]; no_change: boolean;
  closed: Record<string, Closing>; need: NewNeed | null; facts: string[]; since_on: string;
  fact_member: string; private: boolean; residents: string; phone: string; best_time: string;
  away_until: string; note: string; next_on: string;
  replaces?: string;
}

// `was`: what stood here when the form was begun, for the office to merge against.
export interface RegisterDraft {
  was: {
    version: number; phone: string; best_time: string; languages: string[]; members: Member[];
    homes?: Record<string, string>;
  };
  homes?: Record<string, string>; // latitude and longitude by season; a draft begun before has none
  phone: string; best_time: string; languages: string[]; joined: string; born: string;
  people: Record<string, { name: string; born: string; left: string }>; // by member, as it should be
  replaces?: string; // as of a need
  on?: string;
}

// What stands at a station where the helper is on the rota or in a team.
export interface HelpKind {
  id: string; names: Record<string, string>; goes_out: boolean; is_dispute: boolean; is_loan: boolean;
}
// `back`: how many of it came back on this phone, by record, until the office tells how it stands
export interface Lent {
  id: string; item: string; pieces: number; borrower: string; reach: string; due_on: string; back?: Record<string, number>;
}
export interface Asked {
  id: string; names: Record<string, string>; is_dispute: boolean; source: string; state: string; who: string; reach: string;
  where: string; text: string; waits: number | null; team: string; teams: { id: string; name: string }[];
}
export interface Station {
  id: string; name: string; kinds: HelpKind[]; items: { id: string; name: string; left: number }[];
  loans: Lent[]; requests: Asked[];
  has_mediator?: boolean; // a counter kept before does not say
}
export interface Counter { seen: string; stations: Station[] }

// `ended`: "" until somebody says so; `violence` as of a need, asked of a dispute alone
export interface WalkIn {
  kind: string; who: string; text: string; reach: string; ended: string; reason: string; violence?: string;
}
export interface Lending { item: string; borrower: string; reach: string; pieces: string; due_on: string }

// A form begun: of a visit, a new need or the register by household, of a closing by need. What was
// kept before there was a form for the register has no drafts of it.
export interface Drafts {
  register?: Record<string, RegisterDraft>;
  visit: Record<string, VisitDraft>;
  need: Record<string, NewNeed>;
  close: Record<string, Closing>;
  walk_in?: Record<string, WalkIn>; // by station, as what is lent
  lend?: Record<string, Lending>;
}

export interface Cipher { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer }

// What the helper may read of a record, under the PIN: the text as it is sent, and the names.
// `about`: which it was, where the office may not list that any more: what came back and who had it, or
// what was needed. It goes with the record.
export interface Own {
  text: string; form: string; household: string; name: string; on: string;
  about?: { item?: string; pieces?: number; borrower?: string; names?: Record<string, string> };
}

// A record on its way. `sealed` and `auth` need no PIN to be sent; they go once it is answered.
export interface Row {
  id: string; at: number; digest: string; sealed: string; auth: string; own: Cipher;
  state: "waiting" | "applied" | "held" | "settled" | "conflict" | "unopened";
  because: string; words: string; answered: string; since: string;
  // of a counter: when it was written, for how long somebody waits; it names a stranger, so that it
  // leaves the phone as soon as the office has it
  written?: number;
}

// What lies outside the PIN: nothing of it tells of a household, or fetches anything.
export interface Lock {
  salt: Uint8Array<ArrayBuffer>; rounds: number; iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer;
  auth: string; key: string; tries: number;
}
