import assert from "node:assert/strict";
import { denoHost } from "../../src/host/deno/host.ts";
import { denoFfi } from "../../src/host/deno/ffi.ts";
import { type Command, FileFault } from "../../src/core/host.ts";
import { hostContract } from "../helpers/host_contract.ts";
import { realHostContract } from "../helpers/real_host_contract.ts";
import { wineLacks } from "../helpers/wine.ts";
import { gatedTest, notOn, onlyOn } from "../helpers/gate.ts";

const MODE = { mode: 0o600 };

hostContract("denoHost()", async () => {
  // Through a link (/tmp of macOS is one) resolve() would rightly give another path.
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-test-" }));
  return {
    host: denoHost(),
    root,
    link: makeLink,
    close: () => Deno.remove(root, { recursive: true }),
  };
}, { skip: wineLacks });

/** Windows asks what kind of link it is; one to nothing yet is a file's. */
async function makeLink(path: string, target: string): Promise<void> {
  const info = await Deno.stat(target).catch(() => undefined);
  await Deno.symlink(target, path, { type: info?.isDirectory === true ? "dir" : "file" });
}

/** A command of the shell. */
function shell(script: string): Command {
  return {
    program: "sh",
    args: ["-c", script],
    environment: { kind: "inherited", emptied: [] },
    timeoutMs: 10_000,
  };
}

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "atlcli-test-" });
  try {
    await body(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

for (const umask of [0o000, 0o077, 0o777]) {
  gatedTest({
    name: `denoHost() creates a file with its mode under umask ${umask.toString(8)}`,
    unless: notOn("windows", "Windows has no umask"),
    fn: () =>
      inFolder(async (folder) => {
        const before = Deno.umask(umask);
        try {
          await denoHost().files.create(`${folder}/a`, new Uint8Array(3), MODE);
        } finally {
          Deno.umask(before);
        }
        assert.equal((await denoHost().files.stat(`${folder}/a`))?.mode, 0o600);
      }),
  });
}

/** Mounts a file system of 64 KiB. */
async function mountSmall(folder: string): Promise<boolean> {
  return (await denoHost().run(shell(`mount -t tmpfs -o size=64k none ${folder}`))).code === 0;
}

async function unmount(folder: string): Promise<void> {
  await new Deno.Command("umount", { args: [folder] }).output();
}

async function noMount(): Promise<string | undefined> {
  let canMount = false;
  await inFolder(async (folder) => {
    canMount = await mountSmall(folder);
    if (canMount) await unmount(folder);
  });
  return canMount ? undefined : "this user cannot mount a file system";
}

gatedTest({
  name: "denoHost() reports a full disk, and leaves no incomplete file",
  unless: onlyOn("linux", "only root of Linux mounts a file system of 64 KiB") ?? await noMount(),
  fn: () =>
    inFolder(async (folder) => {
      assert.ok(await mountSmall(folder));
      try {
        const { files } = denoHost();
        const fault = await files.create(`${folder}/a`, new Uint8Array(200_000), MODE).catch((error) =>
          error
        );
        assert.ok(fault instanceof FileFault);
        assert.equal(fault.reason, "full");
        assert.deepEqual(await files.list(folder), []);
        await files.create(`${folder}/b`, new Uint8Array(10), MODE);
        await denoHost().run(shell(`mount -o remount,ro ${folder}`));
        const readOnly = await files.create(`${folder}/c`, new Uint8Array(1), MODE).catch((error) => error);
        assert.ok(readOnly instanceof FileFault);
        assert.equal(readOnly.reason, "read-only");
      } finally {
        await unmount(folder);
      }
    }),
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

Deno.test("denoHost() locks files without an inode number, and grants the lock to one at a time", () =>
  inFolder(async (folder) => {
    // As Deno 2.4.2 does on Windows.
    const { stat } = Deno.FsFile.prototype;
    Deno.FsFile.prototype.stat = async function (): Promise<Deno.FileInfo> {
      return { ...await stat.call(this), dev: 0, ino: null };
    };
    try {
      const [one, two] = [denoHost(), denoHost()];
      const first = await one.files.lock(`${folder}/lock`, { timeoutMs: 2_000 });
      assert.ok(first);
      assert.equal(await two.files.lock(`${folder}/lock`, { timeoutMs: 50 }), undefined);
      first();
      const second = await two.files.lock(`${folder}/lock`, { timeoutMs: 2_000 });
      assert.ok(second);
      second();
    } finally {
      Deno.FsFile.prototype.stat = stat;
    }
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

realHostContract("denoHost()", denoHost, {
  skip: (sentence) =>
    Deno.build.os === "windows" && /dies by one$/.test(sentence)
      ? "a program on Windows does not die by a signal"
      : wineLacks(sentence),
});

Deno.test({
  name: "denoHost() offers FFI on Windows only",
  fn: () => assert.equal(denoHost().ffi === undefined, Deno.build.os !== "windows"),
});

gatedTest({
  name: "denoFfi calls functions, hands over buffers and reads behind pointers",
  unless: onlyOn("linux", "the functions are those of glibc"),
  fn: () => {
    // Deno itself has the library open.
    const libc = /\/\S+\/libc\.so\.6$/m.exec(Deno.readTextFileSync("/proc/self/maps"))?.[0] ?? "";
    const library = denoFfi.open(libc, {
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
    assert.throws(() => denoFfi.open("/nonesuch/library.so", {}), /nonesuch/);
  },
});

Deno.test("denoFfi opens no library by a name that would be looked up", async () => {
  await inFolder((folder) => {
    const before = Deno.cwd();
    Deno.chdir(folder);
    try {
      for (
        const name of ["libc.so.6", "./libc.so.6", "kernel32.dll", "C:kernel32.dll", "..\\kernel32.dll", ""]
      ) {
        assert.throws(() => denoFfi.open(name, {}), new TypeError(`Not an absolute path: "${name}"`));
      }
    } finally {
      Deno.chdir(before);
    }
    return Promise.resolve();
  });
});
