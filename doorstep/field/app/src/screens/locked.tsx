// The PIN before everything. What is unsent is sent behind it all the same.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { enter, erase, isPin } from "../lock";
import { Faults, Title } from "../parts";
import { change, isUnsent, useApp } from "../state";
import { sync } from "../sync";
import { say, w } from "../words";
import { Pin } from "./new";

export function Locked(props: { given: string }) {
  const { lines } = useApp();
  const [pin, set] = useState(""), [faults, fault] = useState<ComponentChildren[]>([]);
  const [forgot, forget] = useState(false), [busy, work] = useState(false), tried = useRef(false);
  const left = lines.filter(isUnsent).length;

  async function open(given: string): Promise<void> {
    if (tried.current) return;
    if (!isPin(given)) { fault([w("new.digits")]); return; } // a slip, no try
    tried.current = true;
    work(true);
    const tries = await enter(given).catch((error: Error) => error);
    tried.current = false;
    work(false);
    set("");
    if (tries instanceof Error) fault([w("pin.full", { why: tries.name })]);
    else if (tries === null) { change({ said: "" }); void sync(); }
    else if (tries > 0) fault([w("pin.wrong", { n: tries })]);
    else change({ said: "pin.erased" });
  }
  const typed = (next: string) => { set(next); if (isPin(next)) void open(next); };

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
