import assert from "node:assert/strict";
import { InFlight } from "../../src/client/in_flight.ts";

async function isFull(places: InFlight): Promise<boolean> {
  const stop = new AbortController();
  const entering = places.enter(stop.signal).then(() => false, () => true);
  await Promise.resolve();
  stop.abort();
  return await entering;
}

Deno.test("InFlight gives out the given number of places", async () => {
  const places = new InFlight(2);
  await places.enter(undefined);
  assert.equal(await isFull(places), false);
  assert.equal(await isFull(places), true);
});

Deno.test("InFlight takes a place back once, however often it is given back", async () => {
  const places = new InFlight(1);
  const leave = await places.enter(undefined);
  leave();
  leave();
  assert.equal(await isFull(places), false);
  assert.equal(await isFull(places), true);
});

Deno.test("InFlight lets in who came first", async () => {
  const places = new InFlight(1);
  const leave = await places.enter(undefined);
  const order: number[] = [];
  const entering = [1, 2, 3].map(async (who) => {
    const leave = await places.enter(undefined);
    order.push(who);
    leave();
  });
  leave();
  await Promise.all(entering);
  assert.deepEqual(order, [1, 2, 3]);
});

Deno.test("InFlight forgets who stopped waiting", async () => {
  const places = new InFlight(1);
  const leave = await places.enter(undefined);
  assert.equal(await isFull(places), true);
  leave();
  assert.equal(await isFull(places), false);
});

Deno.test("InFlight admits no request whose signal is aborted", async () => {
  const places = new InFlight(1);
  await assert.rejects(places.enter(AbortSignal.abort(new RangeError("stopped"))), RangeError);
  assert.equal(await isFull(places), false);
});
