import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { Dialog } from "@kit/Dialog";
import { Empty } from "@kit/Empty";
import { Select } from "@kit/Field";
import { PlusIcon } from "@kit/icons";
import { Column, Table } from "@kit/Table";
import { createDeviceCode, listDevices, OfficeDevice, revokeDevice } from "@lib/api.office";
import { DeviceKind, DrawerView, listDrawers } from "@lib/api.types";
import { dayTime, time } from "@lib/format";
import { useLang } from "@lib/i18n";
import { useBranch, useRead } from "../office";
import { text } from "../text";
import { DeviceDrawerDialog } from "./DrawerDialogs";
import { Card, PageHead, Ready, SaveProblem } from "./parts";
import { PrintersPart } from "./PrintersPart";
import { useSave } from "./useSave";

const kinds: readonly DeviceKind[] = ["pos", "kitchen", "waiter", "boss"];

function CodeDialog({ onClose }: { onClose(): void }) {
  const t = text.useText();
  const lang = useLang();
  const branch = useBranch();
  const [kind, setKind] = useState<DeviceKind>("pos");
  const [made, setMade] = useState<{ code: string; expiresAt: string } | null>(null);
  const { busy, problem, save } = useSave();
  const make = async () => setMade(await save(createDeviceCode({ branch }, { kind }), true));
  return (
    <Dialog title={t.newCode} size="s" onClose={onClose}
      foot={<Button kind="primary" busy={busy} onClick={() => void make()}>{t.makeCode}</Button>}>
      <div className="b-form">
        {problem && <SaveProblem problem={problem} />}
        <Select label={t.codeFor} value={kind} onChange={(event) => {
          setKind(event.target.value as DeviceKind);
          setMade(null);
        }}>
          {kinds.map((one) => <option key={one} value={one}>{t.deviceKinds[one]}</option>)}
        </Select>
        {made && (
          <div role="status" className="b-code-box">
            <p className="b-code">{made.code}</p>
            <p>{t.codeHint}</p>
            <p className="muted small">{t.validUntil(time(made.expiresAt, lang))}</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function RevokeDialog({ device, onDone, onClose }: { device: OfficeDevice; onDone(): void; onClose(): void }) {
  const t = text.useText();
  const branch = useBranch();
  const { busy, problem, save } = useSave();
  const revoke = async () => {
    if ((await save(revokeDevice({ branch, device: device.id }))) === null) return;
    onDone();
    onClose();
  };
  const foot = (
    <>
      <Button kind="outline" onClick={onClose}>{t.cancel}</Button>
      <Button kind="danger" busy={busy} onClick={() => void revoke()}>{t.revoke}</Button>
    </>
  );
  return (
    <Dialog title={device.name} size="s" onClose={onClose} foot={foot}>
      {problem && <SaveProblem problem={problem} />}
      <p>{t.revokeSure(device.name)}</p>
    </Dialog>
  );
}

interface DevicesProps {
  devices: readonly OfficeDevice[];
  drawers: readonly DrawerView[];
  onDrawer(device: OfficeDevice): void;
  onRevoke(device: OfficeDevice): void;
}

/** Guests pay at tills and at handhelds. */
const takesCash = (device: OfficeDevice) => device.kind === "pos" || device.kind === "waiter";

function Devices({ devices, drawers, onDrawer, onRevoke }: DevicesProps) {
  const t = text.useText();
  const lang = useLang();
  const isGone = (row: OfficeDevice) => (row.revokedAt ? 1 : 0);
  const rows = [...devices].sort((a, b) => isGone(a) - isGone(b) || a.name.localeCompare(b.name, "tr"));
  const drawerOf = (row: OfficeDevice) => drawers.find((one) => one.id === row.drawer)?.name;
  const columns: Column<OfficeDevice>[] = [
    { key: "name", head: t.name, cell: (row) => <span className="strong">{row.name}</span> },
    { key: "kind", head: t.kind, wide: true, cell: (row) => t.deviceKinds[row.kind] ?? row.kind },
    { key: "drawer", head: t.deviceDrawer, cell: (row) => (!takesCash(row) || row.revokedAt ? "–" : (
      <Button kind="ghost" aria-label={t.drawerOf(row.name)} onClick={() => onDrawer(row)}>
        {drawerOf(row) ?? t.noOwnDrawer}</Button>)) },
    { key: "paired", head: t.pairedAt, wide: true, cell: (row) => dayTime(row.pairedAt, lang) },
    { key: "seen", head: t.lastSeen, cell: (row) => (row.lastSeenAt ? dayTime(row.lastSeenAt, lang) : t.never) },
    { key: "state", head: t.state, cell: (row) => (row.revokedAt ? <Chip tone="bad">{t.revoked}</Chip>
      : <Chip tone="ok">{t.connected}</Chip>) },
    { key: "act", head: t.action, cell: (row) => !row.revokedAt && (
      <Button kind="ghost" aria-label={`${t.revoke}: ${row.name}`} onClick={() => onRevoke(row)}>{t.revoke}</Button>) },
  ];
  if (rows.length === 0) return <Empty text={t.noDevices} />;
  return <Table caption={t.devices} rows={rows} columns={columns} rowKey={(row) => row.id} />;
}

/** The branch's tills and screens: pair a new one by code, end the access of a lost one. */
export function DevicesScreen() {
  const t = text.useText();
  const branch = useBranch();
  const read = useRead(`devices ${branch}`, listDevices({ branch }), ["devices"]);
  const [isPairing, setPairing] = useState(false);
  const drawers = useRead(`drawers ${branch}`, listDrawers({ branch }), ["drawers"]);
  const [revoking, setRevoking] = useState<OfficeDevice | null>(null);
  const [giving, setGiving] = useState<OfficeDevice | null>(null);
  const endPairing = () => {
    setPairing(false);
    read.again();
  };
  return (
    <>
      <PageHead title={t.devices}>
        <Button kind="primary" icon={<PlusIcon />} onClick={() => setPairing(true)}>{t.newCode}</Button>
      </PageHead>
      <Card title={t.devices}>
        <Ready of={read}>
          {(page) => <Devices devices={page.items} drawers={drawers.data?.items ?? []} onDrawer={setGiving}
            onRevoke={setRevoking} />}
        </Ready>
      </Card>
      <PrintersPart />
      {isPairing && <CodeDialog onClose={endPairing} />}
      {giving && (
        <DeviceDrawerDialog device={giving} drawers={drawers.data?.items ?? []} onDone={read.again}
          onClose={() => setGiving(null)} />
      )}
      {revoking && <RevokeDialog device={revoking} onDone={read.again} onClose={() => setRevoking(null)} />}
    </>
  );
}
