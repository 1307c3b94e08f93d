/**
 * Fetches releases: the newest version, the checksums of a version, and its files. Sends no credential.
 *
 * @module
 */
import { AtlcliError, UsageError } from "../../../../mod.ts";
import type { Network } from "../../../../mod.ts";
import { networkError } from "../../../client/fetch_errors.ts";
import { type BodyLimits, readBody, watchedFetch } from "./release_body.ts";
import { isSigned } from "./release_signature.ts";
import { parseSums, type ReleaseSums, VERSION_PATTERN } from "./release_sums.ts";

/** Maximum size of checksums and signatures, in bytes; real ones are far smaller. */
const MAX_TEXT_BYTES = 64 * 1024;
/** Maximum size of an executable, in bytes; real ones are far smaller. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 30_000;

/** Options of {@linkcode Releases}. */
interface ReleasesOptions {
  /** The URL of the releases, without a trailing slash. */
  readonly url: string;
  readonly network: Pick<Network, "fetch" | "limits">;
  /** The trusted public keys; a release must be signed with one of them. */
  readonly keys: readonly string[];
  /** Aborts the requests. */
  readonly signal: AbortSignal;
}

/** The releases at a URL. */
export class Releases {
  readonly #options: ReleasesOptions;

  constructor(options: ReleasesOptions) {
    this.#options = options;
  }

  /**
   * The version that the site names as the newest. That name is not signed: {@linkcode signed} verifies the release.
   */
  async newest(): Promise<string> {
    return parseSums(decode(await this.#text("latest/download/SHA256SUMS"))).version;
  }

  /**
   * The checksums of a version, with verified signature and version.
   *
   * @throws {AtlcliError} `release-untrusted` if the verification fails; `not-found` if the release does not exist.
   */
  async signed(version: string): Promise<ReleaseSums> {
    const text = await this.#text(`download/v${version}/SHA256SUMS`);
    const signature = decode(await this.#text(`download/v${version}/SHA256SUMS.sig`));
    const { keys } = this.#options;
    if (!await isSigned(text, { signature, keys })) {
      throw untrusted(`The release ${version} is not signed with a key that this atlcli trusts`);
    }
    const sums = parseSums(decode(text));
    if (sums.version === version) return sums;
    throw untrusted(`The release ${version} has the signed checksums of ${sums.version}`);
  }

  /**
   * Streams a file of a release. The caller must verify its checksum.
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
 * Parses a version from the command line.
 *
 * @throws {UsageError} if it is invalid.
 */
export function parseVersion(text: string): string {
  const version = text.replace(/^v/, "");
  if (VERSION_PATTERN.test(version)) return version;
  throw new UsageError(`Invalid version ${JSON.stringify(text)}`, { hint: "Give one such as 1.2.3" });
}

function refused(address: URL, status: number): AtlcliError {
  const what = `${address.origin}${address.pathname}`;
  if (status === 404) {
    return new AtlcliError("not-found", `No such release: ${what} not found (404)`, {
      hint: "Check the version on the releases page",
    });
  }
  return new AtlcliError("server", `The release could not be fetched: ${what} responded with ${status}`, {
    hint: "Try again later",
  });
}

function untrusted(message: string): AtlcliError {
  return new AtlcliError("release-untrusted", message, {
    hint: "Nothing was changed. Do not install this release by other means until you know why",
  });
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
