import { dictionary } from "@lib/i18n";

const en = {
  close: "Close",
  undo: "Undo",
  clear: "Clear",
  backspace: "Delete last digit",
  comma: "Decimal comma",
  required: "required",
  fill: "Please fill this in.",
  notMail: "This is not an e-mail address.",
  wrong: "This cannot be taken.",
  retry: "Try again",
  keypad: "Keypad",
  open: "Open",
};

const tr: typeof en = {
  close: "Kapat",
  undo: "Geri al",
  clear: "Temizle",
  backspace: "Son haneyi sil",
  comma: "Virgül",
  required: "zorunlu",
  fill: "Lütfen doldurun.",
  notMail: "Bu bir e-posta adresi değil.",
  wrong: "Bu değer alınamaz.",
  retry: "Yeniden dene",
  keypad: "Tuş takımı",
  open: "Aç",
};

export const kitText = dictionary({ en, tr });
