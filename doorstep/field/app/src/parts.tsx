// The parts every screen is made of.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { change, state } from "./state";
import { say, w } from "./words";

/** To another screen at once; the browser itself tells of a new hash only after drawing. `instead`:
 *  the way back does not lead to the screen that is left. */
export function go(to: string, instead = false): void {
  if (instead) history.replaceState(null, "", `#${to}`);
  else history.pushState(null, "", `#${to}`);
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** The screen's title: it takes the focus when the screen opens, so that it is read out. */
export function Title(props: { text: string; children?: ComponentChildren; sub?: ComponentChildren }) {
  const at = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    document.title = `${props.text} · ${say("app")}`;
    at.current?.focus();
  }, [props.text]);
  return (
    <header class="head">
      <h1 tabIndex={-1} ref={at}>{props.children ?? props.text}</h1>
      {props.sub ? <p class="soft">{props.sub}</p> : null}
    </header>
  );
}

interface Picked { name: string; legend: ComponentChildren; words: string; options: string[]; value: string }

/** One of a closed list; `words` names it in the dictionary. */
export function Radios(props: Picked & { pick: (value: string) => void; wide?: boolean }) {
  return (
    <fieldset>
      <legend>{props.legend}</legend>
      <div class={props.wide ? "ticks" : "choices"}>
        {props.options.map((one) => (
          <label key={one}>
            <input type="radio" name={props.name} value={one} checked={props.value === one}
              onChange={() => props.pick(one)} />
            <span>{w(`${props.words}.${one}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Tick(props: { on: boolean; name: string; set: (on: boolean) => void; children: ComponentChildren }) {
  return (
    <label>
      <input type="checkbox" name={props.name} checked={props.on}
        onChange={(event) => props.set(event.currentTarget.checked)} />
      <span>{props.children}</span>
    </label>
  );
}

interface Asked {
  name: string; label: ComponentChildren; value: string; set: (value: string) => void;
  help?: ComponentChildren;
}

export function Words(props: Asked & { rows?: number; most?: number; type?: "date" | "tel" | "number"; max?: string }) {
  const given = {
    id: props.name, name: props.name, value: props.value, maxLength: props.most,
    "aria-describedby": props.help ? `${props.name}-help` : undefined,
  };
  return (
    <div class="ask">
      <label for={props.name}>{props.label}</label>
      {props.rows
        ? <textarea {...given} rows={props.rows} onInput={(event) => props.set(event.currentTarget.value)} />
        : <input {...given} {...({ type: props.type ?? "text" } as { type: "text" })} max={props.max} autocomplete="off"
            onInput={(event) => props.set(event.currentTarget.value)} />}
      {props.help ? <p class="soft" id={`${props.name}-help`}>{props.help}</p> : null}
    </div>
  );
}

export function Pick(props: Asked & { options: [string, string][] }) {
  return (
    <div class="ask">
      <label for={props.name}>{props.label}</label>
      <select id={props.name} name={props.name} value={props.value}
        onChange={(event) => props.set(event.currentTarget.value)}>
        {props.options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </div>
  );
}

/** What must be mended before the form is kept; it takes the focus, and the head does not go on
 *  saying that what came before is saved. */
export function Faults(props: { faults: ComponentChildren[] }) {
  const at = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!props.faults.length) return;
    at.current?.focus();
    if (state.said.startsWith("saved")) change({ said: "" });
  }, [props.faults]);
  if (!props.faults.length) return null;
  return (
    <div class="note error" role="alert" tabIndex={-1} ref={at}>
      {props.faults.map((one, at) => <p key={at}>{one}</p>)}
    </div>
  );
}

const ASKED = 8_000; // so long a second press discards

/** The form's one filled button at the thumb, and the way to discard it, in two presses: nothing
 *  brings back what was written. */
export function Foot(props: { act: ComponentChildren; discard?: () => void }) {
  const [isAsked, ask] = useState(false);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(() => ask(false), ASKED);
    return () => clearTimeout(timer);
  }, [isAsked]);
  return (
    <div class="foot">
      <button class="button main-act" type="submit">{props.act}</button>
      {props.discard
        ? <button class="button" type="button" onClick={isAsked ? props.discard : () => ask(true)}>
            <span aria-live="polite">{w(isAsked ? "visit.clear.sure" : "visit.clear")}</span></button> : null}
    </div>
  );
}

export const whom = (members: { id: string; name: string }[]): [string, string][] =>
  [["", say("need.all")], ...members.map((one): [string, string] => [one.id, one.name])];
