// The field page. It starts from what is on the phone; the network is only for sending and fetching.

import { render } from "preact";
import { App } from "./app";
import { begin, close } from "./lock";
import "./look.css";
import { unsent } from "./outbox";
import { sync, syncByItself } from "./sync";
import { state } from "./state";

const AWAY = 10 * 60_000; // so long it may lie in the pocket before it asks for the PIN again
let hiddenAt = 0;

document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenAt = Date.now();
  // what a full disk did not take lies here alone: it stays until it is kept
  else if (state.stage === "open" && Date.now() - hiddenAt > AWAY && state.said !== "full") void close();
});

/** Keeps the page itself on the phone. A new version takes over at once where nothing is unsent. */
async function keepPage(): Promise<void> {
  try {
    const kept = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/", updateViaCache: "none" });
    if (kept.waiting && !unsent().length) kept.waiting.postMessage("go");
  } catch (error) {
    console.warn(error); // no HTTPS, or no network: the page works as long as it is open
  }
}

async function start(): Promise<void> {
  await begin();
  render(<App />, document.getElementById("page")!);
  syncByItself();
  void keepPage();
  await sync();
}

void start();
