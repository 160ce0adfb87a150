import { FormEvent, useState } from "react";
import { Button } from "@kit/Button";
import { Field, Select } from "@kit/Field";
import { Tab, Tabs } from "@kit/Tabs";
import { asProblem, Call, send } from "@lib/api";
import { DeviceKind, SignedIn, signIn } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { pair } from "@lib/session";
import { Door } from "./Door";
import { MailForm } from "./SignInScreen";
import { shellText } from "./text";

type Way = "code" | "manager";

interface PairProps {
  kind: DeviceKind;
  name: string;
}

const newCode = (branch: string, kind: DeviceKind): Call<{ code: string }> =>
  ({ method: "POST", path: `/api/v1/branches/${encodeURIComponent(branch)}/device-codes`, body: { kind } });

function useWork() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const run = (work: () => Promise<void>) => {
    setBusy(true);
    setError(undefined);
    work().catch((fault: unknown) => setError(explain(asProblem(fault)))).finally(() => setBusy(false));
  };
  return { busy, error, run };
}

function ByCode({ kind, name }: PairProps) {
  const t = shellText.useText();
  const [code, setCode] = useState(() => new URLSearchParams(location.search).get("code") ?? "");
  const [label, setLabel] = useState(name);
  const { busy, error, run } = useWork();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(() => pair(code.trim(), kind, label.trim()));
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label={t.pairCode} required autoComplete="one-time-code" autoCapitalize="characters" spellCheck={false}
        value={code} error={error} hint={t.pairHint} onChange={(event) => setCode(event.target.value)} />
      <Field label={t.deviceName} required maxLength={40} value={label}
        onChange={(event) => setLabel(event.target.value)} />
      <Button type="submit" kind="primary" size="l" wide busy={busy}>{t.pair}</Button>
    </form>
  );
}

function ByManager({ kind, name }: PairProps) {
  const t = shellText.useText();
  const [me, setMe] = useState<SignedIn | null>(null);
  const [branch, setBranch] = useState("");
  const { busy, error, run } = useWork();
  const enter = async (email: string, password: string) => {
    const signedIn = await send(signIn({ email, password }), { token: null, renews: false });
    setBranch(signedIn.branches[0]?.id ?? "");
    setMe(signedIn);
  };
  if (!me) return <MailForm onMail={enter} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const { code } = await send(newCode(branch, kind), { token: me.token, renews: false });
      await pair(code, kind, name);
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Select label={t.branch} value={branch} error={error} onChange={(event) => setBranch(event.target.value)}>
        {me.branches.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </Select>
      <Button type="submit" kind="primary" size="l" wide busy={busy}>{t.pair}</Button>
    </form>
  );
}

/** A new device: with a code from BOSS, or with a manager's own sign-in, which is then forgotten. */
export function PairScreen({ kind, name }: PairProps) {
  const t = shellText.useText();
  const [way, setWay] = useState<Way>("code");
  const ways: Tab<Way>[] = [{ value: "code", label: t.byCode }, { value: "manager", label: t.byManager }];
  return (
    <Door title={t.pairTitle}>
      <div className="card door-card">
        <Tabs label={t.pairTitle} items={ways} value={way} onChange={(to) => setWay(to)} />
        {way === "code" ? <ByCode kind={kind} name={name} /> : <ByManager kind={kind} name={name} />}
      </div>
    </Door>
  );
}
