/**
 * What a client tells about its work, for logs.
 *
 * @module
 */
import { authorizationOf, type Credential } from "../core/credential.ts";
import { redact } from "../core/redact.ts";

/** Something that happened between a client and the network. No member ever holds a secret. */
export type ClientEvent = RequestEvent | ResponseEvent | FaultEvent | WaitEvent;

/** A request goes out. */
export interface RequestEvent {
  /** Which event it is. */
  readonly kind: "request";
  /** The request's method. */
  readonly method: string;
  /** The request's address; without its query where that is another host's. */
  readonly url: string;
  /** Its headers. `authorization` is `[secret]`, and so is every header that the caller gave, save for harmless ones. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers of an answer came. */
export interface ResponseEvent {
  /** Which event it is. */
  readonly kind: "answer";
  /** The request's method. */
  readonly method: string;
  /** The request's address; without its query where that is another host's. */
  readonly url: string;
  /** The HTTP status. */
  readonly status: number;
  /** Milliseconds since the request went out. */
  readonly ms: number;
}

/** No answer came, or not all of it. */
export interface FaultEvent {
  /** Which event it is. */
  readonly kind: "fault";
  /** The request's method. */
  readonly method: string;
  /** The request's address; without its query where that is another host's. */
  readonly url: string;
  /** The error's message. */
  readonly message: string;
}

/** A request failed, and is sent again after a wait. */
export interface WaitEvent {
  /** Which event it is. */
  readonly kind: "wait";
  /** The request's method. */
  readonly method: string;
  /** The request's address; without its query where that is another host's. */
  readonly url: string;
  /** Milliseconds. */
  readonly ms: number;
  /** Which try comes next: 2 after the first failure. */
  readonly attempt: number;
  /** The message of the failure. */
  readonly reason: string;
}

/** Headers whose values show nothing that could be secret. */
const SHOWN = new Set(["accept", "content-type", "user-agent", "x-atlassian-token"]);

/** A request's headers as they may be seen. */
export function shownHeaders(headers: Headers, credential: Credential | undefined): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of headers) shown[name] = SHOWN.has(name) ? value : "[secret]";
  if (credential !== undefined) shown["authorization"] = String(authorizationOf(credential));
  return shown;
}

/** An address as it may be seen: another host's query can be a key to what it serves, and a server chooses links. */
export function shownUrl(url: URL, options: { readonly foreign: boolean }): string {
  return redact(options.foreign ? `${url.origin}${url.pathname}` : url.href);
}
