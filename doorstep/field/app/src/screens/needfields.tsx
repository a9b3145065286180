// What is asked about a new need, on its own form and inside the visit's.

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { emptyNeed } from "../drafts";
import { small } from "../photo";
import { Faults, Pick, Radios, Words, whom } from "../parts";
import { state } from "../state";
import type { Household, NewNeed } from "../types";
import { say, w } from "../words";

const HOW = ["signed", "spoken", "agreed"], WORKS = ["bridge", "road", "water", "power", "other"];
const MOST = 300;

export function NeedFields(props: { need: NewNeed; house: Household; set: (need: NewNeed) => void }) {
  const { need, house, set } = props, choices = state.caseload!.choices;
  const [refused, setRefused] = useState<ComponentChildren[]>([]);
  const latest = useRef(need); // a picture takes a moment, and somebody may write on meanwhile
  latest.current = need;
  const change = (patch: Partial<NewNeed>) => set({ ...need, ...patch });
  const answer = (violence: string) => {
    setRefused(violence === "yes" ? [w("need.violent")] : []);
    if (violence === "yes") set(emptyNeed()); // nothing of it stays on the phone
    else change({ violence });
  };
  return (
    <>
      <Faults faults={refused} />
      <Radios name="kind" legend={w("need.kind")} words="kind" options={choices.need_kinds} value={need.kind}
        pick={(kind) => change(kind === "hazard" ? { kind } : { kind, photo: "" })} />
      <Words name="text" label={w("need.text")} value={need.text} rows={2} most={MOST} set={(text) => change({ text })} />
      <Radios name="urgency" legend={w("need.urgency")} words="urgency" options={choices.urgencies}
        value={need.urgency} pick={(urgency) => change({ urgency })} />
      <Pick name="member" label={w("need.member")} value={need.member} options={whom(house.members)}
        set={(member) => change({ member })} />
      {need.kind === "hazard" ? <Photo photo={need.photo ?? ""} set={(photo) => set({ ...latest.current, photo })} /> : null}
      {need.kind === "mediation"
        ? <>
            <Radios name="violence" legend={w("need.violence")} words="violence" options={["no", "yes"]}
              value={need.violence ?? ""} pick={answer} />
            <Pick name="requested_how" label={w("need.how")} value={need.requested_how}
              options={[["", say("need.how.none")], ...HOW.map((one): [string, string] => [one, say(`how.${one}`)])]}
              set={(requested_how) => change({ requested_how })} />
          </> : null}
      {need.kind === "works"
        ? <Pick name="works_kind" label={w("need.works")} value={need.works_kind || "other"}
            options={WORKS.map((one) => [one, say(`works.${one}`)])} set={(works_kind) => change({ works_kind })} /> : null}
    </>
  );
}

function Photo(props: { photo: string; set: (photo: string) => void }) {
  const [wrong, tell] = useState(false);
  async function take(file: File | undefined): Promise<void> {
    if (!file) return;
    const photo = await small(file).catch(() => "");
    tell(!photo);
    if (photo) props.set(photo);
  }
  return (
    <div class="ask">
      <label for="photo">{w("need.photo")}</label>
      <input id="photo" name="photo" type="file" accept="image/*" capture="environment" aria-describedby="photo-help"
        onChange={(event) => { void take(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
      <p class="soft" id="photo-help">{w("need.photo.help")}</p>
      <p role="alert" class={wrong ? "late" : "hidden"}>{wrong ? w("need.photo.bad") : ""}</p>
      {props.photo
        ? <p><img class="photo" src={`data:image/jpeg;base64,${props.photo}`} alt={say("need.photo")} />
            <button class="as-link" type="button" onClick={() => props.set("")}>{w("need.photo.none")}</button></p>
        : null}
    </div>
  );
}
