/**
 * Everything outside the process, on one list: the environment, files, programs, the network, the clock.
 *
 * The library reaches the machine through a {@linkcode Host} that it is handed, and through nothing else, so that a
 * test hands in one made of memory (`memoryHost()` of `@atlcli/atlcli/testing`). The real ones are in `host/`.
 *
 * @module
 */
import type { Ffi } from "./ffi.ts";
import type { ProxyServer } from "./proxy_server.ts";
import type { Secret } from "./secret.ts";

/** The operating systems that a keychain is known for; any other is `"other"`. */
export type Os = "darwin" | "linux" | "windows" | "other";

/** The outside world. Every member is replaceable; none keeps a secret longer than a call lasts. */
export interface Host {
  /** The operating system this runs on. */
  readonly os: Os;
  /** An environment variable. An empty one counts as unset. */
  env(name: string): string | undefined;
  /**
   * The names of variables that are set, empty ones among them: of all there are, or, where this process may not list
   * them, of the candidates.
   */
  envNames(candidates: Iterable<string>): readonly string[];
  /** The absolute path of the working folder. */
  cwd(): string;
  /** The numeric id of this user; `undefined` where the system has none (Windows). */
  userId(): number | undefined;
  /** A number in [0, 1), for jitter and names of temporary files; not for cryptography. */
  random(): number;
  /** Files and folders. */
  readonly files: Files;
  /** Time. */
  readonly clock: Clock;
  /**
   * Starts a program, without a shell, and waits for its end.
   *
   * @throws {RunFault} when it cannot be started, or took longer than `timeoutMs` (it is killed then).
   */
  run(command: Command): Promise<CommandResult>;
  /** The addresses that a host's name leads to, from here; none where nobody knows it. */
  lookup(hostname: string): Promise<readonly string[]>;
  /** Opens a way to the network. Opening is free: nothing is connected before the first request. */
  transport(options?: TransportOptions): Transport;
  /**
   * The proxy that {@linkcode Host.transport} uses for a URL. Only this member reads `HTTPS_PROXY`, `HTTP_PROXY`,
   * `ALL_PROXY` and `NO_PROXY`. Loopback has no proxy.
   *
   * @param own A proxy that wins over the variables, such as the profile's. `NO_PROXY` exempts from it, too.
   * @returns `undefined` if there is none, or the variables may not be read.
   * @throws {UsageError} if the variable that counts is not the URL of a proxy.
   */
  proxyFor(url: URL, own?: ProxyServer): ProxyServer | undefined;
  /** Opens a system library; `undefined` where foreign functions are not to be had. */
  readonly ffi: Ffi | undefined;
  /**
   * Answers HTTP on 127.0.0.1, and on no other address.
   *
   * @param options The port; 0 takes a free one.
   * @throws {Error} when the port is taken.
   */
  listen(handler: Handler, options: { readonly port: number }): Promise<Listening>;
}

/** Answers a request. */
export type Handler = (request: Request) => Response | Promise<Response>;

/** A server of ours that is running. */
export interface Listening {
  /** The port that it got. */
  readonly port: number;
  /** Stops it, when the answers under way are out. */
  close(): Promise<void>;
}

/** Time, as milliseconds since 1970. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Waits. @throws the signal's reason, when that fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** What is known of a file without opening it. */
export interface FileStat {
  /** What it is; a link only where links were not followed. */
  readonly kind: "file" | "folder" | "link" | "other";
  /** Permission bits (`0o600`); `undefined` where the system has none. */
  readonly mode: number | undefined;
  /** The owner's numeric id; `undefined` where the system has none. */
  readonly owner: number | undefined;
  /** Bytes. */
  readonly size: number;
  /** Last change, milliseconds since 1970. */
  readonly modifiedAt: number | undefined;
}

/**
 * Files and folders, as primitives: each does one thing that either happened or did not.
 *
 * Paths are absolute. A path that is not there is an answer (`undefined`, `false`); everything else that goes wrong is
 * a {@linkcode FileFault}.
 */
