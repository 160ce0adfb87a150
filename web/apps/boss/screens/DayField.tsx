import { useRef, useState } from "react";
import { Button } from "@kit/Button";
import { Field } from "@kit/Field";
import { CalendarIcon } from "@kit/icons";
import { dayDigits, parseDay } from "@lib/format";
import { useLang } from "@lib/i18n";
import { text } from "../text";

interface DayFieldProps {
  label: string;
  /** 2026-11-21 */
  value: string;
  min?: string;
  max: string;
  onChange(day: string): void;
}

/**
 * A day, typed as people write it in the screen's language (the browser's own field follows the browser's), or chosen
 * from the browser's calendar.
 */
export function DayField({ label, value, min = "", max, onChange }: DayFieldProps) {
  const t = text.useText();
  const lang = useLang();
  const [typed, setTyped] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const isAllowed = (day: string | null): day is string => !!day && day >= min && day <= max;
  const take = (day: string | null) => isAllowed(day) && day !== value && onChange(day);
  const isWrong = typed !== null && typed.length >= 8 && !isAllowed(parseDay(typed));
  return (
    <div className="b-day">
      <Field label={label} inputMode="numeric" autoComplete="off" value={typed ?? dayDigits(value, lang)}
        error={isWrong ? t.noSuchDay : undefined} onBlur={() => setTyped(null)}
        onChange={(event) => {
          setTyped(event.target.value);
          take(parseDay(event.target.value));
        }} />
      <Button kind="ghost" square icon={<CalendarIcon />} aria-label={t.pickDay(label)}
        onClick={() => picker.current?.showPicker?.()} />
      <input ref={picker} type="date" className="b-day-picker" tabIndex={-1} aria-hidden="true" value={value} min={min}
        max={max} onChange={(event) => take(event.target.value)} />
    </div>
  );
}
