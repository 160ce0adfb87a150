// What several screens of the till say.

export const en = {
  save: "Save",
  cancel: "Cancel",
  reason: "Reason",
  loading: "Loading…",
  drawer: "Till",
  view: "View",
};

export const tr: typeof en = {
  save: "Kaydet",
  cancel: "Vazgeç",
  reason: "Neden",
  loading: "Yükleniyor…",
  drawer: "Kasa",
  view: "Göster",
};
