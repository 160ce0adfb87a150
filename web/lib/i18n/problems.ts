// What a person reads for a fault that the server did not word: our own codes and the usual ones. The server words the
// rest itself, in the caller's language.
import { dictionary } from "./index";

const en = {
  offline: "No connection. Nothing was changed.",
  timeout: "The server did not answer in time.",
  unauthorized: "Please sign in again.",
  forbidden: "You may not do this.",
  not_found: "It is no longer there.",
  other: "It did not work.",
};

const tr: typeof en = {
  offline: "Bağlantı yok. Hiçbir şey değişmedi.",
  timeout: "Sunucu zamanında yanıt vermedi.",
  unauthorized: "Lütfen yeniden oturum açın.",
  forbidden: "Bunun için yetkiniz yok.",
  not_found: "Artık yerinde değil.",
  other: "İşlem olmadı.",
};

export const problemText = dictionary({ en, tr });

interface Said {
  code: string;
  message: string;
  title: string;
}

/** One sentence about a problem: the server's detail, else ours for its code. */
export function explain(problem: Said): string {
  const words = problemText.now() as Record<string, string>;
  if (words[problem.code]) return words[problem.code] as string;
  return problem.message && problem.message !== problem.code ? problem.message : (words.other as string);
}
