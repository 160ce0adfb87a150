import { Button } from "@kit/Button";
import { CheckIcon, PlusIcon, PrintIcon, TableIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { useKeys } from "@lib/a11y";
import { ShownCheck } from "../model/fold";
import { changeGiven } from "../model/pay";
import { floor, router } from "../routes";
import { text } from "../text";
import { quickSale, useSaleByScan } from "./FloorScreen";
import { printPaper, savePDF } from "./paper";
import { Paper, Receipt } from "./Receipt";

/** Paid: the change first and large, then the receipt. */
export function PayDone({ check }: { check: ShownCheck }) {
  const t = text.useText();
  const change = changeGiven(check);
  const done = () => router.go(floor);
  useKeys({ Enter: done, F4: quickSale });
  useSaleByScan();
  return (
    <div className="done">
      <section className="done-main">
        <p className="done-mark ok"><CheckIcon size={40} /><span>{t.paidTitle}</span></p>
        <p className="pay-big"><Money minor={check.totals.paid} /></p>
        {change > 0 && (
          <p className="done-change" role="status"><span>{t.change}</span><strong><Money minor={change} /></strong></p>
        )}
        <div className="done-buttons">
          <Button size="l" icon={<PrintIcon />} onClick={() => void printPaper(check.id, "receipt")}>
            {t.printReceipt}
          </Button>
          <Button size="l" onClick={() => void savePDF(check.id, "receipt")}>{t.pdf}</Button>
          <Button size="l" kind="dark" icon={<TableIcon />} onClick={done}>{t.tables}</Button>
          <Button size="l" kind="primary" icon={<PlusIcon />} onClick={quickSale}>{t.newSale}</Button>
        </div>
      </section>
      <section className="done-paper" tabIndex={0} role="region" aria-label={t.receipt}>
        <Receipt check={check} kind="receipt" />
      </section>
      <Paper><Receipt check={check} kind="receipt" /></Paper>
    </div>
  );
}
