import { ReactNode, useState } from "react";
import { Tabs } from "@kit/Tabs";
import { MenuEditor } from "@lib/api.menu";
import { Routing, setRouting, Station } from "@lib/api.office";
import { compare } from "@lib/format";
import { named, useLang } from "@lib/i18n";
import { fallback, routed, special, stationOf, Subject, Way, ways } from "../model/routing";
import { useBranch } from "../office";
import { text } from "../text";
import { Card, SaveProblem } from "./parts";
import { useSave } from "./useSave";

interface ChoiceProps {
  what: string;
  value: string;
  /** What holds when nothing is chosen here. */
  otherwise: string;
  stations: readonly Station[];
  busy: boolean;
  onChange(station: string): void;
}

function Choice({ what, value, otherwise, stations, busy, onChange }: ChoiceProps) {
  const t = text.useText();
  return (
    <select className="input b-choice" aria-label={t.stationFor(what)} value={value} aria-busy={busy}
      onChange={(event) => onChange(event.target.value)}>
      <option value="">{otherwise}</option>
      {stations.map((one) => <option key={one.id} value={one.id}>{named(one.name)}</option>)}
    </select>
  );
}

function Row({ name, children }: { name: ReactNode; children: ReactNode }) {
  return <div className="b-route"><span className="b-route-name">{name}</span>{children}</div>;
}

interface RoutingPartProps {
  routing: Routing;
  stations: readonly Station[];
  menu: MenuEditor | null;
  onSaved(routing: Routing): void;
  again(): void;
}

/**
 * Which station prepares what: everything, but for categories, but for products; and where one way of ordering goes
 * elsewhere, for that alone. A choice takes effect at once.
 */
export function RoutingPart({ routing, stations, menu, onSaved, again }: RoutingPartProps) {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const { busy, problem, save } = useSave();
  const [way, setWay] = useState<Way>("");
  const { rules, version } = routing;
  const nameOf = (id: string) => named(stations.find((one) => one.id === id)?.name, lang) || t.nobody;
  const choose = (subject: Subject) => async (station: string) => {
    const saved = await save(setRouting({ branch }, { rules: routed(rules, subject, station, way), version }));
    if (saved) onSaved(saved);
  };
  const choice = (what: string, subject: Subject, category: string | null, says: (name: string) => string) => (
    <Choice what={what} value={stationOf(rules, subject, way)} stations={stations} busy={busy}
      otherwise={(way === "" ? says : t.asOtherwise)(nameOf(fallback(rules, subject, category, way)))}
      onChange={(station) => void choose(subject)(station)} />
  );
  const categories = (menu?.categories ?? []).filter((one) => !one.archived)
    .sort((a, b) => a.position - b.position);
  return (
    <Card title={t.routing}>
      {problem && <SaveProblem problem={problem} onReload={again} />}
      <p className="muted">{t.routingNote}</p>
      <Tabs<Way> look="pills" label={t.wayOf} value={way} onChange={setWay} items={ways.map((value) => (
        { value, label: value ? t.orderTypes[value] ?? value : t.anyWay, ...(value && { count: special(rules,
          value) }) }
      ))} />
      <Row name={<span className="strong">{t.everythingElse}</span>}>
        {choice(t.everythingElse, "rest", null, () => t.nobody)}</Row>
      {categories.map((category) => {
        const name = named(category.name, lang);
        const products = (menu?.products ?? []).filter((one) => one.category === category.id && !one.archived)
          .sort((a, b) => compare(named(a.name, lang), named(b.name, lang)));
        const special = products.filter((one) => stationOf(rules, { product: one.id }, way) !== "").length;
        return (
          <div key={category.id}>
            <Row name={<span className="strong">{name}</span>}>
              {choice(name, { category: category.id }, null, t.asElse)}</Row>
            {products.length > 0 && (
              <details className="b-more">
                <summary>{t.productsOf(products.length, special)}<span className="unseen"> · {name}</span></summary>
                {products.map((product) => (
                  <Row key={product.id} name={named(product.name, lang)}>
                    {choice(named(product.name, lang), { product: product.id }, category.id, t.asCategory)}
                  </Row>
                ))}
              </details>
            )}
          </div>
        );
      })}
    </Card>
  );
}
