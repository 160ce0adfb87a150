import { FormEvent, useState } from "react";
import { Button } from "@kit/Button";
import { Field } from "@kit/Field";
import { asProblem } from "@lib/api";
import { explain } from "@lib/i18n/problems";
import { enterByMail } from "@lib/session";
import { Door } from "./Door";
import { shellText } from "./text";

interface MailFormProps {
  onMail(email: string, password: string): Promise<void>;
}

export function MailForm({ onMail }: MailFormProps) {
  const t = shellText.useText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(undefined);
    onMail(email.trim(), password).catch((fault: unknown) => setError(explain(asProblem(fault))))
      .finally(() => setBusy(false));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label={t.email} type="email" autoComplete="username" required value={email}
        onChange={(event) => setEmail(event.target.value)} />
      <Field label={t.password} type="password" autoComplete="current-password" required value={password} error={error}
        onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" kind="primary" size="l" wide busy={busy}>{t.signIn}</Button>
    </form>
  );
}

/** Sign-in at a desk: e-mail and password. */
export function SignInScreen() {
  const t = shellText.useText();
  return <Door title={t.signIn}><div className="card door-card"><MailForm onMail={enterByMail} /></div></Door>;
}
