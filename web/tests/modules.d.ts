// The little of node and jsdom that the tests use: their type packages are not everywhere where node is.
declare module "jsdom" {
  export class JSDOM {
    constructor(html: string, options?: Record<string, unknown>);
    readonly window: Window & typeof globalThis;
  }
}

declare module "node:test" {
  export default function test(name: string, work: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  interface Assert {
    (value: unknown, message?: string): asserts value;
    equal(actual: unknown, expected: unknown, message?: string): void;
    notEqual(actual: unknown, expected: unknown, message?: string): void;
    deepEqual(actual: unknown, expected: unknown, message?: string): void;
    ok(value: unknown, message?: string): void;
    match(text: string, pattern: RegExp, message?: string): void;
    throws(work: () => unknown, pattern?: RegExp): void;
    rejects(work: Promise<unknown>): Promise<void>;
  }
  const assert: Assert;
  export default assert;
}

declare module "react-dom/test-utils" {
  export function act(work: () => void): void;
  export function act(work: () => Promise<void>): Promise<void>;
}
