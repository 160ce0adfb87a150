import "./env";
import assert from "node:assert/strict";
import test from "node:test";
import { play, setVolume, sound, Sound, unlock } from "../apps/kitchen/sounds";

/** What was rung: hertz and loudness of each tone. */
let rung: { hertz: number; loud: number }[] = [];

class FakeAudioContext {
  state = "suspended";
  currentTime = 0;
  destination = {};
  async resume() {
    this.state = "running";
  }
  createOscillator() {
    const tone = { hertz: 0, loud: 0 };
    const node = { type: "", frequency: { set value(hertz: number) { tone.hertz = hertz; } },
      connect: (gain: { tone: typeof tone }) => ((gain.tone = tone), gain), start: () => rung.push(tone), stop: () => undefined };
    return node;
  }
  createGain() {
    const envelope = { tone: { hertz: 0, loud: 0 }, connect: () => undefined, gain: { setValueAtTime: () => undefined,
      exponentialRampToValueAtTime: (value: number) => levels.push(value) } };
    const levels: number[] = [];
    return { ...envelope, set tone(tone: { hertz: number; loud: number }) { tone.loud = Math.max(...levels); } };
  }
}

const heard = (which: Sound) => {
  rung = [];
  play(which);
  return rung;
};

test("new, changed, void and late sound differently, once the page may be heard, as loud as was chosen", async () => {
  Object.assign(globalThis, { AudioContext: FakeAudioContext });
  assert.deepEqual(heard("new"), [], "browsers stay silent until somebody has touched the page");
  await unlock();
  assert.equal(sound.get().isOn, true);
  const melodies = (["new", "change", "void", "late"] as const).map((one) => heard(one).map((tone) => tone.hertz).join());
  assert.equal(new Set(melodies).size, 4);
  assert.ok(melodies.every((tones) => tones !== ""));
  setVolume(100);
  const loud = heard("void")[0]?.loud ?? 0;
  setVolume(20);
  assert.ok((heard("void")[0]?.loud ?? 0) < loud && localStorage.getItem("hesap.kitchen.volume") === "20");
  setVolume(0);
  assert.deepEqual(heard("late"), []);
});
