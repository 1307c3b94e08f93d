/** Runs of `pullDocs()` on a disk in memory that are killed, or whose requests fail; and what the next run does. */
import assert from "node:assert/strict";
import { pullDocs, type PullReport } from "../../src/sync/mod.ts";
import { MemoryDisk } from "../../src/testing/memory_disk.ts";
import { type MemoryHost, memoryHost } from "../../src/testing/memory_host.ts";
import {
  attachToTeam,
  changeTeam,
  type DocsFace,
  type DocsSite,
  type OnRequest,
  openDocsSite,
} from "./docs_site.ts";

/** The folder that is pulled into. */
export const ROOT = "/docs";

/** A site, and a folder as it lies there before the run that something happens to. */
export interface PullScene {
  readonly site: DocsSite;
  readonly disk: MemoryDisk;
  /** What was edited here: it has to be so afterwards, too. */
  readonly edited: Readonly<Record<string, string>>;
}

/** The first pull into a folder that has other files. */
export async function firstPull(face: DocsFace): Promise<PullScene> {
  const site = openDocsSite(face);
  await attachToTeam(site);
  const disk = new MemoryDisk();
  const edited = { "Web shop team/Decisions.md": "mine\n", "mine.txt": "mine, too" };
  for (const [path, text] of Object.entries(edited)) disk.write(`${ROOT}/${path}`, text);
  return { site, disk, edited };
}

/** A later pull, after changes of all kinds at the site and here. */
export async function laterPull(face: DocsFace): Promise<PullScene> {
  const site = openDocsSite(face);
  await attachToTeam(site);
  const disk = new MemoryDisk();
  await runPull({ site, disk });
  await changeTeam(site);
  const page = "Web shop team/Decisions/2026-05- Größentabelle.md";
  const text = disk.text(`${ROOT}/${page}`);
  assert.ok(text !== undefined);
  const edited = {
    [page]: text.replace("Sizes", "My sizes"),
    "Web shop team.attachments/edited.txt": "edited here",
    "Web shop team/Rulings.md": "a file in the way\n",
  };
  for (const [path, mine] of Object.entries(edited)) disk.write(`${ROOT}/${path}`, mine);
  return { site, disk, edited };
}

/** What a run did. */
interface PullRun {
  readonly report: PullReport | undefined;
  readonly error: unknown;
  readonly requests: readonly URL[];
  readonly host: MemoryHost;
}

/** How a run is disturbed. */
export interface PullRunOptions extends Pick<PullScene, "site" | "disk"> {
  readonly onRequest?: OnRequest;
  /** Called before each change of the disk, with its number; `true` kills the process there. */
  readonly killAt?: (change: number) => boolean;
}

const CHANGES: readonly string[] = ["create", "rename", "remove", "makeFolder"];

/** Pulls. */
export async function runPull({ site, disk, onRequest, killAt }: PullRunOptions): Promise<PullRun> {
  const requests: URL[] = [];
  let changes = 0;
  const host: MemoryHost = memoryHost({
    disk,
    clock: site.clock,
    onStep: ({ operation }) => {
      if (CHANGES.includes(operation) && killAt?.(changes++) === true) host.killAfter(0);
    },
  });
  const client = site.client(async (url, ...rest) => {
    requests.push(url);
    return await onRequest?.(url, ...rest);
  });
  try {
    return {
      report: await pullDocs({ client, host, root: ROOT, space: "TEAM" }),
      error: undefined,
      requests,
      host,
    };
  } catch (error) {
    return { report: undefined, error, requests, host };
  }
}

/** Another disk that holds the same. */
export function copyOf(disk: MemoryDisk): MemoryDisk {
  const copy = new MemoryDisk();
  for (const path of disk.paths()) {
    const { key, node } = disk.locate(path, { follow: false });
    if (node === undefined) continue;
    copy.write(path, node.bytes);
    copy.put(key, { ...node, bytes: node.bytes.slice() });
  }
  return copy;
}

/** What lies in the folder, by path, without what is hidden. */
export function treeOf(disk: MemoryDisk): ReadonlyMap<string, string> {
  const paths = disk.paths().map((path) => path.slice(ROOT.length + 1)).filter((path) =>
    !path.startsWith(".")
  );
  return new Map(paths.map((path) => [path, disk.text(`${ROOT}/${path}`) ?? ""]));
}

/** The names of hidden files, which a run leaves behind. */
export function hiddenIn(disk: MemoryDisk): readonly string[] {
  return disk.names(ROOT).filter((name) => name.startsWith("."));
}

/** The pages and files whose content requests asked for: ids of pages, and `page/name` or `id` of files. */
export function downloadsIn(requests: readonly URL[]): readonly string[] {
  return requests.flatMap((url): readonly string[] => {
    const file = /\/child\/attachment\/([^/]+)\/download$/.exec(url.pathname)?.[1] ??
      /\/download\/attachments\/(.+)$/.exec(url.pathname)?.[1];
    if (file !== undefined) return [decodeURIComponent(file)];
    const cql = /^id in \((.*)\)$/.exec(url.searchParams.get("cql") ?? "")?.[1];
    if (cql !== undefined) return cql.split(",");
    const page = /\/content\/(\d+)$/.exec(url.pathname)?.[1];
    return url.searchParams.has("body-format")
      ? url.searchParams.getAll("id")
      : page === undefined
      ? []
      : [page];
  });
}
