// Lending something at a counter, and taking it back.

import { useState } from "preact/hooks";
import { forgetLoan, leftNow, lentNow } from "../counter";
import { keep, withDraft } from "../drafts";
import { emptyLending, faultsOfLending, faultsOfReturn, lendingFields } from "../helping";
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
        faults: faultsOfLending(lent), to: `counter/${station.id}`,
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
      <Words name="due_on" type="date" label={w("loan.due")} value={lent.due_on} set={(due_on) => set({ due_on })} />
      <Back id={station.id} />
      <Foot act={w("loan.lend.save")} discard={station.id in (drafts.lend ?? {}) ? () => { keep("lend", station.id, null); go(`counter/${station.id}`); } : undefined} />
    </form>
  );
}

export function Return({ station, id }: { station: Station; id: string }) {
  useApp();
  const { faults, save } = useKeeping(), [condition, pick] = useState("good"), [note, set] = useState("");
  const [loan] = useState(() => lentNow(station).find((one) => one.id === id)); // it leaves the list as it is kept
  if (!loan) return <><Title text={say("loan.gone")}>{w("loan.gone")}</Title><Back id={station.id} /></>;
  const item = station.items.find((one) => one.id === loan.item)?.name ?? "";
  async function submit(): Promise<void> {
    const isKept = await save({
      form: "take_back", station, on: today(), fields: { loan: id, condition, ...(note.trim() ? { note: note.trim() } : {}) },
      drafts: state.drafts, faults: faultsOfReturn(condition, note), to: `counter/${station.id}`,
    });
    if (isKept) await forgetLoan(id).catch(console.warn);
  }
  return (
    <form class="footed" noValidate onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <Title text={`${item} · ${say("loan.back")}`} sub={<>{loan.borrower} · {loan.reach} · {w("until", { day: day(loan.due_on) })}</>}>{item} · {w("loan.back")}</Title>
      <Faults faults={faults} />
      <Radios name="condition" legend={w("loan.condition")} words="condition" options={CONDITIONS} value={condition} pick={pick} wide />
      <Words name="note" label={w("loan.note")} value={note} most={200} set={set} />
      <Back id={station.id} />
      <Foot act={w("loan.back.save")} />
    </form>
  );
}
