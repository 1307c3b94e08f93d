/**
 * Sends requests, with retries, and with a second credential if the site rejects the first.
 *
 * @module
 */
import type { ClientOptions } from "./client.ts";
import type { Credential } from "../core/credential.ts";
import { type ErrorCode, HttpError, isCredentialRefusal, NetworkError } from "../core/errors.ts";
import { isRetriableStatus, nextWait } from "./retry.ts";
import { type ApiRequest, type Outgoing, outgoing, requestLine } from "./request.ts";
import { shownUrl } from "./events.ts";
import { exchange } from "./exchange.ts";
import { InFlight } from "./in_flight.ts";
import { DEFAULT_LIMITS, DEFAULT_SIZES, type Limits } from "./limits.ts";
import { Origin } from "./origin.ts";
import { problemOf, type Received } from "./response.ts";
import { cancelled } from "./timeouts.ts";

/** Transient errors, which are retried only after the site has responded once. */
const PASSING: readonly ErrorCode[] = ["dns", "connection-refused", "timeout", "network"];

/** Reads a response. It is part of a try, so a response that breaks off is retried. */
type Read<T> = (received: Received) => Promise<T>;

/** A credential, and the URLs that belong to the site with it. */
interface Authorised {
  readonly credential: Credential | undefined;
  readonly origin: Origin;
}

interface Try<T> {
  readonly read: Read<T>;
  readonly as: Authorised;
}

/** Sends the requests of a client. */
export class Sender {
  readonly #options: ClientOptions;
  readonly #limits: Limits;
  readonly #inFlight: InFlight;
  #current: Authorised;
  /** The result of asking for a second credential. */
  #second: Promise<Authorised | undefined> | undefined;
  /** Whether the site has responded once. Before that, an unreachable host is probably a wrong address. */
  #reached = false;

  /** @param options The options of the client. */
  constructor(options: ClientOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#inFlight = new InFlight(this.#limits.maxInFlight);
    this.#current = { credential: options.credential, origin: new Origin(options) };
  }

  /** The origin with the credential in use. */
  get origin(): Origin {
    return this.#current.origin;
  }

  /** Sends a request, and reads its response. */
  async send<T>(request: ApiRequest, read: Read<T>): Promise<T> {
    const first = this.#current;
    try {
      return await this.#sendAs(request, { read, as: first });
    } catch (error) {
      const second = isCredentialRefusal(error) && !(request.body instanceof ReadableStream)
        ? await this.#afterRefusal(first)
        : undefined;
      if (second === undefined) throw error;
      return await this.#sendAgain(request, { read, as: second, refusal: error });
    }
  }

  /** The credential to try after a rejection. Concurrent requests share one lookup. */
  async #afterRefusal(refused: Authorised): Promise<Authorised | undefined> {
    this.#second ??= this.#askForSecond();
    const second = await this.#second;
    return second === refused ? undefined : second;
  }

  async #askForSecond(): Promise<Authorised | undefined> {
    const credential = await this.#options.onRefused?.();
    return credential && { credential, origin: new Origin({ ...this.#options, credential }) };
  }

  /**
   * Keeps the second credential if it is accepted. Otherwise the first rejection is more informative than the second.
   */
  async #sendAgain<T>(request: ApiRequest, so: Try<T> & { readonly refusal: unknown }): Promise<T> {
    try {
      const response = await this.#sendAs(request, so);
      this.#current = so.as;
      return response;
    } catch (error) {
      if (isCredentialRefusal(error)) throw so.refusal;
      this.#current = so.as;
      throw error;
    }
  }

  /** Sends a request until it succeeds, fails permanently, or runs out of retries. */
  async #sendAs<T>(request: ApiRequest, { read, as }: Try<T>): Promise<T> {
    const out = outgoing(request, as.origin);
    for (let attempt = 1, waited = 0;; attempt++) {
      try {
        return await read(await this.#attempt(out, as));
      } catch (error) {
        if (out.signal?.aborted === true) throw cancelled(out.signal?.reason);
        const ms = this.#waitAfter(error, out, { attempt, waited });
        if (ms === undefined) throw error;
        waited += ms;
        await this.#wait(ms, out, { attempt, reason: error instanceof Error ? error.message : "" });
      }
    }
  }

  async #attempt(out: Outgoing, as: Authorised): Promise<Received> {
    const { fetch, clock, readOnly = false, onEvent = ignore, lookup, proxyFor } = this.#options;
    const limits = this.#limits;
    const onEnd = await this.#inFlight.enter(out.signal);
    const exchanged = await exchange(out, {
      ...as,
      fetch,
      clock,
      limits,
      readOnly,
      onEvent,
      onEnd,
      lookup,
      proxyFor,
    });
    this.#reached = true;
    const { response, hop } = exchanged;
    // A site never sends 407: a proxy responded instead.
    const problem = out.anyStatus && response.status !== 407 ? undefined : await problemOf(exchanged, {
      credential: as.credential,
      proxy: proxyFor?.(hop.request.url),
      now: clock.now(),
    });
    if (problem !== undefined) {
      response.body?.cancel(problem).catch(() => {});
      throw problem;
    }
    return {
      response,
      request: requestLine(hop.request.method, hop.request.url),
      maxBytes: limits.maxSizeBytes ?? DEFAULT_SIZES.memory,
    };
  }

  /** The wait before the next try; `undefined` if there is none. */
  #waitAfter(
    error: unknown,
    out: Outgoing,
    so: { readonly attempt: number; readonly waited: number },
  ): number | undefined {
    const { attempt } = so;
    if (attempt > this.#limits.maxRetries || !this.#isPassing(error, out)) return undefined;
    const retryAfterMs = error instanceof HttpError ? error.retryAfterMs : undefined;
    const left = this.#limits.maxWaitMs - so.waited;
    if (nextWait({ attempt, retryAfterMs, random: 0 }) > left) return undefined;
    return Math.min(nextWait({ attempt, retryAfterMs, random: this.#options.random() }), left);
  }

  #isPassing(error: unknown, out: Outgoing): boolean {
    if (out.body instanceof ReadableStream) return false;
    if (error instanceof HttpError) return isRetriableStatus(error.status, out);
    if (!(error instanceof NetworkError) || !out.idempotent) return false;
    return error.code === "connection-lost" || (this.#reached && PASSING.includes(error.code));
  }

  async #wait(
    ms: number,
    out: Outgoing,
    why: { readonly attempt: number; readonly reason: string },
  ): Promise<void> {
    const { clock, onEvent = ignore } = this.#options;
    const about = { method: out.method, url: shownUrl(out.url, { foreign: false }) };
    onEvent({ kind: "wait", ...about, ms, attempt: why.attempt + 1, reason: why.reason });
    try {
      await clock.sleep(ms, out.signal);
    } catch (error) {
      throw cancelled(error);
    }
  }
}

function ignore(): void {}
