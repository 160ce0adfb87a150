import "./empty.css";
import { ReactNode } from "react";

interface EmptyProps {
  text: string;
  icon?: ReactNode;
  /** The one button that leads on. */
  action?: ReactNode;
}

/** Nothing here yet: one sentence and one button. */
export function Empty({ text, icon, action }: EmptyProps) {
  return <div className="empty">{icon}<p>{text}</p>{action}</div>;
}

/** Waiting; shown only after 300 ms, so that a quick answer does not flicker. */
export function Waiting({ text }: { text: string }) {
  return (
    <div className="empty empty-wait" role="status"><span className="spinner" aria-hidden="true" /><p>{text}</p></div>
  );
}
