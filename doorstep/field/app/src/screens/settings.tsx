// Language, the lock, leaving.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { chooseLanguage, close, erase } from "../lock";
import { tidy, unsent } from "../outbox";
import { Faults, Title } from "../parts";
import { state, useApp } from "../state";
import { day, say, w } from "../words";

const LANGUAGES: [string, string, string][] = [
  ["zh-hans", "中文", "zh-Hans"], ["bo", "བོད་ཡིག", "bo"], ["en", "English", "en"],
];

/** Whose forms are unfinished. */
function begun(): string[] {
  const { visit, need, close, register = {}, walk_in = {}, lend = {} } = state.drafts;
  const counters = (state.counter?.stations ?? []).filter(({ id }) => id in walk_in || id in lend);
  return state.caseload!.households
    .filter(({ id, needs }) => id in visit || id in need || id in register || needs.some((one) => one.id in close))
    .map((one) => one.head || one.code).concat(counters.map((one) => one.name));
}

export function Settings() {
  const app = useApp(), [faults, fault] = useState<ComponentChildren[]>([]);

  async function leave(): Promise<void> {
    const names = begun();
    if (unsent().length) fault([w("set.refused", { n: unsent().length })]);
    else if (names.length) fault([w("set.drafts", { names: names.join(", ") })]);
    else { await erase(); await tidy(true); }
  }

  return (
    <>
      <Title text={say("set.title")}>{w("set.title")}</Title>
      <fieldset>
        <legend>{w("set.language")}</legend>
        <div class="choices">
          {LANGUAGES.map(([code, name, lang]) => (
            <label key={code} lang={lang}>
              <input type="radio" name="language" checked={app.language === code} onChange={() => void chooseLanguage(code)} />
              <span>{name}</span>
            </label>
          ))}
        </div>
        <p class="soft">{w("set.draft")}</p>
      </fieldset>
      <section>
        <h2>{w("set.who")}</h2>
        <dl class="facts">
          <dt>{w("set.last")}</dt><dd>{app.last ? day(app.last) : w("set.never")}</dd>
        </dl>
        <p class="soft">{w("set.backup")}</p>
        <p><button class="button" type="button" onClick={() => void close()}>{w("set.lock")}</button></p>
      </section>
      <section>
        <Faults faults={faults} />
        <p class="soft">{w("set.out.help")}</p>
        <button class="button" type="button" onClick={() => void leave()}>{w("set.out")}</button>
      </section>
    </>
  );
}
