import "./button.css";
import { ButtonHTMLAttributes, forwardRef, ReactNode } from "react";

export type ButtonKind = "primary" | "dark" | "sunken" | "outline" | "ghost" | "danger";

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  /** `l` is 64 high: send, pay, bump. */
  size?: "m" | "l";
  /** Work is under way: the label stays, a spinner comes in place, the width does not change. */
  busy?: boolean;
  icon?: ReactNode;
  wide?: boolean;
  /** Only an icon is shown; `aria-label` says what it does. */
  square?: boolean;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { kind = "sunken", size = "m", busy = false, icon, wide, square, className, children, disabled, ...rest }, ref) {
  const names = ["btn", `btn-${kind}`, `btn-${size}`, wide && "btn-wide", square && "btn-square", className];
  return (
    <button type="button" ref={ref} className={names.filter(Boolean).join(" ")} disabled={disabled || busy}
      aria-busy={busy || undefined} {...rest}>
      {busy ? <span className="spinner" aria-hidden="true" /> : icon}
      {children !== undefined && <span className="btn-label">{children}</span>}
    </button>
  );
});
