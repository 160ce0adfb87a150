import { ReactNode, useEffect, useRef } from "react";
import { Banner } from "@kit/Banner";
import { Button } from "@kit/Button";
import { Empty, Waiting } from "@kit/Empty";
import { AlertIcon } from "@kit/icons";
import { kitText } from "@kit/text";
import { Problem } from "@lib/api";
import { explain } from "@lib/i18n/problems";
import { Loaded } from "../office";
import { text } from "../text";

interface PageHeadProps {
  title: string;
  children?: ReactNode;
}

/** The heading of a page and what can be done on it. */
export function PageHead({ title, children }: PageHeadProps) {
  return <div className="b-head"><h1>{title}</h1><div className="row row-wrap">{children}</div></div>;
}

interface CardProps {
  title: string;
  children: ReactNode;
  className?: string;
}

export function Card({ title, children, className = "" }: CardProps) {
  return (
    <section className={`card b-card ${className}`}>
      <h2 className="b-label">{title}</h2>
      {children}
    </section>
  );
}

interface ReadyProps<T> {
  of: Loaded<T>;
  children(data: T): ReactNode;
}

/** What was read, or that it is being read, or why not. Older figures stay, with a word that they are old. */
export function Ready<T>({ of, children }: ReadyProps<T>) {
  const t = text.useText();
  const { data, problem, again } = of;
  const retry = <Button kind="outline" onClick={again}>{kitText.now().retry}</Button>;
  if (data === null && problem) return <Empty icon={<AlertIcon />} text={explain(problem)} action={retry} />;
  if (data === null) return <Waiting text={t.loading} />;
  return (
    <>
      {problem && <Banner tone="warn" icon={<AlertIcon />} action={retry}>{explain(problem)}</Banner>}
      {children(data)}
    </>
  );
}

/** A refused save, above the form that stays as it was typed. A stale version offers to load the newer one. */
export function SaveProblem({ problem, onReload }: { problem: Problem; onReload?(): void }) {
  const t = text.useText();
  const isStale = problem.code === "stale_version";
  const reload = isStale && onReload ? <Button kind="outline" onClick={onReload}>{t.reload}</Button> : undefined;
  const faults = problem.errors.map((one) => [one.pointer, one.message].filter(Boolean).join(": ")).join(" · ");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Newer browsers answer with a promise, which must not become the effect's end.
    void place.current?.scrollIntoView({ block: "center" });
  }, [problem]);
  return (
    <div ref={place}>
      <Banner tone="bad" icon={<AlertIcon />} action={reload}>
        {isStale ? t.stale : [explain(problem), faults].filter(Boolean).join(" ")}
      </Banner>
    </div>
  );
}

interface SaveFootProps {
  busy: boolean;
  disabled?: boolean;
  onClose(): void;
  onSave(): unknown;
}

/** The foot of a form in a sheet or dialog: let it be, or save. */
export function SaveFoot({ busy, disabled = false, onClose, onSave }: SaveFootProps) {
  const t = text.useText();
  return (
    <>
      <Button kind="outline" onClick={onClose}>{t.cancel}</Button>
      <Button kind="primary" busy={busy} disabled={disabled} onClick={() => void onSave()}>{t.save}</Button>
    </>
  );
}
