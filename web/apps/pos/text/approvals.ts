// What somebody else is asked to approve, and why.

export const en = {
  approvalNeeded: "Approval needed",
  approve: {
    voidLine: (line: string, amount: string) => `Void ${line} — ${amount}`,
    comp: (line: string, amount: string) => `${line} on the house — ${amount}`,
    voidCheck: (check: string, amount: string) => `Void ${check} — ${amount}`,
    discount: (how: string, of: string) => `Discount ${how} · ${of}`,
    move: (check: string, to: string) => `Move ${check} to ${to}`,
    merge: (check: string, into: string) => `Join ${check} into ${into}`,
    unbill: (check: string, amount: string) => `Take back the bill of ${check} — ${amount}`,
    refund: (kind: string, amount: string, check: string) => `Refund ${amount} ${kind.toLowerCase()} · ${check}`,
    resolve: (kind: string, amount: string, outcome: string) => `${kind} ${amount}: ${outcome.toLowerCase()}`,
    openDrawer: (drawer: string, float: string) => `Open ${drawer} with ${float}`,
    payIn: (amount: string, drawer: string) => `Pay ${amount} into ${drawer}`,
    payOut: (amount: string, drawer: string) => `Take ${amount} out of ${drawer}`,
    count: (drawer: string, amount: string) => `Count of ${drawer}: ${amount}`,
    recount: (drawer: string) => `Count ${drawer} again`,
    closeDrawer: (drawer: string) => `Close ${drawer}`,
    closeDay: "Close the day (Z report)",
    carryOver: "Close the day (Z report); open checks go over to the next",
  },
  approvalWhy: {
    limit: (limit: string) => `Your own limit is ${limit}.`,
    noLimit: "You may do this only with somebody's approval.",
    begun: "The kitchen has begun it already: it will be waste.",
  },
  approvalReason: (reason: string) => `Reason: ${reason}`,
};

export const tr: typeof en = {
  approvalNeeded: "Onay gerekiyor",
  approve: {
    voidLine: (line, amount) => `İptal: ${line} — ${amount}`,
    comp: (line, amount) => `İkram: ${line} — ${amount}`,
    voidCheck: (check, amount) => `${check} iptali — ${amount}`,
    discount: (how, of) => `İndirim ${how} · ${of}`,
    move: (check, to) => `${check} taşınacak: ${to}`,
    merge: (check, into) => `${check} birleştirilecek: ${into}`,
    unbill: (check, amount) => `Hesabı geri al: ${check} — ${amount}`,
    refund: (kind, amount, check) => `${kind} iadesi ${amount} · ${check}`,
    resolve: (kind, amount, outcome) => `${kind} ${amount}: ${outcome.toLocaleLowerCase("tr")}`,
    openDrawer: (drawer, float) => `${drawer} ${float} ile açılacak`,
    payIn: (amount, drawer) => `${drawer} para girişi: ${amount}`,
    payOut: (amount, drawer) => `${drawer} para çıkışı: ${amount}`,
    count: (drawer, amount) => `${drawer} sayımı: ${amount}`,
    recount: (drawer) => `${drawer} yeniden sayılacak`,
    closeDrawer: (drawer) => `${drawer} kapatılacak`,
    closeDay: "Günü kapat (Z raporu)",
    carryOver: "Günü kapat (Z raporu); açık adisyonlar ertesi güne devredilir",
  },
  approvalWhy: {
    limit: (limit) => `Kendi sınırınız ${limit}.`,
    noLimit: "Bunu yalnız bir yetkilinin onayıyla yapabilirsiniz.",
    begun: "Mutfak bunu hazırlamaya başladı: zayi olacak.",
  },
  approvalReason: (reason) => `Neden: ${reason}`,
};
