// Four sounds that a cook tells apart with their back to the screen. Browsers stay silent until somebody has touched
// the page: until then the header says so.
import { createStore } from "@lib/store";
import { News } from "./model/truth";

export type Sound = News | "late";

/** [hertz, from second, seconds] */
type Note = readonly [number, number, number];

const melodies: Record<Sound, { wave: OscillatorType; notes: readonly Note[] }> = {
  new: { wave: "triangle", notes: [[880, 0, .14], [1319, .15, .3]] },
  change: { wave: "triangle", notes: [[740, 0, .1], [740, .16, .1], [988, .32, .18]] },
  void: { wave: "sawtooth", notes: [[523, 0, .18], [392, .2, .18], [262, .4, .35]] },
  late: { wave: "square", notes: [[1047, 0, .09], [1047, .14, .09], [1047, .28, .09], [1047, .42, .09]] },
};

const kept = "hesap.kitchen.volume";

function firstVolume(): number {
  try {
    const text = localStorage.getItem(kept);
    const value = text === null ? NaN : Number(text);
    return value >= 0 && value <= 100 ? value : 70;
  } catch {
    return 70;
  }
}

/** `isOn` once the browser lets this page be heard; volume 0–100. */
export const sound = createStore<{ isOn: boolean; volume: number }>({ isOn: false, volume: firstVolume() });

let context: AudioContext | undefined;

/** To be called from a tap or a key. */
export async function unlock(): Promise<void> {
  if (typeof AudioContext === "undefined" || sound.get().isOn) return;
  try {
    context ??= new AudioContext();
    await context.resume();
    sound.set({ isOn: context.state === "running" });
  } catch {
    // No sound device: the chip stays.
  }
}

export function setVolume(volume: number): void {
  sound.set({ volume });
  try {
    localStorage.setItem(kept, String(volume));
  } catch {
    // Lasts for this page.
  }
}

function ring(to: AudioContext, wave: OscillatorType, [hertz, from, length]: Note, loudness: number): void {
  const tone = to.createOscillator();
  const envelope = to.createGain();
  const start = to.currentTime + from;
  tone.type = wave;
  tone.frequency.value = hertz;
  envelope.gain.setValueAtTime(0.0001, start);
  envelope.gain.exponentialRampToValueAtTime(Math.max(0.0002, loudness), start + 0.012);
  envelope.gain.exponentialRampToValueAtTime(0.0001, start + length);
  tone.connect(envelope).connect(to.destination);
  tone.start(start);
  tone.stop(start + length + 0.02);
}

export function play(which: Sound): void {
  const { isOn, volume } = sound.get();
  if (!context || !isOn || volume === 0) return;
  const { wave, notes } = melodies[which];
  const loudness = (volume / 100) ** 2 * (wave === "triangle" ? 0.9 : 0.4);
  for (const note of notes) ring(context, wave, note, loudness);
}
