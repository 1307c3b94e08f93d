/**
 * Responses with limits on time and size, for requests without a client.
 *
 * @module
 */
import { AtlcliError, NetworkError } from "../../../../mod.ts";
import type { Fetch } from "../../../core/host.ts";
import { isLoopback } from "../../../core/url.ts";

/** The limits of a response. */
export interface BodyLimits {
  /** Maximum wait for the headers, and between two chunks, in milliseconds. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Aborts the request. */
  readonly signal: AbortSignal;
  /** Converts an error of `fetch` or of reading the body. */
  readonly toError: (thrown: unknown) => unknown;
  /** Receives the number of bytes so far, and the total if known. */
  readonly onPiece?: (done: number, total: number | undefined) => void;
}

/** A response. */
interface WatchedResponse {
  readonly ok: boolean;
  readonly status: number;
  /** Must be read or cancelled. */
  readonly body: ReadableStream<Uint8Array>;
}

const MAX_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a URL. Follows redirects, because the request holds no secret; but never to plain http, which would reveal
 * the requested version.
 *
 * @throws {AtlcliError} `redirect-refused`.
 */
export async function watchedFetch(fetch: Fetch, address: URL, limits: BodyLimits): Promise<WatchedResponse> {
  const patience = new Patience(address, limits);
  try {
    const response = await followed(fetch, { address, signal: patience.signal });
    const reader = (response.body ?? new Blob().stream()).getReader();
    const total = response.headers.get("content-length");
    const pieces = watchedPieces(reader, {
      ...limits,
      patience,
      total: total === null ? undefined : Number(total),
    });
    return { ok: response.ok, status: response.status, body: pieces };
  } catch (error) {
    throw patience.fault(error);
  }
}

async function followed(
  fetch: Fetch,
  { address, signal }: { readonly address: URL; readonly signal: AbortSignal },
): Promise<Response> {
  let at = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const response = await fetch(at, { signal, redirect: "manual" });
    const location = response.headers.get("location");
    if (!REDIRECTS.has(response.status) || location === null) return response;
    await response.body?.cancel();
    const next = URL.canParse(location, at) ? new URL(location, at) : undefined;
    if (next === undefined || !isSafe(next, at)) {
      throw refused(address, "it redirects to a URL without https");
    }
    at = next;
  }
  throw refused(address, "too many redirects");
}

/** A mirror on this machine may use plain http, and redirect to itself. */
function isSafe({ protocol, hostname }: URL, from: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && from.protocol === "http:" && isLoopback(hostname));
}

function refused({ origin, pathname }: URL, why: string): AtlcliError {
  return new AtlcliError(
    "redirect-refused",
    `The release could not be fetched from ${origin}${pathname}: ${why}`,
    {
      hint: "Check ATLCLI_RELEASES_URL, if it is set, and whether a proxy intercepts the request",
    },
  );
}

/** Enforces the time limits: waits for the next chunk at most as long as allowed. */
class Patience {
  readonly #idle = new AbortController();
  readonly #late: () => void;
  #timer: ReturnType<typeof setTimeout>;

  constructor(address: URL, private readonly limits: BodyLimits) {
    this.#late = () => this.#idle.abort(timeout(address, limits.timeoutMs));
    this.#timer = setTimeout(this.#late, limits.timeoutMs);
  }

  get signal(): AbortSignal {
    return AbortSignal.any([this.limits.signal, this.#idle.signal]);
  }

  /** Restarts the timer after a chunk. */
  renew(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#late, this.limits.timeoutMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  /** Stops the timer, and returns the error to throw. */
  fault(thrown: unknown): unknown {
    this.end();
    return this.#idle.signal.aborted ? this.#idle.signal.reason : this.limits.toError(thrown);
  }
}

interface Watched extends BodyLimits {
  readonly patience: Patience;
  readonly total: number | undefined;
}

function watchedPieces(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { patience, maxBytes, onPiece, total }: Watched,
): ReadableStream<Uint8Array> {
  let bytes = 0;
  return new ReadableStream({
    async pull(controller): Promise<void> {
      try {
        const { done, value } = await reader.read();
        if (done) {
          patience.end();
          return controller.close();
        }
        patience.renew();
        bytes += value.byteLength;
        if (bytes > maxBytes) {
          throw new AtlcliError("bad-response", `The response is larger than ${maxBytes} bytes`);
        }
        onPiece?.(bytes, total);
        controller.enqueue(value);
      } catch (error) {
        await reader.cancel().catch(() => {});
        throw patience.fault(error);
      }
    },
    async cancel(reason): Promise<void> {
      patience.end();
      await reader.cancel(reason);
    },
  }, { highWaterMark: 0 });
}

function timeout({ host }: URL, ms: number): NetworkError {
  return new NetworkError("timeout", `"${host}" did not respond within ${ms / 1_000} s`, {
    hint: "Allow more time with --timeout, or check the network",
  });
}

/** Reads a whole body. */
export async function readBody(body: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const blob = new Blob(await Array.fromAsync(body, (piece) => new Uint8Array(piece)));
  return new Uint8Array(await blob.arrayBuffer());
}
