// Paired devices.

export const en = {
  devices: "Devices",
  newCode: "Pair a device",
  codeFor: "What will be paired?",
  codeHint: "Enter this code on the new device.",
  validUntil: (time: string) => `Valid until ${time}`,
  makeCode: "Make code",
  deviceKinds: { pos: "POS", kitchen: "Kitchen", waiter: "Waiter", boss: "BOSS" },
  lastSeen: "Last seen",
  never: "never",
  pairedAt: "Paired",
  revoke: "Revoke",
  revoked: "Revoked",
  revokeSure: (name: string) => `${name} is signed out at once and needs a new code. Revoke it?`,
  noDevices: "No device is paired here.",
  connected: "Paired",
  deviceDrawer: "Drawer",
  drawerOf: (name: string) => `Drawer of ${name}`,
  drawerNote: "Cash taken at this device goes into its drawer. Without one it goes into the only open drawer, or "
    + "into the one that the person at the device opened.",
  noOwnDrawer: "None of its own",
};

export const tr: typeof en = {
  devices: "Cihazlar",
  newCode: "Cihaz eşle",
  codeFor: "Ne eşlenecek?",
  codeHint: "Bu kodu yeni cihaza girin.",
  validUntil: (time) => `${time} saatine kadar geçerli`,
  makeCode: "Kod üret",
  deviceKinds: { pos: "POS", kitchen: "Mutfak", waiter: "Garson", boss: "BOSS" },
  lastSeen: "Son görülme",
  never: "hiç",
  pairedAt: "Eşlendi",
  revoke: "Kaldır",
  revoked: "Kaldırıldı",
  revokeSure: (name) => `${name} hemen çıkarılır, yeni kod gerekir. Kaldırılsın mı?`,
  noDevices: "Burada eşlenmiş cihaz yok.",
  connected: "Eşli",
  deviceDrawer: "Kasa",
  drawerOf: (name) => `${name}: kasası`,
  drawerNote: "Bu cihazda alınan nakit kendi kasasına girer. Kasası yoksa tek açık kasaya, birden çoksa cihazdaki "
    + "kişinin açtığına girer.",
  noOwnDrawer: "Kendi kasası yok",
};
