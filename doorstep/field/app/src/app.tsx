// Which screen stands, and the lines above and below every one.

import { useEffect, useState } from "preact/hooks";
import { stationOf } from "./counter";
import { unsent } from "./outbox";
import { Close } from "./screens/close";
import { CounterPage } from "./screens/counter";
import { House } from "./screens/house";
import { Lend, Return } from "./screens/loans";
import { Locked } from "./screens/locked";
import { NeedForm } from "./screens/need";
import { New, tokenIn } from "./screens/new";
import { Outbox } from "./screens/outbox";
import { Register } from "./screens/register";
import { Settings } from "./screens/settings";
import { Today } from "./screens/today";
import { Visit } from "./screens/visit";
import { household, useApp } from "./state";
import { day, htmlLanguage, say, w } from "./words";

function useHash(): string {
  const [hash, set] = useState(location.hash);
  useEffect(() => {
    const tell = () => set(location.hash);
    addEventListener("hashchange", tell);
    return () => removeEventListener("hashchange", tell);
  }, []);
  return hash;
}

export function App() {
  const app = useApp(), hash = useHash();
  const [given, give] = useState("");
  useEffect(() => {
    const token = tokenIn(hash);
    if (!token) return;
    give(token);
    history.replaceState(null, "", "/field/"); // it opens the caseload: not for the history
  }, [hash]);
  document.documentElement.lang = htmlLanguage();
  document.documentElement.classList.toggle("tibetan", app.language === "bo");
  return (
    <div class="field">
      <a class="skip" href="#content" onClick={(event) => {
        event.preventDefault();
        document.querySelector<HTMLElement>("h1")?.focus();
      }}>{w("skip")}</a>
      {app.caseload?.is_invented ? <aside class="invented">{w("invented")}</aside> : null}
      <State />
      <main id="content">
        {app.stage === "new" ? <New given={given} done={() => give("")} />
          : app.stage === "locked" ? <Locked given={given} /> : <Screen hash={hash} />}
      </main>
      {app.stage === "open" ? <Nav hash={hash} /> : null}
    </div>
  );
}

function Screen(props: { hash: string }) {
  const [screen = "", id = "", need = ""] = props.hash.slice(1).split("/");
  const house = household(id);
  if (screen === "outbox") return <Outbox />;
  if (screen === "settings") return <Settings />;
  if (screen === "house") return <House key={id} house={house} />;
  if (screen === "visit" && house) return <Visit key={id} house={house} />;
  if (screen === "need" && house) return <NeedForm key={id} house={house} />;
  if (screen === "register" && house) return <Register key={id} house={house} />;
  if (screen === "close" && house) return <Close key={need} house={house} id={need} />;
  const station = stationOf(id);
  if (screen === "counter") return <CounterPage id={id} />;
  if (screen === "lend" && station) return <Lend key={id} station={station} />;
  if (screen === "return" && station) return <Return key={need} station={station} id={need} />;
  return <Today />;
}

/** How it stands with the office: always in sight, and read out when it changes. */
function State() {
  const { talk, said, stage } = useApp(), waiting = unsent();
  const first = waiting[0];
  const words = first ? w("unsent.since", { n: waiting.length, day: day(first.since) }) : w("unsent.none");
  return (
    <>
      <header class="state">
        <span role="status">{w(`talk.${talk}`)}</span>
        {stage === "open" ? <a href="#outbox" data-unsent={waiting.length}>{words}</a>
          : <span data-unsent={waiting.length}>{words}</span>}
        <p role="status" class={said ? "note" : "hidden"}>{said ? w(said) : ""}</p>
      </header>
    </>
  );
}

function Nav(props: { hash: string }) {
  const here = props.hash.slice(1).split("/")[0] || "today", stands = useApp().counter?.stations.length;
  if (["visit", "need", "close", "register", "lend", "return"].includes(here)) return null; // the form's own foot stands there
  return (
    <nav class="nav" aria-label={say("nav")}>
      {["today", ...(stands ? ["counter"] : []), "outbox", "settings"].map((one) => (
        <a key={one} href={`#${one}`} aria-current={here === one ? "page" : undefined}>{w(`nav.${one}`)}</a>
      ))}
    </nav>
  );
}
