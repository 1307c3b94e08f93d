import assert from "node:assert/strict";
import { FileFault } from "../../src/core/host.ts";
import { VERSION } from "../../src/core/version.ts";
import { sha256Text } from "../helpers/sha256_text.ts";
import {
  EXECUTABLE,
  executableOf,
  FILE,
  OURS,
  release,
  THEIRS,
  type UpgradeMachine,
  upgradeMachine,
  type UpgradeMachineOptions,
} from "./release_server.ts";

const SIGNED = "/download/v9.1.0/SHA256SUMS";

/** Runs an upgrade that has to fail, and to change nothing. */
async function refused(
  options: UpgradeMachineOptions,
  expected: {
    readonly code: string;
    readonly message: RegExp;
    readonly line?: string;
    readonly hinted?: boolean;
  },
): Promise<UpgradeMachine> {
  const machine = upgradeMachine(options);
  const { exit, err } = await machine.run(expected.line ?? "upgrade --json");
  const { error } = JSON.parse(err);
  assert.deepEqual({ exit, code: error.code }, { exit: 1, code: expected.code }, err);
  assert.match(error.message, expected.message);
  assert.equal(typeof error.hint, expected.hinted ?? true ? "string" : "object");
  assert.equal(machine.executable(), executableOf(VERSION));
  assert.deepEqual(await machine.host.files.list("/home/me/bin"), ["atlcli"]);
  return machine;
}

const sumsOf = async (version: string): Promise<string> =>
  `# atlcli ${version}\n${await sha256Text(executableOf(version))}  ${FILE}\n`;

Deno.test("a release signed with another key is refused, and none of its files is downloaded", async () => {
  const machine = await refused(
    { releases: await release("9.1.0", { key: THEIRS }) },
    { code: "release-untrusted", message: /9\.1\.0 is not signed with a key/ },
  );
  assert.ok(!machine.asked.some((path) => path.endsWith(FILE)));
});

Deno.test("a release is believed when one of two keys signed it", async () => {
  const keys = [THEIRS.publicKey, OURS.publicKey];
  const machine = upgradeMachine({ releases: await release("9.1.0"), program: { releaseKeys: keys } });
  assert.equal((await machine.run("upgrade")).exit, 0);
});

for (const signature of ["", "AAAA", "-----BEGIN", `${"A".repeat(86)}==`, `${"A".repeat(86)}==\n\n`]) {
  Deno.test(`the signature ${JSON.stringify(signature.slice(0, 12))}… is invalid`, async () => {
    const releases = { ...await release("9.1.0"), [`${SIGNED}.sig`]: signature };
    await refused({ releases }, { code: "release-untrusted", message: /not signed/ });
  });
}

Deno.test("sums that were changed after they were signed are refused", async () => {
  const good = await release("9.1.0");
  const releases = { ...good, [SIGNED]: (good[SIGNED] ?? "").replace(/[0-9a-f]{64}/, "0".repeat(64)) };
  await refused({ releases }, { code: "release-untrusted", message: /not signed/ });
});

Deno.test("the signed checksums of an older version are not accepted for a newer one", async () => {
  const old = await release("0.0.9");
  const releases = {
    ...await release("9.1.0"),
    [SIGNED]: old["/download/v0.0.9/SHA256SUMS"] ?? "",
    [`${SIGNED}.sig`]: old["/download/v0.0.9/SHA256SUMS.sig"] ?? "",
    [`/download/v9.1.0/${FILE}`]: executableOf("0.0.9"),
  };
  await refused({ releases }, {
    code: "release-untrusted",
    message: /9\.1\.0 has the signed checksums of 0\.0\.9/,
  });
});

