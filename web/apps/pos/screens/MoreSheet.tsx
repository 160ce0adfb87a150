import { Button } from "@kit/Button";
import { ListIcon, MergeIcon, MoveIcon, PercentIcon, TrashIcon, UndoIcon, UsersIcon } from "@kit/icons";
import { Sheet } from "@kit/Sheet";
import { unbillCheck } from "@lib/api.types";
import { money } from "@lib/format";
import { may } from "@lib/session";
import { onCheck } from "../approval";
import { ShownCheck } from "../model/fold";
import { text } from "../text";
import { branch } from "../till";
import { Dialogue, OrderView } from "./orderView";
import { checkSaid } from "./said";

interface MoreSheetProps {
  check: ShownCheck | null;
  view: OrderView;
  onClose(): void;
}

/** What is not needed in every sale. The destructive one stands last and apart. */
export function MoreSheet({ check, view, onClose }: MoreSheetProps) {
  const t = text.useText();
  const isOpen = check !== null && !check.isLocal && ["open", "billed", "partially_paid"].includes(check.state);
  const to = (name: Dialogue["name"]) => () => view.open({ name } as Dialogue);
  const unbill = () => {
    onClose();
    if (!check) return;
    const at = { branch: branch(), check: check.id };
    void onCheck(check, (approval, version) => unbillCheck(at, { version, ...approval }),
      { what: ({ amount }) => t.approve.unbill(checkSaid(check), money(amount ?? 0)) });
  };
  return (
    <Sheet title={t.more} onClose={onClose}>
      <div className="menu-body">
        <div className="stack">
          <Button wide icon={<PercentIcon />} disabled={!isOpen} onClick={() => view.open({ name: "discount" })}>
            {t.discount}
          </Button>
          <Button wide icon={<UsersIcon />} onClick={to("guests")}>{t.guestsTitle}</Button>
          <Button wide icon={<MoveIcon />} disabled={!isOpen} onClick={to("move")}>{t.move}</Button>
          <Button wide icon={<MergeIcon />} disabled={!isOpen} onClick={to("merge")}>{t.merge}</Button>
          {check?.state === "billed" && <Button wide icon={<UndoIcon />} onClick={unbill}>{t.unbill}</Button>}
          {may("menu.availability") !== "deny" && (
            <Button wide icon={<ListIcon />} onClick={to("availability")}>{t.availability}</Button>
          )}
        </div>
        <Button wide kind="danger" icon={<TrashIcon />} disabled={!isOpen} onClick={to("voidCheck")}>
          {t.voidCheck}
        </Button>
      </div>
    </Sheet>
  );
}
