// Business days as dates without a clock: 2026-11-21.
export function shifted(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** The date in a time zone; a business day that runs past midnight belongs to the day before, as the server knows. */
export function dayIn(timeZone: string, at: number): string {
  const parts = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
  try {
    return new Intl.DateTimeFormat("en-CA", parts).format(at);
  } catch {
    return new Date(at).toISOString().slice(0, 10);
  }
}

export interface Span {
  from: string;
  to: string;
}

/** The last so many days, today among them. */
export const lastDays = (today: string, count: number): Span => ({ from: shifted(today, 1 - count), to: today });
