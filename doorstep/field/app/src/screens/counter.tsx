// The counter of a station: a walk-in in three fields, what waits there, what is lent.

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { lentNow, stationOf } from "../counter";
import { keep, withDraft } from "../drafts";
import { ENDED, emptyLending, emptyWalkIn, endedOf, faultsOfWalkIn, walkInFields } from "../helping";
import { today } from "../days";
import { useKeeping } from "../keeping";
import { Faults, Radios, Title, Words } from "../parts";
import { state, useApp } from "../state";
import type { Station, WalkIn } from "../types";
import { day, named, say, w } from "../words";
import { Mediated, Requests } from "./requests";

export function CounterPage({ id }: { id: string }) {
  const stations = useApp().counter?.stations ?? [], station = stationOf(id);
  if (!station) return <><Title text={say("counter.none")}>{w("counter.none")}</Title><p><a class="stand" href="#today">{w("house.back")}</a></p></>;
  return (
    <>
      <Title text={`${say("nav.counter")} · ${station.name}`} sub={station.name}>{w("nav.counter")}</Title>
      {stations.length > 1
        ? <p class="acts">{stations.map((one) => <a key={one.id} class="button" href={`#counter/${one.id}`} aria-current={one.id === station.id ? "page" : undefined}>{one.name}</a>)}</p> : null}
      <WalkInForm key={station.id} station={station} />
      <Requests station={station} />
      <Loans station={station} />
    </>
  );
}

function WalkInForm({ station }: { station: Station }) {
  const { drafts } = useApp(), { faults, clear, save } = useKeeping();
  const [refused, refuse] = useState<ComponentChildren[]>([]);
  const draft = drafts.walk_in?.[station.id] ?? emptyWalkIn();
  const kind = station.kinds.find((one) => one.id === draft.kind), ended = endedOf(draft, kind);
  const set = (patch: Partial<WalkIn>) =>
    keep("walk_in", station.id, { ...(state.drafts.walk_in?.[station.id] ?? emptyWalkIn()), ...patch });
  const pick = (one: string) => set({ kind: one, violence: "" });
  useDigits((number) => {
    const one = station.kinds[number - 1];
    if (!one) return;
    pick(one.id);
    document.getElementById("who")?.focus();
  });
  const answer = (violence: string) => {
    refuse(violence === "yes" ? [w("counter.violent")] : []);
    if (violence === "yes") clear(); // what lacked in a form that is empty now
    if (violence === "yes") keep("walk_in", station.id, null); // nothing of it stays on the phone
    else set({ violence });
  };
  async function submit(): Promise<void> {
    refuse([]);
    const lends = kind?.is_loan && ended === "helped", to = lends ? `lend/${station.id}` : `counter/${station.id}`;
    const drafts = withDraft("walk_in", station.id, null);
    if (lends) drafts.lend = { ...drafts.lend, [station.id]: { ...emptyLending(), borrower: draft.who, reach: draft.reach } };
    const isKept = await save({
      form: "walk_in", station, on: today(), fields: walkInFields(draft, kind), drafts, faults: faultsOfWalkIn(draft, kind), to,
      about: { names: kind?.names },
    });
    if (isKept) document.querySelector<HTMLElement>("h1")?.focus(); // ready for the next, by one digit
  }
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Faults faults={refused} />
      <Faults faults={faults} />
      <fieldset>
        <legend>{w("counter.kind")}</legend>
        <div class="choices two">
          {station.kinds.map((one, at) => (
            <label key={one.id}>
              <input type="radio" name="kind" value={one.id} checked={draft.kind === one.id} onChange={() => pick(one.id)} />
              <span class="numbered"><span class="soft">{at < 9 ? at + 1 : ""}</span><span>{named(one.names)}</span></span>
            </label>
          ))}
        </div>
      </fieldset>
      {kind?.is_dispute
        ? <Radios name="violence" legend={w("counter.fear")} words="violence" options={["no", "yes"]} value={draft.violence ?? ""} pick={answer} /> : null}
      <Words name="who" label={w("counter.who")} value={draft.who} most={60} set={(who) => set({ who })} />
      {kind?.is_dispute ? <Mediated by={station} />
        : <Radios name="ended" legend={w("counter.ended")} words="ended" options={ENDED} value={ended} pick={(one) => set({ ended: one })} />}
      {ended === "not_possible" ? <Words name="reason" label={w("counter.reason")} value={draft.reason} most={200} set={(reason) => set({ reason })} /> : null}
      <details class="fold" open={ended === "asked" || !!draft.text || !!draft.reach || undefined}>
        <summary>{w("counter.more")}</summary>
        <Words name="text" label={w("counter.text")} value={draft.text} most={300} set={(text) => set({ text })} />
        <Words name="reach" type="tel" label={w("counter.reach")} value={draft.reach} most={60} set={(reach) => set({ reach })} />
      </details>
      <p class="acts keep">
        <button class="button main-act" type="submit">{w("counter.save")}</button>
        {station.id in (drafts.walk_in ?? {}) ? <button class="button" type="button" onClick={() => { keep("walk_in", station.id, null); clear(); refuse([]); }}>{w("visit.clear")}</button> : null}
      </p>
    </form>
  );
}

/** A digit picks a kind wherever the focus is, but where somebody writes. */
function useDigits(pick: (number: number) => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const at = event.target as HTMLInputElement, writes = at.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");
      if (writes || event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
      event.preventDefault();
      pick(Number(event.key));
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  });
}

function Loans({ station }: { station: Station }) {
  const lent = lentNow(station), names = new Map(station.items.map((one) => [one.id, one.name]));
  if (!lent.length && !station.items.length) return null;
  return (
    <section>
      <h2>{w("loan.out")} <span class="soft">{lent.length || ""}</span></h2>
      {lent.length
        ? <ul class="list" id="lent">
            {lent.map((one) => (
              <li key={one.id}>
                <b>{names.get(one.item)}</b>{one.pieces > 1 ? ` × ${one.pieces}` : ""} {one.borrower} · {one.reach}
                <span class={one.due_on < today() ? "late" : "soft"}>{w("until", { day: day(one.due_on) })}{one.due_on < today() ? <> · {w("late")}</> : null}</span>
                <a class="stand" href={`#return/${station.id}/${one.id}`}>{w("loan.back")}<span class="hidden"> {names.get(one.item)} {one.borrower}</span></a>
              </li>
            ))}
          </ul>
        : <p class="empty">{w("loan.none")}</p>}
      {station.items.length ? <p class="acts"><a class="button" href={`#lend/${station.id}`}>{w("loan.lend")}</a></p> : null}
    </section>
  );
}
