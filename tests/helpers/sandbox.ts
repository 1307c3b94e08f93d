/**
 * A sandbox without a network, and short ways to ask it something.
 *
 * @module
 */
import assert from "node:assert/strict";
import { createSandbox, type Sandbox, type SandboxOptions } from "../../src/sandbox/mod.ts";

/** The moment that every sandbox of the tests begins at. */
export const NOW = Date.UTC(2026, 10, 18, 15, 30);

/** Where the faces are. */
export const URLS = {
  cloud: "https://sandbox.atlassian.net",
  jira: "https://jira.sandbox.example/jira",
  confluence: "https://wiki.sandbox.example/confluence",
} as const;

/** A sandbox whose clock stands still. */
export function testSandbox(options: Omit<SandboxOptions, "urls"> = {}): Sandbox {
  return createSandbox({ urls: URLS, now: () => NOW, ...options });
}

/** The Authorization header of an account, as its server wants it. */
export function headerOf(sandbox: Sandbox, name: string): string {
  const { email, token } = sandbox.account(name);
  return email === undefined ? `Bearer ${token}` : basic(email, token);
}

/** A Basic header. */
export function basic(name: string, password: string): string {
  return `Basic ${btoa(`${name}:${password}`)}`;
}

/** What to ask, beside the address. */
export interface Asking {
  readonly method?: string;
  /** An account whose token to send, as its server wants it. */
  readonly as?: string;
  /** A header to send instead. */
  readonly authorization?: string;
  /** A body, sent as JSON. */
  readonly body?: unknown;
  /** A body of parts, sent with the header that uploads need. */
  readonly form?: FormData;
  /** More headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, read to its end. */
export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; `undefined` if it is not JSON. */
  readonly body: unknown;
}

/** Sends one request. */
export async function ask(sandbox: Sandbox, url: string, asking: Asking = {}): Promise<Asked> {
  const headers = new Headers(asking.headers);
  const authorization = asking.authorization ?? (asking.as && headerOf(sandbox, asking.as));
  if (authorization !== undefined) headers.set("Authorization", authorization);
  if (asking.body !== undefined) headers.set("Content-Type", "application/json");
  if (asking.form !== undefined && !headers.has("X-Atlassian-Token")) {
    headers.set("X-Atlassian-Token", "no-check");
  }
  const sent = asking.form ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body));
  const response = await sandbox.fetch(new URL(url), {
    method: asking.method ?? (sent === undefined ? "GET" : "POST"),
    headers,
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body };
}

/** A page of a search, as far as the tests look at it. */
interface Page {
  readonly issues: readonly {
    readonly id: string;
    readonly key?: string;
    readonly fields?: Readonly<Record<string, unknown>>;
  }[];
  readonly isLast?: boolean;
  readonly nextPageToken?: string;
  readonly total?: number;
  readonly startAt?: number;
  readonly maxResults?: number;
  readonly warningMessages?: readonly string[];
}

/** The page that a search answered. */
export function pageOf(answer: Asked): Page {
  assert.equal(answer.status, 200, answer.text);
  const page: Page = JSON.parse(answer.text);
  return page;
}

/** A body with one file. */
export function fileForm(name: string, content: string, type = "text/plain"): FormData {
  const form = new FormData();
  form.set("file", new File([content], name, { type }));
  form.set("minorEdit", "true");
  return form;
}
