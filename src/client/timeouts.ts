/**
 * Time limits of one try.
 *
 * Timers use the system's clock and not the host's: they guard real waits, and a test that advances a manual clock
 * would trigger all of them.
 *
 * @module
 */
import { LONGEST_TIMER_MS } from "../core/duration.ts";
import { AtlcliError, NetworkError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { networkError } from "./fetch_errors.ts";
import type { BodyWatch } from "./body.ts";

/** Options of {@linkcode Watch}. */
interface WatchOptions {
  /** Limit between two chunks, in milliseconds. */
  readonly timeoutMs: number;
  /** Limit for the whole try, in milliseconds. */
  readonly maxTimeMs: number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
  /** Called at the end; may be called twice. */
  readonly onEnd: () => void;
}

/** Watches one try, from sending to the end of the body. */
export class Watch implements BodyWatch {
  /** The peer: host and port, and the proxy in use, resolved lazily. */
  place: { readonly host: string; readonly proxy?: () => ProxyServer | undefined } = { host: "" };
  readonly #options: WatchOptions;
  readonly #stop = new AbortController();
  readonly #total: ReturnType<typeof setTimeout>;
  readonly #onCallerStop = (): void => this.#stop.abort(cancelled(this.#options.signal?.reason));

  /** Starts the timer for the whole try. */
  constructor(options: WatchOptions) {
    this.#options = options;
    this.#total = this.#timer(options.maxTimeMs, "all of it");
    options.signal?.addEventListener("abort", this.#onCallerStop, { once: true });
    if (options.signal?.aborted ?? false) this.#onCallerStop();
  }

  /** Aborts at a time limit, when the caller aborts, or at the end. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Waits for the next chunk.
   *
   * @throws {NetworkError} `timeout`, or another network error.
   * @throws {AtlcliError} `cancelled`
   */
  async within<T>(piece: Promise<T>, ms: number = this.#options.timeoutMs): Promise<T> {
    const timer = this.#timer(ms, ms > this.#options.timeoutMs ? "all of it" : "a piece");
    // Created for each chunk: a promise that lives as long as the request would keep every chunk it raced in memory.
    let onStop = (): void => {};
    const stopped = new Promise<never>((_, reject) => {
      onStop = () => reject(this.signal.reason);
    });
    this.signal.addEventListener("abort", onStop, { once: true });
    if (this.signal.aborted) onStop();
    try {
      return await Promise.race([piece, stopped]);
    } catch (error) {
      if (this.signal.aborted) throw this.signal.reason;
      const { host, proxy } = this.place;
      throw networkError(error, { host, proxy: proxy?.() }) ?? error;
    } finally {
      clearTimeout(timer);
      this.signal.removeEventListener("abort", onStop);
    }
  }

  /** Ends the watch, and aborts the connection if it is still busy. */
  end(fault?: unknown): void {
    clearTimeout(this.#total);
    this.#options.signal?.removeEventListener("abort", this.#onCallerStop);
    this.#stop.abort(fault);
    this.#options.onEnd();
  }

  #timer(ms: number, what: "a piece" | "all of it"): ReturnType<typeof setTimeout> {
    const give = (): void => this.#stop.abort(this.#timeout(ms, what));
    return setTimeout(give, Math.min(ms, LONGEST_TIMER_MS));
  }

  #timeout(ms: number, what: "a piece" | "all of it"): NetworkError {
    const [verb, limit] = what === "a piece"
      ? ["answer", "timeoutMs"] as const
      : ["finish", "maxTimeMs"] as const;
    return new NetworkError("timeout", `"${this.place.host}" did not ${verb} within ${ms / 1_000} s`, {
      data: { kind: "time-limit", limit, allowed: ms },
    });
  }
}

/** Creates the error for a request that the caller aborted. */
export function cancelled(reason: unknown): AtlcliError {
  return reason instanceof AtlcliError ? reason : new AtlcliError("cancelled", "Stopped", { cause: reason });
}
