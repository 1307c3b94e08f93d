/**
 * A network for tests that answers what it was told to, and complains.
 *
 * @module
 */
import type { Fetch } from "../core/host.ts";

/** A request that is expected, and its answer. Members that are absent match anything. */
export interface Stub {
  /**
   * The method, in upper case.
   *
   * @default {"GET"}
   */
  readonly method?: string;
  /** The whole address; or its path, with the query if that matters; or a pattern for the whole address. */
  readonly url: string | RegExp;
  /** Looks at what was sent; throws when that is wrong. */
  readonly check?: (request: RecordedRequest) => void;
  /**
   * The answer: a value to send as JSON with status 200, a function that makes a `Response` (from what was sent), or an
   * error for `fetch` to throw.
   */
  readonly reply: StubReply;
  /**
   * How many requests it answers.
   *
   * @default {1}
   */
  readonly times?: number;
}

/** What a {@linkcode Stub} answers. */
export type StubReply =
  | { readonly json: unknown; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly text: string; readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly error: Error }
  | ((request: RecordedRequest) => Response | Promise<Response>);

/** A request that was sent. */
export interface RecordedRequest {
  /** The method. */
  readonly method: string;
  /** The address. */
  readonly url: URL;
  /** The headers, with the credential. */
  readonly headers: Headers;
  /** The body, where it was a text. */
  readonly body: string | undefined;
  /** What stops the request. */
  readonly signal: AbortSignal | undefined;
}

/**
 * A request that no stub was for, or a stub that no request was for. No fault of a network: nothing takes it for one.
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
  /** `StubError` */
  override readonly name = "StubError";
}

/** A {@linkcode Fetch} made of stubs. */
export interface StubFetch {
  /** What is handed to the code under test. */
  readonly fetch: Fetch;
  /** Every request so far, also those that no stub was for. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Call it at the end of a test.
   *
   * @throws {StubError} when a request had no stub, or a stub no request.
   */
  verify(): void;
}

/**
 * Makes a `fetch` that answers each expected request once (or `times` times), in the order of the stubs where several
 * match. A request that none matches fails at once, and in `verify()` again, in case the code under test swallowed it.
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
