import { useEffect, useRef } from "react";
import { Empty } from "@kit/Empty";
import { TodayView } from "@lib/api.office";
import { theme } from "@lib/a11y";
import { money, moneyShort, ownCurrency } from "@lib/format";
import { useLang } from "@lib/i18n";
import type { HourChart } from "../chart";
import { Bar, barsOf, bestOf, hourText } from "../model/today";
import { useDayClock } from "../office";
import { text } from "../text";
import { Card } from "./parts";

/** The chart comes in a chunk of its own, after the figures are on the screen. */
function Chart({ bars, said }: { bars: readonly Bar[]; said: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<HourChart | null>(null);
  const latest = useRef(bars);
  latest.current = bars;
  const lang = useLang();
  const look = theme.useSel((state) => state.theme);
  useEffect(() => {
    let isShown = true;
    void import("../chart").then(({ drawHours }) => {
      if (!isShown || !canvas.current) return;
      chart.current = drawHours(canvas.current, latest.current, (net) => moneyShort(net));
    });
    return () => {
      isShown = false;
      chart.current?.end();
      chart.current = null;
    };
  }, [lang, look]);
  useEffect(() => {
    chart.current?.show(bars);
  }, [bars]);
  return <div className="b-chart"><canvas ref={canvas} role="img" aria-label={said} /></div>;
}

function Twin({ bars }: { bars: readonly Bar[] }) {
  const t = text.useText();
  const lang = useLang();
  return (
    <table className="unseen">
      <caption>{t.hourly}</caption>
      <thead><tr><th scope="col">{t.hour}</th><th scope="col">{t.net}</th><th scope="col">{t.checks}</th></tr></thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.hour}>
            <th scope="row">{hourText(bar.hour)}</th><td>{money(bar.net, ownCurrency(), lang)}</td><td>{bar.checks}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Sales by hour: bars for the eye, a table for screen readers. */
export function HourCard({ hours }: { hours: TodayView["hours"] }) {
  const t = text.useText();
  const lang = useLang();
  const bars = barsOf(hours, useDayClock().dayStart);
  const best = bestOf(bars);
  return (
    <Card title={t.hourly} className="b-hours">
      {!best && <Empty text={t.noSales} />}
      {best && <Chart bars={bars} said={t.hourlySaid(`${hourText(best.hour)}, ${money(best.net, ownCurrency(),
        lang)}`)} />}
      {best && <Twin bars={bars} />}
    </Card>
  );
}
