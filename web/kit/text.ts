import { dictionary } from "@lib/i18n";

const en = {
  close: "Close",
  undo: "Undo",
  clear: "Clear",
  backspace: "Delete last digit",
  comma: "Decimal comma",
  required: "required",
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
  retry: "Yeniden dene",
  keypad: "Tuş takımı",
  open: "Aç",
};

export const kitText = dictionary({ en, tr });
