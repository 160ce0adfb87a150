// The figures of the day beside those of the same weekday a week ago, up to the same minute.
import { TodayView } from "@lib/api.office";

export interface Change {
  /** 0.12 is twelve percent more. */
  ratio: number;
  direction: "up" | "down" | "same";
}

/** Null when there is nothing to compare with. */
export function changeOf(now: number, then: number): Change | null {
  if (then === 0) return null;
  const ratio = (now - then) / Math.abs(then);
  const direction = Math.abs(ratio) < 0.005 ? "same" : ratio > 0 ? "up" : "down";
  return { ratio, direction };
}

/** 0 is Sunday, as the dictionaries list the days. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();

export interface Bar {
  hour: number;
  net: number;
  checks: number;
}

/**
 * One bar for each hour from the first sale to the last, empty hours included. A business day begins at its branch's
 * hour: what is sold after midnight stands at its end.
 */
export function barsOf(hours: TodayView["hours"], dayStart: number): Bar[] {
  const firstHour = Math.floor(dayStart / 60);
  const turned = (hour: number) => (hour - firstHour + 24) % 24;
  const sold = hours.filter((one) => one.net !== 0 || one.checks > 0);
  if (sold.length === 0) return [];
  const places = sold.map((one) => turned(one.hour));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const known = new Map(sold.map((one) => [turned(one.hour), one]));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const place = first + index;
    return known.get(place) ?? { hour: (place + firstHour) % 24, net: 0, checks: 0 };
  });
}

/** The best hour; null when nothing was sold. */
export function bestOf(bars: readonly Bar[]): Bar | null {
  return bars.reduce<Bar | null>((best, bar) => (best && best.net >= bar.net ? best : bar), null);
}

export const hourText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

/** Each row with its part of the whole, 0–1. */
export function shares<T extends { amount: number }>(rows: readonly T[]): (T & { share: number })[] {
  const whole = rows.reduce((sum, row) => sum + row.amount, 0);
  return rows.map((row) => ({ ...row, share: whole > 0 ? row.amount / whole : 0 }));
}
