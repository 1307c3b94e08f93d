/** The program as a process whose memory is watched: the most that it has had, as the kernel counts it. */
import { V8_FLAGS } from "../../scripts/release/compile.ts";
import { ATLCLI, environment } from "./atlcli_process.ts";

/** What a run came to. */
export interface Measured {
  readonly exit: number;
  readonly err: string;
  /** Bytes of stdout. */
  readonly outBytes: number;
  /** The most that it had in memory, in bytes. Linux alone tells. */
  readonly peak: number;
  readonly ms: number;
}

/**
 * What Deno itself keeps of a stream that was sent, until the request is over: 2.4 all of it, also where nothing of ours
 * holds it; later ones nothing.
 */
export function keptOfUpload(bytes: number): number {
  return Deno.version.deno.startsWith("2.4.") ? bytes * 1.1 : 0;
}

/** Runs the program, collecting garbage as the executable does, and lets its output go. */
export async function measured(
  args: readonly string[],
  options: {
    readonly home: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Its standard input; nothing without it. */
    readonly input?: ReadableStream<Uint8Array>;
  },
): Promise<Measured> {
  const [deno, run = "run", ...rest] = ATLCLI;
  const started = performance.now();
  const child = new Deno.Command(deno, {
    args: [run, `--v8-flags=${V8_FLAGS}`, ...rest, ...args],
    env: environment(options.home, options.env ?? {}),
    clearEnv: true,
    stdin: options.input === undefined ? "null" : "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let [peak, running] = [0, true];
  const watching = (async () => {
    while (running) {
      peak = Math.max(peak, await peakOf(child.pid));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  })();
  const [outBytes, err, { code: exit }] = await Promise.all([
    lengthOf(child.stdout),
    new Response(child.stderr).text(),
    child.status,
    // A program that has ended reads no more.
    options.input?.pipeTo(child.stdin).catch(() => {}),
  ]);
  running = false;
  await watching;
  return { exit, err, outBytes, peak, ms: performance.now() - started };
}

async function lengthOf(stream: ReadableStream<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of stream) bytes += piece.byteLength;
  return bytes;
}

/** 0 once it has ended. */
async function peakOf(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`).catch(() => "");
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? /^VmRSS:\s+(\d+) kB$/m.exec(status) ?? [];
  return Number(kibibytes ?? 0) * 1024;
}
