/** The space TEAM of a sandbox in a folder in memory, for tests of the sync engine itself. */
import assert from "node:assert/strict";
import type { Client } from "../../src/client/client.ts";
import {
  getDocsStatus,
  pullDocs,
  pushDocs,
  type PushOptions,
  type PushReport,
  type StatusReport,
} from "../../src/sync/mod.ts";
import { type MemoryHost, memoryHost, type MemoryHostOptions } from "../../src/testing/mod.ts";
import { type DocsFace, type OnRequest, openDocsSite } from "./docs_site.ts";

/** The folder. */
export const ROOT = "/home/me/docs";
export const TEAM = "Web shop team.md";
export const AGREEMENTS = "Web shop team/Working agreements.md";
export const DECISIONS = "Web shop team/Decisions.md";

/** A folder, and its site. */
interface DocsFolder {
  readonly host: MemoryHost;
  /** A client that meets no faults. */
  readonly client: Client;
  /** What the requests of this folder meet from now on. */
  meets(onRequest?: OnRequest): void;
  /** Pulls, and returns what was left undecided. */
  pull(): Promise<readonly string[]>;
  /** Pushes; without `confirm` everything is confirmed. */
  push(options?: Partial<PushOptions>): Promise<PushReport>;
  status(): Promise<StatusReport>;
  text(path: string): string;
  write(path: string, text: string): void;
  /** Replaces a part of a file, which has to be there. */
  edit(path: string, part: string, by: string): void;
  /** A page in the state file. */
  stateOf(id: string): Readonly<Record<string, unknown>>;
}

/** Options of {@linkcode docsFolder}. */
interface DocsFolderOptions extends Pick<MemoryHostOptions, "onStep"> {
  /** Called before the first pull. */
  readonly before?: (client: Client) => Promise<void>;
}

/** Pulls the space. */
export async function docsFolder(
  face: DocsFace = "cloud",
  { before = () => Promise.resolve(), ...options }: DocsFolderOptions = {},
): Promise<DocsFolder> {
  const site = openDocsSite(face);
  const host = memoryHost({ clock: site.clock, ...options });
  let onRequest: OnRequest | undefined;
  const parts = {
    client: site.client((...args) => onRequest?.(...args)),
    host,
    root: ROOT,
  };
  const text = (path: string): string => {
    const found = host.disk.text(`${ROOT}/${path}`);
    assert.ok(found !== undefined, `There is no "${path}"`);
    return found;
  };
  const write = (path: string, content: string): void => host.disk.write(`${ROOT}/${path}`, content);
  await before(site.client());
  await pullDocs({ ...parts, space: "TEAM" });
  return {
    host,
    client: site.client(),
    meets: (next) => void (onRequest = next),
    pull: async () => (await pullDocs(parts)).undecided.map(({ path }) => path),
    push: (more) => pushDocs({ ...parts, confirm: () => Promise.resolve(true), ...more }),
    status: () => getDocsStatus(parts),
    text,
    write,
    edit: (path, part, by) => {
      const before = text(path);
      assert.ok(before.includes(part), before);
      write(path, before.replace(part, () => by));
    },
    stateOf: (id) => JSON.parse(text(".atlcli-docs.json")).pages[id],
  };
}

/** A response with this status. */
export const refusal = (status: number): Response =>
  Response.json({ statusCode: status, message: "Made to fail" }, { status });

/** Notes the requests that change something: `POST label`. */
export function noting(noted: string[], otherwise: OnRequest = () => undefined): OnRequest {
  return (url, next, method) => {
    const what = /label|attachment/.exec(url.pathname)?.[0] ?? "page";
    if (method !== "GET" || what === "label") noted.push(`${method} ${what}`);
    return otherwise(url, next, method);
  };
}
