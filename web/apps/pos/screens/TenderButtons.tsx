import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Select } from "@kit/Field";
import { CardIcon, CashIcon, NoteIcon, UserIcon, VoucherIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { useDigits } from "@lib/digits";
import { providerName, providers } from "@lib/providers";
import { ShownCheck } from "../model/fold";
import { remainingAfter } from "../model/pay";
import { text } from "../text";
import { truth } from "../till";
import { PayView, SimulatorCard, simulatorCards } from "./payView";
import { TerminalDialog } from "./TerminalDialog";

function VoucherDialog({ view }: { view: PayView }) {
  const t = text.useText();
  const pay = (index: number) => {
    const id = providers[index];
    if (id) view.tender("voucher", undefined, { provider: id });
  };
  useDigits((key) => pay(Number(key) - 1));
  return (
    <Dialog title={t.voucherTitle} size="s" onClose={() => view.set({ asksVoucher: false })}>
      <div className="stack">
        {providers.map((id, index) => (
          <Button key={id} size="l" wide kind="outline" aria-keyshortcuts={String(index + 1)}
            onClick={() => pay(index)}>
            <span className="muted" aria-hidden="true">{index + 1}</span> {providerName(id)}
          </Button>
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
  const isAtBank = truth.useSel((state) => state.place?.cardRoute === "bank_terminal");
  const amount = view.typed === "" ? remaining : Math.min(Number(view.typed), remaining);
  return (
    <section className="pay-tenders" aria-label={t.tender}>
      <Button kind="primary" className="tender" icon={<CashIcon />} disabled={isStuck} busy={view.busy}
        onClick={() => view.tender("cash")} aria-keyshortcuts="Enter F10">
        {t.cash} <span className="tender-amount"><Money minor={amount} /></span>
      </Button>
      <Button kind="dark" className="tender" icon={<CardIcon />} disabled={isStuck}
        onClick={() => view.tender("card")} aria-keyshortcuts="F8">
        {t.card} <span className="tender-amount"><Money minor={amount} /></span>
      </Button>
      <Button kind="outline" className="tender" icon={<VoucherIcon />} disabled={isStuck}
        onClick={() => view.tender("voucher")} aria-keyshortcuts="F7">{t.voucher}</Button>
      <Button kind="outline" className="tender" icon={<UserIcon />} disabled={isStuck}
        onClick={() => view.tender("open_account")} aria-keyshortcuts="F6">{t.open_account}</Button>
      {isAtBank ? (
        <Button kind="ghost" icon={<NoteIcon />} disabled={isStuck} onClick={() => view.set({ asksTerminal: true })}>
          {t.slip}</Button>
      ) : (
        <Select label={t.terminal} value={view.card}
          onChange={(event) => view.set({ card: event.target.value as SimulatorCard })}>
          {simulatorCards.map((card) => <option key={card} value={card}>{t.outcomes[card]}</option>)}
        </Select>
      )}
      {view.asksVoucher && <VoucherDialog view={view} />}
      {view.asksTerminal && <TerminalDialog amount={amount} view={view} />}
    </section>
  );
}
