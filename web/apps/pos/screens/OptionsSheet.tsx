import { useState } from "react";
import { Button } from "@kit/Button";
import { Chip } from "@kit/Chip";
import { MinusIcon, PlusIcon } from "@kit/icons";
import { Money } from "@kit/Money";
import { Sheet } from "@kit/Sheet";
import { quantity as written } from "@lib/format";
import { named } from "@lib/i18n";
import { MenuGroup, MenuOption, MenuProduct } from "@lib/api.types";
import { Choice, choose, countIn, defaultChoices, faults, groupsOf, hasPortions, lineGross, MenuIndex, optionsPrice,
  portionPrice, usualPortion } from "../model/menu";
import { text } from "../text";

interface OptionsSheetProps {
  menu: MenuIndex;
  product: MenuProduct;
  quantity: number;
  /** The choices of a line that is opened again. */
  choices?: Choice[];
  portion?: string | undefined;
  onDone(choices: Choice[], quantity: number, portion: string | undefined): void;
  onClose(): void;
}

interface GroupProps {
  group: MenuGroup;
  choices: readonly Choice[];
  isShort: boolean;
  onChoose(option: string, by: 1 | -1): void;
}

function Price({ option }: { option: MenuOption }) {
  if (option.price === 0) return null;
  return <span className="muted">{option.price > 0 && "+"}<Money minor={option.price} /></span>;
}

function Option({ option, group, choices, onChoose }: { option: MenuOption } & Omit<GroupProps, "isShort">) {
  const t = text.useText();
  const count = choices.find((choice) => choice.option === option.id)?.count ?? 0;
  const isMany = group.max !== 1;
  return (
    <li className={`option${count > 0 ? " option-on" : ""}`}>
      <button type="button" className="option-name" aria-pressed={count > 0} disabled={!option.available}
        onClick={() => onChoose(option.id, count > 0 && group.max !== 1 ? -1 : 1)}>
        <span className={`grow${option.available ? "" : " struck"}`}>{named(option.name)}</span>
        {option.available ? <Price option={option} /> : <span className="bad small">{t.soldOut}</span>}
      </button>
      {isMany && count > 0 && (
        <span className="option-steps">
          <Button kind="outline" square icon={<MinusIcon />} aria-label={`${t.fewer}: ${named(option.name)}`}
            onClick={() => onChoose(option.id, -1)} />
          <span className="line-count">{count}</span>
          <Button kind="outline" square icon={<PlusIcon />} aria-label={`${t.moreOf}: ${named(option.name)}`}
            onClick={() => onChoose(option.id, 1)} />
        </span>
      )}
    </li>
  );
}

function Group({ group, choices, isShort, onChoose }: GroupProps) {
  const t = text.useText();
  const missing = group.min - countIn(group, choices);
  return (
    <section className="option-group">
      <h3 className="row">
        <span className="grow">{named(group.name)}</span>
        {group.free > 0 && <Chip tone="ok">{t.freeOf(group.free)}</Chip>}
        <Chip tone={isShort ? "warn" : "idle"}>
          {isShort ? t.tooFew(missing) : group.min > 0 ? t.required(group.min) : t.choose(group.max)}
        </Chip>
      </h3>
      <ul>
        {group.options.map((option) => (
          <Option key={option.id} option={option} group={group} choices={choices} onChoose={onChoose} />
        ))}
      </ul>
    </section>
  );
}

interface PortionsProps {
  product: MenuProduct;
  value: string | undefined;
  onChange(portion: string): void;
}

function Portions({ product, value, onChange }: PortionsProps) {
  const t = text.useText();
  return (
    <section className="option-group">
      <h3>{t.portion}</h3>
      <ul>
        {(product.portions ?? []).map((portion) => (
          <li key={portion.id} className={`option${portion.id === value ? " option-on" : ""}`}>
            <button type="button" className="option-name" aria-pressed={portion.id === value}
              onClick={() => onChange(portion.id)}>
              <span className="grow">{named(portion.name) || t.portionUsual}</span>
              <span className="muted"><Money minor={portion.price} /></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FootProps {
  price: number;
  count: number | null;
  isWrong: boolean;
  onCount(count: number): void;
  onDone(): void;
}

function Foot({ price, count, isWrong, onCount, onDone }: FootProps) {
  const t = text.useText();
  return (
    <>
      {count !== null && (
        <span className="option-steps option-quantity">
          <Button kind="outline" square icon={<MinusIcon />} aria-label={t.fewer} disabled={count <= 1000}
            onClick={() => onCount(count - 1000)} />
          <span className="line-count" role="status">{written(count)}</span>
          <Button kind="outline" square icon={<PlusIcon />} aria-label={t.moreOf}
            onClick={() => onCount(count + 1000)} />
        </span>
      )}
      <Button kind="primary" size="l" disabled={isWrong} onClick={onDone}>
        {count === null ? t.save : t.add} · <Money minor={price} />
      </Button>
    </>
  );
}

/** A product's questions, required ones first; the price stands on the button. */
export function OptionsSheet(props: OptionsSheetProps) {
  const { menu, product, quantity, choices: given, onDone, onClose } = props;
  const [choices, setChoices] = useState<Choice[]>(given ?? defaultChoices(menu, product));
  const [portion, setPortion] = useState(props.portion ?? usualPortion(product));
  const [count, setCount] = useState(quantity);
  const wrong = faults(menu, product, choices);
  const price = lineGross(portionPrice(product, portion) + optionsPrice(menu, product, choices), count);
  const foot = <Foot price={price} count={given ? null : count} isWrong={Object.keys(wrong).length > 0}
    onCount={setCount} onDone={() => onDone(choices, count, portion)} />;
  return (
    <Sheet title={named(product.name)} onClose={onClose} foot={foot}>
      <div className="stack">
        {hasPortions(product) && <Portions product={product} value={portion} onChange={setPortion} />}
        {groupsOf(menu, product).map((group) => (
          <Group key={group.id} group={group} choices={choices} isShort={wrong[group.id] === "too_few"}
            onChoose={(option, by) => setChoices(choose(group, choices, option, by))} />
        ))}
      </div>
    </Sheet>
  );
}
