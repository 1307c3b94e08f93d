/**
 * `install.sh`, in real shells: what it installs, and what it refuses.
 */
import assert from "node:assert/strict";
import { RELEASES_URL } from "../../src/cli/commands/upgrade/release_address.ts";
import { RELEASE_TARGETS } from "../../src/cli/commands/upgrade/release_targets.ts";
import { sha256Text } from "../helpers/sha256_text.ts";
import {
  executable,
  inEachShell,
  installShTest,
  PROGRAMS,
  refusal,
  SCRIPT,
  SHELLS,
  VERSION,
} from "./install_sh.ts";

installShTest("is tried in more than one shell", async () => {
  assert.ok(SHELLS.length >= 2);
  await Promise.resolve();
});

installShTest(
  "installs the newest version in ~/.local/bin, and says where it is and how to remove it",
  () =>
    inEachShell({}, async ({ exit, out, err, home, asked }) => {
      const path = `${home}/me/.local/bin/atlcli`;
      assert.deepEqual({ exit, out }, { exit: 0, out: "" }, err);
      assert.match(err, /^Downloading atlcli 1\.2\.3 for \w+-\w+$/m);
      assert.ok(err.includes(`Installed atlcli ${VERSION}: ${path}\nTo remove it: rm '${path}'`), err);
      assert.ok(err.includes(`export PATH="${home}/me/.local/bin:$PATH"`), err);
      assert.equal(((await Deno.stat(path)).mode ?? 0) & 0o777, 0o755);
      assert.equal(await Deno.readTextFile(path), executable(VERSION));
      assert.deepEqual(await Array.fromAsync(Deno.readDir(`${home}/me/.local/bin`), ({ name }) => name), [
        "atlcli",
      ]);
      assert.equal(asked.length, 3);
    }),
);

installShTest(
  "installs the version that is named, in the folder that is named, over an older one",
  async () => {
    const folder = await Deno.makeTempDir({ prefix: "atlcli named " });
    await Deno.writeTextFile(`${folder}/atlcli`, executable("0.9.0"));
    await inEachShell({ args: ["--version", "v1.0.0", "--dir", folder] }, async ({ exit, err, asked }) => {
      assert.equal(exit, 0, err);
      assert.equal(await Deno.readTextFile(`${folder}/atlcli`), executable("1.0.0"));
      assert.ok(asked.every((path) => path.startsWith("/download/v1.0.0/")));
    });
    await Deno.remove(folder, { recursive: true });
  },
);

installShTest("does not speak of PATH where its folder is on it", async () => {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "atlcli-on-path-" }));
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  await inEachShell({ args: ["--dir", folder], env }, ({ exit, err }) => {
    assert.equal(exit, 0, err);
    assert.doesNotMatch(err, /PATH/);
  });
  await Deno.remove(folder, { recursive: true });
});

installShTest(
  "works with wget where there is no curl, and with other programs for the sum",
  () => inEachShell({ only: [...PROGRAMS, "wget"] }, ({ exit, err }) => assert.equal(exit, 0, err)),
  "wget",
);

/** A stand-in of uname that says so. */
const uname = (system: string, machine: string): Readonly<Record<string, string>> => ({
  uname: `case $1 in -s) echo ${system};; *) echo ${machine};; esac`,
});

for (const { name, triple, os } of RELEASE_TARGETS.filter(({ os }) => os !== "windows")) {
  installShTest(`knows ${name}`, () => {
    const [machine = ""] = triple.split("-");
    const standIns = {
      ...uname(os === "darwin" ? "Darwin" : "Linux", machine),
      ldd: "echo 'ldd (GNU libc) 2.36'",
    };
    return inEachShell({ standIns }, ({ exit, err }) => {
      assert.equal(exit, 0, err);
      assert.ok(err.includes(`for ${name}\n`), err);
    });
  });
}

