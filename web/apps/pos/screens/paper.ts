import { toast } from "@kit/Toast";
import { asProblem, fetchDocument, send } from "@lib/api";
import { printCheck, receiptPath } from "@lib/api.types";
import { explain } from "@lib/i18n/problems";
import { text } from "../text";
import { branch } from "../till";

/** Prints on the branch's receipt printer; through the browser where the branch has none. */
export async function printPaper(check: string, document: "bill" | "receipt"): Promise<void> {
  try {
    await send(printCheck({ branch: branch(), check }, { document }));
    toast(text.now().toPrinter, { tone: "ok" });
  } catch (fault) {
    const problem = asProblem(fault);
    if (problem.code === "no_receipt_printer" || problem.isUnanswered) window.print();
    else toast(explain(problem), { tone: "bad" });
  }
}

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
