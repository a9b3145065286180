// One call to the office, and what its answer says of how the talk went.

import { type State, state } from "./state";

const PATIENCE = 60_000;

export type Talk = State["talk"];
export const fate: Record<number, Talk> = { 401: "unknown", 403: "shut", 404: "off" };

/** The answer; null where none came. */
export async function call(address: string, init: RequestInit): Promise<Response | null> {
  const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
  const headers = { "Accept-Language": state.language === "en" ? "en" : "zh-hans", ...init.headers };
  try {
    return await fetch(address, { ...init, headers, credentials: "omit", cache: "no-store", signal: stop.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
