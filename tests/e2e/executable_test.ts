/**
 * The executable: it has permissions by name, so whatever it may not do shows only here.
 *
 * `deno task test:executable` makes it and runs this; elsewhere these tests are skipped, by name.
 */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { startSandboxProcess } from "../../scripts/checks/sandbox_process.ts";
import { gatedTest, noExecutable } from "../helpers/gate.ts";

const PATH = Deno.env.get("ATLCLI_EXECUTABLE");
const ATLCLI = fileURLToPath(new URL(PATH ?? "dist/atlcli", new URL("../../", import.meta.url)));

interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Run {
  readonly configFolder: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

async function atlcli(args: readonly string[], { configFolder, env, stdin }: Run): Promise<Output> {
  const child = new Deno.Command(ATLCLI, {
    args: [...args],
    env: { ...env, ATLCLI_CONFIG_DIR: configFolder },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  if (stdin !== undefined) await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

function test(name: string, body: (configFolder: string) => Promise<void>): void {
  gatedTest({
    name: `the executable ${name}`,
    unless: noExecutable(),
    async fn() {
      const folder = await Deno.makeTempDir({ prefix: "atlcli-executable-" });
      try {
        await body(folder);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

test("shows help", async (configFolder) => {
  const { code, stdout } = await atlcli(["--help"], { configFolder });
  assert.equal(code, 0);
  assert.match(stdout, /^Usage: atlcli /m);
});

test("shows a topic of help", async (configFolder) => {
  const { code, stdout } = await atlcli(["help", "exit-codes"], { configFolder });
  assert.equal(code, 0);
  assert.match(stdout, /^ {2}8 +the keychain or the credentials file cannot be used$/m);
});

test("completes profiles, and has a script for every shell", async (configFolder) => {
  const work = { name: "work", baseUrl: "https://work.atlassian.net" };
  await Deno.writeTextFile(
    `${configFolder}/credentials.json`,
    JSON.stringify({ profiles: { work } }),
    { mode: 0o600 },
  );
  const completed = await atlcli(["__complete", "--", "auth", "switch", "w"], { configFolder });
  assert.deepEqual([completed.code, completed.stdout], [0, "work\thttps://work.atlassian.net\n"]);
  for (const shell of ["bash", "zsh", "fish", "powershell"]) {
    const { code, stdout } = await atlcli(["completion", shell], { configFolder });
    assert.equal(code, 0);
    assert.match(stdout, /__complete/, shell);
  }
});

test("prints its version", async (configFolder) => {
  const { default: config } = await import("../../deno.json", { with: { type: "json" } });
  const { code, stdout } = await atlcli(["--version"], { configFolder });
  assert.deepEqual({ code, stdout: stdout.trim() }, { code: 0, stdout: config.version });
});

test("prints its build information", async (configFolder) => {
  const { code, stdout } = await atlcli(["version", "--json"], { configFolder });
  const { version, commit, deno, target } = JSON.parse(stdout);
  assert.equal(code, 0);
  assert.match(version, /^\d+\.\d+\.\d+/);
  assert.match(commit, /^[0-9a-f]{40}(?:\+changes)?$/);
  assert.match(deno, /^2\./);
  assert.equal(target, Deno.build.target);
});

test("lists profiles of a file", async (configFolder) => {
  const work = { name: "work", baseUrl: "https://work.atlassian.net", email: "a@b.com", apiToken: "token" };
  await Deno.writeTextFile(
    `${configFolder}/credentials.json`,
    JSON.stringify({ currentProfile: "work", profiles: { work } }),
    { mode: 0o600 },
  );
  const { code, stdout } = await atlcli(["auth", "list"], { configFolder });
  assert.equal(code, 0);
  assert.match(stdout, /^work +https:\/\/work\.atlassian\.net +a@b\.com +✓$/m);
});

test("signs in, shows who it is and searches, with a sandbox of its own", async (configFolder) => {
  const sandbox = await startSandboxProcess([ATLCLI]);
  try {
    const { email = "", token } = sandbox.account("cloud-valid");
    const login = ["auth", "login", "--site", sandbox.urls.cloud, "--email", email, "--token", "-"];
    const signedIn = await atlcli(login, { configFolder, stdin: `${token}\n` });
    assert.equal(signedIn.code, 0, signedIn.stderr);
    const status = await atlcli(["auth", "status"], { configFolder });
    assert.match(status.stdout, /^Status: Authenticated ✓$/m, status.stderr);
    const search = await atlcli(["jira", "search", "--all", "--ndjson"], { configFolder });
    assert.equal(search.code, 0, search.stderr);
    assert.notEqual(search.stdout, "");
  } finally {
    await sandbox.stop();
  }
});

test("asks a profile's command for its token", async (configFolder) => {
  const sandbox = await startSandboxProcess([ATLCLI]);
  try {
    const { email = "", token } = sandbox.account("cloud-valid");
    const tokenCommand = [Deno.execPath(), "eval", `console.log(${JSON.stringify(token)})`];
    const work = { name: "work", baseUrl: sandbox.urls.cloud, email, tokenStore: "command", tokenCommand };
    await Deno.writeTextFile(
      `${configFolder}/credentials.json`,
      JSON.stringify({ currentProfile: "work", profiles: { work } }),
      { mode: 0o600 },
    );
    if (Deno.build.os !== "windows") await Deno.chmod(configFolder, 0o700);
    const { stdout, stderr } = await atlcli(["auth", "status"], { configFolder });
    assert.match(stdout, /^Status: Authenticated ✓$/m, stderr);
  } finally {
    await sandbox.stop();
  }
});

test("reads a token from the variable of a profile", async (configFolder) => {
  const work = { name: "work", baseUrl: "https://work.atlassian.net", email: "a@b.com", tokenStore: "env" };
  const profiles = { work: { ...work, tokenEnv: "ATLCLI_TOKEN_OF_WORK" } };
  await Deno.writeTextFile(
    `${configFolder}/credentials.json`,
    JSON.stringify({ currentProfile: "work", profiles }),
    { mode: 0o600 },
  );
  const env = { ATLCLI_TOKEN_OF_WORK: "token" };
  const { code, stderr } = await atlcli(["auth", "status", "--offline"], { configFolder, env });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /ATLCLI_TOKEN_OF_WORK/);
});

test("names the missing value without a profile", async (configFolder) => {
  const { code, stderr } = await atlcli(["jira", "search"], { configFolder });
  assert.equal(code, 4);
  assert.match(stderr, /^Error: /);
  assert.doesNotMatch(stderr, /allow-/);
});

/** Lines that commander answers: in the executable stand-ins take the place of the modules of Node that it imports. */
const ANSWERED: readonly string[] = [
  "--help",
  "auth",
  "auth --help",
  "help auth login",
  "jira issue view --help",
  "--color always help",
  "--version",
  "login",
  "auth lsit",
  "auth list --profle work",
  "auth list too many",
  "auth list --color blue",
  "auth list --timeout",
  "auth list --ndjson --json",
];

for (const line of ANSWERED) {
  test(`answers "${line}" as the sources do`, async (configFolder) => {
    const executable = await atlcli(line.split(" "), { configFolder });
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", fileURLToPath(new URL("../../cli.ts", import.meta.url)), ...line.split(" ")],
      env: { ATLCLI_CONFIG_DIR: configFolder, NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    assert.deepEqual(executable, { code, stdout: text(stdout), stderr: text(stderr) });
  });
}
