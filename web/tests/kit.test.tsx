import { dom } from "./env";
import assert from "node:assert/strict";
import test from "node:test";
import { createRoot } from "react-dom/client";
import { act } from "react-dom/test-utils";
import { Dialog } from "@kit/Dialog";
import { press } from "@kit/Numpad";
import { Tabs } from "@kit/Tabs";
import { Tile } from "@kit/Tile";
import { clearToasts, toast, Toasts } from "@kit/Toast";
import { dictionary, setLang } from "@lib/i18n";
import { createStore } from "@lib/store";

function render(element: JSX.Element) {
  const place = dom.window.document.createElement("div");
  dom.window.document.body.append(place);
  const root = createRoot(place);
  act(() => root.render(element));
  return { place, render: (next: JSX.Element) => root.render(next), end: () => act(() => root.unmount()) };
}

test("keys make amounts from the right", () => {
  assert.equal(press(press(press("", "1"), "00"), "5"), "1005");
  assert.equal(press("0", "7"), "7");
  assert.equal(press("12", "back"), "1");
  assert.equal(press("123456789", "0"), "123456789");
  assert.equal(press("1", ","), "1,");
});

test("a tile is one button that says why it cannot be had", () => {
  let taps = 0;
  const { place, end } = render(<Tile title="Kuzu şiş" sub="₺385,00" off="Bitti" onPress={() => (taps += 1)} />);
  const button = place.querySelector("button");
  assert.equal(button?.getAttribute("aria-disabled"), "true");
  assert.match(button?.textContent ?? "", /Bitti/);
  act(() => button?.click());
  assert.equal(taps, 1);
  end();
});

test("tabs have one tab stop and arrows move", () => {
  const seen: string[] = [];
  const items = [{ value: "a", label: "A" }, { value: "b", label: "B" }];
  const { place, end } = render(<Tabs label="x" items={items} value="a" onChange={(value) => seen.push(value)} />);
  const stops = [...place.querySelectorAll("[role=tab]")].map((tab) => (tab as HTMLElement).tabIndex);
  assert.deepEqual(stops, [0, -1]);
  const list = place.querySelector("[role=tablist]");
  act(() => void list?.dispatchEvent(new dom.window.KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true })));
  assert.deepEqual(seen, ["b"]);
  end();
});

test("a store renders only who reads the part that changed", () => {
  const store = createStore({ a: 1, b: 1 });
  let renders = 0;
  const A = () => {
    renders += 1;
    return <>{store.useSel((state) => state.a)}</>;
  };
  const { place, end } = render(<A />);
  act(() => store.set({ b: 2 }));
  assert.equal(renders, 1);
  act(() => store.set({ a: 2 }));
  assert.equal(place.textContent, "2");
  end();
});

test("a language change reaches every screen at once", () => {
  const words = dictionary({ tr: { send: "Gönder" }, en: { send: "Send" } });
  const Word = () => <>{words.useText().send}</>;
  act(() => setLang("tr"));
  const { place, end } = render(<Word />);
  assert.equal(place.textContent, "Gönder");
  act(() => setLang("en"));
  assert.equal(place.textContent, "Send");
  act(() => setLang("tr"));
  end();
});

test("a message is shown once: where it was said, and on the ground when the dialog has gone", () => {
  const screen = (isOpen: boolean) => (
    <>{isOpen && <Dialog title="x" onClose={() => undefined}>y</Dialog>}<Toasts ground /></>
  );
  const { place, render: again, end } = render(screen(false));
  const where = () => [...place.querySelectorAll(".toast")].map((one) =>
    `${one.textContent} ${one.closest("dialog") ? "dialog" : "ground"}`);
  act(() => toast("before"));
  act(() => again(screen(true)));
  act(() => toast("within"));
  assert.deepEqual(where().sort(), ["before ground", "within dialog"]);
  act(() => again(screen(false)));
  assert.deepEqual(where(), ["before ground", "within ground"]);
  act(clearToasts);
  end();
});
