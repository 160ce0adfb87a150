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
};
