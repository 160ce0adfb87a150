// What browsers have and TypeScript 4.8 does not know. Every use is behind a test at run time.
declare module "*.css";
declare module "*.woff2";

interface TrustedTypePolicy {
  createScriptURL(url: string): string;
}

interface Window {
  trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedTypePolicy;
  };
}

interface WakeLockSentinel extends EventTarget {
  release(): Promise<void>;
}

interface Navigator {
  readonly wakeLock?: { request(type: "screen"): Promise<WakeLockSentinel> };
}
