/** What the tests of the Jira commands have in common. */
import assert from "node:assert/strict";
import { type Json, type Machine, machine, type MachineOptions, PROFILES } from "./fixture.ts";

/** Both deployments, by the profile of each. */
export const FACES = [
  { name: "Cloud", profile: "work", browse: "https://demo.atlassian.net/browse" },
  { name: "Data Center", profile: "dc", browse: "https://jira.demo.test/jira/browse" },
] as const;

/** A request that was sent. */
interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
}

/** A machine that is signed in to both deployments, and keeps what it sends. */
interface SignInResult extends Machine {
  readonly sent: readonly Sent[];
  /** The bodies of what changes something. */
  readonly writes: () => readonly unknown[];
}

/** Makes one. */
export function signedIn(options: MachineOptions = {}): SignInResult {
  const sent: Sent[] = [];
  const made: Machine = machine({
    profiles: PROFILES,
    fetch: (url, init) => {
      const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
      sent.push({ method: init.method ?? "GET", url, body });
      return made.sandbox.fetch(url, init);
    },
    ...options,
  });
  const writes = (): readonly unknown[] =>
    sent.filter(({ method }) => method !== "GET").map(({ body }) => body);
  return { ...made, sent, writes };
}

/** A member of a JSON object that has to be one, too. */
export function objectAt(json: Json, ...path: readonly string[]): Json {
  return path.reduce((inner, name) => {
    const value = inner[name];
    assert.ok(isJson(value), `No object at ${path.join(".")}`);
    return value;
  }, json);
}

/** A member of a JSON object that has to be a list of objects. */
export function listAt(json: Json, name: string): readonly Json[] {
  const value = json[name];
  assert.ok(Array.isArray(value), `No list at ${name}`);
  const items: readonly unknown[] = value;
  return items.filter(isJson);
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
