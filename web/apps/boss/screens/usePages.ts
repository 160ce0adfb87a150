import { useEffect, useState } from "react";
import { asProblem, Call, Problem, send } from "@lib/api";
import { Page } from "@lib/api.types";
import { Loaded, useRead } from "../office";

interface More<T> {
  key: string;
  items: readonly T[];
  next: string | null;
}

export interface Paged<T> {
  first: Loaded<Page<T>>;
  items: readonly T[];
  /** Null when there are no more. */
  more: (() => void) | null;
  busy: boolean;
  problem: Problem | null;
}

/** A list that comes page by page; the first page is read again like everything else, the later ones stay. */
export function usePages<T>(key: string, page: (after?: string) => Call<Page<T>>): Paged<T> {
  const first = useRead(key, page());
  const [later, setLater] = useState<More<T>>({ key, items: [], next: null });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { data } = first;
  useEffect(() => {
    if (data) setLater({ key, items: [], next: data.next ?? null });
  }, [key, data]);
  const { items, next } = later.key === key ? later : { items: [], next: null };
  const load = (after: string) => {
    setBusy(true);
    setProblem(null);
    send(page(after)).then(
      (more) => setLater({ key, items: [...items, ...more.items], next: more.next ?? null }),
      (fault: unknown) => setProblem(asProblem(fault))).finally(() => setBusy(false));
  };
  return { first, items: [...(data?.items ?? []), ...items], more: next ? () => load(next) : null, busy, problem };
}
