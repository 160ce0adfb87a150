import assert from "node:assert/strict";
import test from "node:test";
import { backoffMs, beat, linkState, step } from "@lib/resume";

const at = { seq: 10, epoch: "e1" };

test("the next frame is taken and moves the position", () => {
  const judged = step(at, { seq: 12, prev: 10, epoch: "e1" });
  assert.deepEqual(judged, { take: true, position: { seq: 12, epoch: "e1" } });
});

test("a frame that was seen is ignored", () => {
  assert.equal(step(at, { seq: 10, prev: 9, epoch: "e1" }).take, false);
});

test("a frame whose predecessor is missing is a hole", () => {
  const judged = step(at, { seq: 14, prev: 12, epoch: "e1" });
  assert.equal(judged.take === false && judged.why, "hole");
});

test("a frame of another epoch is not applied", () => {
  const judged = step(at, { seq: 11, prev: 10, epoch: "e2" });
  assert.equal(judged.take === false && judged.why, "epoch");
});

test("a heartbeat moves past filtered frames, never back", () => {
  assert.equal(beat(at, 15).seq, 15);
  assert.equal(beat(at, 5).seq, 10);
});

test("a hundred random cuts lose and double no frame", () => {
  const sent = Array.from({ length: 1000 }, (_, index) => ({ seq: index + 1, prev: index, epoch: "e" }));
  let position = { seq: 0, epoch: "e" as string | null };
  const got: number[] = [];
  let random = 7;
  const next = () => (random = (random * 16807) % 2147483647) / 2147483647;
  while (position.seq < sent.length) {
    const cut = position.seq + 1 + Math.floor(next() * 20);
    const resumeFrom = Math.max(0, position.seq - Math.floor(next() * 3));
    for (const frame of sent.slice(resumeFrom, cut)) {
      const judged = step(position, frame);
      if (judged.take) got.push(frame.seq);
      position = judged.position;
    }
  }
  assert.deepEqual(got, sent.map((frame) => frame.seq));
});

test("tries spread out up to fifteen seconds", () => {
  assert.equal(backoffMs(0, 0.5), 400);
  assert.equal(backoffMs(3, 0.5), 3200);
  assert.equal(backoffMs(20, 0.5), 15000);
  assert.equal(backoffMs(20, 1), 22500);
  assert.equal(backoffMs(20, 0), 7500);
});

test("live needs an open socket and a heartbeat within eight seconds", () => {
  assert.equal(linkState(true, 1000, 5000), "live");
  assert.equal(linkState(true, 1000, 9500), "connecting");
  assert.equal(linkState(false, 1000, 5000), "connecting");
  assert.equal(linkState(false, 1000, 9500), "offline");
});
