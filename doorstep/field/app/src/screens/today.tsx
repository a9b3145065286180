// Today: whom to go to, the near ones first.

import { useEffect, useState } from "preact/hooks";
import { Radios, Title } from "../parts";
import { type Standing, byDistance, lastSpot, openNeeds, standing } from "../standing";
import { useApp } from "../state";
import { today } from "../days";
import { day, say, w } from "../words";

const FIRST = 12, REST_AFTER = 150; // one screen full is drawn at once, what lies below it a moment later

export function Today() {
  const app = useApp(), caseload = app.caseload!;
  const last = lastSpot();
  const [order, set] = useState("home"), [most, draw] = useState(FIRST);
  useEffect(() => {
    const timer = setTimeout(() => draw(Infinity), REST_AFTER);
    return () => clearTimeout(timer);
  }, []);
  const from = order === "last" && last ? last : caseload.home;
  const all = caseload.households.map((one) => standing(one, from)).sort(byDistance);
  const gone = all.filter((one) => one.house.gone);
  const here = all.filter((one) => !one.house.gone);
  const urgent = here.filter((one) => one.urgent && !one.written);
  const due = here.filter((one) => !urgent.includes(one) && one.due.length && !one.house.away_until && !one.written);
  const others = here.filter((one) => !urgent.includes(one) && !due.includes(one));
  return (
    <>
      <Title text={say("nav.today")} sub={[day(today()), caseload.helper, caseload.place].filter(Boolean).join(" · ")}>{w("nav.today")}</Title>
      {here.length ? null : <p class="empty">{w("today.none")}</p>}
      <List name="urgent" rows={urgent} most={most} />
      <List name="due" rows={due} most={Math.max(0, most - urgent.length)} always />
      <List name="others" rows={others} most={Math.max(0, most - urgent.length - due.length)} />
      <List name="gone" rows={gone} most={most} />
      {last ? <Radios name="order" legend={w("today.order")} words="today" options={["home", "last"]} value={order} pick={set} wide /> : null}
    </>
  );
}

function List(props: { name: string; rows: Standing[]; most: number; always?: boolean }) {
  if (!props.rows.length && !props.always) return null;
  return (
    <section>
      <h2>{w(`today.${props.name}`)} <span class="soft">{props.rows.length || ""}</span></h2>
      {props.rows.length
        ? <ul class="list today">{props.rows.slice(0, props.most).map((one) => <Line key={one.house.id} one={one} />)}</ul>
        : <p class="empty">{w("today.nothing")}</p>}
    </section>
  );
}

function Line({ one }: { one: Standing }) {
  const { house } = one;
  const urgent = openNeeds(house).filter((need) => need.urgency === "urgent");
  return (
    <li>
      <a href={`#house/${house.id}`}>
        <span class="row"><b>{house.head || house.code}</b><span class="soft">{one.km === null ? "" : w("km", { n: one.km.toFixed(1) })}</span></span>
        <span class="soft">{[house.code, house.group].filter(Boolean).join(" · ")}</span>
        {urgent.map((need) => <span key={need.id} class="late">{w("urgency.urgent")} {need.text}</span>)}
        {house.away_until ? <span>{w("due.away", { day: day(house.away_until) })}</span>
          : one.due.map((due) => <span key={due.duty}>{w(`due.${due.duty}`, { day: day(due.until) })}</span>)}
        {one.written ? <span class="well">{w("done.here")}</span> : null}
        {one.draft ? <span class="well">{w("draft.here")}</span> : null}
      </a>
    </li>
  );
}
