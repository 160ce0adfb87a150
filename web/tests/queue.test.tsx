import assert from "node:assert/strict";
import test from "node:test";
import { Call, Problem, SendOptions } from "@lib/api";
import { memoryShelf } from "@lib/db";
import { createQueue, Outgoing, refusedOf, verdict, waiting } from "@lib/queue";

const call = (path: string): Call<unknown> => ({ method: "POST", path, body: {} });

type Send = (call: Call<unknown>, options: SendOptions) => Promise<unknown>;

async function queueWith(send: Send, shelf = memoryShelf<Outgoing>()) {
  const done: string[] = [];
  const queue = await createQueue({ shelf, send, token: () => "t", done: (item) => done.push(item.label) });
  return { queue, done, shelf };
}

const item = (label: string) => ({ kind: "lines", about: "check", label, call: call(`/${label}`) });

test("writes go out in order, one after another", async () => {
  const order: string[] = [];
  let inside = 0;
  const { queue, done } = await queueWith(async (sent) => {
    inside += 1;
    assert.equal(inside, 1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    order.push(sent.path);
    inside -= 1;
  });
  await Promise.all([queue.push(item("a")), queue.push(item("b")), queue.push(item("c"))]);
  await queue.flush();
  assert.deepEqual(order, ["/a", "/b", "/c"]);
  assert.deepEqual(done, ["a", "b", "c"]);
});

test("without an answer the write waits and is sent again with the same key", async () => {
  const keys: (string | undefined)[] = [];
  let isUp = false;
  const { queue, done } = await queueWith((_, options) => {
    keys.push(options.key);
    return isUp ? Promise.resolve({}) : Promise.reject(new Problem(0, "offline"));
  });
  await queue.push(item("a"));
  await queue.flush();
  assert.equal(waiting(queue.store.get()).length, 1);
  isUp = true;
  await queue.flush();
  assert.equal(waiting(queue.store.get()).length, 0);
  assert.equal(new Set(keys).size, 1);
  assert.deepEqual(done, ["a"]);
});

test("a refused write is shown and the next one still goes", async () => {
  const { queue, done } = await queueWith((sent) => sent.path === "/a"
    ? Promise.reject(new Problem(409, "sold_out")) : Promise.resolve({}));
  await queue.push(item("a"));
  await queue.push(item("b"));
  await queue.flush();
  assert.deepEqual(refusedOf(queue.store.get()).map((one) => one.refused?.code), ["sold_out"]);
  assert.deepEqual(done, ["b"]);
});

test("what waits survives a restart", async () => {
  const shelf = memoryShelf<Outgoing>();
  const first = await queueWith(() => Promise.reject(new Problem(0, "offline")), shelf);
  await first.queue.push(item("a"));
  await first.queue.push(item("b"));
  await first.queue.flush();
  const second = await queueWith(() => Promise.resolve({}), shelf);
  assert.equal(waiting(second.queue.store.get()).length, 2);
  await second.queue.flush();
  assert.deepEqual(second.done, ["a", "b"]);
  assert.equal((await shelf.all()).length, 0);
});

test("only an answer of the server is a refusal", () => {
  assert.equal(verdict(new Problem(0, "timeout")), "later");
  assert.equal(verdict(new Problem(503, "unavailable")), "later");
  assert.equal(verdict(new Problem(401, "token_expired")), "later");
  assert.equal(verdict(new Problem(429, "too_many_requests")), "later");
  assert.equal(verdict(new Problem(409, "nothing_due")), "refused");
});
