import { money, moneyShort, ownCurrency } from "@lib/format";
import { useLang } from "@lib/i18n";

interface MoneyProps {
  /** Whole kuruş. */
  minor: number;
  currency?: string;
  short?: boolean;
}

/** ₺1.234,50 in the language of the screen. */
export function Money({ minor, currency = ownCurrency(), short }: MoneyProps) {
  const lang = useLang();
  return <span className="money">{(short ? moneyShort : money)(minor, currency, lang)}</span>;
}
