import { useState } from "react";
import { Role, setGrants } from "@lib/api.office";
import { Grant } from "@lib/api.types";
import { actionsOf, choicesOf, granted, limited, limitOf, limitText, Permission } from "../model/grants";
import { text } from "../text";
import { SaveProblem } from "./parts";
import { useRoleName } from "./useRoleName";
import { useSave } from "./useSave";

interface CellProps {
  role: Role;
  action: string;
  busy: boolean;
  onChange(grant: Grant): void;
}

function Ceiling({ role, action, busy, onChange }: CellProps) {
  const t = text.useText();
  const grant = role.grants[action];
  const [typed, setTyped] = useState(limitText(grant?.limit));
  const [isWrong, setWrong] = useState(false);
  const leave = () => {
    const limit = limitOf(typed);
    setWrong(limit === null);
    if (limit === null || limit === (grant?.limit ?? undefined)) return;
    const permission = grant?.permission ?? "allow";
    onChange(limit === undefined ? { permission } : { permission, limit });
  };
  return (
    <input className="input b-ceiling" inputMode="decimal" value={typed} disabled={busy} placeholder={t.limit}
      aria-label={`${t.grantOf(role.name, t.actions[action] ?? action)} ${t.limit}`} aria-invalid={isWrong || undefined}
      onChange={(event) => setTyped(event.target.value)} onBlur={leave} />
  );
}

function Cell(props: CellProps) {
  const { role, action, busy, onChange } = props;
  const t = text.useText();
  const roleName = useRoleName();
  const grant = role.grants[action];
  const permission = grant?.permission ?? "deny";
  return (
    <td>
      <select className={`input b-grant b-grant-${permission}`} value={permission} disabled={busy}
        aria-label={t.grantOf(roleName(role), t.actions[action] ?? action)}
        onChange={(event) => onChange(granted(action, grant, event.target.value as Permission))}>
        {choicesOf(role, action).map((one) => <option key={one} value={one}>{t.permissions[one]}</option>)}
      </select>
      {limited.has(action) && permission !== "deny" && <Ceiling key={limitText(grant?.limit)} {...props} />}
    </td>
  );
}

interface GrantsTableProps {
  roles: readonly Role[];
  take(roles: Role[]): void;
}

/** What each role may do. A choice takes effect at once. */
export function GrantsTable({ roles, take }: GrantsTableProps) {
  const t = text.useText();
  const roleName = useRoleName();
  const { busy, problem, save } = useSave();
  const set = (role: Role, action: string) => async (grant: Grant) => {
    const answer = await save(setGrants({ role: role.id }, { [action]: grant }), true);
    if (answer) take(roles.map((one) => (one.id === answer.id ? answer : one)));
  };
  return (
    <section className="card b-card">
      {problem && <SaveProblem problem={problem} />}
      <p className="muted small">{t.grantsHint}</p>
      <div className="table-box" tabIndex={0} role="region" aria-label={t.staffTabs.roles}>
        <table className="table b-grants">
          <caption className="unseen">{t.staffTabs.roles}</caption>
          <thead>
            <tr>
              <th scope="col">{t.action}</th>
              {roles.map((role) => <th key={role.id} scope="col">{roleName(role)}</th>)}
            </tr>
          </thead>
          <tbody>
            {actionsOf(roles).map((action) => (
              <tr key={action}>
                <th scope="row">{t.actions[action] ?? action}</th>
                {roles.map((role) => (
                  <Cell key={role.id} role={role} action={action} busy={busy}
                    onChange={(grant) => void set(role, action)(grant)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
