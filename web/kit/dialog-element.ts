// The native <dialog> opened as a modal: the browser keeps the focus inside, Escape closes, the rest is inert. The
// focus begins on the dialog itself and not on its closing button, so that Enter after typing throws nothing away.
import { RefObject, useEffect, useRef } from "react";

export function useModal(onClose: () => void): RefObject<HTMLDialogElement> {
  const ref = useRef<HTMLDialogElement>(null);
  const latest = useRef(onClose);
  latest.current = onClose;
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const before = document.activeElement;
    if (typeof dialog.showModal === "function") dialog.showModal();
    else dialog.setAttribute("open", "");
    dialog.focus({ preventScroll: true });
    const cancel = (event: Event) => {
      event.preventDefault();
      latest.current();
    };
    const veil = (event: MouseEvent) => {
      if (event.target === dialog) latest.current();
    };
    dialog.addEventListener("cancel", cancel);
    dialog.addEventListener("mousedown", veil);
    return () => {
      dialog.removeEventListener("cancel", cancel);
      dialog.removeEventListener("mousedown", veil);
      if (typeof dialog.close === "function") dialog.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return ref;
}
