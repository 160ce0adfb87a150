import { ReactNode } from "react";
import { useCover } from "@lib/a11y";
import { DeviceKind } from "@lib/api.types";
import { session } from "@lib/session";
import { PairScreen } from "./PairScreen";
import { SignInScreen } from "./SignInScreen";
import { StaffScreen } from "./StaffScreen";

interface GateProps {
  /** A paired device of this kind, or null for a desk with e-mail and password. */
  kind: DeviceKind | null;
  /** What a new device is called until somebody names it. */
  deviceName?: string;
  children: ReactNode;
}

/** Lets in who may be in. A locked screen stays mounted behind the PIN pad, so nothing on it is lost. */
export function Gate({ kind, deviceName = "", children }: GateProps) {
  const phase = session.useSel((state) => state.phase);
  const isLocked = phase === "locked";
  useCover(isLocked);
  if (phase === "unpaired" && kind) return <PairScreen kind={kind} name={deviceName} />;
  if (phase === "out" || phase === "unpaired") return kind ? <StaffScreen /> : <SignInScreen />;
  return (
    <>
      <div className={isLocked ? "gate-behind" : "gate"} aria-hidden={isLocked || undefined}>{children}</div>
      {isLocked && <div className="cover">{kind ? <StaffScreen /> : <SignInScreen />}</div>}
    </>
  );
}
