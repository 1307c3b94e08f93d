/**
 * Events of a client, for logs.
 *
 * @module
 */
import { authorizationOf, type Credential } from "../core/credential.ts";
import { redact } from "../core/redact.ts";

/** An event between a client and the network. No member ever contains a secret. */
export type ClientEvent = RequestEvent | ResponseEvent | FaultEvent | WaitEvent;

/** A request is about to be sent. */
export interface RequestEvent {
  /** Discriminates the union {@linkcode ClientEvent}. */
  readonly kind: "request";
  /** The request's method. */
  readonly method: string;
  /** The request's URL; without its query if it is cross-origin. */
  readonly url: string;
  /** The request headers. `authorization` and all headers from the caller are `[secret]`, except harmless ones. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Response headers arrived. */
export interface ResponseEvent {
  /** Discriminates the union {@linkcode ClientEvent}. */
  readonly kind: "response";
  /** The request's method. */
  readonly method: string;
  /** The request's URL; without its query if it is cross-origin. */
  readonly url: string;
  /** The HTTP status. */
  readonly status: number;
  /** Milliseconds since the request was sent. */
  readonly ms: number;
}

/** The response is missing or incomplete. */
export interface FaultEvent {
  /** Discriminates the union {@linkcode ClientEvent}. */
  readonly kind: "fault";
  /** The request's method. */
  readonly method: string;
  /** The request's URL; without its query if it is cross-origin. */
  readonly url: string;
  /** The error's message. */
  readonly message: string;
}

/** A request failed and is retried after a wait. */
export interface WaitEvent {
  /** Discriminates the union {@linkcode ClientEvent}. */
  readonly kind: "wait";
  /** The request's method. */
  readonly method: string;
  /** The request's URL; without its query if it is cross-origin. */
  readonly url: string;
  /** The wait in milliseconds. */
  readonly ms: number;
  /** The number of the next try: 2 after the first failure. */
  readonly attempt: number;
  /** The message of the failure. */
  readonly reason: string;
}

/** Headers whose values cannot be secret. */
const SHOWN = new Set(["accept", "content-type", "user-agent", "x-atlassian-token"]);

/** Redacts a request's headers for display. */
export function shownHeaders(headers: Headers, credential: Credential | undefined): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of headers) shown[name] = SHOWN.has(name) ? value : "[secret]";
  if (credential !== undefined) shown["authorization"] = String(authorizationOf(credential));
  return shown;
}

/** Redacts a URL for display. The query of a cross-origin URL may grant access, and servers choose such links. */
export function shownUrl(url: URL, options: { readonly foreign: boolean }): string {
  return redact(options.foreign ? `${url.origin}${url.pathname}` : url.href);
}