installShTest(
  "takes a shell that Rosetta translates for what it is",
  () =>
    inEachShell({ standIns: { ...uname("Darwin", "x86_64"), sysctl: "echo 1" } }, ({ err }) => {
      assert.match(err, /for macos-arm64$/m);
    }),
);

installShTest(
  "refuses a system that there is no executable for",
  () =>
    inEachShell({ standIns: uname("SunOS", "sun4v") }, refusal(/^Error: There is no executable for SunOS$/m)),
);

installShTest("refuses a processor that there is no executable for", () =>
  inEachShell(
    { standIns: uname("Linux", "riscv64") },
    refusal(/^Error: There is no executable for riscv64$/m),
  ));

installShTest("names install.ps1 on Windows", () =>
  inEachShell(
    { standIns: uname("MINGW64_NT-10.0", "x86_64") },
    refusal(/ {2}- In PowerShell: irm .*install\.ps1 \| iex$/m),
  ));

installShTest("refuses a Linux with musl", () =>
  inEachShell(
    { standIns: { ...uname("Linux", "x86_64"), ldd: "echo 'musl libc (x86_64)' >&2; exit 1" } },
    refusal(/^Error: This system uses musl; the executable needs glibc$/m),
  ));

const isExecutable = (path: string): boolean => path.includes("/atlcli-");

installShTest("runs no file with another checksum", async () => {
  const mark = await Deno.makeTempDir({ prefix: "atlcli-was-run-" });
  const other = (path: string) =>
    isExecutable(path) ? new Response(`#!/bin/sh\nrmdir '${mark}'\n`) : undefined;
  const message = /^Error: The SHA-256 checksum of atlcli 1\.2\.3 does not match$/m;
  await inEachShell({ answer: other }, refusal(message));
  await Deno.remove(mark);
});

installShTest("refuses a download that was cut off", () =>
  inEachShell({
    answer: (path) => isExecutable(path) ? new Response(executable(VERSION).slice(0, 12)) : undefined,
  }, refusal(/^Error: The SHA-256 checksum of atlcli 1\.2\.3 does not match$/m)));

installShTest("refuses a download that breaks off", () =>
  inEachShell({
    answer: (path) => {
      if (!isExecutable(path)) return undefined;
      return new Response(new Blob(["#!/bin/sh"]).stream(), { headers: { "content-length": "4000" } });
    },
  }, refusal(/^Error: (?:Cannot fetch .*|The SHA-256 checksum .*)$/m)));

for (const missing of ["SHA256SUMS", "/atlcli-"]) {
  installShTest(`says what is not there: ${missing}`, () =>
    inEachShell({
      answer: (path) => path.includes(missing) ? new Response("no", { status: 404 }) : undefined,
    }, refusal(/^Error: Cannot fetch http:\/\/127\.0\.0\.1:\d+\/.*$/m)));
}

installShTest("refuses an invalid SHA256SUMS", () =>
  inEachShell(
    { answer: () => new Response("<!doctype html>") },
    refusal(/^Error: The download is not the SHA256SUMS file of a release$/m),
  ));

installShTest("refuses the sums of another version", () =>
  inEachShell({
    args: ["--version", "1.0.0"],
    answer: (path) => path.endsWith("SUMS") ? new Response(`# atlcli ${VERSION}\n`) : undefined,
  }, refusal(/^Error: Release 1\.0\.0 has the checksums of version 1\.2\.3$/m)));

installShTest("refuses sums without an executable for this system", () =>
  inEachShell(
    { answer: (path) => path.endsWith("SUMS") ? new Response(`# atlcli ${VERSION}\n`) : undefined },
    refusal(/^Error: Version 1\.2\.3 has no atlcli-/m),
  ));

installShTest("refuses an executable that does not start, and installs nothing", () =>
  inEachShell({
    answer: (path) => {
      if (isExecutable(path)) return new Response(BROKEN);
      return new Response(
        `# atlcli ${VERSION}\n${RELEASE_TARGETS.map(({ file }) => `${BROKEN_SUM}  ${file}\n`).join("")}`,
      );
    },
  }, refusal(/^Error: atlcli 1\.2\.3 does not start here$/m)));
