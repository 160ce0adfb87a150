import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Select } from "@kit/Field";
import { CardIcon, CashIcon, UserIcon, VoucherIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { providerName, providers } from "@lib/providers";
import { ShownCheck } from "../model/fold";
import { remainingAfter } from "../model/pay";
import { text } from "../text";
import { PayView, SimulatorCard, simulatorCards } from "./payView";

function VoucherDialog({ view }: { view: PayView }) {
  const t = text.useText();
  return (
    <Dialog title={t.voucherTitle} size="s" onClose={() => view.set({ asksVoucher: false })}>
      <div className="stack">
        {providers.map((id) => (
          <Button key={id} size="l" wide kind="outline"
            onClick={() => view.tender("voucher", undefined, id)}>{providerName(id)}</Button>
        ))}
      </div>
    </Dialog>
  );
}

/** How it is paid. One tap with nothing typed takes the whole rest. */
export function TenderButtons({ check, view }: { check: ShownCheck; view: PayView }) {
  const t = text.useText();
  const remaining = remainingAfter(check.totals.remaining, view.drafts);
  const isStuck = view.busy || view.fault?.kind === "unanswered" || remaining <= 0;
  const amount = view.typed === "" ? remaining : Math.min(Number(view.typed), remaining);
  return (
    <section className="pay-tenders" aria-label={t.tender}>
      <Button kind="primary" className="tender" icon={<CashIcon />} disabled={isStuck} busy={view.busy}
        onClick={() => view.tender("cash")} aria-keyshortcuts="Enter">
        {t.cash} <span className="tender-amount"><Money minor={amount} /></span>
      </Button>
      <Button kind="dark" className="tender" icon={<CardIcon />} disabled={isStuck} onClick={() => view.tender("card")}>
        {t.card} <span className="tender-amount"><Money minor={amount} /></span>
      </Button>
      <Button kind="outline" className="tender" icon={<VoucherIcon />} disabled={isStuck}
        onClick={() => view.tender("voucher")}>{t.voucher}</Button>
      <Button kind="outline" className="tender" icon={<UserIcon />} disabled={isStuck}
        onClick={() => view.tender("open_account")}>{t.open_account}</Button>
      <Select label={t.terminal} value={view.card}
        onChange={(event) => view.set({ card: event.target.value as SimulatorCard })}>
        {simulatorCards.map((card) => <option key={card} value={card}>{t.outcomes[card]}</option>)}
      </Select>
      {view.asksVoucher && <VoucherDialog view={view} />}
    </section>
  );
}
