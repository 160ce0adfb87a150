// The words of an app in several files, one for each part of it, read as one dictionary.

/** The parts themselves, or never when two of them have the same key. */
type Apart<Parts extends readonly unknown[], Seen = never> = Parts extends readonly [infer First, ...infer Rest]
  ? keyof First & Seen extends never ? [First, ...Apart<Rest, Seen | keyof First>] : never
  : [];

type All<Parts extends readonly unknown[]> = Parts extends readonly [infer First, ...infer Rest]
  ? First & All<Rest> : unknown;

/** All words of the parts; two parts with the same key do not compile. */
export function join<Parts extends readonly object[]>(...parts: Parts & Apart<Parts>): All<Parts> {
  return Object.assign({}, ...parts) as All<Parts>;
}
