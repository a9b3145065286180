// The records of this phone, each with what became of it, in words.

import { whichOf } from "../counter";
import { mend, mendable } from "../mending";
import { sealedFile, unsent } from "../outbox";
import { Title } from "../parts";
import { type Line, useApp } from "../state";
import { sync } from "../sync";
import { day, say, w } from "../words";

/** The way back into a form that the office could not apply. */
export function Mend({ line }: { line: Line }) {
  const form = mendable(line);
  if (!form) return null;
  return (
    <a class="stand" href={`#${form}`} onClick={() => mend(line)}>
      {w("mend")}<span class="hidden"> {line.seen!.name} {day(line.seen!.on)}</span>
    </a>
  );
}

export function Fate({ line }: { line: Line }) {
  const isHeld = line.state === "held", isOver = line.state === "applied" || line.state === "settled";
  const isProposed = line.state === "applied" && line.seen?.form === "register"; // nothing of it stands yet
  const isRefused = line.because === "refused" && line.words; // by a rule, which says what to mend
  const why = isHeld ? say(`because.${line.because}`) : "";
  const words = isRefused || why === `because.${line.because}` ? line.words : why;
  return <span class={isOver ? "soft" : isHeld || line.state === "conflict" ? "late" : "well"} data-state={line.state}>{w(isProposed ? "out.proposed" : `out.${line.state}`, { why: words })}</span>;
}

export function Outbox() {
  const { lines, talk } = useApp();
  return (
    <>
      <Title text={say("out.title")}>{w("out.title")}</Title>
      <p class="acts"><button class="button main-act" type="button" aria-busy={talk === "busy"} onClick={() => void sync()}>{w("out.now")}</button></p>
      {lines.length ? null : <p class="empty">{w("out.none")}</p>}
      <ul class="list">
        {[...lines].reverse().map((line) => (
          <li key={line.id}>
            {line.seen
              ? <b><a class="stand" href={line.seen.household ? `#house/${line.seen.household}` : "#counter"}>{line.seen.name}</a></b>
              : <b>{w("out.other")}</b>}
            {line.seen ? <span class="soft">{[w(`form.${line.seen.form}`), ...whichOf(line.seen), day(line.seen.on)].flatMap((one, at) => (at ? [" · ", one] : [one]))}</span> : null}
            <Fate line={line} /><Mend line={line} />
          </li>
        ))}
      </ul>
      {unsent().length
        ? <section><p class="soft">{w("set.backup")} {w("out.export.help")}</p>
            <button class="button" type="button" onClick={() => void save()}>{w("out.export")}</button></section>
        : null}
    </>
  );
}

async function save(): Promise<void> {
  const address = URL.createObjectURL(new Blob([await sealedFile()], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `doorstep-${unsent().length}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
