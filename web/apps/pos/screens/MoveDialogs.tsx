import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { Money } from "@kit/Money";
import { toast } from "@kit/Toast";
import { CheckView, mergeCheck, moveCheck } from "@lib/api.types";
import { compare } from "@lib/format";
import { sameList } from "@lib/store";
import { onCheck } from "../approval";
import { ShownCheck } from "../model/fold";
import { openChecks } from "../model/truth";
import { router } from "../routes";
import { text } from "../text";
import { branch, truth } from "../till";
import { checkSaid } from "./said";

interface MoveProps {
  check: ShownCheck;
  onClose(): void;
}

/** Moves the guests; the kitchen's work is only relabelled. */
export function MoveDialog({ check, onClose }: MoveProps) {
  const t = text.useText();
  const tables = truth.useSel((state) => Object.values(state.tables)
    .filter((table) => table.state === "free" && table.id !== check.table?.id)
    .sort((a, b) => compare(a.name, b.name)), sameList);
  const move = async (table: { id: string; name: string }) => {
    onClose();
    const at = { branch: branch(), check: check.id };
    const isMoved = await onCheck(check, (approval, version) =>
      moveCheck(at, { table: table.id, version, ...approval }),
    { what: t.approve.move(checkSaid(check), t.table(table.name)) });
    if (!isMoved) return;
    toast(t.moved(t.table(table.name)), { tone: "ok" });
    router.go({ name: "check", check: check.id }, "replace");
  };
  return (
    <Dialog title={t.moveTitle} size="l" onClose={onClose}>
      {tables.length === 0 && <p className="muted">{t.noTarget}</p>}
      <div className="targets">
        {tables.map((table) => (
          <Button key={table.id} kind="outline" size="l" onClick={() => void move(table)}>{t.table(table.name)}</Button>
        ))}
      </div>
    </Dialog>
  );
}

/** Joins this check into another one. */
export function MergeDialog({ check, onClose }: MoveProps) {
  const t = text.useText();
  const others = truth.useSel((state) => openChecks(state).filter((one) => one.id !== check.id), sameList);
  const merge = async (other: CheckView) => {
    onClose();
    const at = { branch: branch(), check: check.id };
    const isMerged = await onCheck(check,
      (approval, version) => mergeCheck(at, { into: other.id, version, ...approval }),
      { what: t.approve.merge(checkSaid(check), checkSaid(other)) });
    if (!isMerged) return;
    toast(t.merged, { tone: "ok" });
    router.go({ name: "check", check: other.id }, "replace");
  };
  return (
    <Dialog title={t.mergeTitle} size="l" onClose={onClose}>
      {others.length === 0 && <p className="muted">{t.noTarget}</p>}
      <div className="targets">
        {others.map((other) => (
          <Button key={other.id} kind="outline" size="l" onClick={() => void merge(other)}>
            {other.table ? t.table(other.table.name) : t.check(other.no)} · <Money minor={other.totals.total} />
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
