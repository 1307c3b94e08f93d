/**
 * A {@linkcode Host} in memory, which uses no file, program, socket or timer of the machine.
 *
 * @module
 */
import {
  type Command,
  type CommandResult,
  type Fetch,
  FileFault,
  type FileFaultReason,
  type Files,
  type Host,
  type Os,
  type Transport,
  type TransportOptions,
} from "../core/host.ts";
import { proxyFor } from "../core/proxy.ts";
import { type ManualClock, manualClock } from "./manual_clock.ts";
import { MEMORY_USER, MemoryDisk } from "./memory_disk.ts";
import { MemoryFiles, type MemoryStep, ProcessKilled } from "./memory_files.ts";

/** Options of {@linkcode memoryHost}. */
export interface MemoryHostOptions {
  /** The operating system. @default {"linux"} */
  readonly os?: Os;
  /** The environment variables. By default only the home folder is set. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The working directory. @default {"/home/me"} */
  readonly cwd?: string;
  /** The user id. @default {1000} */
  readonly userId?: number;
  /** The result of `random()`. @default {0.5} */
  readonly random?: number;
  /** A disk shared with another host. By default a new, empty one. */
  readonly disk?: MemoryDisk;
  /** Initial files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** The clock. By default one that stands at 2026-01-01. */
  readonly clock?: ManualClock;
  /** Replaces every program. By default running one is an error that names it. */
  readonly run?: (command: Command) => CommandResult | Promise<CommandResult>;
  /** Replaces the network. By default a request is an error that names it. */
  readonly fetch?: Fetch;
  /** Addresses by hostname. By default no name resolves. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  /** Called before each step on the disk, to inspect it or inject a fault. */
  readonly onStep?: (step: MemoryStep) => void | Promise<void>;
}

/** A host in memory, with its internals exposed to the test. */
export interface MemoryHost extends Host {
  /** The clock, which a test controls. */
  readonly clock: ManualClock;
  /** The disk of the host. */
  readonly disk: MemoryDisk;
  /** The options of every opened transport, in order. */
  readonly transports: readonly TransportOptions[];
  /** Number of transports that are still open. */
  readonly openTransports: number;
  /** Every program that was run, in order. */
  readonly commands: readonly Command[];
  /** Number of steps on the disk so far. */
  readonly steps: number;
  /** Sets or removes an environment variable. */
  setEnv(name: string, value: string | undefined): void;
  /** Makes the next call of an operation fail before it has any effect. */
  failNext(operation: keyof Files, reason: FileFaultReason): void;
  /**
   * Kills the process after this number of further steps. Its locks are released, the disk stays as it is, and every
   * later step throws {@linkcode ProcessKilled}.
   */
  killAfter(steps: number): void;
}

/**
 * Creates a host in memory.
 *
 * @example
 * ```ts
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const host = memoryHost({ env: { HOME: "/home/me", ATLCLI_PROFILE: "work" }, files: { "/home/me/a": "b" } });
 * console.assert(host.env("ATLCLI_PROFILE") === "work");
 * console.assert(host.disk.text("/home/me/a") === "b");
 * ```
 */
export function memoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const { os = "linux", userId = MEMORY_USER, disk = new MemoryDisk(), clock = manualClock() } = options;
  const env = new Map(Object.entries(options.env ?? homeOf(os)));
  const hasModes = os !== "windows";
  const process = Symbol("process");
  const faults = faultPlan({ onStep: options.onStep, onKill: () => disk.unlock(process) });
  const files = new MemoryFiles({ disk, clock, owner: userId, hasModes, process, step: faults.step });
  const { open, network } = stubNetwork(options.fetch);
  const programs = stubPrograms(options.run);
  for (const [path, text] of Object.entries(options.files ?? {})) disk.write(path, text, { owner: userId });
  return {
    os,
    disk,
    clock,
    files,
    ...network,
    ...programs,
    env: (name) => env.get(name) === "" ? undefined : env.get(name),
    envNames: () => [...env].flatMap(([name, value]) => value === undefined ? [] : [name]),
    setEnv: (name, value) => void env.set(name, value),
    cwd: () => options.cwd ?? (os === "windows" ? "C:\\Users\\me" : "/home/me"),
    userId: () => hasModes ? userId : undefined,
    random: () => options.random ?? 0.5,
    proxyFor: (url, own) =>
      proxyFor(url, { own, env: (name) => env.get(name) || undefined, first: "upper-case" }),
    lookup: (hostname) => Promise.resolve(options.names?.[hostname] ?? []),
    ffi: undefined,
    listen: () => Promise.reject(new Error("A host in memory cannot serve requests")),
    get openTransports(): number {
      return open();
    },
    get steps(): number {
      return faults.steps();
    },
    failNext: faults.failNext,
    killAfter: faults.killAfter,
  };
}

function homeOf(os: Os): Readonly<Record<string, string>> {
  return os === "windows" ? { USERPROFILE: "C:\\Users\\me" } : { HOME: "/home/me" };
}

function stubNetwork(
  fetch: Fetch = refuseFetch,
): { readonly open: () => number; readonly network: Pick<MemoryHost, "transport" | "transports"> } {
  const transports: TransportOptions[] = [];
  const open = new Set<Transport>();
  const transport = (options: TransportOptions = {}): Transport => {
    const opened: Transport = {
      fetch: async (url, init) => {
        if (!open.has(opened)) throw new Error(`Request on a closed transport: ${url.href}`);
        return await fetch(url, init);
      },
      close: () => void open.delete(opened),
    };
    transports.push(options);
    open.add(opened);
    return opened;
  };
  return { open: () => open.size, network: { transports, transport } };
}

function stubPrograms(
  run: NonNullable<MemoryHostOptions["run"]> = refuseRun,
): Pick<MemoryHost, "run" | "commands"> {
  const commands: Command[] = [];
  return {
    commands,
    run: async (command) => {
      commands.push(command);
      return await run(command);
    },
  };
}

const refuseFetch: Fetch = (url, init) =>
  Promise.reject(new Error(`Unexpected request: ${init.method ?? "GET"} ${url.href}`));

function refuseRun(command: Command): never {
  throw new Error(`Unexpected program: ${[command.program, ...command.args].join(" ")}`);
}

interface FaultPlan extends Pick<MemoryHost, "failNext" | "killAfter"> {
  readonly step: (step: MemoryStep) => Promise<void>;
  readonly steps: () => number;
}

function faultPlan(
  options: { readonly onStep: MemoryHostOptions["onStep"]; readonly onKill: () => void },
): FaultPlan {
  const faults: { operation: keyof Files; reason: FileFaultReason }[] = [];
  let steps = 0;
  let last = Infinity;
  return {
    steps: () => steps,
    failNext: (operation, reason) => void faults.push({ operation, reason }),
    killAfter: (more) => {
      last = steps + more;
    },
    step: async (step) => {
      await options.onStep?.(step);
      if (steps >= last) {
        options.onKill();
        throw new ProcessKilled(`Killed before ${step.operation} of "${step.path}"`);
      }
      steps++;
      const index = faults.findIndex(({ operation }) => operation === step.operation);
      const [fault] = index < 0 ? [] : faults.splice(index, 1);
      if (fault !== undefined) throw new FileFault(fault.reason, step.path);
    },
  };
}
