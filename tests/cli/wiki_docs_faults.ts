/** Folders of pages whose site can be told to fail. */
import assert from "node:assert/strict";
import type { Interfere } from "../../src/sandbox/mod.ts";
import type { Json } from "./fixture.ts";
import { type DocsMachine, docsMachine } from "./wiki_docs_fixture.ts";

/** A machine whose site can be told to fail; it is pulled into a folder. */
export async function pulled(profile: string): Promise<DocsMachine & { fail(interfere?: Interfere): void }> {
  let interfere: Interfere | undefined;
  const machine = docsMachine(profile, { interfere: (request, next) => interfere?.(request, next) });
  assert.equal((await machine.docs("pull --space TEAM")).exit, 0);
  return { ...machine, fail: (next) => void (interfere = next) };
}

export const refuse = (status: number): Response =>
  Response.json({ statusCode: status, message: "Made to fail" }, { status });

export async function page(machine: DocsMachine, id: string | number, profile: string): Promise<Json> {
  return (await machine.run(`wiki page view ${id} --profile ${profile} --json`)).json();
}

export function stateOf(machine: DocsMachine, id: string): Json {
  return JSON.parse(machine.text(".atlcli-docs.json")).pages[id];
}

export function sent({ received }: DocsMachine, pattern: RegExp): number {
  return received().filter((request) => pattern.test(request)).length;
}

export const versionOf = ({ version }: Json): unknown =>
  typeof version === "object" && version !== null && "number" in version ? version.number : undefined;

/** The server's JSON, with parts of its text replaced. */
export async function replaced(
  answer: Promise<Response>,
  parts: readonly (readonly [string, string])[],
): Promise<Response> {
  const response = await answer;
  if (!(response.headers.get("content-type") ?? "").includes("json")) return response;
  const text = parts.reduce((before, [from, to]) => before.replaceAll(from, () => to), await response.text());
  return new Response(text, { status: response.status, headers: response.headers });
}
