// Barcode scanners that type: a burst of keys less than 35 ms apart that ends with Enter. Pure, so that the rules can
// be tested without a keyboard; `useWedge` listens for a screen.
import { useLayoutEffect, useRef } from "react";
import { isCovered } from "./a11y";

export interface Burst {
  text: string;
  last: number;
  /** False once two keys were too far apart for a machine. */
  isFast: boolean;
}

export const emptyBurst: Burst = { text: "", last: -Infinity, isFast: true };
const gapMs = 35;
const leastLength = 4;

/** Adds a key; `code` is set when an Enter has just completed a burst. */
export function feed(burst: Burst, key: string, at: number): { burst: Burst; code?: string } {
  const isNear = at - burst.last < gapMs;
  if (key === "Enter") {
    const isCode = burst.isFast && isNear && burst.text.length >= leastLength;
    return isCode ? { burst: emptyBurst, code: burst.text } : { burst: emptyBurst };
  }
  if (key.length !== 1) return { burst };
  if (burst.text === "" || !isNear) return { burst: { text: key, last: at, isFast: true } };
  return { burst: { text: burst.text + key, last: at, isFast: burst.isFast } };
}

export interface Weighed {
  /** The article's number inside the code. */
  plu: string;
  /** Thousandths of a kilogram (prefix 27) … */
  quantity?: number;
  /** … or the price in kuruş (prefix 28). */
  price?: number;
}

const digitSum = (digits: string) =>
  [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);

export function isEAN13(code: string): boolean {
  return /^\d{13}$/.test(code) && (10 - (digitSum(code.slice(0, 12)) % 10)) % 10 === Number(code[12]);
}

/** A scale's label: 27 + five digits of article + five of grams, 28 + article + five of kuruş, then the check digit. */
export function weighed(code: string): Weighed | null {
  if (!isEAN13(code) || !/^2[78]/.test(code)) return null;
  const plu = code.slice(2, 7);
  const value = Number(code.slice(7, 12));
  return code.startsWith("27") ? { plu, quantity: value } : { plu, price: value };
}

/** Calls `scanned` for every burst while the screen is shown, also when a field has the focus. */
export function useWedge(scanned: (code: string) => void): void {
  const latest = useRef(scanned);
  latest.current = scanned;
  useLayoutEffect(() => {
    let burst = emptyBurst;
    const press = (event: KeyboardEvent) => {
      if (isCovered()) return;
      const step = feed(burst, event.key, event.timeStamp);
      burst = step.burst;
      if (step.code === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(step.code);
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, []);
}
