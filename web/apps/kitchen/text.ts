import { counted, dictionary } from "@lib/i18n";
import { OrderType } from "@lib/api.types";

interface Labelled {
  label: string;
  no: number;
  orderType: OrderType;
}

/** A table's bare number ("7", "B7") gets the word before it, an order without a table its kind. */
const titled = (words: { table: string } & Record<OrderType, string>) => ({ label, no, orderType }: Labelled) => {
  if (/^\p{L}?\d+$/u.test(label)) return `${words.table} ${label}`;
  return label && !label.startsWith("#") ? label : `${words[orderType]} ${label || `#${no}`}`;
};

const en = {
  kitchen: "Kitchen",
  pass: "All stations (pass)",
  passShort: "Pass",
  chooseTitle: "Which station is this screen?",
  noStations: "There is no station yet. The owner adds them in BOSS, under Venue.",
  startShift: "Start shift",
  soundOff: "Sound is off",
  title: titled({ table: "Table", dine_in: "Check", takeaway: "Takeaway", delivery: "Delivery", quick: "Quick" }),
  tickets: (n: number) => counted(n, "ticket"),
  warned: (n: number) => `${n} waiting long`,
  lateOnes: (n: number) => `${n} late`,
  recallLast: (label: string) => `Recall (${label})`,
  recallNone: "Recall",
  recall: "Recall",
  bumped: "Finished",
  bumpedEmpty: "Nothing has been finished yet.",
  bumpedAt: (time: string) => `ready ${time}`,
  allDay: "All day",
  production: "Preparation",
  railEmpty: "Nothing to make.",
  soldOut: "86 list",
  soldOutTitle: "What can be had",
  search: "Search product",
  states: { on: "Available", off: "Sold out", counted: "Counted" },
  left: (n: number) => `${n} left`,
  done: "Ready",
  handOver: "Handed over",
  seenVoid: "Seen: cancelled",
  onHold: "On hold",
  course: (n: number) => `Course ${n}`,
  seat: (n: number) => `Seat ${n}`,
  allergy: "Allergy",
  holds: "contains:",
  alsoAt: "also at",
  recalled: "Recalled",
  voided: "CANCELLED",
  isDone: "ready",
  age: { fresh: "in time", warn: "waiting long", late: "late", held: "on hold", ready: "ready" },
  empty: "No order. New ones appear here by themselves.",
  waiting: "Waiting for the server…",
  volume: "Volume",
  sounds: "Sounds",
  soundNames: { new: "New order", change: "Change", void: "Cancelled", late: "Late" },
  station: "Change station",
  keys: "Keys: 1–9 choose, Enter ready, R recall, A all day, S preparation",
  news: {
    new: (what: string) => `New order: ${what}`,
    change: (what: string) => `Changed: ${what}`,
    void: (what: string) => `Cancelled at ${what}`,
  },
  verbs: { bump: "ready", recall: "recall", serve: "handed over" },
  allergens: {
    gluten: "gluten", crustaceans: "crustaceans", eggs: "egg", fish: "fish", peanuts: "peanut",
    soy: "soy", milk: "milk", nuts: "nuts", celery: "celery", mustard: "mustard", sesame: "sesame",
    sulphites: "sulphites", lupin: "lupin", molluscs: "molluscs",
  } as Record<string, string>,
};

const tr: typeof en = {
  kitchen: "Mutfak",
  pass: "Tüm istasyonlar (servis)",
  passShort: "Servis",
  chooseTitle: "Bu ekran hangi istasyon?",
  noStations: "Henüz istasyon yok. BOSS’ta Mekân bölümünden eklenir.",
  startShift: "Vardiyayı başlat",
  soundOff: "Ses kapalı",
  title: titled({ table: "Masa", dine_in: "Adisyon", takeaway: "Paket", delivery: "Kurye", quick: "Hızlı" }),
  tickets: (n) => `${n} fiş`,
  warned: (n) => `${n} bekleyen`,
  lateOnes: (n) => `${n} geciken`,
  recallLast: (label) => `Geri al (${label})`,
  recallNone: "Geri al",
  recall: "Geri al",
  bumped: "Bitenler",
  bumpedEmpty: "Henüz biten yok.",
  bumpedAt: (time) => `${time} hazır`,
  allDay: "Toplam",
  production: "Hazırlık",
  railEmpty: "Yapılacak yok.",
  soldOut: "Tükenen",
  soldOutTitle: "Ne var, ne bitti",
  search: "Ürün ara",
  states: { on: "Var", off: "Bitti", counted: "Sayılı" },
  left: (n) => `${n} kaldı`,
  done: "Hazır",
  handOver: "Teslim edildi",
  seenVoid: "İptali gördüm",
  onHold: "Bekletiliyor",
  course: (n) => `${n}. servis`,
  seat: (n) => `${n}. kişi`,
  allergy: "Alerji",
  holds: "içerir:",
  alsoAt: "ayrıca",
  recalled: "Geri alındı",
  voided: "İPTAL",
  isDone: "hazır",
  age: { fresh: "zamanında", warn: "bekliyor", late: "gecikti", held: "bekletiliyor", ready: "hazır" },
  empty: "Sipariş yok. Yenileri burada kendiliğinden görünür.",
  waiting: "Sunucu bekleniyor…",
  volume: "Ses düzeyi",
  sounds: "Sesler",
  soundNames: { new: "Yeni sipariş", change: "Değişiklik", void: "İptal", late: "Gecikme" },
  station: "İstasyon değiştir",
  keys: "Tuşlar: 1–9 seç, Enter hazır, R geri al, A toplam, S hazırlık",
  news: {
    new: (what) => `Yeni sipariş: ${what}`,
    change: (what) => `Değişti: ${what}`,
    void: (what) => `İptal var: ${what}`,
  },
  verbs: { bump: "hazır", recall: "geri al", serve: "teslim" },
  allergens: {
    gluten: "gluten", crustaceans: "kabuklular", eggs: "yumurta", fish: "balık", peanuts: "yer fıstığı", soy: "soya",
    milk: "süt", nuts: "sert kabuklu", celery: "kereviz", mustard: "hardal", sesame: "susam", sulphites: "sülfit",
    lupin: "acı bakla", molluscs: "yumuşakça",
  },
};

export const text = dictionary({ en, tr });
