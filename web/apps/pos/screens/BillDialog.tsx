import { useState } from "react";
import { Button } from "@kit/Button";
import { Dialog } from "@kit/Dialog";
import { PrintIcon } from "@kit/icons";
import { billCheck } from "@lib/api.types";
import { onCheck } from "../approval";
import { Place, sendNew } from "../entry";
import { newLines, ShownCheck } from "../model/fold";
import { text } from "../text";
import { branch, queue } from "../till";
import { printPaper, savePDF } from "./paper";
import { Paper, Receipt } from "./Receipt";

interface BillDialogProps {
  check: ShownCheck;
  place: Place;
  onClose(): void;
}

/** The bill for the guest, before it is paid: shown, printed, and the check is then billed. */
export function BillDialog({ check, place, onClose }: BillDialogProps) {
  const t = text.useText();
  const [busy, setBusy] = useState(false);
  const print = async () => {
    setBusy(true);
    if (newLines(check).length > 0) sendNew(place);
    await queue.flush();
    const bill = () => billCheck({ branch: branch(), check: check.id });
    if (check.state === "open") await onCheck(check, bill, { what: t.billWord });
    await printPaper(check.id, "bill");
    onClose();
  };
  const foot = (
    <>
      <Button onClick={() => void savePDF(check.id, "bill")} disabled={check.isLocal}>{t.pdf}</Button>
      <Button kind="primary" icon={<PrintIcon />} busy={busy} onClick={() => void print()}>{t.print}</Button>
    </>
  );
  return (
    <Dialog title={t.billWord} size="s" onClose={onClose} foot={foot}>
      <Receipt check={check} kind="bill" />
      <Paper><Receipt check={check} kind="bill" /></Paper>
    </Dialog>
  );
}
