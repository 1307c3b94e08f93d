import assert from "node:assert/strict";
import { denoHost } from "../../src/deno_host.ts";
import { denoFfi } from "../../src/deno_host/ffi.ts";
import { type Command, FileFault, RunFault } from "../../src/host.ts";
import { hostContract } from "../host_contract.ts";

const MODE = { mode: 0o600 };
const NOTHING = { kind: "only", variables: {} } as const;

hostContract("denoHost()", async () => {
  // Through a link (/tmp of macOS is one) resolve() would rightly give another path.
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-test-" }));
  return {
    host: denoHost(),
    root,
    link: (path, target) => Deno.symlink(target, path),
    close: () => Deno.remove(root, { recursive: true }),
  };
});

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-test-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function shell(script: string, more: Partial<Command> = {}): Command {
  return { program: "sh", args: ["-c", script], environment: NOTHING, timeoutMs: 10_000, ...more };
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

for (const umask of [0o000, 0o077, 0o777]) {
  Deno.test(`denoHost() creates a file with its mode under umask ${umask.toString(8)}`, () =>
    inFolder(async (folder) => {
      const before = Deno.umask(umask);
      try {
        await denoHost().files.create(`${folder}/a`, new Uint8Array(3), MODE);
      } finally {
        Deno.umask(before);
      }
      assert.equal((await denoHost().files.stat(`${folder}/a`))?.mode, 0o600);
    }));
}

Deno.test("denoHost() tells a full disk, and leaves nothing half written", async (t) => {
  // A file system of 64 KiB; only root may mount one.
  await inFolder(async (folder) => {
    const mount = await denoHost().run(shell(`mount -t tmpfs -o size=64k none ${folder}`, {
      environment: { kind: "inherited", emptied: [] },
    }));
    await t.step({
      name: "on a file system of 64 KiB",
      ignore: mount.code !== 0,
      fn: async () => {
        const { files } = denoHost();
        const fault = await files.create(`${folder}/a`, new Uint8Array(200_000), MODE).catch((error) =>
          error
        );
        assert.ok(fault instanceof FileFault);
        assert.equal(fault.reason, "full");
        assert.deepEqual(await files.list(folder), []);
        await files.create(`${folder}/b`, new Uint8Array(10), MODE);
        await denoHost().run(shell(`mount -o remount,ro ${folder}`, {
          environment: { kind: "inherited", emptied: [] },
        }));
        const readOnly = await files.create(`${folder}/c`, new Uint8Array(1), MODE).catch((error) => error);
        assert.ok(readOnly instanceof FileFault);
        assert.equal(readOnly.reason, "read-only");
      },
    });
    if (mount.code === 0) await new Deno.Command("umount", { args: [folder] }).output();
  });
});

Deno.test("denoHost() does not keep a lock on a file that was removed while it waited", () =>
  inFolder(async (folder) => {
    const [one, two, three] = [denoHost(), denoHost(), denoHost()];
    const first = await one.files.lock(`${folder}/lock`, { timeoutMs: 1_000 });
    const waiting = two.files.lock(`${folder}/lock`, { timeoutMs: 5_000 });
    await one.clock.sleep(50);
    await Deno.remove(`${folder}/lock`);
    first?.();
    const second = await waiting;
    assert.ok(second);
    assert.equal(await three.files.lock(`${folder}/lock`, { timeoutMs: 50 }), undefined);
    second();
    await three.clock.sleep(50);
  }));

Deno.test("denoHost() frees a lock that came after its taker had given up", () =>
  inFolder(async (folder) => {
    const [one, two] = [denoHost(), denoHost()];
    const first = await one.files.lock(`${folder}/lock`, { timeoutMs: 1_000 });
    assert.equal(await two.files.lock(`${folder}/lock`, { timeoutMs: 20 }), undefined);
    first?.();
    const again = await one.files.lock(`${folder}/lock`, { timeoutMs: 2_000 });
    assert.ok(again);
    again();
  }));

Deno.test("denoHost() works with files while forty wait for a lock", () =>
  inFolder(async (folder) => {
    const [holder, waiter] = [denoHost(), denoHost()];
    const free = await holder.files.lock(`${folder}/lock`, { timeoutMs: 1_000 });
    const waiting = Array.from({ length: 40 }, async () => {
      (await waiter.files.lock(`${folder}/lock`, { timeoutMs: 10_000 }))?.();
    });
    await holder.clock.sleep(50);
    await holder.files.create(`${folder}/a`, new Uint8Array(1), MODE);
    free?.();
    await Promise.all(waiting);
  }));

Deno.test("denoHost() hands a program its input, and brings back both outputs and the status", async () => {
  const script = "cat; echo problem >&2; exit 3";
  const result = await denoHost().run(shell(script, { stdin: new TextEncoder().encode("in\0put") }));
  assert.equal(text(result.stdout), "in\0put");
  assert.equal(text(result.stderr), "problem\n");
  assert.equal(result.code, 3);
});

Deno.test("denoHost() gives a program nothing to read when it is given nothing", async () => {
  assert.equal(text((await denoHost().run(shell("cat"))).stdout), "");
});

Deno.test("denoHost() does not mind a program that leaves its input unread", async () => {
  assert.equal((await denoHost().run(shell("exit 0", { stdin: new Uint8Array(5_000_000) }))).code, 0);
});

Deno.test("denoHost() starts a program with these variables and no others", async () => {
  Deno.env.set("ATLCLI_TEST_SECRET", "s");
  try {
    const only = await denoHost().run({
      program: "env",
      args: [],
      environment: { kind: "only", variables: { A: "1" } },
      timeoutMs: 10_000,
    });
    assert.equal(text(only.stdout), "A=1\n");
    const script = 'echo "[$ATLCLI_TEST_SECRET]"; [ -n "$PATH" ] && echo path';
    const emptied = await denoHost().run(
      shell(script, { environment: { kind: "inherited", emptied: ["ATLCLI_TEST_SECRET"] } }),
    );
    assert.equal(text(emptied.stdout), "[]\npath\n");
  } finally {
    Deno.env.delete("ATLCLI_TEST_SECRET");
  }
});

for (
  const [what, program, reason] of [
    ["is not there", "/nonesuch/program", "not-found"],
    ["is on no path", "atlcli-no-such-program", "not-found"],
    ["is a folder", "/tmp", "denied"],
  ] as const
) {
  Deno.test(`denoHost() tells when a program ${what}`, async () => {
    const fault = await denoHost().run(shell("", { program })).catch((error) => error);
    assert.ok(fault instanceof RunFault);
    assert.equal(fault.reason, reason);
    assert.equal(fault.program, program);
  });
}

Deno.test("denoHost() kills a program that takes too long, also when its child keeps the output open", async () => {
  const start = Date.now();
  const fault = await denoHost().run(shell("trap '' TERM; sleep 20 & sleep 20", {
    timeoutMs: 100,
    stdin: new Uint8Array(8_000),
  })).catch((error) => error);
  assert.ok(fault instanceof RunFault);
  assert.equal(fault.reason, "timeout");
  assert.ok(Date.now() - start < 5_000);
});

Deno.test("denoHost() gives 128 and the signal when a program dies by one", async () => {
  assert.equal((await denoHost().run(shell("kill -9 $$"))).code, 137);
});

Deno.test("denoHost() keeps the first mebibyte of an output, and lets the program write the rest", async () => {
  const result = await denoHost().run(shell("head -c 3000000 /dev/zero; echo done >&2"));
  assert.equal(result.stdout.length, 1024 * 1024);
  assert.equal(text(result.stderr), "done\n");
});

Deno.test("denoHost() counts an empty variable as unset", () => {
  Deno.env.set("ATLCLI_TEST_EMPTY", "");
  assert.equal(denoHost().env("ATLCLI_TEST_EMPTY"), undefined);
  Deno.env.delete("ATLCLI_TEST_EMPTY");
});

Deno.test("denoHost() answers on loopback, and fetches from there", async () => {
  const host = denoHost();
  const server = await host.listen((request) => new Response(new URL(request.url).pathname), { port: 0 });
  const { fetch, close } = host.transport();
  const answer = await fetch(new URL(`http://127.0.0.1:${server.port}/path`), {});
  assert.equal(await answer.text(), "/path");
  await assert.rejects(host.listen(() => new Response(), { port: server.port }), Deno.errors.AddrInUse);
  close();
  await server.close();
});

Deno.test("denoHost() sends requests to the proxy it is given", async () => {
  const host = denoHost();
  const seen: (string | null)[] = [];
  const proxy = await host.listen((request) => {
    seen.push(request.url, request.headers.get("proxy-authorization"));
    return new Response("by proxy");
  }, { port: 0 });
  const transport = host.transport({ proxy: { url: `http://127.0.0.1:${proxy.port}`, username: "me" } });
  const answer = await transport.fetch(new URL("http://jira.test/path"), {});
  assert.equal(await answer.text(), "by proxy");
  assert.deepEqual(seen, ["http://jira.test/path", `Basic ${btoa("me:")}`]);
  transport.close();
  await proxy.close();
});

Deno.test("denoHost() stops waiting when the signal fires", async () => {
  const { clock } = denoHost();
  const controller = new AbortController();
  const waiting = clock.sleep(60_000, controller.signal);
  controller.abort(new Error("stop"));
  await assert.rejects(waiting, /stop/);
  await assert.rejects(clock.sleep(60_000, controller.signal), /stop/);
  const start = clock.now();
  await clock.sleep(20, new AbortController().signal);
  assert.ok(clock.now() - start >= 15);
});

Deno.test({
  name: "denoHost() offers foreign functions on Windows only",
  fn: () => assert.equal(denoHost().ffi === undefined, Deno.build.os !== "windows"),
});

Deno.test({
  name: "denoFfi calls functions, hands over buffers and reads behind pointers",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    const library = denoFfi.open("libc.so.6", {
      strlen: { parameters: ["buffer"], result: "u32" },
      memcpy: { parameters: ["buffer", "pointer", "u64"], result: "void" },
    });
    const source = Uint8Array.from(new TextEncoder().encode("hello\0"));
    const copy = new Uint8Array(6);
    assert.equal(library.call("strlen", source), 5);
    assert.equal(library.call("memcpy", copy, library.pointerTo(source), 6n), 0);
    assert.deepEqual(copy, source);
    assert.equal(text(library.read(library.pointerTo(source), 1, 3)), "ell");
    assert.throws(() => library.call("system"), TypeError);
    library.close();
    assert.throws(() => denoFfi.open("atlcli-no-such-library.so", {}));
  },
});
