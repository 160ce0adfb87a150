import "./dialog.css";
import { ReactNode, useId } from "react";
import { Button } from "./Button";
import { useModal } from "./dialog-element";
import { CloseIcon } from "./icons";
import { kitText } from "./text";
import { Toasts } from "./Toast";

interface SheetProps {
  title: string;
  onClose(): void;
  children: ReactNode;
  foot?: ReactNode;
}

/** A panel from the side, on phones from below: options of a product, details of a row. */
export function Sheet({ title, onClose, children, foot }: SheetProps) {
  const ref = useModal(onClose);
  const heading = useId();
  const t = kitText.useText();
  return (
    <dialog ref={ref} tabIndex={-1} className="sheet" aria-labelledby={heading}>
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
