// A document for tests that render: import this first.
import { JSDOM } from "jsdom";

const dom = new JSDOM("<!doctype html><html lang=\"tr\"><body><div id=\"app\"></div></body></html>",
  { url: "http://127.0.0.1/pos/", pretendToBeVisual: true });
const names = ["window", "document", "localStorage", "sessionStorage", "HTMLElement", "HTMLInputElement",
  "HTMLButtonElement", "HTMLDialogElement", "Element", "Node", "Event", "MouseEvent", "KeyboardEvent", "location",
  "history", "addEventListener", "removeEventListener", "getComputedStyle"] as const;
for (const name of names) {
  const value = (dom.window as unknown as Record<string, unknown>)[name];
  const isFree = name === "addEventListener" || name === "removeEventListener" || name === "getComputedStyle";
  const bound = isFree ? (value as () => unknown).bind(dom.window) : value;
  Object.defineProperty(globalThis, name, { value: name === "window" ? dom.window : bound, configurable: true });
}
Object.defineProperty(globalThis, "navigator", { value: dom.window.navigator, configurable: true });
(globalThis as unknown as { IS_REACT_ACT_ENVIRONMENT: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

export { dom };
