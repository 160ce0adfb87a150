import "./field.css";
import { FormEvent, forwardRef, InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes, useId,
} from "react";
import { AlertIcon } from "./icons";
import { kitText } from "./text";

interface Around {
  label: string;
  hint?: string | undefined;
  /** Why the value cannot be taken; shown under the field with an icon. */
  error?: string | undefined;
}

interface FrameProps extends Around {
  id: string;
  required?: boolean | undefined;
  children: ReactNode;
}

function Frame({ id, label, hint, error, required, children }: FrameProps) {
  const t = kitText.useText();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}{required && <span className="muted"> · {t.required}</span>}
      </label>
      {children}
      {hint && !error && <p id={`${id}-say`} className="field-hint">{hint}</p>}
      {error && <p id={`${id}-say`} className="field-error" role="alert"><AlertIcon />{error}</p>}
    </div>
  );
}

const say = (id: string, { hint, error }: Around) => (hint || error ? { "aria-describedby": `${id}-say` } : {});

export type FieldProps = Around & Omit<InputHTMLAttributes<HTMLInputElement>, "id">;

/** The browser's own words would come in the browser's language. */
function complain(event: FormEvent<HTMLInputElement>): void {
  const { validity } = event.currentTarget;
  const t = kitText.now();
  event.currentTarget.setCustomValidity(validity.valueMissing ? t.fill : validity.typeMismatch ? t.notMail : t.wrong);
}

const calm = (event: FormEvent<HTMLInputElement>): void => event.currentTarget.setCustomValidity("");

export const Field = forwardRef<HTMLInputElement, FieldProps>(function Field({ label, hint, error, ...input }, ref) {
  const id = useId();
  const around = { label, hint, error };
  return (
    <Frame id={id} {...around} required={input.required}>
      <input ref={ref} id={id} className="input" aria-invalid={error ? true : undefined} {...say(id, around)}
        onInvalid={complain} onInput={calm} {...input} />
    </Frame>
  );
});

export type SelectProps = Around & Omit<SelectHTMLAttributes<HTMLSelectElement>, "id">;

export function Select({ label, hint, error, children, ...select }: SelectProps) {
  const id = useId();
  const around = { label, hint, error };
  return (
    <Frame id={id} {...around} required={select.required}>
      <select id={id} className="input" {...say(id, around)} {...select}>{children}</select>
    </Frame>
  );
}

export type TextAreaProps = Around & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id">;

/** Several lines of text. */
export function TextArea({ label, hint, error, ...area }: TextAreaProps) {
  const id = useId();
  const around = { label, hint, error };
  return (
    <Frame id={id} {...around} required={area.required}>
      <textarea id={id} className="input" aria-invalid={error ? true : undefined} {...say(id, around)} {...area} />
    </Frame>
  );
}

interface SwitchProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange(checked: boolean): void;
}

/** Yes or no that takes effect at once. */
export function Switch({ label, checked, disabled, onChange }: SwitchProps) {
  return (
    <label className="switch">
      <input type="checkbox" role="switch" checked={checked} disabled={disabled}
        onChange={(event) => onChange(event.target.checked)} />
      <span className="switch-track" aria-hidden="true" />
      <span>{label}</span>
    </label>
  );
}
