import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { Dialog } from "@kit/Dialog";
import { Empty } from "@kit/Empty";
import { Field, Switch } from "@kit/Field";
import { CardIcon, PlusIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { addBankTerminal, archiveBankTerminal, BranchDetails, changeBranch, readBranch, renameBankTerminal,
  restoreBankTerminal } from "@lib/api.office";
import { BankTerminal, listBankTerminals } from "@lib/api.types";
import { Loaded, useBranch, useRead } from "../office";
import { text } from "../text";
import { Sure } from "./Archive";
import { NewNameDialog } from "./NewNameDialog";
import { Card, Ready, SaveFoot, SaveProblem } from "./parts";
import { useSave } from "./useSave";

const nameMost = 40;
const routes: readonly BranchDetails["cardRoute"][] = ["bank_terminal", "connector"];

/** What the card button of the tills does; a choice takes effect at once, on every till. */
function Route({ branch, read }: { branch: BranchDetails; read: Loaded<BranchDetails> }) {
  const t = text.useText();
  const { busy, problem, save } = useSave();
  const choose = async (cardRoute: BranchDetails["cardRoute"]) => {
    const saved = await save(changeBranch({ branch: branch.id }, { version: branch.version, cardRoute }));
    if (saved) read.take(saved);
  };
  return (
    <Card title={t.cardRoute}>
      {problem && <SaveProblem problem={problem} onReload={read.again} />}
      <div className="b-choices" role="radiogroup" aria-label={t.cardRoute} aria-busy={busy}>
        {routes.map((route) => (
          <label key={route} className="b-radio">
            <input type="radio" name="card-route" checked={branch.cardRoute === route} disabled={busy}
              onChange={() => void choose(route)} />
            <span><span className="strong">{t.cardRoutes[route]}</span>
              <span className="muted small b-block">{t.cardRouteNotes[route]}</span></span>
          </label>
        ))}
      </div>
    </Card>
  );
}

interface TerminalProps {
  terminal: BankTerminal;
  onDone(): void;
  onClose(): void;
}

/** A terminal's name, and the end of its use, or its return. */
function TerminalDialog({ terminal, onDone, onClose }: TerminalProps) {
  const t = text.useText();
  const branch = useBranch();
  const [name, setName] = useState(terminal.name);
  const { busy, problem, save } = useSave();
  const at = { branch, terminal: terminal.id };
  const { version } = terminal;
  const end = () => {
    onDone();
    onClose();
  };
  const step = (call: Parameters<typeof save<BankTerminal>>[0]) => async () => {
    if ((await save(call)) !== null) end();
  };
  const foot = terminal.archivedAt ? (
    <Button kind="primary" busy={busy} onClick={() => void step(restoreBankTerminal(at, { version }))()}>
      {t.useAgain}</Button>
  ) : (
    <SaveFoot busy={busy} disabled={name.trim() === "" || name.trim() === terminal.name} onClose={onClose}
      onSave={step(renameBankTerminal(at, { name: name.trim(), version }))} />
  );
  return (
    <Dialog title={terminal.name} size="s" onClose={onClose} foot={foot}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} onReload={end} />}
        {terminal.archivedAt ? <p>{t.outOfUse}</p> : (
          <>
            <Field label={t.name} required maxLength={nameMost} value={name}
              onChange={(event) => setName(event.target.value)} />
            <Sure label={t.retire} question={t.terminalSure} busy={busy}
              onSure={() => void step(archiveBankTerminal(at, { version }))()} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function Terminals() {
  const t = text.useText();
  const branch = useBranch();
  const [showsAll, setShowsAll] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<BankTerminal | null>(null);
  const read = useRead(`terminals ${branch}`, listBankTerminals({ branch, archived: "true" }), ["terminals"]);
  const columns: Column<BankTerminal>[] = [
    { key: "name", head: t.bankTerminal, cell: (row) => <span className="strong">{row.name}</span> },
    { key: "state", head: t.state, cell: (row) => (row.archivedAt ? <Chip tone="idle">{t.outOfUse}</Chip>
      : <Chip tone="ok">{t.inUse}</Chip>) },
  ];
  const add = <Button icon={<PlusIcon />} onClick={() => setAdding(true)}>{t.newTerminal}</Button>;
  return (
    <Card title={t.terminals}>
      <p className="muted">{t.terminalsNote}</p>
      <Ready of={read}>
        {({ items }) => {
          const rows = items.filter((one) => showsAll || !one.archivedAt);
          const hasOld = items.some((one) => one.archivedAt);
          return (
            <>
              <div className="b-tools">
                {hasOld && <Switch label={t.showOutOfUse} checked={showsAll} onChange={setShowsAll} />}
                {rows.length > 0 && add}
              </div>
              {rows.length === 0 ? <Empty icon={<CardIcon />} text={t.noTerminals} action={add} />
                : <Table caption={t.terminals} rows={rows} columns={columns} rowKey={(row) => row.id}
                  onOpen={setOpen} openLabel={(row) => t.edit(row.name)} />}
            </>
          );
        }}
      </Ready>
      {open && <TerminalDialog terminal={open} onDone={read.again} onClose={() => setOpen(null)} />}
      {isAdding && <NewNameDialog title={t.newTerminal} hint={t.terminalHint} most={nameMost}
        call={(name) => addBankTerminal({ branch }, { name })} onDone={read.again} onClose={() => setAdding(false)} />}
    </Card>
  );
}

/** How the branch takes cards. */
export function CardsPart() {
  const branch = useBranch();
  const read = useRead(`branch ${branch}`, readBranch({ branch }), ["branch"]);
  return (
    <div className="b-stack b-narrow">
      <Ready of={read}>{(details) => <Route branch={details} read={read} />}</Ready>
      <Terminals />
    </div>
  );
}
