// The visit form: one screen, ticks first, words last. Ten questions, all but two may stay as they are.

import { emptyClosing, emptyNeed, emptyVisit, faultsOfVisit, keep, outcomes, visitFields, withDraft } from "../drafts";
import { today } from "../days";
import { useKeeping } from "../keeping";
import { Faults, Foot, Pick, Radios, Tick, Title, Words, go, whom } from "../parts";
import { state, useApp } from "../state";
import { openNeeds } from "../standing";
import type { Household, VisitDraft } from "../types";
import { day, named, say, w } from "../words";
import { NeedFields } from "./needfields";

type Part = { draft: VisitDraft; house: Household; set: (patch: Partial<VisitDraft>) => void };

export function Visit({ house }: { house: Household }) {
  const { drafts } = useApp(), { faults, save } = useKeeping();
  const draft = drafts.visit[house.id] ?? emptyVisit(house), choices = state.caseload!.choices;
  const set = (patch: Partial<VisitDraft>) =>
    void keep("visit", house.id, { ...(state.drafts.visit[house.id] ?? draft), ...patch });
  const part = { draft, house, set }, last = house.last[0];
  return (
    <form class="footed" noValidate onSubmit={(event) => {
      event.preventDefault();
      void save({ form: "visit", house, on: draft.on, fields: visitFields(draft), drafts: withDraft("visit", house.id, null), faults: faultsOfVisit(draft) });
    }}>
      <Title text={`${house.head || house.code} · ${say("visit.title")}`}
        sub={<>{house.group} {last ? <>{w("house.last")} {day(last.on)} {w(`mode.${last.mode}`)}</> : null}</>}>
        {house.head || house.code} · {w("visit.title")}
      </Title>
      {draft.replaces ? <p class="note">{w("mend.here")}</p> : null}
      <Faults faults={faults} />
      <Radios name="mode" legend={w("visit.mode")} words="mode" options={choices.modes} value={draft.mode} pick={(mode) => set({ mode })} />
      <Services {...part} />
      <Radios name="result" legend={w("visit.result")} words="result" options={choices.results} value={draft.result} pick={(result) => set({ result })} />
      <InHand {...part} />
      <New {...part} />
      <Changes {...part} />
      <Radios name="part" legend={w("visit.part")} words="part" options={choices.parts} value={draft.part} pick={(value) => set({ part: value })} />
      <Words name="on" type="date" label={w("visit.day")} value={draft.on} max={today()} set={(on) => set({ on })} />
      <Words name="next_on" type="date" label={w("visit.next")} value={draft.next_on} set={(next_on) => set({ next_on })} />
      <Words name="note" label={w("visit.note")} help={w("visit.note.help")} value={draft.note} rows={2} most={300} set={(note) => set({ note })} />
      <p><a class="stand" href={`#house/${house.id}`}>{w("back")}</a></p>
      <Foot act={w("visit.save")} discard={house.id in drafts.visit ? () => { void keep("visit", house.id, null); go(`house/${house.id}`); } : undefined} />
    </form>
  );
}

function Services({ draft, set }: Part) {
  const tick = (key: string, on: boolean) =>
    set({ services: on ? [...draft.services, key] : draft.services.filter((one) => one !== key) });
  return (
    <fieldset>
      <legend>{w("visit.services")}</legend>
      <div class="ticks">
        <Tick name="no_change" on={draft.no_change} set={(no_change) => set({ no_change })}>{w("visit.no_change")}</Tick>
        {state.caseload!.choices.services.map((one) => (
          <Tick key={one.key} name={one.key} on={draft.services.includes(one.key)} set={(on) => tick(one.key, on)}>{named(one.names)}</Tick>
        ))}
      </div>
    </fieldset>
  );
}

function InHand({ draft, house, set }: Part) {
  const needs = openNeeds(house);
  if (!needs.length) return null;
  const close = (id: string, closing: VisitDraft["closed"][string] | null) => {
    const closed = { ...draft.closed };
    if (closing) closed[id] = closing;
    else delete closed[id];
    set({ closed });
  };
  return (
    <fieldset>
      <legend>{w("visit.hand")}</legend>
      <div class="ticks one">
        {needs.map((need) => {
          const closing = draft.closed[need.id];
          return (
            <div key={need.id}>
              <Tick name={`done-${need.id}`} on={!!closing} set={(on) => close(need.id, on ? emptyClosing(need) : null)}>
                {need.text || w(`kind.${need.kind}`)}: {w("done")}
              </Tick>
              {closing
                ? <>
                    <Pick name={`outcome-${need.id}`} label={w("close.outcome")} value={closing.outcome}
                      options={[...(closing.outcome ? [] : [["", "–"] as [string, string]]),
                        ...outcomes(need.kind).map((one): [string, string] => [one, say(`outcome.${one}`)])]}
                      set={(outcome) => close(need.id, { ...closing, outcome })} />
                    <Words name={`words-${need.id}`} label={w("close.words")} value={closing.text} most={300}
                      set={(text) => close(need.id, { ...closing, text })} />
                  </> : null}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}

function New({ draft, house, set }: Part) {
  return (
    <details class="fold" open={!!draft.need} onToggle={(event) => {
      const fold = event.currentTarget;
      if (fold.open && !draft.need) set({ need: emptyNeed() });
      else if (!fold.open && draft.need) fold.open = true; // what is written goes by its own button
    }}>
      <summary>{w("visit.new")}</summary>
      {draft.need
        ? <>
            <NeedFields need={draft.need} house={house} set={(need) => set({ need })} />
            <p><button class="as-link" type="button" onClick={() => set({ need: null })}>{w("need.none")}</button></p>
          </> : null}
    </details>
  );
}

function Changes({ draft, house, set }: Part) {
  const says = draft.facts.length > 0 || [draft.residents, draft.phone, draft.best_time, draft.away_until].some(Boolean);
  const tick = (fact: string, on: boolean) =>
    set({ facts: on ? [...draft.facts, fact] : draft.facts.filter((one) => one !== fact) });
  return (
    <details class="fold" open={says || undefined}>
      <summary>{w("visit.changed")}</summary>
      <fieldset>
        <legend>{w("change.facts")}</legend>
        <div class="ticks one">
          {state.caseload!.choices.facts.map((fact) => (
            <Tick key={fact} name={fact} on={draft.facts.includes(fact)} set={(on) => tick(fact, on)}>{w(`fact.${fact}`)}</Tick>
          ))}
        </div>
      </fieldset>
      {draft.facts.length
        ? <>
            <Words name="since_on" type="date" label={w("change.since")} value={draft.since_on} max={draft.on} set={(since_on) => set({ since_on })} />
            <Pick name="fact_member" label={w("change.whom")} value={draft.fact_member} options={whom(house.members)} set={(fact_member) => set({ fact_member })} />
            <div class="ticks one"><Tick name="private" on={draft.private} set={(on) => set({ private: on })}>{w("change.private")}</Tick></div>
          </> : null}
      <Words name="residents" type="number" label={w("change.residents")} value={draft.residents} set={(residents) => set({ residents })} />
      <Words name="phone" type="tel" label={w("change.phone")} value={draft.phone} most={40} set={(phone) => set({ phone })} />
      <Words name="best_time" label={w("change.best")} value={draft.best_time} most={100} set={(best_time) => set({ best_time })} />
      <Words name="away_until" type="date" label={w("change.away")} value={draft.away_until} set={(away_until) => set({ away_until })} />
    </details>
  );
}
