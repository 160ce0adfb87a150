import { useEffect } from "react";
import { Button } from "@kit/Button";
import { Waiting } from "@kit/Empty";
import { BackIcon } from "@kit/icons";
import { clearToasts, toast } from "@kit/Toast";
import { useKeys } from "@lib/a11y";
import { useWedge } from "@lib/wedge";
import { reread } from "../approval";
import { isSettled, unknownTenders } from "../model/pay";
import { ShownCheck } from "../model/fold";
import { router } from "../routes";
import { text } from "../text";
import { useCheck } from "../useCheck";
import { takeScanned } from "./FloorScreen";
import { Frame } from "./Frame";
import { placeName } from "./OrderHead";
import { PayDone } from "./PayDone";
import { PayPad } from "./PayPad";
import { PaySide } from "./PaySide";
import { PayUnknown } from "./PayUnknown";
import { PayView, usePayView } from "./payView";
import { TenderButtons } from "./TenderButtons";

function usePayKeys(view: PayView, back: () => void, isOn: boolean) {
  const digit = (event: KeyboardEvent) => view.key(event.key as "0");
  const digits = Object.fromEntries([..."0123456789"].map((key) => [key, digit]));
  useKeys({
    ...digits,
    Backspace: () => view.key("back"),
    Enter: () => view.tender("cash"),
    F10: () => view.tender("cash", null),
    F8: () => view.tender("card"),
    F7: () => view.tender("voucher"),
    F6: () => view.tender("open_account"),
  }, isOn);
  useKeys({ Escape: back, F2: () => router.go({ name: "floor" }) });
}

/** A scan at the desk is one more product and never an amount: back to the check, unless money is under way. */
function usePayScanner(view: PayView, check: string, isOn: boolean) {
  const t = text.useText();
  useWedge((code) => {
    if (!isOn) return;
    view.set({ typed: "", tip: "" });
    if (view.busy || view.drafts.length > 0 || view.fault?.kind === "unanswered") {
      toast(t.payFirst, { tone: "warn" });
    } else takeScanned(check, code);
  });
}

function Desk({ check, view }: { check: ShownCheck; view: PayView }) {
  return (
    <div className="pay">
      <PaySide check={check} view={view} />
      <PayPad check={check} view={view} />
      <TenderButtons check={check} view={view} />
    </div>
  );
}

/** Takes the money: what is due at the left, the amount and keys in the middle, how it is paid at the right. */
export function PayScreen({ check: id }: { check: string }) {
  const t = text.useText();
  const check = useCheck(id);
  const view = usePayView(id, check);
  const isDone = check !== null && isSettled(check);
  const back = () => router.go(isDone ? { name: "floor" } : { name: "check", check: id });
  const isUnknown = unknownTenders(check).length > 0;
  usePayKeys(view, back, !isDone && !isUnknown);
  usePayScanner(view, id, !isDone);
  useEffect(clearToasts, []);
  useEffect(() => {
    if (!check) void reread(id);
  }, [check, id]);
  const lead = (
    <>
      <Button kind="ghost" icon={<BackIcon />} onClick={back}>
        {isDone ? t.back : t.cart}
      </Button>
      <h1>{check ? t.payTitle(placeName({ orderType: check.orderType, ...(check.table ? { table: check.table } : {}) }))
        : t.pay}</h1>
    </>
  );
  return (
    <Frame lead={lead} calm={isDone}>
      {!check && <Waiting text={t.loading} />}
      {check && isDone && <PayDone check={check} />}
      {check && isUnknown && !isDone && <PayUnknown check={check} />}
      {check && !isDone && !isUnknown && <Desk check={check} view={view} />}
    </Frame>
  );
}
