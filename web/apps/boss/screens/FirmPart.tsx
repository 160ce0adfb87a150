import { useState } from "react";
import { Button } from "@kit/Button";
import { Field } from "@kit/Field";
import { PlusIcon } from "@kit/icons";
import { changeOrganization, openBranch, OrganizationDetails, readOrganization } from "@lib/api.office";
import { Branch } from "@lib/api.types";
import { addBranch, renewOrganization, session } from "@lib/session";
import { Loaded, useRead } from "../office";
import { router } from "../routes";
import { text } from "../text";
import { NewNameDialog } from "./NewNameDialog";
import { Card, Ready, SaveProblem } from "./parts";
import { useSave } from "./useSave";

const nameMost = 80;

function Name({ firm, read }: { firm: OrganizationDetails; read: Loaded<OrganizationDetails> }) {
  const t = text.useText();
  const [name, setName] = useState(firm.name);
  const { busy, problem, save } = useSave();
  const wanted = name.trim();
  const rename = async () => {
    const saved = await save(changeOrganization({ name: wanted, version: firm.version }));
    if (!saved) return;
    read.take(saved);
    renewOrganization(saved.name);
  };
  return (
    <div className="b-form">
      {problem && <SaveProblem problem={problem} onReload={read.again} />}
      <p className="muted">{t.firmNote}</p>
      <div className="b-pair">
        <Field label={t.name} required maxLength={nameMost} value={name}
          onChange={(event) => setName(event.target.value)} />
        <Field label={t.firmCurrency} value={firm.currency} disabled />
      </div>
      <div><Button kind="primary" busy={busy} disabled={wanted === "" || wanted === firm.name}
        onClick={() => void rename()}>{t.save}</Button></div>
    </div>
  );
}

/** The business as a whole: its name, and one more branch. */
export function FirmPart() {
  const t = text.useText();
  const read = useRead("organization", readOrganization(), ["branch"]);
  const [isOpening, setOpening] = useState(false);
  return (
    <Card title={t.firmTitle} className="b-narrow">
      <Ready of={read}>{(firm) => <Name key={firm.version} firm={firm} read={read} />}</Ready>
      <div className="b-tools">
        <Button icon={<PlusIcon />} onClick={() => setOpening(true)}>{t.newBranch}</Button>
      </div>
      {isOpening && <NewNameDialog<Branch> title={t.newBranch} hint={t.newBranchHint} most={nameMost}
        call={(name) => openBranch({ name })} onClose={() => setOpening(false)}
        onDone={(branch) => {
          addBranch(branch);
          router.go({ name: "today" });
        }} />}
    </Card>
  );
}

/** Whether this person may set up the business as a whole: all branches are theirs. */
export const useMayFirm = (): boolean =>
  session.useSel(({ me }) => me?.grants["staff.edit"]?.permission === "allow"
    && me?.grants["device.pair"]?.permission === "allow");
