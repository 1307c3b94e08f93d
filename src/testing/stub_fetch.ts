/**
 * A stubbed network for tests, which fails on unexpected and on missing requests.
 *
 * @module
 */
import type { Fetch } from "../core/host.ts";

/** An expected request, and its response. Absent members match anything. */
export interface Stub {
  /**
   * The method, in upper case.
   *
   * @default {"GET"}
   */
  readonly method?: string;
  /** The whole URL; or its path, with a query if it matters; or a pattern for the whole URL. */
  readonly url: string | RegExp;
  /** Checks the request; throws if it is wrong. */
  readonly check?: (request: RecordedRequest) => void;
  /**
   * The response: a value to send as JSON with status 200, a function that creates a `Response` from the request, or an
   * error for `fetch` to throw.
   */
  readonly reply: StubReply;
  /**
   * Number of requests that this stub serves.
   *
   * @default {1}
   */
  readonly times?: number;
}

/** The response of a {@linkcode Stub}. */
export type StubReply =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly text: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly error: Error }
  | ((request: RecordedRequest) => Response | Promise<Response>);

/** A recorded request. */
export interface RecordedRequest {
  /** The HTTP method. */
  readonly method: string;
  /** The full URL. */
  readonly url: URL;
  /** The headers, including the credential. */
  readonly headers: Headers;
  /** The body, if it is text. */
  readonly body: string | undefined;
  /** The signal that aborts the request. */
  readonly signal: AbortSignal | undefined;
}

/**
 * A request without a stub, or a stub without a request. It is not mistaken for a network error.
 *
 * @example
 * ```ts
 * import { StubError, stubFetch } from "@atlcli/atlcli/testing";
 *
 * const network = stubFetch();
 * try {
 *   await network.fetch(new URL("https://jira.test/unexpected"), {});
 * } catch (error) {
 *   console.assert(error instanceof StubError);
 * }
 * ```
 */
export class StubError extends Error {
  /** The class's name. */
  override readonly name = "StubError";
}

/** A {@linkcode Fetch} made of stubs. */
export interface StubFetch {
  /** The function to pass to the code under test. */
  readonly fetch: Fetch;
  /** Every request so far, including unexpected ones. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Checks that all stubs were used; call it at the end of a test.
   *
   * @throws {StubError} if a request had no stub, or a stub no request.
   */
  verify(): void;
}

/**
 * Creates a `fetch` that serves each expected request once (or `times` times), the first matching stub first. An
 * unexpected request fails at once, and again in `verify()`, in case the code under test swallowed the error.
 *
 * @example
 * ```ts
 * import { stubFetch } from "@atlcli/atlcli/testing";
 *
 * const network = stubFetch({ url: "/rest/api/2/myself", reply: { json: { name: "ada" } } });
 * const answer = await network.fetch(new URL("https://jira.test/rest/api/2/myself"), {});
 * console.assert((await answer.json()).name === "ada");
 * network.verify();
 * ```
 */
export function stubFetch(...stubs: readonly Stub[]): StubFetch {
  const left = stubs.map((stub) => ({ stub, times: stub.times ?? 1 }));
  const requests: RecordedRequest[] = [];
  const complaints: StubError[] = [];
  return {
    requests,
    fetch: async (url, init) => {
      const request = recorded(url, init);
      requests.push(request);
      const entry = left.find(({ stub, times }) => times > 0 && matches(stub, request));
      if (entry === undefined) {
        const complaint = new StubError(`No stub for ${request.method} ${url.href}`);
        complaints.push(complaint);
        throw complaint;
      }
      entry.times--;
      entry.stub.check?.(request);
      return await answer(entry.stub.reply, request);
    },
    verify: () => {
      const [complaint] = complaints;
      if (complaint !== undefined) throw complaint;
      const unused = left.find(({ times }) => times > 0);
      if (unused === undefined) return;
      const { method = "GET", url } = unused.stub;
      throw new StubError(`No request for the stub ${method} ${url} (${unused.times} expected)`);
    },
  };
}

function recorded(url: URL, init: RequestInit): RecordedRequest {
  return {
    method: init.method ?? "GET",
    url,
    headers: new Headers(init.headers),
    body: typeof init.body === "string" ? init.body : undefined,
    signal: init.signal ?? undefined,
  };
}

function matches({ method = "GET", url }: Stub, request: RecordedRequest): boolean {
  if (method !== request.method) return false;
  const { href, pathname, search } = request.url;
  return typeof url === "string" ? [href, pathname, `${pathname}${search}`].includes(url) : url.test(href);
}

async function answer(reply: StubReply, request: RecordedRequest): Promise<Response> {
  if (typeof reply === "function") return await reply(request);
  if ("error" in reply) throw reply.error;
  const { status = 200, headers } = reply;
  if ("text" in reply) {
    return new Response(reply.text, { status, headers: { "content-type": "text/plain", ...headers } });
  }
  return Response.json(reply.json, { status, ...(headers !== undefined && { headers }) });
}
