// Raising a need outside a visit.

import { emptyNeed, faultsOfNeed, keep, needFields, withDraft } from "../drafts";
import { today } from "../days";
import { useKeeping } from "../keeping";
import { Faults, Foot, Title, go } from "../parts";
import { useApp } from "../state";
import type { Household } from "../types";
import { say, w } from "../words";
import { NeedFields } from "./needfields";

export function NeedForm({ house }: { house: Household }) {
  const { drafts } = useApp(), { faults, save } = useKeeping();
  const need = drafts.need[house.id] ?? emptyNeed(), on = need.on ?? today();
  return (
    <form class="footed" noValidate onSubmit={(event) => {
      event.preventDefault();
      void save({ form: "need", house, on, fields: needFields(need, on), drafts: withDraft("need", house.id, null), faults: faultsOfNeed(need) });
    }}>
      <Title text={`${house.head} · ${say("need.title")}`} sub={house.code}>{house.head} · {w("need.title")}</Title>
      {need.replaces ? <p class="note">{w("mend.here")}</p> : null}
      <Faults faults={faults} />
      <NeedFields need={need} house={house} set={(next) => void keep("need", house.id, next)} />
      <p><a class="stand" href={`#house/${house.id}`}>{w("back")}</a></p>
      <Foot act={w("need.save")} discard={house.id in drafts.need ? () => { void keep("need", house.id, null); go(`house/${house.id}`); } : undefined} />
    </form>
  );
}
