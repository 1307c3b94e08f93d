/**
 * The sandbox against Atlassian's own OpenAPI documents, which lie in the folder that ATLCLI_OPENAPI_DIR names. They
 * are not part of this project: without the folder there is nothing to check against, which is only allowed outside CI.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { Sandbox, SandboxOptions } from "../../src/sandbox/mod.ts";
import {
  checkRequest,
  checkResponse,
  compileDocument,
  type DocumentName,
  type SchemaDocument,
} from "../helpers/openapi_validator.ts";
import { ask, type Asked, fileForm, testSandbox, URLS } from "../helpers/sandbox.ts";

/** The folder with the documents; `undefined` or empty if there is none. */
export const FOLDER = Deno.env.get("ATLCLI_OPENAPI_DIR");

/** The documents of each face. */
export const JIRA_CLOUD: readonly DocumentName[] = ["jira-cloud-platform-v3"];
export const CONFLUENCE_CLOUD_V1: readonly DocumentName[] = ["confluence-cloud-v1"];
export const CONFLUENCE_CLOUD_V2: readonly DocumentName[] = ["confluence-cloud-v2"];
export const JIRA_DC: readonly DocumentName[] = ["jira-dc-10.3.24", "jira-dc-11.3.8"];
export const CONFLUENCE_DC: readonly DocumentName[] = ["confluence-dc-10.0.3", "confluence-dc-10.2.14"];

const documents = new Map<DocumentName, SchemaDocument>();

/** A document, compiled once. */
export function documentOf(name: DocumentName): SchemaDocument {
  const known = documents.get(name);
  if (known !== undefined) return known;
  const document = compileDocument(name, JSON.parse(Deno.readTextFileSync(`${FOLDER}/${name}.json`)));
  documents.set(name, document);
  return document;
}

/** Registers a test of the documents, if there are any. */
export function check(name: string, run: () => void | Promise<void>): void {
  if (FOLDER !== undefined && FOLDER !== "") Deno.test(name, run);
}

/** A request, and how it is answered. */
export interface Exchange {
  readonly documents: readonly DocumentName[];
  /** The account of the request; default: anonymous. */
  readonly as?: string;
  /** GET, or POST where there is a body, where it is absent. */
  readonly method?: string;
  /** Below the base of the product. `{id}` stands for the `id` of the last answer that had one. */
  readonly path: string;
  readonly body?: unknown;
  /** A file to upload: its name and what is in it. */
  readonly file?: readonly [name: string, content: string];
  readonly status: number;
}

/** An exchange in a line. `-` is anonymous; `PUT /path` names another method than GET and POST. */
export type Line = readonly [as: string, path: string, status: number, body?: unknown];

/** Exchanges of the same documents. */
export function exchanges(which: readonly DocumentName[], list: readonly Line[]): readonly Exchange[] {
  return list.map(([as, target, status, body]) => {
    const [, method, path = target] = /^([A-Z]+) (.*)$/.exec(target) ?? [];
    return {
      documents: which,
      path,
      status,
      ...(method === undefined ? {} : { method }),
      ...(as === "-" ? {} : { as }),
      ...(body === undefined ? {} : { body }),
    };
  });
}

/** Where the product of a document is. */
export function baseOf(document: DocumentName): string {
  if (document.startsWith("jira-dc")) return URLS.jira;
  return document.startsWith("confluence-dc") ? URLS.confluence : URLS.cloud;
}

/** What is sent for an exchange. */
export function sent(
  exchange: Exchange,
): { method: string; path: string; contentType?: string; body?: string } {
  const { path, body, method, file } = exchange;
  if (file !== undefined) {
    return { method: method ?? "POST", path, contentType: "multipart/form-data", body: "" };
  }
  if (body === undefined) return { method: method ?? "GET", path };
  return { method: method ?? "POST", path, contentType: "application/json", body: JSON.stringify(body) };
}

/** Asks, and finds nothing against the request and the answer in the document. */
async function verify(sandbox: Sandbox, name: DocumentName, exchange: Exchange): Promise<Asked> {
  const request = sent(exchange);
  const { file, ...asking } = exchange;
  const form = file === undefined ? {} : { form: fileForm(...file) };
  const answer = await ask(sandbox, baseOf(name) + exchange.path, {
    ...asking,
    ...form,
    method: request.method,
  });
  assert.equal(answer.status, exchange.status, `${request.method} ${exchange.path}: ${answer.text}`);
  if (exchange.status < 400) assert.deepEqual(checkRequest(documentOf(name), request), []);
  const contentType = answer.headers.get("Content-Type");
  const received = { status: answer.status, contentType, body: answer.text };
  assert.deepEqual(checkResponse(documentOf(name), request, received), [], answer.text.slice(0, 2000));
  return answer;
}

/** A test for each exchange, in a sandbox of its own. */
export function checkExchanges(list: readonly Exchange[]): void {
  for (const exchange of list) {
    const { method, path } = sent(exchange);
    const who = exchange.as ?? "nobody";
    for (const name of exchange.documents) {
      check(`${name}: ${method} ${path} by ${who} is answered ${exchange.status} as documented`, async () => {
        await verify(testSandbox(), name, exchange);
      });
    }
  }
}

/** A test of exchanges that follow each other in the same sandbox, for each document. */
export function checkConversation(
  name: string,
  list: readonly Exchange[],
  options: Omit<SandboxOptions, "urls"> = {},
): void {
  for (const document of list[0]?.documents ?? []) {
    check(`${document}: ${name}`, async () => {
      const sandbox = testSandbox(options);
      let id = "";
      for (const exchange of list) {
        const path = exchange.path.replaceAll("{id}", id);
        const body: unknown = JSON.parse(
          JSON.stringify(exchange.body ?? null).replaceAll("{id}", id),
        );
        const step = { ...exchange, path, ...(exchange.body === undefined ? {} : { body }) };
        const answer = await verify(sandbox, document, step);
        id = /^\{[^{[]*"id":"([^"]+)"/.exec(answer.text)?.[1] ?? id;
      }
    });
  }
}
