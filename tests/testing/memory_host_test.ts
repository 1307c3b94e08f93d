import assert from "node:assert/strict";
import { MemoryDisk, memoryHost, ProcessKilled } from "../../src/testing/mod.ts";
import { hostContract } from "../helpers/host_contract.ts";

const BYTES = new TextEncoder().encode("0123456789");
const MODE = { mode: 0o600 };

hostContract("memoryHost()", () => {
  const host = memoryHost();
  host.disk.folder("/home/me/root");
  return {
    host,
    root: "/home/me/root",
    link: (path, target) => host.disk.link(path, target),
    close: () => {},
  };
});

Deno.test("memoryHost() counts an empty variable as unset", () => {
  const host = memoryHost({ env: { A: "", B: "b" } });
  assert.equal(host.env("A"), undefined);
  assert.equal(host.env("B"), "b");
  host.setEnv("B", undefined);
  assert.equal(host.env("B"), undefined);
});

Deno.test("memoryHost() complains about a program that no test expects", async () => {
  const command = {
    program: "rm",
    args: ["-rf"],
    environment: { kind: "only", variables: {} },
    timeoutMs: 1,
  } as const;
  await assert.rejects(memoryHost().run(command), /Unexpected program: rm -rf/);
});

Deno.test("memoryHost() writes down the programs that were started", async () => {
  const result = { code: 0, stdout: new Uint8Array(), stderr: new Uint8Array() };
  const host = memoryHost({ run: () => result });
  const command = {
    program: "true",
    args: [],
    environment: { kind: "only", variables: {} },
    timeoutMs: 1,
  } as const;
  assert.equal(await host.run(command), result);
  assert.deepEqual(host.commands, [command]);
});

Deno.test("memoryHost() complains about a request that no test expects", async () => {
  const host = memoryHost();
  const { fetch } = host.transport({ caCertificates: ["pem"] });
  await assert.rejects(
    fetch(new URL("https://a.test/b"), { method: "PUT" }),
    /Unexpected request: PUT https:\/\/a.test\/b/,
  );
  assert.deepEqual(host.transports, [{ caCertificates: ["pem"] }]);
});

Deno.test("memoryHost() makes one operation fail when told, before it did anything", async () => {
  const host = memoryHost();
  host.disk.folder("/d");
  host.failNext("create", "full");
  await assert.rejects(host.files.create("/d/a", BYTES, MODE), /No space left on the disk: "\/d\/a"/);
  assert.equal(host.disk.text("/d/a"), undefined);
  await host.files.create("/d/a", BYTES, MODE);
  assert.equal(host.disk.text("/d/a"), "0123456789");
});

for (const [steps, left] of [[0, undefined], [1, ""], [2, "01234"], [3, "0123456789"]] as const) {
  Deno.test(`memoryHost() killed after ${steps} steps of a write leaves ${JSON.stringify(left)}`, async () => {
    const host = memoryHost();
    host.disk.folder("/d");
    host.killAfter(steps);
    const death = async (): Promise<void> => {
      await host.files.create("/d/a", BYTES, MODE);
      await host.files.read("/d/a");
    };
    await assert.rejects(death(), ProcessKilled);
    assert.equal(host.disk.text("/d/a"), left);
    await assert.rejects(host.files.read("/d/a"), ProcessKilled);
  });
}

Deno.test("memoryHost() frees the locks of a killed process, and of no other", async () => {
  const disk = new MemoryDisk();
  disk.folder("/d");
  const [one, two, three] = [memoryHost({ disk }), memoryHost({ disk }), memoryHost({ disk })];
  await one.files.lock("/d/one", { timeoutMs: 1 });
  await two.files.lock("/d/two", { timeoutMs: 1 });
  one.killAfter(0);
  await assert.rejects(one.files.read("/d/a"), ProcessKilled);
  assert.ok(await three.files.lock("/d/one", { timeoutMs: 1 }));
  assert.equal(await three.files.lock("/d/two", { timeoutMs: 1 }), undefined);
});

Deno.test("memoryHost() lets a test look at each step", async () => {
  const seen: string[] = [];
  const host = memoryHost({ onStep: ({ operation, path }) => void seen.push(`${operation} ${path}`) });
  await host.files.makeFolder("/d", { mode: 0o700 });
  await host.files.create("/d/a", BYTES, MODE);
  await host.files.rename("/d/a", "/d/b");
  assert.deepEqual(seen, ["makeFolder /d", "create /d/a", "create /d/a", "create /d/a", "rename /d/b"]);
  assert.equal(host.steps, 5);
});

Deno.test("memoryHost() of Windows has paths with backslashes, and neither modes nor owners", async () => {
  const host = memoryHost({ os: "windows", files: { "C:\\Users\\me\\.atlcli\\a": "x" } });
  const stat = await host.files.stat("C:\\Users\\me\\.atlcli\\a");
  assert.deepEqual([stat?.kind, stat?.mode, stat?.owner], ["file", undefined, undefined]);
  assert.deepEqual(await host.files.list("C:\\Users\\me\\.atlcli"), ["a"]);
  assert.equal(await host.files.resolve("C:\\Users\\me\\.atlcli\\a"), "C:\\Users\\me\\.atlcli\\a");
  assert.equal(host.userId(), undefined);
  assert.equal(host.env("USERPROFILE"), "C:\\Users\\me");
  assert.deepEqual(host.disk.paths(), ["C:\\Users\\me\\.atlcli\\a"]);
});

Deno.test("manualClock() waits in no time, and writes it down", async () => {
  const { clock } = memoryHost();
  const start = clock.now();
  await clock.sleep(250);
  clock.advance(-50);
  assert.equal(clock.now(), start + 200);
  assert.deepEqual(clock.sleeps, [250]);
});

Deno.test("manualClock() does not wait when the signal has fired", async () => {
  const { clock } = memoryHost();
  await assert.rejects(clock.sleep(250, AbortSignal.abort(new Error("stop"))), /stop/);
  assert.deepEqual(clock.sleeps, []);
});