for (
  const [what, sums] of Object.entries({
    "no version": `${"0".repeat(64)}  ${FILE}\n`,
    "a version that is a path": `# atlcli ../../x\n${"0".repeat(64)}  ${FILE}\n`,
    "no file": "# atlcli 9.1.0\n",
    "a file twice": `# atlcli 9.1.0\n${`${"0".repeat(64)}  ${FILE}\n`.repeat(2)}`,
    "a sum that is too short": `# atlcli 9.1.0\n${"0".repeat(63)}  ${FILE}\n`,
    "something else at the end": `# atlcli 9.1.0\n${"0".repeat(64)}  ${FILE}\nmore\n`,
    "a page": "<!doctype html><title>Sign in</title>",
  })
) {
  Deno.test(`sums with ${what} are refused`, async () => {
    const releases = await release("9.1.0", { sums });
    await refused({ releases }, { code: "release-untrusted", message: /SHA256SUMS is not valid/ });
    await refused({ releases }, {
      code: "release-untrusted",
      message: /SHA256SUMS is not valid/,
      line: "upgrade 9.1.0 --json",
    });
  });
}

for (
  const [what, executable] of Object.entries({
    "another file": executableOf("9.1.1"),
    "the first half": executableOf("9.1.0").slice(0, 40),
    "nothing": "",
  })
) {
  Deno.test(`a download that is ${what} is thrown away`, async () => {
    const releases = await release("9.1.0", { executable });
    await refused({ releases }, {
      code: "release-untrusted",
      message: /does not match the signed SHA-256 checksum of 9\.1\.0/,
    });
  });
}

Deno.test("a download that breaks off is thrown away, and is a fault of the network", async () => {
  const body = (): ReadableStream<Uint8Array> => {
    let pieces = 0;
    return new ReadableStream({
      pull(controller) {
        if (pieces++ === 0) return controller.enqueue(new TextEncoder().encode("executable"));
        controller.error(new TypeError("connection closed before message completed"));
      },
    });
  };
  const machine = upgradeMachine({
    releases: await release("9.1.0"),
    answer: (path) => path.endsWith(FILE) ? new Response(body()) : undefined,
  });
  assert.equal((await machine.run("upgrade")).exit, 7);
  assert.deepEqual(await machine.host.files.list("/home/me/bin"), ["atlcli"]);
});

/** Ends only when the request is aborted. */
function never(signal: AbortSignal | undefined): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  return promise;
}

for (
  const [what, answer] of [
    ["its headers", (signal) => never(signal)],
    ["the rest of its body", (signal) => new Response(new ReadableStream({ pull: () => never(signal) }))],
  ] as const satisfies readonly (readonly [
    string,
    (signal: AbortSignal | undefined) => Promise<Response> | Response,
  ])[]
) {
  Deno.test(`a server that keeps ${what} back is not waited for any longer than is allowed`, async () => {
    const machine = upgradeMachine({
      releases: await release("9.1.0"),
      answer: (path, signal) => path.endsWith(FILE) ? answer(signal) : undefined,
    });
    const { exit, err } = await machine.run("upgrade --timeout 0.1");
    assert.equal(exit, 7, err);
    assert.match(err, /^Error: "releases\.example" did not respond within 0\.1 s$/m);
    assert.deepEqual(await machine.host.files.list("/home/me/bin"), ["atlcli"]);
  });
}

Deno.test("sums that never end are not read to their end", async () => {
  let sent = 0;
  const body = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller) {
        if (sent++ > 1_000) throw new Error("Who reads all this?");
        controller.enqueue(new Uint8Array(10_000));
      },
    });
  await refused(
    { answer: () => new Response(body()) },
    { code: "bad-response", message: /larger than 65536 bytes/, hinted: false },
  );
});

Deno.test("a version that does not start is thrown away", async () => {
  const sums = `# atlcli 9.1.0\n${await sha256Text("broken")}  ${FILE}\n`;
  const releases = await release("9.1.0", { sums, executable: "broken" });
  await refused({ releases }, {
    code: "upgrade-failed",
    message: /9\.1\.0 does not start here: it exited with 139/,
  });
});

Deno.test("an executable that reports another version is discarded", async () => {
  const sums = (await sumsOf("9.0.0")).replace("# atlcli 9.0.0", "# atlcli 9.1.0");
  const releases = await release("9.1.0", { sums, executable: executableOf("9.0.0") });
  await refused({ releases }, { code: "upgrade-failed", message: /reports another version/ });
});

