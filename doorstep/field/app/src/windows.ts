// Other windows of this page on the same phone: one alone is open, so that two never write over
// each other's unfinished forms.

export type Told = "opened" | "erased" | "kept";

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("doorstep-field");

export const tellWindows = (told: Told) => channel?.postMessage(told);

export function hearWindows(hear: (told: Told) => void): void {
  channel?.addEventListener("message", (event: MessageEvent<Told>) => hear(event.data));
}