export interface Files {
  /** What is at a path; `follow: false` looks at a link itself. */
  stat(path: string, options?: { readonly follow?: boolean }): Promise<FileStat | undefined>;
  /** A file's bytes. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /**
   * A file's bytes, read on demand, to the end or until cancelled. With `realPath`, the file is checked once it is open:
   * a regular file that lies at exactly that path when links are followed. Else it fails: `not-regular`, `is-link`.
   */
  open(
    path: string,
    options?: { readonly realPath?: string },
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>;
  /**
   * Makes a new file with exactly this mode, writes all of it and flushes it to disk. A stream is written as it arrives.
   * If writing fails, or the stream does, the file is removed, and the error of the stream is thrown as it is.
   */
  create(
    path: string,
    content: Uint8Array | ReadableStream<Uint8Array>,
    options: { readonly mode: number },
  ): Promise<void>;
  /** Puts a file in another's place, atomically. On Windows it retries for 2.5 seconds while another program has one open. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; `false` when there was none. */
  remove(path: string): Promise<boolean>;
  /** Makes a folder and those above it; the mode is for those that were made. */
  makeFolder(path: string, options: { readonly mode: number }): Promise<void>;
  /** The names in a folder, in no order; `undefined` when there is no such folder. */
  list(path: string): Promise<readonly string[] | undefined>;
  /** Changes permission bits; does nothing where the system has none. */
  setMode(path: string, mode: number): Promise<void>;
  /** Flushes a folder's entries, so that a rename survives a power cut; does nothing where that is unknown. */
  syncFolder(path: string): Promise<void>;
  /** Where a path leads when every link is followed, also one that leads to nothing yet. */
  resolve(path: string): Promise<string>;
  /** The target of a symbolic link, as it is stored in the link: it may be relative, and lead to another link. */
  readLink(path: string): Promise<string | undefined>;
  /**
   * Takes the exclusive lock on a file, which is made (0600) when it is not there; a link is refused. The system frees
   * it when this process ends, however it ends.
   *
   * @returns a function that frees it, or `undefined` when somebody else held it for all of `timeoutMs`.
   */
  lock(path: string, options: { readonly timeoutMs: number }): Promise<(() => void) | undefined>;
}

/** Which environment a program gets. */
export type CommandEnvironment =
  /** Nothing but these. */
  | { readonly kind: "only"; readonly variables: Readonly<Record<string, string>> }
  /** This process's own, with these emptied. */
  | { readonly kind: "inherited"; readonly emptied: readonly string[] };

/** A program to start. */
export interface Command {
  /** A name to find on PATH, or an absolute path. */
  readonly program: string;
  /** Its arguments. Never a secret: other users of the machine can read them. */
  readonly args: readonly string[];
  /** What it reads on standard input; without it, nothing. */
  readonly stdin?: Uint8Array;
  /** Its environment. */
  readonly environment: CommandEnvironment;
  /** After so many milliseconds it is killed. */
  readonly timeoutMs: number;
}

/** What a program left. */
export interface CommandResult {
  /** Exit status; 128 plus the signal's number when it died by one. */
  readonly code: number;
  /** Standard output, as bytes: the first 1 MiB of it. */
  readonly stdout: Uint8Array<ArrayBuffer>;
  /** Standard error, as bytes: the first 1 MiB of it. */
  readonly stderr: Uint8Array<ArrayBuffer>;
}

/** `fetch`, with the address already parsed. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** How to reach a site. */
export interface TransportOptions {
  /** Certificates, in PEM, that are trusted besides the store's. */
  readonly caCertificates?: readonly string[];
  /** A client certificate, in PEM, with its key. */
  readonly clientCertificate?: { readonly certificate: string; readonly key: Secret };
  /** A proxy, instead of the one that the environment names. */
  readonly proxy?: ProxyServer;
}

/** An open way to the network. */
export interface Transport {
  /** Sends one request. Redirects are followed or not, as `init.redirect` says. */
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
 * @example A test's disk that is full
 * ```ts
 * import { FileFault, memoryHost } from "@atlcli/atlcli/testing";
 *
 * const full = { ...memoryHost().files, read: () => Promise.reject(new FileFault("full", "/home/me/a")) };
 * await full.read().catch((error) => console.assert(error instanceof FileFault));
 * ```
 */
export class FileFault extends Error {
  /** `FileFault` */
  override readonly name = "FileFault";

  /**
   * @param reason Why.
   * @param path What it was about.
   * @param options The system's own error, as the cause.
   */
  /** Creates the error. */
  constructor(readonly reason: FileFaultReason, readonly path: string, options?: ErrorOptions) {
    super(`${FILE_FAULT_TEXT[reason]}: "${path}"`, options);
  }
}

const FILE_FAULT_TEXT: Readonly<Record<FileFaultReason, string>> = {
  "exists": "It is there already",
  "denied": "Permission denied",
  "busy": "Another program has it open",
  "full": "No space left on the disk",
  "read-only": "The file system is read-only",
  "is-folder": "It is a folder",
  "not-folder": "A file stands where a folder is needed",
  "is-link": "It is a symbolic link, which is not followed here",
  "not-regular": "Not a regular file",
  "not-found": "No such file or folder",
  "no-locks": "No lock is to be had in Node and Bun, and without one a change could be lost",
  "other": "The system refused",
};

/**
 * A program that could not be started, or did not end in time.
 *
 * @example A test's machine whose programs never end
 * ```ts
 * import { memoryHost, RunFault } from "@atlcli/atlcli/testing";
 *
 * const run = () => Promise.reject(new RunFault("timeout", "/usr/bin/security"));
 * const host = { ...memoryHost(), run };
 * await host.run().catch((error) => console.assert(error instanceof RunFault));
 * ```
 */
export class RunFault extends Error {
  /** `RunFault` */
  override readonly name = "RunFault";

  /**
   * @param reason Why.
   * @param program What was to be started.
   * @param options The system's own error, as the cause.
   */
  /** Creates the error. */
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
  "denied": "The program may not be started",
  "timeout": "The program did not end in time",
};
