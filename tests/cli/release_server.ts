/**
 * Releases in memory, signed with a key that is made here, and a machine that has an executable.
 */
import { runCli } from "../../src/cli/app.ts";
import type { Program } from "../../src/cli/process/program.ts";
import { type MemoryHost, memoryHost, type MemoryHostOptions } from "../../src/testing/memory_host.ts";
import { VERSION } from "../../src/core/version.ts";
import { requireShape } from "../helpers/json_shapes.ts";
import { memoryTerminal, type MemoryTerminalOptions } from "../helpers/memory_terminal.ts";
import { makeKey, sign } from "../../scripts/release/release_key.ts";
import { sha256Text } from "../helpers/sha256_text.ts";

export const URL_OF_RELEASES = "https://releases.example/atlcli";
export const EXECUTABLE = "/home/me/bin/atlcli";
const TARGET = "x86_64-unknown-linux-gnu";
export const FILE = "atlcli-linux-x64";

/** What the executable of a version is, here. */
export const executableOf = (version: string): string => `executable of ${version}\n`.repeat(4);

type KeyPair = Awaited<ReturnType<typeof makeKey>>;

/** The key of all releases here, and an untrusted key. */
export const OURS: KeyPair = await makeKey();
export const THEIRS: KeyPair = await makeKey();

/** The files of a release, by path below the releases' address. */
type ReleaseFiles = Readonly<Record<string, string>>;

/** What is wrong with a release. */
interface ReleaseOptions {
  readonly key?: KeyPair;
  /** What the sums say, instead of what they should. */
  readonly sums?: string;
  readonly executable?: string;
  /** Whether it is the newest. */
  readonly latest?: boolean;
}

/** A release. */
export async function release(version: string, options: ReleaseOptions = {}): Promise<ReleaseFiles> {
  const sums = options.sums ?? `# atlcli ${version}\n${await sha256Text(executableOf(version))}  ${FILE}\n`;
  const { signature } = await sign(sums, (options.key ?? OURS).privateKey);
  const folder = `/download/v${version}`;
  return {
    ...((options.latest ?? true) && { "/latest/download/SHA256SUMS": sums }),
    [`${folder}/SHA256SUMS`]: sums,
    [`${folder}/SHA256SUMS.sig`]: signature,
    [`${folder}/${FILE}`]: options.executable ?? executableOf(version),
  };
}

export interface UpgradeMachineOptions extends MemoryHostOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly releases?: ReleaseFiles;
  readonly program?: Partial<Program>;
  /** Responds instead of the releases; the signal is aborted when the request is. */
  readonly answer?: (
    path: string,
    signal: AbortSignal | undefined,
  ) => Promise<Response> | Response | undefined;
}

export interface UpgradeMachine {
  readonly host: MemoryHost;
  /** What was asked for, below the releases' address. */
  readonly asked: readonly string[];
  /** The headers of all that was asked. */
  readonly headers: readonly Headers[];
  /** The arguments of each start of the executable on its own. */
  readonly alone: readonly (readonly string[])[];
  /** What lies where the executable is. */
  executable(): string | undefined;
  run(line: string, terminal?: MemoryTerminalOptions): Promise<UpgradeRan>;
}

interface UpgradeRan {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** A machine with this version of the program, and releases somewhere. */
export function upgradeMachine(options: UpgradeMachineOptions = {}): UpgradeMachine {
  const asked: string[] = [];
  const headers: Headers[] = [];
  const alone: (readonly string[])[] = [];
  const host = memoryHost({
    run: ({ program }) => startedIn(host, program),
    ...options,
    env: { HOME: "/home/me", ATLCLI_RELEASES_URL: URL_OF_RELEASES, ...options.env },
    files: { [EXECUTABLE]: executableOf(VERSION), ...options.files },
    fetch: (url, init) => {
      const path = url.href.slice(URL_OF_RELEASES.length);
      asked.push(path);
      headers.push(new Headers(init.headers));
      const text = options.releases?.[path];
      const usual = text === undefined ? new Response("no", { status: 404 }) : new Response(text);
      return Promise.resolve(options.answer?.(path, init.signal ?? undefined) ?? usual);
    },
  });
  const program: Program = {
    executable: EXECUTABLE,
    deno: "2.4.2",
    target: TARGET,
    releaseKeys: [OURS.publicKey],
    startAlone: (args) => void alone.push(args),
    ...options.program,
  };
  return {
    host,
    asked,
    headers,
    alone,
    executable: () => host.disk.text(EXECUTABLE),
    run: async (line, terminalOptions) => {
      const terminal = memoryTerminal(terminalOptions);
      const exit = await runCli(line.split(" "), { host, terminal, program });
      const ran = { exit, out: terminal.out(), err: terminal.err() };
      await requireShape(line.split(" "), ran);
      return ran;
    },
  };
}

/** An executable says its version when its text is that of one. */
function startedIn(
  host: MemoryHost,
  program: string,
): {
  readonly code: number;
  readonly stdout: Uint8Array<ArrayBuffer>;
  readonly stderr: Uint8Array<ArrayBuffer>;
} {
  const version = /^executable of (\S+)$/m.exec(host.disk.text(program) ?? "")?.[1];
  const stdout = new Uint8Array(new TextEncoder().encode(JSON.stringify({ version })));
  return { code: version === undefined ? 139 : 0, stdout, stderr: new Uint8Array() };
}
