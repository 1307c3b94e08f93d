/**
 * Time limits around one try, and its end.
 *
 * Timers run on the system's clock and not on the host's: they guard real waiting, and a clock that a test moves by
 * hand would set all of them off.
 *
 * @module
 */
import { AtlcliError, NetworkError } from "../core/errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { networkError } from "./fetch_errors.ts";
import type { BodyWatch } from "./body.ts";

/** The longest time that a timer can be set to. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Options of {@linkcode Watch}. */
export interface WatchOptions {
  /** Between two pieces. */
  readonly timeoutMs: number;
  /** For all of it. */
  readonly totalMs: number;
  /** The caller's own. */
  readonly signal: AbortSignal | undefined;
  /** Is told of the end, and may be told twice. */
  readonly onEnd: () => void;
}

/** Watches one try, from before its sending to the end of its body. */
export class Watch implements BodyWatch {
  /** Who is being waited for: host and port; and the proxy on the way there, for whoever asks. */
  place: { readonly host: string; readonly proxy?: () => ProxyServer | undefined } = { host: "" };
  readonly #options: WatchOptions;
  readonly #stop = new AbortController();
  readonly #total: ReturnType<typeof setTimeout>;
  readonly #onCallerStop = (): void => this.#stop.abort(cancelled(this.#options.signal?.reason));

  /** Starts the time for all of it. */
  constructor(options: WatchOptions) {
    this.#options = options;
    this.#total = this.#timer(options.totalMs, "all of it");
    options.signal?.addEventListener("abort", this.#onCallerStop, { once: true });
    if (options.signal?.aborted ?? false) this.#onCallerStop();
  }

  /** Fires when a limit was passed, the caller stopped, or all is over. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /**
   * Waits for the next piece.
   *
   * @throws {NetworkError} `timeout`, or the network's fault.
   * @throws {AtlcliError} `cancelled`
   */
  async within<T>(piece: Promise<T>, ms: number = this.#options.timeoutMs): Promise<T> {
    const timer = this.#timer(ms, ms > this.#options.timeoutMs ? "all of it" : "a piece");
    // Made anew for each piece: a promise that lives as long as the request would hold on to every piece it raced.
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

  /** Ends it, and with it the connection if that is still busy. */
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

/** The error for a request that the caller stopped. */
export function cancelled(reason: unknown): AtlcliError {
  return reason instanceof AtlcliError ? reason : new AtlcliError("cancelled", "Stopped", { cause: reason });
}
