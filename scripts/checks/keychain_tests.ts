/**
 * Runs the contract tests of a secret store against this system's real keychain.
 *
 * On Linux, in every possible state of a session, each with its own bus and home, so that the user's keyring
 * is not touched. On Debian and Ubuntu this requires `apt-get install libsecret-tools gnome-keyring
 * dbus-daemon`, and fails without them. On macOS and Windows it uses the keychain of this user, and removes
 * its items afterwards.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { permissionFlags } from "../release/permissions.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TIMEOUT_SECONDS = "300";

/** A session: runs the keyring daemon in the named state, then the tests. */
const SESSION = `
case $ATLCLI_TEST_KEYCHAIN_SESSION in
  unlocked) printf %s password | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 ;;
  locked) gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1 ;;
esac
exec "$ATLCLI_TEST_DENO" test --quiet --allow-all tests/e2e/keychain_linux_test.ts 2>&1`;

/** A bus without services, on which none can be started. */
const EMPTY_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

/** How to create a state. `home` names its home folder: states with the same name share a keyring. */
interface Session {
  readonly name: string;
  readonly home: string;
  readonly start: readonly string[];
}

const SESSIONS: readonly Session[] = [
  { name: "unlocked", home: "first", start: ["dbus-run-session", "--"] },
  // The keyring exists now, and stays locked.
  { name: "locked", home: "first", start: ["dbus-run-session", "--"] },
  { name: "no-keyring", home: "second", start: ["dbus-run-session", "--"] },
  { name: "no-provider", home: "third", start: ["dbus-run-session", "--config-file=empty_bus.conf", "--"] },
  { name: "no-bus", home: "third", start: ["env"] },
];

async function run(
  [program = "", ...args]: readonly string[],
  options: { readonly env: Readonly<Record<string, string>>; readonly clearEnv: boolean },
): Promise<void> {
  const { code, stderr } = await new Deno.Command(program, {
    ...options,
    args,
    cwd: ROOT,
    stdout: "inherit",
    stderr: "piped",
  }).output();
  if (code === 0) return;
  // D-Bus and the keyring print a lot, which matters only after a failure.
  await Deno.stderr.write(stderr);
  throw new Error(`"${program}" ended with status ${code}`);
}

async function runSession(work: string, { name, home, start }: Session): Promise<void> {
  const folder = `${work}/${home}`;
  const folders = { XDG_RUNTIME_DIR: "run", XDG_DATA_HOME: "data", XDG_CACHE_HOME: "cache" };
  const paths = Object.entries(folders).map(([variable, sub]) => [variable, `${folder}/${sub}`] as const);
  for (const [, path] of paths) await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  const env = {
    ...Object.fromEntries(paths),
    HOME: folder,
    PATH: Deno.env.get("PATH") ?? "",
    DENO_DIR: denoDir(),
    ATLCLI_TEST_DENO: Deno.execPath(),
    ATLCLI_TEST_KEYCHAIN: "1",
    ATLCLI_TEST_KEYCHAIN_SESSION: name,
  };
  const command = start.map((word) => word.replace("=empty_bus.conf", `=${work}/empty_bus.conf`));
  console.error(`Secret Service, session "${name}"`);
  await run(["timeout", TIMEOUT_SECONDS, ...command, "sh", "-c", SESSION], { env, clearEnv: true });
}

/** Deno's existing package cache, because the homes of the sessions are empty. */
function denoDir(): string {
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`;
  return Deno.env.get("DENO_DIR") ?? `${cache}/deno`;
}

async function linux(): Promise<void> {
  const work = await Deno.makeTempDir({ prefix: "atlcli-keychain-" });
  try {
    await Deno.writeTextFile(`${work}/empty_bus.conf`, EMPTY_BUS);
    for (const session of SESSIONS) await runSession(work, session);
  } finally {
    await Deno.remove(work, { recursive: true });
  }
}

async function thisUser(name: "macos" | "windows"): Promise<void> {
  const options = { env: { ATLCLI_TEST_KEYCHAIN: "1" }, clearEnv: false };
  const test = [Deno.execPath(), "test", "--quiet"];
  // On Windows the executable has an additional permission.
  const flags = name === "windows" ? permissionFlags("windows") : ["--allow-all"];
  await run([...test, ...flags, `tests/e2e/keychain_${name}_test.ts`], options);
  const planted = name === "windows" ? ["tests/e2e/planted_library_test.ts"] : [];
  await run([...test, "--allow-all", ...planted, "tests/e2e/walk_test.ts"], options);
}

if (import.meta.main) {
  if (Deno.build.os === "linux") await linux();
  else await thisUser(Deno.build.os === "darwin" ? "macos" : "windows");
}
