import "./dialog.css";
import { ReactNode, useId } from "react";
import { Button } from "./Button";
import { useModal } from "./dialog-element";
import { CloseIcon } from "./icons";
import { kitText } from "./text";
import { Toasts } from "./Toast";

interface DialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
  /** Buttons at the foot; the usual action last. */
  foot?: ReactNode;
  size?: "s" | "m" | "l";
  className?: string;
}

/** A question in the middle of the screen. Shown while it is rendered. */
export function Dialog({ title, onClose, children, foot, size = "m", className }: DialogProps) {
  const ref = useModal(onClose);
  const heading = useId();
  const t = kitText.useText();
  return (
    <dialog ref={ref} tabIndex={-1} className={`dialog dialog-${size} ${className ?? ""}`} aria-labelledby={heading}>
      <div className="dialog-head">
        <h2 id={heading}>{title}</h2>
        <Button kind="ghost" square aria-label={t.close} icon={<CloseIcon />} onClick={onClose} />
      </div>
      <div className="dialog-body">{children}</div>
      <Toasts />
      {foot && <div className="dialog-foot">{foot}</div>}
    </dialog>
  );
}
