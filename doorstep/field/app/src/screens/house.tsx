// A household's card: what a visit needs, and nothing of the past but six lines.

import { mine } from "../outbox";
import { Title } from "../parts";
import { isLate, openNeeds } from "../standing";
import { useApp } from "../state";
import type { Household } from "../types";
import { day, say, w } from "../words";
import { Fate, Mend } from "./outbox";

export function House({ house }: { house: Household | undefined }) {
  useApp();
  if (!house) return <><Title text={say("house.none")}>{w("house.none")}</Title><Back /></>;
  const own = [...mine(house.id)].reverse();
  return (
    <>
      <Title text={house.head || house.code} sub={[house.code, house.group].filter(Boolean).join(" · ")} />
      {house.gone ? <p class="note">{w("house.gone")}</p> : null}
      <p class="acts">
        {house.gone && !(house.id in (useApp().drafts.visit)) ? null
          : <a class="button main-act" href={`#visit/${house.id}`}>{w("house.visit")}</a>}
        {house.gone ? null : <a class="button" href={`#need/${house.id}`}>{w("house.need")}</a>}
        {house.gone && !(house.id in (useApp().drafts.register ?? {})) ? null
          : <a class="stand" href={`#register/${house.id}`}>{w("house.register")}</a>}
      </p>
      <Needs house={house} />
      {house.gone ? null : <Facts house={house} />}
      <Answers house={house} />
      {own.length
        ? <section><h2>{w("house.mine")}</h2><ul class="list">
            {own.map((line) => <li key={line.id}>{w(`form.${line.seen!.form}`)} · {day(line.seen!.on)}<Fate line={line} /><Mend line={line} /></li>)}
          </ul></section>
        : null}
      <Back />
    </>
  );
}

const Back = () => <p><a class="stand" href="#today">{w("house.back")}</a></p>;

function Needs({ house }: { house: Household }) {
  const needs = openNeeds(house);
  if (!needs.length) return null;
  const names = new Map(house.members.map((one) => [one.id, one.name]));
  return (
    <section>
      <h2>{w("house.needs")}</h2>
      <ul class="list">
        {needs.map((need) => (
          <li key={need.id}>
            <b>{w(`kind.${need.kind}`)}</b> {need.text}
            <span class={isLate(need.deadline) ? "late" : "soft"}>
              {w(`urgency.${need.urgency}`)} · {w("until", { day: day(need.deadline) })}
              {isLate(need.deadline) ? <> · {w("late")}</> : null}
              {need.member ? ` · ${names.get(need.member) ?? ""}` : ""}
            </span>
            <a class="stand" href={`#close/${house.id}/${need.id}`}>{w("house.close")}<span class="hidden"> {need.text}</span></a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the office answered to what was found wrong in the register. */
function Answers({ house }: { house: Household }) {
  const { answers = [], members } = house;
  if (!answers.length || house.gone) return null;
  const names = new Map(members.map((one) => [one.id, one.name]));
  return (
    <section>
      <h2>{w("house.answers")}</h2>
      <ul class="list plain">
        {answers.map((one, at) => (
          <li key={at}>{w(`field.${one.field}`)}{one.member ? ` · ${names.get(one.member) ?? ""}` : ""} · {day(one.on)}
            <span class={one.state === "declined" ? "late" : "soft"} data-answer={one.state}>{w(`answer.${one.state}`)}{one.why ? `: ${one.why}` : ""}</span></li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ house }: { house: Household }) {
  return (
    <>
      <dl class="facts">
        {house.phone ? <><dt>{w("house.phone")}</dt><dd><a class="stand" href={`tel:${house.phone}`}>{house.phone}</a></dd></> : null}
        {house.languages.length ? <><dt>{w("house.spoken")}</dt><dd>{house.languages.map((one) => <span key={one}>{w(`spoken.${one}`)} </span>)}</dd></> : null}
        {house.best_time ? <><dt>{w("house.best")}</dt><dd>{house.best_time}</dd></> : null}
        {house.away_until ? <><dt>{w("house.away")}</dt><dd>{day(house.away_until)}</dd></> : null}
        <dt>{w("house.members")}</dt>
        <dd>{house.members.map((one) => (
          <div key={one.id}>{one.name}{one.relation ? <> · {w(`relation.${one.relation}`)}</> : null}
            {one.birth_year ? <span class="soft"> {say("house.born", { year: one.birth_year })}</span> : null}</div>
        ))}</dd>
      </dl>
      {house.last.length
        ? <section><h2>{w("house.last")}</h2><ul class="list plain">
            {house.last.map((one, at) => <li key={at}>{day(one.on)} · {w(`mode.${one.mode}`)} · {w(`result.${one.result}`)}</li>)}
          </ul></section>
        : null}
    </>
  );
}
