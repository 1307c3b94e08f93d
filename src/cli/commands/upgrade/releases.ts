/**
 * Releases, fetched: what is newest, what one consists of, and its files. No credential goes along.
 *
 * @module
 */
import { AtlcliError, UsageError } from "../../../../mod.ts";
import type { Network } from "../../../../mod.ts";
import { networkError } from "../../../client/fetch_errors.ts";
import { type BodyLimits, readBody, watchedFetch } from "./release_body.ts";
import { isSigned } from "./release_signature.ts";
import { parseSums, type ReleaseSums, VERSION_PATTERN } from "./release_sums.ts";

/** Sums and signatures are far smaller. */
const MAX_TEXT_BYTES = 64 * 1024;
/** Executables are far smaller. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;

/** What releases are fetched with. */
export interface ReleasesOptions {
  /** Where they are, without a slash at its end. */
  readonly url: string;
  readonly network: Pick<Network, "fetch" | "limits">;
  /** The public keys, one of which has to have signed what is believed. */
  readonly keys: readonly string[];
  /** The user's own way to stop it. */
  readonly signal: AbortSignal;
}

/** The releases at an address. */
export class Releases {
  readonly #options: ReleasesOptions;

  constructor(options: ReleasesOptions) {
    this.#options = options;
  }

  /**
   * The version that is said to be the newest. Nobody signed that it is: {@linkcode signed} tells whether there is such a
   * release.
   */
  async newest(): Promise<string> {
    return parseSums(decode(await this.#text("latest/download/SHA256SUMS"))).version;
  }

  /**
   * The sums of a version, which are signed and say that they are that version's.
   *
   * @throws {AtlcliError} `release-untrusted` when they are not; `not-found` when there is no such release.
   */
  async signed(version: string): Promise<ReleaseSums> {
    const text = await this.#text(`download/v${version}/SHA256SUMS`);
    const signature = decode(await this.#text(`download/v${version}/SHA256SUMS.sig`));
    const { keys } = this.#options;
    if (!await isSigned(text, { signature, keys })) {
      throw untrusted(`The release ${version} is not signed with the key that this atlcli knows`);
    }
    const sums = parseSums(decode(text));
    if (sums.version === version) return sums;
    throw untrusted(`The release ${version} has the signed sums of ${sums.version}`);
  }

  /**
   * A file of a release, as it comes. It has to be held against its sum.
   *
   * @param onPiece Told how many bytes came, and how many there are where that is known.
   */
  async file(
    version: string,
    name: string,
    onPiece: (done: number, total: number | undefined) => void = () => {},
  ): Promise<ReadableStream<Uint8Array>> {
    const limits = { maxBytes: MAX_FILE_BYTES, onPiece };
    return await this.#body(`download/v${version}/${name}`, limits);
  }

  async #text(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return await readBody(await this.#body(path, { maxBytes: MAX_TEXT_BYTES }));
  }

  async #body(
    path: string,
    limits: Pick<BodyLimits, "maxBytes" | "onPiece">,
  ): Promise<ReadableStream<Uint8Array>> {
    const { url, network, signal } = this.#options;
    const address = new URL(`${url}/${path}`);
    const timeoutMs = network.limits.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const toError = (thrown: unknown): unknown =>
      signal.aborted ? signal.reason : networkError(thrown, { host: address.host }) ?? thrown;
    const response = await watchedFetch(network.fetch, address, { ...limits, timeoutMs, signal, toError });
    if (response.ok) return response.body;
    await response.body.cancel();
    throw refused(address, response.status);
  }
}

/**
 * A version as a person gives it.
 *
 * @throws {UsageError} when it is none.
 */
export function parseVersion(text: string): string {
  const version = text.replace(/^v/, "");
  if (VERSION_PATTERN.test(version)) return version;
  throw new UsageError(`Not a version: ${JSON.stringify(text)}`, { hint: "Give one such as 1.2.3" });
}

function refused(address: URL, status: number): AtlcliError {
  const what = `${address.origin}${address.pathname}`;
  if (status === 404) {
    return new AtlcliError("not-found", `There is no such release: ${what} is not there (404)`, {
      hint: "Check the version: the releases' page lists all",
    });
  }
  return new AtlcliError("server", `The release could not be fetched: ${what} answered ${status}`, {
    hint: "Try again later",
  });
}

function untrusted(message: string): AtlcliError {
  return new AtlcliError("release-untrusted", message, {
    hint: "Nothing was changed. Do not install this release by other means before you know why",
  });
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
