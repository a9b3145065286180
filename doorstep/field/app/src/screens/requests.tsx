// What waits at a station, from its counter and its boards: shown while it is fresh, one tap a step.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fetchCounter, takeStep } from "../counter";
import { Faults } from "../parts";
import { useApp } from "../state";
import type { Asked, Station } from "../types";
import { named, w } from "../words";

const EVERY = 5_000;

export function Requests({ station }: { station: Station }) {
  const { isFresh } = useApp(), [faults, fault] = useState<ComponentChildren[]>([]), busy = useRef(false);
  useEffect(() => {
    const look = () => { if (!document.hidden && navigator.onLine) void fetchCounter(); };
    look();
    const timer = setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, []);
  async function step(id: string, name: string, team = ""): Promise<void> {
    if (busy.current) return; // two presses are one step
    busy.current = true;
    const told = await takeStep(id, name, team).finally(() => { busy.current = false; });
    fault(told.key ? [w(told.key)] : told.words ? [told.words] : []);
  }
  return (
    <section aria-live="polite">
      <h2>{w("counter.waiting")} <span class="soft">{isFresh ? station.requests.length || "" : ""}</span></h2>
      <Faults faults={faults} />
      {!isFresh ? <p class="empty">{w("counter.stale")}</p>
        : station.requests.length
          ? <ul class="list" id="asked">{station.requests.map((one) => <Line key={one.id} one={one} station={station} step={step} />)}</ul>
          : <p class="empty">{w("counter.nobody")}</p>}
    </section>
  );
}

/** Who ends a dispute, since nobody at the counter does. */
export const Mediated = ({ by }: { by: Station }) =>
  <p class="soft">{w(by.has_mediator === false ? "counter.no_mediator" : "counter.mediator")}</p>;

function Line({ one, station, step }: { one: Asked; station: Station; step: (id: string, name: string, team?: string) => Promise<void> }) {
  const said = [one.who, one.where, one.text].filter(Boolean).join(" · ");
  return (
    <li data-asked={one.state}>
      <b>{named(one.names)}</b> {said}
      <span class="soft">{w(`${one.is_dispute ? "mediation" : "help"}.${one.state}`)}{one.team ? ` · ${one.team}` : ""}{one.waits === null ? null : <> · {w("counter.waits", { n: one.waits })}</>}</span>
      {one.reach ? <a class="stand" href={`tel:${one.reach.replace(/[^\d+]/g, "")}`}>{one.reach}</a> : null}
      {one.is_dispute ? <Mediated by={station} /> : null}
      <p class="acts">
        {one.state === "asked"
          ? one.teams.map((team) => <button key={team.id} class="button" type="button" onClick={() => void step(one.id, "alerted", team.id)}>{w("step.alerted", { team: team.name })}</button>) : null}
        {one.state === "alerted" && !one.is_dispute ? <button class="button" type="button" onClick={() => void step(one.id, "coming")}>{w("step.coming")}</button> : null}
        {one.is_dispute ? null : <button class="button" type="button" onClick={() => void step(one.id, "helped")}>{w("step.helped")}</button>}
      </p>
    </li>
  );
}
