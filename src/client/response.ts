/**
 * Checks whether a response is meant for this caller, and reads its body.
 *
 * @module
 */
import type { Credential } from "../core/credential.ts";
import type { AtlcliError } from "../core/errors.ts";
import { anonymousError, httpError, type HttpErrorContext, isHtml, webPageError } from "./http_errors.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { redact } from "../core/redact.ts";
import { requestLine } from "./request.ts";
import { badResponse, decodeText, parseJson, readBytes, tooLarge } from "./body.ts";
import type { Exchanged } from "./exchange.ts";

/** How much of an unsuccessful response's body is inspected, in bytes. */
const MAX_ERROR_BYTES = 64 * 1024;

/** An accepted response, with the data to read it. */
export interface Received {
  readonly response: Response;
  /** `GET https://…`, without a query. */
  readonly request: string;
  readonly maxBytes: number;
}

/**
 * The error for a response that is not meant for the caller: unsuccessful, to an anonymous caller, or a web page
 * instead of data.
 */
export async function problemOf(
  { response, hop }: Exchanged,
  asked: {
    readonly credential: Credential | undefined;
    readonly proxy: ProxyServer | undefined;
    readonly now: number;
  },
): Promise<AtlcliError | undefined> {
  const { status, headers } = response;
  const { method, url, headers: sent } = hop.request;
  const credential = hop.foreign ? undefined : asked.credential;
  const context: HttpErrorContext = {
    request: requestLine(method, url),
    host: url.host,
    proxy: asked.proxy,
    authenticated: credential !== undefined,
    now: asked.now,
  };
  if (!response.ok) {
    const failed = { status, headers, body: redact(await beginningOf(response)) };
    hop.request.onFailed?.(failed);
    return httpError(failed, context);
  }
  const failed = { status, headers, body: "" };
  const wantsPage = /html|\*\/\*|text\/\*/.test(sent.get("accept") ?? "*/*");
  const isPage = response.body !== null && headers.get("content-length") !== "0" && isHtml(headers);
  return anonymousError(failed, context) ??
    (isPage && !wantsPage ? webPageError(failed, context) : undefined);
}

/**
 * Reads JSON.
 *
 * @returns `undefined` for an empty body.
 */
export async function readJson({ response, request, maxBytes }: Received): Promise<unknown> {
  const text = await readText({ response, request, maxBytes });
  const type = response.headers.get("content-type") ?? "";
  if (text !== "" && type !== "" && !/\bjson\b/i.test(type)) {
    throw badResponse("The response is not JSON", { status: response.status, request });
  }
  return parseJson({ text, status: response.status, request });
}

/** Reads UTF-8 text. */
export async function readText({ response, request, maxBytes }: Received): Promise<string> {
  const about = { status: response.status, request };
  const longer = (): Error => tooLarge(maxBytes, about);
  return decodeText(await readBytes(response.body, { maxBytes, longer }), about);
}

/** The beginning of an unsuccessful response's body. If it breaks off, the status still determines the error. */
async function beginningOf(response: Response): Promise<string> {
  try {
    const bytes = await readBytes(response.body, { maxBytes: MAX_ERROR_BYTES, longer: "cut" });
    return new TextDecoder().decode(bytes);
  } catch {
    return "";
  }
}
