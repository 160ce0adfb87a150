import { named } from "@lib/i18n";
import { changeNew, changePortion, Place, portionOf } from "../entry";
import { choicesOf, ShownCheck } from "../model/fold";
import { Choice, MenuIndex } from "../model/menu";
import { AvailabilitySheet } from "./AvailabilitySheet";
import { BillDialog } from "./BillDialog";
import { DiscountDialog } from "./DiscountDialog";
import { CompDialog, VoidCheckDialog, VoidLineDialog } from "./VoidDialogs";
import { GuestsDialog } from "./GuestsDialog";
import { MergeDialog, MoveDialog } from "./MoveDialogs";
import { MoreSheet } from "./MoreSheet";
import { NoteDialog } from "./NoteDialog";
import { OptionsSheet } from "./OptionsSheet";
import { Dialogue, OrderView } from "./orderView";
import { SplitDialog } from "./SplitDialog";
import { WeightDialog } from "./WeightDialog";

interface OrderDialogsProps {
  place: Place;
  check: ShownCheck | null;
  view: OrderView;
  menu: MenuIndex | null;
  onGuests(guests: number): void;
}

type Of<N extends Dialogue["name"]> = Extract<Dialogue, { name: N }>;

function Options({ dialogue, place, view, menu }: { dialogue: Of<"options"> } & OrderDialogsProps) {
  if (!menu) return null;
  const { product, quantity, line } = dialogue;
  const close = () => view.open(null);
  const before = line && portionOf(product, line);
  const done = (choices: Choice[], count: number, portion: string | undefined) => {
    close();
    if (!line) view.add(product, count, choices, portion);
    else if (portion && portion !== before) changePortion(place, line, choices, portion);
    else changeNew(place, line, { options: choices });
  };
  const again = line ? { choices: choicesOf(line), portion: before } : {};
  return <OptionsSheet menu={menu} product={product} quantity={quantity} {...again} onDone={done} onClose={close} />;
}

/** Dialogs about one line of the check. */
function LineDialog(props: { dialogue: Of<"note" | "void" | "comp"> } & OrderDialogsProps) {
  const { dialogue, place, view, check } = props;
  const line = check?.lines.find((one) => one.id === dialogue.line.id) ?? dialogue.line;
  const close = () => view.open(null);
  if (dialogue.name === "note") {
    return <NoteDialog line={line} guests={place.guests} onClose={close}
      onSave={(change) => changeNew(place, line, change)} />;
  }
  if (!check) return null;
  if (dialogue.name === "comp") return <CompDialog check={check} line={line} onClose={close} />;
  return <VoidLineDialog check={check} line={line} onClose={close} />;
}

/** Dialogs about the whole check. */
function CheckDialog(props: { name: Dialogue["name"] } & OrderDialogsProps) {
  const { name, check, view, place, menu, onGuests } = props;
  const close = () => view.open(null);
  if (name === "more") return <MoreSheet check={check} view={view} onClose={close} />;
  if (name === "availability") return menu && <AvailabilitySheet menu={menu} onClose={close} />;
  if (name === "guests") return <GuestsDialog place={place} check={check} onGuests={onGuests} onClose={close} />;
  if (!check) return null;
  switch (name) {
    case "split": return <SplitDialog check={check} onClose={close} onPay={view.pay} />;
    case "move": return <MoveDialog check={check} onClose={close} />;
    case "merge": return <MergeDialog check={check} onClose={close} />;
    case "voidCheck": return <VoidCheckDialog check={check} onClose={close} />;
    case "bill": return <BillDialog check={check} place={place} onClose={close} />;
    default: return null;
  }
}

/** Whichever dialog the order screen has open; the common path opens none. */
export function OrderDialogs(props: OrderDialogsProps) {
  const { dialogue, open, add } = props.view;
  if (!dialogue) return null;
  const close = () => open(null);
  switch (dialogue.name) {
    case "options": return <Options {...props} dialogue={dialogue} />;
    case "weight":
      return <WeightDialog title={named(dialogue.product.name)} onClose={close}
        onWeight={(quantity) => add(dialogue.product, quantity, [])} />;
    case "discount":
      return props.check && <DiscountDialog check={props.check} onClose={close} line={dialogue.line} />;
    case "note": case "void": case "comp": return <LineDialog {...props} dialogue={dialogue} />;
    default: return <CheckDialog {...props} name={dialogue.name} />;
  }
}
