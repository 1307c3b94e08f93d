/**
 * Everything outside the process behind one interface: the environment, files, programs, the network, the clock.
 *
 * The library reaches the machine only through a {@linkcode Host}, so that a test can pass one in memory
 * (`memoryHost()` of `@atlcli/atlcli/testing`). The real ones are in `host/`.
 *
 * @module
 */
import type { Ffi } from "./ffi.ts";
import type { ProxyServer } from "./proxy_server.ts";
import type { Secret } from "./secret.ts";

/** The operating systems with a supported keychain; any other is `"other"`. */
export type Os = "darwin" | "linux" | "windows" | "other";

/** The outside world. Every member is replaceable, and none keeps a secret beyond a call. */
export interface Host {
  /** The operating system of this machine. */
  readonly os: Os;
  /** Reads an environment variable. An empty one counts as unset. */
  env(name: string): string | undefined;
  /**
   * Lists the names of set variables, including empty ones. Without permission to list them all, checks the candidates
   * only.
   */
  envNames(candidates: Iterable<string>): readonly string[];
  /** The absolute path of the working directory. */
  cwd(): string;
  /** The numeric id of this user; `undefined` where the system has none (Windows). */
  userId(): number | undefined;
  /** A number in [0, 1), for jitter and names of temporary files; not for cryptography. */
  random(): number;
  /** File operations. */
  readonly files: Files;
  /** The system clock and its timers. */
  readonly clock: Clock;
  /**
   * Runs a program without a shell, and waits for its end.
   *
   * @throws {RunFault} if it cannot be started, or is killed after `timeoutMs`.
   */
  run(command: Command): Promise<CommandResult>;
  /** Resolves a hostname to its addresses, from this machine; an empty list if it does not resolve. */
  lookup(hostname: string): Promise<readonly string[]>;
  /** Creates a transport. It does not connect before the first request. */
  transport(options?: TransportOptions): Transport;
  /**
   * The proxy that {@linkcode Host.transport} uses for a URL. Only this member reads `HTTPS_PROXY`, `HTTP_PROXY`,
   * `ALL_PROXY` and `NO_PROXY`. Loopback has no proxy.
   *
   * @param own A proxy that wins over the variables, such as the profile's. `NO_PROXY` exempts from it, too.
   * @returns `undefined` if there is none, or the variables may not be read.
   * @throws {UsageError} if the selected variable is not the URL of a proxy.
   */
  proxyFor(url: URL, own?: ProxyServer): ProxyServer | undefined;
  /** Opens system libraries; `undefined` where FFI is unavailable. */
  readonly ffi: Ffi | undefined;
  /**
   * Serves HTTP on 127.0.0.1, and on no other address.
   *
   * @param options The port; 0 selects a free one.
   * @throws {Error} if the port is in use.
   */
  listen(handler: Handler, options: { readonly port: number }): Promise<Listening>;
}

/** Responds to a request. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** A running server. */
export interface Listening {
  /** The port that the server listens on. */
  readonly port: number;
  /** Stops the server after the pending responses. */
  close(): Promise<void>;
}

/** The current time, and timers. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Waits. @throws the signal's reason if the signal aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Metadata of a file. */
export interface FileStat {
  /** The type of the file. `"link"` occurs only with `follow: false`. */
  readonly kind: "file" | "folder" | "link" | "other";
  /** Permission bits (`0o600`); `undefined` where the system has none. */
  readonly mode: number | undefined;
  /** The owner's numeric id; `undefined` where the system has none. */
  readonly owner: number | undefined;
  /** Size in bytes. */
  readonly size: number;
  /** Time of the last change, in milliseconds since 1970. */
  readonly modifiedAt: number | undefined;
}

/**
 * Primitive file operations. Each of them either happens or does not.
 *
 * Paths are absolute. A missing path gives `undefined` or `false`; every other failure throws a {@linkcode FileFault}.
 */
