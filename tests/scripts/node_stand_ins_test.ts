import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { withStandIns } from "../../scripts/release/node_stand_ins.ts";

/** What a script with stand-ins gives, by a module made of it. */
async function evaluated(script: string): Promise<Record<string, unknown>> {
  return await import(`data:text/javascript,${encodeURIComponent(withStandIns(script))}`);
}

/** What commander does with its emitter. */
function used(emitter: Pick<EventEmitter, "on" | "emit" | "listenerCount">): readonly unknown[] {
  const heard: unknown[] = [];
  const chained = emitter.on("option:a", (...values) => heard.push(["first", ...values]));
  emitter.on("option:a", function (this: unknown, ...values) {
    heard.push([this === emitter, ...values]);
  });
  return [
    chained === emitter,
    emitter.listenerCount("option:a"),
    emitter.listenerCount("command:*"),
    emitter.emit("option:a", 1, 2),
    emitter.emit("toString"),
    heard,
  ];
}

Deno.test("the stand-in of node:events does what the real one does, as commander uses it", async () => {
  const { Emitter } = await evaluated(
    'import{EventEmitter as E}from"node:events";export class Emitter extends E{constructor(){super()}}',
  );
  assert.ok(typeof Emitter === "function");
  assert.deepEqual(used(Reflect.construct(Emitter, [])), used(new EventEmitter()));
});

Deno.test("the stand-in of node:util leaves a text without colours as it is", async () => {
  const { a, b } = await evaluated(
    'import { stripVTControlCharacters as x } from "node:util"; export const a = x("text"), b = typeof x;',
  );
  assert.deepEqual([a, b], ["text", "function"]);
});

Deno.test("a module that is imported whole has a stand-in, too", async () => {
  const { a } = await evaluated('import p$ from"node:process";export const a=Number(p$.exitCode??0);');
  assert.equal(a, 0);
});

Deno.test("imports of the bundle's own files stay", () => {
  const script = 'import{a as b}from"./chunk-1.js";import"./chunk-2.js";';
  assert.equal(withStandIns(script), script);
});

Deno.test("a module of Node for which nothing stands is refused by its name", () => {
  assert.throws(() => withStandIns('import{request as r}from"node:http";'), /"node:http"/);
});
