import { toast } from "@kit/Toast";
import { asProblem, fetchDocument } from "@lib/api";
import { receiptPath } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { branch } from "../till";

/** Brings the server's PDF of a check and gives it to the browser to save. */
export async function savePDF(check: string, kind: "bill" | "receipt"): Promise<void> {
  try {
    const file = await fetchDocument(receiptPath({ branch: branch(), check }, kind, "pdf"), "application/pdf");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${kind}-${check.slice(-6)}.pdf`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 30_000);
  } catch (fault) {
    toast(explain(asProblem(fault)), { tone: "bad" });
  }
}
