// Entering an order: every tap becomes a command in the queue, shown at once and sent in order. Quick taps that have
// not left yet are joined into one request.
import { toast } from "@kit/Toast";
import { addLines, Availability, changeLine, deleteLine, LineDraft, MenuProduct, openCheck, OrderType, sendCheck,
  } from "@lib/api.types";
import { quantity as written } from "@lib/format";
import { named } from "@lib/i18n";
import { newID } from "@lib/ids";
import { Outgoing } from "@lib/queue";
import { Choice, portionPrice, usualPortion } from "./model/menu";
import { Change, choicesOf, Command, newLines, sameNewLine, ShownLine } from "./model/fold";
import { text } from "./text";
import { branch, queue, truth } from "./till";
import { shownCheck } from "./useCheck";

/** Where a check that is not open yet belongs. */
export interface Place {
  check: string;
  orderType: OrderType;
  table?: { id: string; name: string };
  guests: number;
}

const label = (place: Pick<Place, "table">, what: string) =>
  [place.table && text.now().table(place.table.name), what].filter(Boolean).join(" · ");

const nameOf = (draft: LineDraft) =>
  `${written(draft.quantity)} ${named(truth.get().menu?.products[draft.product]?.name)}`;

function lastOf(check: string): Outgoing | undefined {
  const items = queue.store.get().items.filter((item) => !item.refused);
  const last = items[items.length - 1];
  return last?.about === check ? last : undefined;
}

function callOf(command: Command) {
  const at = { branch: branch(), check: command.check };
  switch (command.kind) {
    case "open": {
      const { orderType, table, guests, lines } = command;
      const body = { id: command.check, orderType, guests, lines };
      return openCheck({ branch: at.branch }, table ? { ...body, table: table.id } : body);
    }
    case "lines": return addLines(at, { lines: command.lines });
    case "change": {
      const { line, quantity, note, allergy, seat, options } = command;
      const body: Change = {};
      if (quantity !== undefined) body.quantity = quantity;
      if (note !== undefined) body.note = note;
      if (allergy !== undefined) body.allergy = allergy;
      if (seat !== undefined) body.seat = seat;
      if (options !== undefined) body.options = options;
      return changeLine({ ...at, line }, body);
    }
    case "delete": return deleteLine({ ...at, line: command.line });
    case "send": return sendCheck(at);
  }
}

function push(command: Command, said: string) {
  return queue.push({ kind: command.kind, about: command.check, label: said, call: callOf(command), data: command });
}

function amend(item: Outgoing, command: Command, said: string): boolean {
  return queue.amend(item.id, { call: callOf(command), label: said, data: command });
}

interface Bringer {
  item: Outgoing;
  command: Extract<Command, { lines: unknown }>;
}

/** The waiting command that will bring this line, if it has not left yet. */
function bringer(check: string, line: string): Bringer | null {
  for (const item of queue.store.get().items) {
    const command = item.data as Command | undefined;
    if (item.about !== check || item.tries > 0 || !command) continue;
    if ((command.kind === "lines" || command.kind === "open") && command.lines.some((one) => one.id === line)) {
      return { item, command };
    }
  }
  return null;
}

function withQuantity(lines: LineDraft[], line: string, quantity: number): LineDraft[] {
  return lines.map((one) => (one.id === line ? { ...one, quantity } : one));
}

/** Adds a drafted line; opens the check with it when there is none. */
export function addDraft(place: Place, draft: LineDraft): void {
  const said = label(place, nameOf(draft));
  const last = lastOf(place.check);
  const command = last?.data as Command | undefined;
  if (last && command && (command.kind === "lines" || command.kind === "open")) {
    if (amend(last, { ...command, lines: [...command.lines, draft] }, said)) return;
  }
  if (shownCheck(place.check)) void push({ kind: "lines", check: place.check, lines: [draft] }, said);
  else void push({ kind: "open", ...place, lines: [draft] }, said);
}

export function setQuantity(place: Place, line: ShownLine, quantity: number): void {
  if (quantity <= 0) return removeLine(place, line);
  const said = label(place, `${written(quantity)} ${named(line.name)}`);
  const source = bringer(place.check, line.id);
  if (source) {
    const lines = withQuantity(source.command.lines, line.id, quantity);
    if (amend(source.item, { ...source.command, lines }, said)) return;
  }
  const last = lastOf(place.check);
  const before = last?.data as Command | undefined;
  const isSame = last && before?.kind === "change" && before.line === line.id;
  if (isSame && amend(last, { ...before, quantity }, said)) return;
  void push({ kind: "change", check: place.check, line: line.id, quantity }, said);
}

/** One more of a product: the same new line when nothing is special about it. */
export function addProduct(place: Place, product: MenuProduct, quantity: number, choices: Choice[] = [],
  portion?: string): void {
  const same = sameNewLine(shownCheck(place.check), product.id, portionPrice(product, portion), choices);
  if (same) return setQuantity(place, same, same.quantity + quantity);
  const draft: LineDraft = { id: newID(), product: product.id, quantity, options: choices };
  if (portion && portion !== usualPortion(product)) draft.portion = portion;
  addDraft(place, draft);
}

/** The portion of a line, by its price: lines keep what was sold, not what the menu says now. */
export const portionOf = (product: MenuProduct, line: ShownLine): string | undefined =>
  product.portions?.find((one) => one.price === line.unitPrice)?.id ?? usualPortion(product);

/** Another portion is another line: the new one takes the place of the old. */
export function changePortion(place: Place, line: ShownLine, choices: Choice[], portion: string): void {
  void push({ kind: "delete", check: place.check, line: line.id }, label(place, named(line.name)));
  const draft: LineDraft = { id: newID(), product: line.product, portion, quantity: line.quantity, options: choices };
  if (line.note) draft.note = line.note;
  if (line.allergy) draft.allergy = line.allergy;
  if (line.seat) draft.seat = line.seat;
  addDraft(place, draft);
}

export function changeNew(place: Place, line: ShownLine, change: Change) {
  void push({ kind: "change", check: place.check, line: line.id, ...change }, label(place, named(line.name)));
}

export function removeLine(place: Place, line: ShownLine): void {
  const name = named(line.name);
  void push({ kind: "delete", check: place.check, line: line.id }, label(place, `${text.now().del}: ${name}`));
  const again: LineDraft = { id: newID(), product: line.product, quantity: line.quantity, options: choicesOf(line) };
  const product = truth.get().menu?.products[line.product];
  const portion = product && portionOf(product, line);
  if (product && portion && portion !== usualPortion(product)) again.portion = portion;
  if (line.note) again.note = line.note;
  if (line.allergy) again.allergy = line.allergy;
  if (line.seat) again.seat = line.seat;
  toast(text.now().deleted(name), { undo: () => addDraft(place, again) });
}

/** Sends what is new to the kitchen; false when nothing is. */
export function sendNew(place: Place, isQuiet = false): boolean {
  const fresh = newLines(shownCheck(place.check));
  if (fresh.length === 0) {
    toast(text.now().nothingToSend);
    return false;
  }
  void push({ kind: "send", check: place.check }, label(place, text.now().send(fresh.length)));
  if (!isQuiet) toast(text.now().sent(fresh.length), { tone: "ok" });
  return true;
}

export const flipped = (state: Availability): "on" | "off" => (state === "off" ? "on" : "off");
