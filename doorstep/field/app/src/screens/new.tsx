// First start: a link from the coordinator, then a PIN.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { DIGITS, choosePin, isPin } from "../lock";
import { Faults, Title } from "../parts";
import { change, isUnsent, useApp } from "../state";
import { askFor, sync } from "../sync";
import type { Caseload } from "../types";
import { say, w } from "../words";

/** The token in a link or in what was pasted; "" for none. */
export function tokenIn(text: string): string {
  return /(?:^|#)([\w-]{40,80})$/.exec(text.trim())?.[1] ?? "";
}

export function New(props: { given: string; done: () => void }) {
  const { lines } = useApp();
  const [found, find] = useState<{ token: string; caseload: Caseload } | null>(null);
  const [pasted, paste] = useState(""), [words, tell] = useState("");
  const left = lines.filter(isUnsent).length;

  async function open(token: string): Promise<void> {
    if (!token) { tell("new.bad"); return; }
    tell("new.busy");
    const told = await askFor(token);
    if (told && typeof told === "object") { tell(""); find({ token, caseload: told }); }
    else tell(told === "offline" ? "new.offline" : told === "unknown" || told === "shut" ? "new.unknown" : `talk.${told}`);
  }
  useEffect(() => { if (props.given) void open(props.given); }, [props.given]);

  if (found) return <ChoosePin {...found} done={props.done} />;
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void open(tokenIn(pasted) || props.given); }}>
      <Title text={say("new.title")}>{w("new.title")}</Title>
      <p>{w("new.how")}</p>
      {left ? <p class="note">{w("new.left", { n: left })}</p> : null}
      <div class="ask">
        <label for="link">{w("new.link")}</label>
        <input id="link" name="link" value={pasted} autocomplete="off" spellcheck={false}
          onInput={(event) => paste(event.currentTarget.value)} />
      </div>
      <p role="status">{words ? w(words) : ""}</p>
      <button class="button main-act" type="submit">{w("new.go")}</button>
    </form>
  );
}

function ChoosePin(props: { token: string; caseload: Caseload; done: () => void }) {
  const [pin, set] = useState(""), [again, setAgain] = useState(""), [faults, fault] = useState<ComponentChildren[]>([]);
  const [busy, work] = useState(false), pressed = useRef(false);

  async function choose(): Promise<void> {
    if (pressed.current) return; // two presses would make two keys
    const wrong = !isPin(pin) ? "new.digits" : isWeak(pin) ? "new.weak" : pin !== again ? "new.differ" : "";
    if (wrong) { fault([w(wrong)]); return; }
    pressed.current = true;
    work(true);
    try {
      await choosePin(pin, props.token, props.caseload);
    } catch (error) {
      pressed.current = false;
      work(false);
      fault([w("pin.full", { why: error instanceof Error ? error.name : "" })]);
      return;
    }
    props.done();
    change({ said: "" });
    await sync();
  }

  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void choose(); }}>
      <Title text={say("new.pin")} sub={say("new.hello", { name: props.caseload.helper, place: props.caseload.place })}>
        {w("new.pin")}
      </Title>
      <Faults faults={faults} />
      <p>{w("new.why")}</p>
      <Pin name="pin" label={w("pin.label")} value={pin} set={set} isNew />
      <Pin name="again" label={w("new.again")} value={again} set={setAgain} isNew />
      <button class="button main-act" type="submit" aria-busy={busy}>{w("new.set")}</button>
    </form>
  );
}

export function Pin(props: {
  name: string; label: ComponentChildren; value: string; set: (pin: string) => void; isNew?: boolean;
}) {
  return (
    <div class="ask">
      <label for={props.name}>{props.label}</label>
      <input id={props.name} name={props.name} class="pin" type="password" inputMode="numeric" maxLength={DIGITS}
        autocomplete={props.isNew ? "new-password" : "current-password"} value={props.value}
        onInput={(event) => props.set(event.currentTarget.value)} />
    </div>
  );
}

/** All the same, or counting up or down. */
function isWeak(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((one, at) => Number(one) - Number(pin[at])));
  return steps.size === 1 && [0, 1, -1].includes([...steps][0]!);
}
