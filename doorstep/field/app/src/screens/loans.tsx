// Lending something at a counter, and taking it back.

import { useState } from "preact/hooks";
import { forgetLoan, leftNow, lentNow } from "../counter";
import { keep, withDraft } from "../drafts";
import { emptyLending, faultsOfLending, faultsOfReturn, lastDue, lendingFields } from "../helping";
import { today } from "../days";
import { useKeeping } from "../keeping";
import { Faults, Foot, Pick, Radios, Title, Words, go } from "../parts";
import { state, useApp } from "../state";
import type { Lending, Station } from "../types";
import { day, say, w } from "../words";

const CONDITIONS = ["good", "worn", "broken", "lost"];

const Back = ({ id }: { id: string }) => <p><a class="stand" href={`#counter/${id}`}>{w("back")}</a></p>;

export function Lend({ station }: { station: Station }) {
  const { drafts } = useApp(), { faults, save } = useKeeping();
  const only = station.items.length === 1 ? station.items[0]!.id : "";
  const draft = drafts.lend?.[station.id] ?? emptyLending(), lent = { ...draft, item: draft.item || only };
  const set = (patch: Partial<Lending>) => keep("lend", station.id, { ...lent, ...state.drafts.lend?.[station.id], ...patch });
  return (
    <form class="footed" noValidate onSubmit={(event) => {
      event.preventDefault();
      void save({
        form: "lend", station, on: today(), fields: lendingFields(lent), drafts: withDraft("lend", station.id, null),
        faults: faultsOfLending(lent, station), to: `counter/${station.id}`,
      });
    }}>
      <Title text={`${station.name} · ${say("loan.lend")}`} sub={station.name}>{w("loan.lend")}</Title>
      <Faults faults={faults} />
      <Pick name="item" label={w("loan.item")} value={lent.item} set={(item) => set({ item })}
        options={[...(lent.item ? [] : [["", "–"] as [string, string]]),
          ...station.items.map((one): [string, string] => [one.id, say("loan.left", { name: one.name, n: leftNow(station, one.id) })])]} />
      <Words name="borrower" label={w("loan.borrower")} value={lent.borrower} most={60} set={(borrower) => set({ borrower })} />
      <Words name="reach" label={w("loan.reach")} help={w("loan.reach.help")} value={lent.reach} most={60} set={(reach) => set({ reach })} />
      <Words name="pieces" type="number" label={w("loan.pieces")} value={lent.pieces} set={(pieces) => set({ pieces })} />
      <Words name="due_on" type="date" max={lastDue()} label={w("loan.due")} value={lent.due_on} set={(due_on) => set({ due_on })} />
      <Back id={station.id} />
      <Foot act={w("loan.lend.save")} discard={station.id in (drafts.lend ?? {}) ? () => { keep("lend", station.id, null); go(`counter/${station.id}`); } : undefined} />
    </form>
  );
}

export function Return({ station, id }: { station: Station; id: string }) {
  useApp();
  const { faults, save } = useKeeping(), [condition, pick] = useState("good"), [note, set] = useState("");
  const [loan] = useState(() => lentNow(station).find((one) => one.id === id)); // it leaves the list as it is kept
  const [pieces, count] = useState(`${loan?.pieces ?? 1}`);
  if (!loan) return <><Title text={say("loan.gone")}>{w("loan.gone")}</Title><Back id={station.id} /></>;
  const item = station.items.find((one) => one.id === loan.item)?.name ?? "";
  async function submit(): Promise<void> {
    const fields = { loan: id, pieces: Number(pieces), condition, ...(note.trim() ? { note: note.trim() } : {}) };
    const isKept = await save({
      form: "take_back", station, on: today(), fields, about: { item: loan!.item, pieces: Number(pieces), borrower: loan!.borrower },
      drafts: state.drafts, faults: faultsOfReturn(loan!, pieces, condition, note), to: `counter/${station.id}`,
      said: condition === "lost" ? "saved.lost" : "saved",
    });
    if (isKept) await forgetLoan(id).catch(console.warn);
  }
  return (
    <form class="footed" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Title text={`${item} · ${say("loan.back")}`} sub={<>{loan.borrower} · {loan.reach} · {w("until", { day: day(loan.due_on) })}</>}>{item} · {w("loan.back")}</Title>
      <Faults faults={faults} />
      {loan.pieces > 1
        ? <Words name="pieces" type="number" label={w("loan.back.pieces")} help={w("loan.back.help", { n: loan.pieces })} value={pieces} set={count} /> : null}
      <Radios name="condition" legend={w("loan.condition")} words="condition" options={CONDITIONS} value={condition} pick={pick} wide />
      <Words name="note" label={w("loan.note")} value={note} most={200} set={set} />
      <Back id={station.id} />
      <Foot act={w("loan.back.save")} />
    </form>
  );
}