Deno.test("a full disk leaves the current version", async () => {
  let created = 0;
  await refused(
    {
      releases: await release("9.1.0"),
      onStep: ({ operation, path }) => {
        // The first file beside the executable is a trial, of no bytes.
        if (operation === "create" && path.startsWith(EXECUTABLE) && ++created > 3) {
          throw new FileFault("full", path);
        }
      },
    },
    { code: "upgrade-failed", message: /Cannot write 9\.1\.0: No space left/ },
  );
});

Deno.test("a folder that cannot be written is refused before anything is fetched", async () => {
  const machine = await refused(
    {
      onStep: ({ operation, path }) => {
        if (operation === "create" && path.startsWith(EXECUTABLE)) throw new FileFault("denied", path);
      },
    },
    { code: "upgrade-refused", message: /cannot be replaced: Permission denied/ },
  );
  assert.deepEqual(machine.asked, []);
});

Deno.test("sources that Deno runs are not replaced", async () => {
  await refused({ program: { executable: undefined } }, {
    code: "upgrade-refused",
    message: /Deno runs its sources/,
  });
});

Deno.test("without a key, upgrade trusts no release and sends no request", async () => {
  for (const line of ["upgrade --json", "upgrade --check --json"]) {
    const program = { releaseKeys: [] };
    const machine = await refused({ program }, {
      code: "upgrade-refused",
      message: /has no public key/,
      line,
    });
    assert.deepEqual(machine.asked, []);
  }
});

Deno.test("a system that a release has nothing for is named", async () => {
  await refused(
    { releases: await release("9.1.0"), program: { target: "riscv64gc-unknown-linux-gnu" } },
    { code: "upgrade-refused", message: /9\.1\.0 has no executable for riscv64gc-unknown-linux-gnu/ },
  );
});

for (
  const [executable, remedy] of Object.entries({
    "/opt/homebrew/Cellar/atlcli/0.1.0/bin/atlcli": "brew upgrade atlcli",
    "/home/linuxbrew/.linuxbrew/Cellar/atlcli/0.1.0/bin/atlcli": "brew upgrade atlcli",
    "C:\\Users\\me\\scoop\\apps\\atlcli\\current\\atlcli.exe": "scoop update atlcli",
    "C:\\Users\\me\\AppData\\Local\\Microsoft\\WinGet\\Packages\\x\\atlcli.exe": "winget upgrade atlcli",
    "/usr/lib/node_modules/@atlcli/atlcli/bin/atlcli": "npm install --global @atlcli/atlcli@latest",
    "/opt/hostedtoolcache/atlcli/0.1.0/x64/atlcli": "set another version in the workflow",
    "/usr/bin/atlcli": "use the package manager",
  })
) {
  Deno.test(`${executable} is left to whoever put it there`, async () => {
    const windows = executable.startsWith("C:");
    const machine = upgradeMachine({
      ...(windows && { os: "windows", env: { USERPROFILE: "C:\\Users\\me" } }),
      files: { [executable]: "" },
      program: { executable },
    });
    const { exit, err } = await machine.run("upgrade");
    assert.equal(exit, 1);
    assert.ok(err.includes(`To upgrade: ${remedy}\n`), err);
  });
}

for (
  const url of [
    "http://mirror.example/x",
    "ftp://a.example",
    "https://me:pw@a.example",
    "https://me@a.example",
    "https://a.example/?q=1",
    "x",
  ]
) {
  Deno.test(`ATLCLI_RELEASES_URL of ${url} is wrong usage`, async () => {
    const machine = upgradeMachine({ env: { ATLCLI_RELEASES_URL: url } });
    const { exit, err } = await machine.run("upgrade");
    assert.equal(exit, 2);
    assert.match(err, /^Error: ATLCLI_RELEASES_URL: Expected an https URL/m);
    assert.doesNotMatch(err, /pw/);
  });
}
