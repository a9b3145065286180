// The PIN before everything. What is unsent is sent behind it all the same.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { DIGITS, enter, erase } from "../lock";
import { Faults, Title } from "../parts";
import { change, isUnsent, useApp } from "../state";
import { sync } from "../sync";
import { say, w } from "../words";
import { Pin } from "./new";

export function Locked(props: { given: string }) {
  const { lines } = useApp();
  const [pin, set] = useState(""), [faults, fault] = useState<ComponentChildren[]>([]);
  const [forgot, forget] = useState(false), [busy, work] = useState(false);
  const left = lines.filter(isUnsent).length;

  async function open(given: string): Promise<void> {
    if (busy) return;
    work(true);
    const tries = await enter(given);
    work(false);
    set("");
    if (tries === null) { change({ said: "" }); void sync(); }
    else if (tries > 0) fault([w("pin.wrong", { n: tries })]);
    else change({ said: "pin.erased" });
  }
  const typed = (next: string) => { set(next); if (next.length === DIGITS) void open(next); };

  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); if (pin) void open(pin); }}>
      <Title text={say("pin.title")}>{w("pin.title")}</Title>
      <Faults faults={faults} />
      <Pin name="pin" label={w("pin.label")} value={pin} set={typed} />
      <button class="button main-act" type="submit" aria-busy={busy}>{w("pin.go")}</button>
      {props.given || forgot
        ? <div class="note plain">
            <p>{w(props.given ? "pin.link" : "pin.forgot.how", { n: left })}</p>
            <button class="button" type="button" onClick={() => void erase()}>{w("pin.erase")}</button>
          </div>
        : <p><button class="as-link" type="button" onClick={() => forget(true)}>{w("pin.forgot")}</button></p>}
    </form>
  );
}
