// Closing a need outside a visit, over the state of it that stood on this phone.

import { closingFields, emptyClosing, faultsOfClosing, keep, outcomes, withDraft } from "../drafts";
import { today } from "../days";
import { useKeeping } from "../keeping";
import { Faults, Foot, Radios, Title, Words, go } from "../parts";
import { openNeeds } from "../standing";
import { useApp } from "../state";
import type { Household } from "../types";
import { say, w } from "../words";

export function Close({ house, id }: { house: Household; id: string }) {
  const { drafts } = useApp(), { faults, save } = useKeeping();
  const need = openNeeds(house).find((one) => one.id === id);
  if (!need) return <><Title text={say("close.gone")}>{w("close.gone")}</Title><p><a class="stand" href={`#house/${house.id}`}>{w("back")}</a></p></>;
  const closing = drafts.close[id] ?? emptyClosing(need);
  const set = (patch: object) => void keep("close", id, { ...closing, ...patch });
  return (
    <form class="footed" noValidate onSubmit={(event) => {
      event.preventDefault();
      void save({ form: "close", house, on: closing.on ?? today(), fields: closingFields(closing), drafts: withDraft("close", id, null), faults: faultsOfClosing(closing) });
    }}>
      <Title text={`${house.head} · ${say("close.title")}`} sub={need.text}>{house.head} · {w("close.title")}</Title>
      {closing.replaces ? <p class="note">{w("mend.here")}</p> : null}
      <Faults faults={faults} />
      <Radios name="outcome" legend={w("close.outcome")} words="outcome" options={outcomes(need.kind)} value={closing.outcome}
        pick={(outcome) => set({ outcome })} wide />
      {need.kind === "mediation" ? <p class="soft">{w("close.office")}</p> : null}
      <Words name="words" label={w("close.words")} value={closing.text} rows={2} most={300} set={(text) => set({ text })} />
      <p><a class="stand" href={`#house/${house.id}`}>{w("back")}</a></p>
      <Foot act={w("need.save")} discard={id in drafts.close ? () => { void keep("close", id, null); go(`house/${house.id}`); } : undefined} />
    </form>
  );
}
