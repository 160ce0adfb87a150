import { useState } from "react";
import { toast } from "@kit/Toast";
import { asProblem, Call, Problem, send } from "@lib/api";
import { newID } from "@lib/ids";
import { text } from "../text";

/** One write of a form: busy while it runs, and what the server refused. The same key when nothing was answered. */
export function useSave() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [key, setKey] = useState(newID);
  async function save<T>(call: Call<T>, isQuiet = false): Promise<T | null> {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await send(call, { key });
      setKey(newID());
      if (!isQuiet) toast(text.now().saved, { tone: "ok" });
      return answer;
    } catch (fault) {
      const refused = asProblem(fault);
      if (!refused.isUnanswered) setKey(newID());
      setProblem(refused);
      return null;
    } finally {
      setBusy(false);
    }
  }
  return { busy, problem, save, forget: () => setProblem(null) };
}
