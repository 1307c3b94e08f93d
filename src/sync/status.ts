/**
 * Status: compares a folder with its space.
 *
 * @module
 */
import { UsageError } from "../core/errors.ts";
import { Folder } from "./folder.ts";
import { followMoved } from "./follow.ts";
import type { Undecided } from "./conflicts.ts";
import { type Local, lookAtAttachment, scanFolder } from "./scan.ts";
import { type DocsOptions, openFolder } from "./open_folder.ts";
import { readPages } from "./remote.ts";
import { type DocsState, loadState } from "./state.ts";

/** A file or page that differs between the folder and the site. */
export interface StatusEntry {
  /** The path of the page's file or attachment; absent for a page without a file. */
  readonly path: string | undefined;
  /** The page's id; absent for a new file. */
  readonly id: string | undefined;
  /** The page's title, if it has one. */
  readonly title: string | undefined;
  /**
   * `edited` here; `changed` at the site; `both-edited`; `new-here`: a push would create a page; `new-there`; `missing`
   * here; `deleted` at the site; `deleted-edited`: deleted there, edited here; `unfinished`: the next push resumes an
   * interrupted one.
   */
  readonly state:
    | "edited"
    | "changed"
    | "both-edited"
    | "new-here"
    | "new-there"
    | "missing"
    | "deleted"
    | "deleted-edited"
    | "unfinished";
}

/** The differences between a folder and its space. */
export interface StatusReport {
  /** The key of the space. */
  readonly space: string;
  /** Number of pages in the space. */
  readonly pages: number;
  /** The files and pages that differ. */
  readonly entries: readonly StatusEntry[];
  /** What the site describes in a way that cannot be used: it is left out. */
  readonly undecided: readonly Undecided[];
}

/**
 * Compares a folder with its space. It writes nothing.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { getDocsStatus, pullDocs } from "@atlcli/atlcli/sync";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const { client } = await connect();
 * const folder = { client, host: memoryHost(), root: "/home/me/docs" };
 * await pullDocs({ ...folder, space: "TEAM" });
 * console.log(await getDocsStatus(folder)); // nothing has changed yet
 * ```
 *
 * @throws {UsageError} if nothing was pulled into the folder.
 * @throws {AtlcliError} `docs-folder` if the folder belongs to another site or space.
 */
export async function getDocsStatus(options: DocsOptions): Promise<StatusReport> {
  const { folder, state: stored } = await pulledFolder(options);
  const { space } = stored;
  const { pages: remote, refused } = await readPages(options.client, { space, signal: options.signal });
  const { endless } = options;
  const seen = { state: stored, local: await scanFolder(folder, stored), endless };
  const { state, local } = await followMoved(folder, seen);
  const pages = [...state.pages].flatMap(([id, known]): readonly StatusEntry[] => {
    const { path, version, title, unfinished = [], adding = [], sending } = known;
    const page = remote.get(id);
    const open = page !== undefined && (sending !== undefined || unfinished.length + adding.length > 0);
    const entry = open ? "unfinished" : stateOf(local, { id, version, now: page?.version.number });
    return entry === undefined ? [] : [{ path, id, title: page?.title ?? title, state: entry }];
  });
  const here = [...local.untracked].filter(([, { id }]) => id === undefined).map(([path]): StatusEntry => ({
    path,
    id: undefined,
    title: undefined,
    state: stored.creating?.has(path) === true ? "unfinished" : "new-here",
  }));
  const there = [...remote.values()].filter(({ id }) => !state.pages.has(id)).map((page): StatusEntry => ({
    path: undefined,
    id: page.id,
    title: page.title,
    state: "new-there",
  }));
  const files = await editedFiles(folder, state);
  const entries = [...pages, ...files, ...here, ...there];
  return { space: space.key, pages: remote.size, entries, undecided: refused };
}

/** Attachments that were changed here. */
async function editedFiles(folder: Folder, state: DocsState): Promise<readonly StatusEntry[]> {
  const found: StatusEntry[] = [];
  for (const [id, { attachments }] of state.pages) {
    for (const file of Object.values(attachments)) {
      if (await lookAtAttachment(folder, file) !== "edited") continue;
      found.push({ path: file.path, id, title: file.title, state: "edited" });
    }
  }
  return found;
}

/**
 * The space and state of a folder that was pulled before.
 *
 * @throws {UsageError} if nothing was pulled into it.
 */
export async function pulledFolder(
  options: DocsOptions,
): Promise<{ readonly folder: Folder; readonly state: DocsState }> {
  const state = await loadState(new Folder(options.host, options.root, options.signal));
  if (state !== undefined) return { folder: (await openFolder(options)).folder, state };
  throw new UsageError(`Nothing was pulled into "${options.root}" yet`, {
    data: { kind: "never-pulled", folder: options.root },
  });
}

function stateOf(
  local: Local,
  { id, version, now }: { readonly id: string; readonly version: number; readonly now: number | undefined },
): StatusEntry["state"] | undefined {
  const page = local.pages.get(id) ?? { kind: "missing" };
  if (now === undefined) return page.kind === "edited" ? "deleted-edited" : "deleted";
  if (page.kind === "missing") return "missing";
  if (page.kind === "edited") {
    return now > Math.max(version, page.version ?? version) ? "both-edited" : "edited";
  }
  return now > version ? "changed" : undefined;
}