const BROKEN = "#!/bin/sh\nexit 1\n";
const BROKEN_SUM = await sha256Text(BROKEN);

// There is a /proc on Linux alone.
installShTest("refuses a folder that cannot be made", () =>
  inEachShell({
    args: ["--dir", "/proc/atlcli/bin"],
  }, refusal(/^Error: Cannot create the folder \/proc\/atlcli\/bin$/m)), "cat");

installShTest(
  "refuses a folder that cannot be written",
  () => inEachShell({ args: ["--dir", "/proc/self"] }, refusal(/^Error: Cannot write to \/proc\/self$/m)),
  "cat",
);

installShTest("refuses to put it in the place of a folder", () =>
  inEachShell(
    { before: (home) => Deno.mkdir(`${home}/me/.local/bin/atlcli`, { recursive: true }) },
    ({ exit, err }) => {
      assert.equal(exit, 1);
      assert.match(err, /^Error: .*\/atlcli is a folder$/m);
    },
  ));

installShTest("needs a program that fetches, and one that makes sums", async () => {
  const others = "uname sh mkdir mktemp awk sed cut chmod mv rm cat".split(" ");
  await inEachShell(
    // Older versions of macOS have no sha256sum.
    { only: [...others, "openssl"] },
    refusal(/^Error: Neither curl nor wget is installed$/m),
  );
  await inEachShell(
    { only: [...others, "curl"] },
    refusal(/^Error: No program to compute SHA-256 checksums is installed$/m),
  );
});

for (
  const [args, message] of [
    [["--verison", "1"], /^Error: Unknown argument: --verison$/m],
    [["--dir"], /^Error: --dir needs a value$/m],
    [["--version", "1.0.0/../x"], /^Error: Invalid version: 1\.0\.0\/\.\.\/x$/m],
  ] as const
) {
  installShTest(`refuses ${args.join(" ")}`, () => inEachShell({ args }, refusal(message)));
}

installShTest("speaks plain http with this machine alone", () =>
  inEachShell(
    { env: { ATLCLI_RELEASES_URL: "http://releases.example" } },
    refusal(/^Error: ATLCLI_RELEASES_URL is not an https URL$/m),
  ));

for (const url of ["http://127.0.0.1:1@releases.example/x", "https://me:hunter2@releases.example/x"]) {
  installShTest(
    `takes no user in the address of releases for its host, nor shows a password: ${url}`,
    () =>
      inEachShell({ env: { ATLCLI_RELEASES_URL: url } }, (result) => {
        refusal(/^Error: ATLCLI_RELEASES_URL contains a user name$/m)(result);
        assert.ok(!result.err.includes("hunter2"));
      }),
  );
}

installShTest(
  "needs a folder where there is no HOME",
  () => inEachShell({ env: { HOME: "" } }, refusal(/^Error: HOME is not set$/m)),
);

installShTest("does nothing when it was cut off on its way itself", async () => {
  const text = await Deno.readTextFile(SCRIPT);
  for (const share of [0.2, 0.5, 0.9, 0.99]) {
    const child = new Deno.Command("/bin/sh", {
      args: ["-c", text.slice(0, text.length * share)],
      clearEnv: true,
      env: { PATH: "/usr/bin:/bin", HOME: "/nowhere" },
    });
    const { stdout } = await child.output();
    assert.equal(stdout.length, 0);
  }
});

Deno.test("install.sh, install.ps1 and atlcli upgrade use the same URL for releases", async () => {
  for (const name of ["install.sh", "install.ps1"]) {
    const text = await Deno.readTextFile(new URL(`../../${name}`, import.meta.url));
    const found = new Set(text.match(/https:\/\/github\.com\/[\w./-]*?\/releases/g));
    assert.deepEqual([...found], [RELEASES_URL], name);
  }
});
