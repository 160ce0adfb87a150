import { Chip } from "@kit/Chip";
import { Money } from "@kit/Money";
import { Since } from "@lib/clock";
import { CheckView } from "@lib/api.types";
import { sameList } from "@lib/store";
import { newLines } from "../model/fold";
import { openChecks } from "../model/truth";
import { router } from "../routes";
import { text } from "../text";
import { truth } from "../till";

function Row({ check }: { check: CheckView }) {
  const t = text.useText();
  const fresh = newLines({ ...check, isLocal: false }).length;
  return (
    <li>
      <button type="button" className="open-row" onClick={() => router.go({ name: "check", check: check.id })}>
        <span className="grow">
          <span className="strong">{check.orderType === "takeaway" ? t.takeaway : t.quickSale} #{check.no}</span>
          <span className="row row-wrap small muted">
            <Since since={check.openedAt} say={t.minutes} />
            {fresh > 0 && <Chip tone="warn">{t.unsent(fresh)}</Chip>}
          </span>
        </span>
        <span className="strong"><Money minor={check.totals.remaining} /></span>
      </button>
    </li>
  );
}

/** Checks without a table: quick sales and takeaways that are not paid yet. */
export function OpenChecks() {
  const t = text.useText();
  const checks = truth.useSel((state) => openChecks(state).filter((check) => !check.table), sameList);
  return (
    <aside className="open-checks" aria-label={t.openChecks}>
      <h2>{t.openChecks}</h2>
      {checks.length === 0 && <p className="muted">{t.noOpenChecks}</p>}
      <ul>{checks.map((check) => <Row key={check.id} check={check} />)}</ul>
    </aside>
  );
}