export interface Files {
  /** Reads metadata; `follow: false` describes a link itself. */
  stat(path: string, options?: { readonly follow?: boolean }): Promise<FileStat | undefined>;
  /** Reads a whole file. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * Reads a file as a stream, to the end or until cancelled. With `realPath`, the open file must be a regular file at
   * exactly that path after resolving links; else it fails with `not-regular` or `is-link`.
   */
  open(
    path: string,
    options?: { readonly realPath?: string },
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  /**
   * Creates a new file with exactly this mode, writes all content and flushes it to disk. A stream is written as it
   * arrives. If writing or the stream fails, the file is removed; an error of the stream is rethrown unchanged.
   */
  create(
    path: string,
    content: Uint8Array | ReadableStream<Uint8Array>,
    options: { readonly mode: number },
  ): Promise<void>;
  /**
   * Renames a file over another, atomically. On Windows it retries for 2.5 seconds while another program has one open.
   */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; `false` if there was none. */
  remove(path: string): Promise<boolean>;
  /** Creates a folder and its missing parents, all with this mode. */
  makeFolder(path: string, options: { readonly mode: number }): Promise<void>;
  /** Lists the names in a folder, unsorted; `undefined` if there is no such folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Sets permission bits; does nothing where the system has none. */
  setMode(path: string, mode: number): Promise<void>;
  /**
   * Flushes a folder's entries, so that a rename survives a power cut; does nothing where the system does not support
   * it.
   */
  syncFolder(path: string): Promise<void>;
  /** Resolves every link in a path, even if the target does not exist. */
  resolve(path: string): Promise<string>;
  /** Reads the target of a symbolic link as stored: it may be relative, or a link itself. */
  readLink(path: string): Promise<string | undefined>;
  /**
   * Takes the exclusive lock on a file. A missing file is created (0600); a link is refused. The system releases the
   * lock when this process ends, however it ends.
   *
   * @returns A function that releases the lock, or `undefined` if another process held it for all of `timeoutMs`.
   */
  lock(path: string, options: { readonly timeoutMs: number }): Promise<(() => void) | undefined>;
}

/** The environment of a child process. */
export type CommandEnvironment =
  /** These variables only. */
  | { readonly kind: "only"; readonly variables: Readonly<Record<string, string>> }
  /** This process's environment, with these variables emptied. */
  | { readonly kind: "inherited"; readonly emptied: readonly string[] };

/** A program to run. */
export interface Command {
  /** A name to look up on PATH, or an absolute path. */
  readonly program: string;
  /** Its arguments. Never a secret: other users of the machine can read them. */
  readonly args: readonly string[];
  /** Standard input; empty by default. */
  readonly stdin?: Uint8Array;
  /** Its environment variables. */
  readonly environment: CommandEnvironment;
  /** Time limit in milliseconds; the program is killed afterwards. */
  readonly timeoutMs: number;
}

/** The outcome of a program. */
export interface CommandResult {
  /** Exit status; 128 plus the signal's number if a signal ended the program. */
  readonly code: number;
  /** Standard output: at most the first 1 MiB. */
  readonly stdout: Uint8Array<ArrayBuffer>;
  /** Standard error: at most the first 1 MiB. */
  readonly stderr: Uint8Array<ArrayBuffer>;
}

/** `fetch` with a parsed URL. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** How to connect to a site. */
export interface TransportOptions {
  /** Trusted CA certificates in PEM, in addition to the system's. */
  readonly caCertificates?: readonly string[];
  /** A client certificate and its key, in PEM. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: Secret };
  /** A proxy that replaces the one from the environment. */
  readonly proxy?: ProxyServer;
}

/** Sends requests, and owns their connections. */
export interface Transport {
  /** Sends one request. `init.redirect` decides whether redirects are followed. */
  readonly fetch: Fetch;
  /** Closes idle connections. */
  close(): void;
}

/** Why a file operation failed. */
export type FileFaultReason =
  | "exists"
  | "denied"
  | "busy"
  | "full"
  | "read-only"
  | "is-folder"
  | "not-folder"
  | "is-link"
  | "not-regular"
  | "not-found"
  | "no-locks"
  | "other";

/**
 * A file operation that failed.
 *
 * @example A full disk in a test
 * ```ts
 * import { FileFault, memoryHost } from "@atlcli/atlcli/testing";
 *
 * const full = { ...memoryHost().files, read: () => Promise.reject(new FileFault("full", "/home/me/a")) };
 * await full.read().catch((error) => console.assert(error instanceof FileFault));
 * ```
 */
export class FileFault extends Error {
  /** The class's name. */
  override readonly name = "FileFault";

  /**
   * Creates the error.
   * @param reason The cause, for programs.
   * @param path The path of the operation.
   * @param options The system's own error, as the cause.
   */
  constructor(readonly reason: FileFaultReason, readonly path: string, options?: ErrorOptions) {
    super(`${FILE_FAULT_TEXT[reason]}: "${path}"`, options);
  }
}

const FILE_FAULT_TEXT: Readonly<Record<FileFaultReason, string>> = {
  "exists": "Already exists",
  "denied": "Permission denied",
  "busy": "Another program has it open",
  "full": "No space left on the disk",
  "read-only": "The file system is read-only",
  "is-folder": "Is a folder",
  "not-folder": "Not a folder",
  "is-link": "Is a symbolic link, which is not followed here",
  "not-regular": "Not a regular file",
  "not-found": "No such file or folder",
  "no-locks": "File locks are unavailable in Node and Bun, and without one a change could be lost",
  "other": "The system refused the operation",
};

/**
 * A program that could not be started, or did not end in time.
 *
 * @example Programs in a test that never end
 * ```ts
 * import { memoryHost, RunFault } from "@atlcli/atlcli/testing";
 *
 * const run = () => Promise.reject(new RunFault("timeout", "/usr/bin/security"));
 * const host = { ...memoryHost(), run };
 * await host.run().catch((error) => console.assert(error instanceof RunFault));
 * ```
 */
export class RunFault extends Error {
  /** The class's name. */
  override readonly name = "RunFault";

  /**
   * Creates the error.
   * @param reason The cause, for programs.
   * @param program The program's name or path.
   * @param options The system's own error, as the cause.
   */
  constructor(
    readonly reason: "not-found" | "denied" | "timeout",
    readonly program: string,
    options?: ErrorOptions,
  ) {
    super(`${RUN_FAULT_TEXT[reason]}: "${program}"`, options);
  }
}

const RUN_FAULT_TEXT: Readonly<Record<RunFault["reason"], string>> = {
  "not-found": "No such program",
  "denied": "No permission to start the program",
  "timeout": "The program did not end in time",
};
