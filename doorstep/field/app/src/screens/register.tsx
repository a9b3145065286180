// What is wrong in the register: each field beside what stood here when the form was begun.

import { SEASONS, emptyRegister, faultsOfRegister, keep, registerFields, withDraft } from "../drafts";
import { today } from "../days";
import { useKeeping } from "../keeping";
import { Faults, Foot, Tick, Title, Words, go } from "../parts";
import { state, useApp } from "../state";
import type { Household, RegisterDraft } from "../types";
import { say, w } from "../words";

const SPOKEN = ["bo", "zh"];

export function Register({ house }: { house: Household }) {
  const { drafts } = useApp(), { faults, save } = useKeeping();
  const draft = drafts.register?.[house.id] ?? emptyRegister(house);
  const on = draft.on ?? today();
  const set = (patch: Partial<RegisterDraft>) =>
    void keep("register", house.id, { ...(state.drafts.register?.[house.id] ?? draft), ...patch });
  const tick = (one: string, on: boolean) =>
    set({ languages: on ? [...draft.languages, one] : draft.languages.filter((other) => other !== one) });
  return (
    <form class="footed" noValidate onSubmit={(event) => {
      event.preventDefault();
      void save({ form: "register", house, on, fields: registerFields(draft), drafts: withDraft("register", house.id, null), faults: faultsOfRegister(draft) });
    }}>
      <Title text={`${house.head || house.code} · ${say("register.title")}`} sub={w("register.help")}>{house.head || house.code} · {w("register.title")}</Title>
      {draft.replaces ? <p class="note">{w("mend.here")}</p> : null}
      <Faults faults={faults} />
      <Words name="phone" type="tel" label={w("house.phone")} value={draft.phone} most={40} set={(phone) => set({ phone })} />
      <Words name="best_time" label={w("house.best")} value={draft.best_time} most={100} set={(best_time) => set({ best_time })} />
      <fieldset>
        <legend>{w("house.spoken")}</legend>
        <div class="ticks">
          {SPOKEN.map((one) => (
            <Tick key={one} name={`spoken-${one}`} on={draft.languages.includes(one)} set={(on) => tick(one, on)}>{w(`spoken.${one}`)}</Tick>
          ))}
        </div>
      </fieldset>
      {SEASONS.map((one) => (
        <Words key={one} name={`home-${one}`} label={w(`field.home_${one}`)} help={w("home.help")} value={draft.homes?.[one] ?? ""} most={40}
          set={(spot) => set({ homes: { ...draft.homes, [one]: spot } })} />
      ))}
      {draft.was.members.map((one) => {
        const person = draft.people[one.id]!;
        const change = (patch: Partial<typeof person>) => set({ people: { ...draft.people, [one.id]: { ...person, ...patch } } });
        return (
          <details key={one.id} class="fold" open={person.name !== one.name || !!person.left || undefined}>
            <summary>{one.name}</summary>
            <Words name={`name-${one.id}`} label={w("register.name")} value={person.name} most={100} set={(name) => change({ name })} />
            <Words name={`born-${one.id}`} type="number" label={w("register.year")} value={person.born} set={(born) => change({ born })} />
            {one.relation === "head" ? null
              : <Words name={`left-${one.id}`} type="date" max={on} label={w("register.left")} value={person.left} set={(left) => change({ left })} />}
          </details>
        );
      })}
      <fieldset>
        <legend>{w("register.joined")}</legend>
        <Words name="joined" label={w("register.name")} value={draft.joined} most={100} set={(joined) => set({ joined })} />
        <Words name="born" type="number" label={w("register.year")} value={draft.born} set={(born) => set({ born })} />
      </fieldset>
      <p><a class="stand" href={`#house/${house.id}`}>{w("back")}</a></p>
      <Foot act={w("need.save")} discard={house.id in (drafts.register ?? {}) ? () => { void keep("register", house.id, null); go(`house/${house.id}`); } : undefined} />
    </form>
  );
}
