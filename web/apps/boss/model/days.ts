// Business days as dates without a clock: 2026-11-21.
export function shifted(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}

/** Where and from when the days of a branch are counted. */
export interface DayClock {
  timeZone: string;
  /** Minutes after local midnight at which a business day begins. */
  dayStart: number;
}

/** The business day of a branch at a moment: what comes between midnight and its start belongs to the day before. */
export function businessDayAt(clock: DayClock, at: number): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: clock.timeZone, year: "numeric", month: "2-digit",
    day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? "";
  const day = `${part("year")}-${part("month")}-${part("day")}`;
  return Number(part("hour")) * 60 + Number(part("minute")) < clock.dayStart ? shifted(day, -1) : day;
}

export interface Span {
  from: string;
  to: string;
}

/** The last so many days, today among them. */
export const lastDays = (today: string, count: number): Span => ({ from: shifted(today, 1 - count), to: today });
