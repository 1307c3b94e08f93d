/**
 * Answers that make no sense, to every command, at every step of it: each is an error of ours with an exit code, and
 * none a crash.
 */
import assert from "node:assert/strict";
import type { Interfere } from "../../src/sandbox/mod.ts";
import { EVERY_COMMAND } from "./every_command.ts";
import { machine, PROFILES } from "./fixture.ts";
import { effort } from "../helpers/effort.ts";

const JSON_TYPE = { "content-type": "application/json" };

function json(body: BodyInit | null, init: ResponseInit = {}): () => Response {
  return () => new Response(body, { headers: JSON_TYPE, ...init });
}

const bytes = (...values: readonly number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

const NONSENSE: Readonly<Record<string, () => Response>> = {
  "nothing, as 204": () => new Response(null, { status: 204 }),
  "nothing, as 200": json(""),
  "nothing, as 205": () => new Response(null, { status: 205 }),
  "null": json("null"),
  "a number": json("42"),
  "a text": json('"ok"'),
  "true": json("true"),
  "an empty list": json("[]"),
  "an empty object": json("{}"),
  "a list of nulls": json("[null,null]"),
  "nulls for everything": json(
    '{"values":null,"issues":null,"results":null,"id":null,"key":null,"fields":null,"_links":null,"total":null}',
  ),
  "lists of nulls": json(
    '{"values":[null],"issues":[null],"results":[null],"startAt":0,"total":1,"isLast":true}',
  ),
  "wrong types": json(
    '{"values":{},"issues":"x","results":7,"id":{},"key":[],"fields":[],"displayName":{},"accountId":1,"total":"many"}',
  ),
  "members of every object": json('{"__proto__":{"admin":true},"constructor":{"prototype":1},"toString":1}'),
  "invalid numbers": json('{"total":1e999,"startAt":-1,"maxResults":-5,"version":{"number":1e300}}'),
  "JSON that ends early": json('{"values":[{"id":"1"'),
  "invalid UTF-8": json(bytes(0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d)),
  "UTF-16": json(bytes(0xff, 0xfe, 0x7b, 0, 0x7d, 0)),
  "zero bytes": json(new Uint8Array(100)),
  "100,000 brackets": json("[".repeat(100_000)),
  "JSON as an image": json("{}", { headers: { "content-type": "image/png" } }),
  "JSON as XML": json("{}", { headers: { "content-type": "application/xml" } }),
  "JSON as rubbish": json("{}", { headers: { "content-type": ";;=,/" } }),
  "JSON as no type": json(bytes(0x7b, 0x7d), { headers: {} }),
  "a web page": json("<html><form>", { headers: { "content-type": "text/html" } }),
  "a web page, as JSON": json("<html><form>"),
  "a status of its own": json("{}", { status: 299 }),
  "an unknown status": json("{}", { status: 599 }),
  "a 304": () => new Response(null, { status: 304 }),
  "a refusal full of nulls": json('{"errorMessages":null,"errors":null,"message":null,"data":null}', {
    status: 400,
  }),
  "a refusal full of wrong types": json(
    '{"errorMessages":{"a":[]},"errors":[[1],null,7],"message":{},"data":[]}',
    {
      status: 403,
    },
  ),
  "a rejection that is not JSON": json("{", { status: 404 }),
};

/** Answers as the sandbox until a step, and with nonsense from there on. */
function fromStep(step: number, answer: () => Response): Interfere {
  let at = 0;
  return () => at++ < step ? undefined : answer();
}

for (const { words, stdin = "" } of EVERY_COMMAND) {
  const name = words.join(" ");
  Deno.test(`answers that make no sense are no crash: ${name}`, async () => {
    const { sandbox, run } = machine({ profiles: PROFILES });
    const sound = await run(words, { stdin });
    assert.ok(sound.exit === 0 || name.startsWith("auth login"), sound.err);
    const steps = Math.min(sandbox.requests.length, 4);
    let turn = name.length;
    for (const [what, answer] of Object.entries(NONSENSE)) {
      for (let step = 0; step < steps; step++) {
        // In the sample, the step of a failure goes round from one failure to the next, and from one command to the next.
        if (turn++ % effort(3, 1) !== 0) continue;
        const { run } = machine({
          profiles: PROFILES,
          env: { ATLCLI_MAX_RETRIES: "0" },
          interfere: fromStep(step, answer),
        });
        const { exit, err } = await run([...words, "--json"], { stdin });
        const why = `${what}, from step ${step + 1}: ${err}`;
        assert.ok(exit >= 0 && exit <= 8, why);
        assert.ok(!err.includes('"code":"internal"'), why);
      }
    }
  });
}
