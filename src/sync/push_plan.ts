/**
 * What a push has to send, worked out before anything is sent.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { conflictText } from "../confluence/conflict.ts";
import type { Page } from "../confluence/pages.ts";
import { UsageError } from "../core/errors.ts";
import { withoutEnd } from "../core/text.ts";
import type { Folder } from "./folder.ts";
import { followMoved } from "./follow.ts";
import { type FrontMatter, normalized, type PageFile, parsePageFile } from "./front_matter.ts";
import { lookAround } from "./scan.ts";
import { pageName } from "./names.ts";
import { type PushFile, PushFiles } from "./push_files.ts";
import { readContents } from "./remote.ts";
import { type LinkedPage, LinkMap, render, unrender } from "./render.ts";
import type { Undecided } from "./conflicts.ts";
import type { DocsState, PageState } from "./state.ts";
import { childFolder } from "./tree.ts";

/** A page that would be sent. */
export interface PushChange {
  /** What would become of it. */
  readonly kind: "update" | "create";
  /** The file, with `/` between folders. */
  readonly path: string;
  /** Absent for a new page. */
  readonly id: string | undefined;
  /** Its title from then on. */
  readonly title: string;
  /** Its content, in storage format. */
  readonly storage: string;
  /** All its labels from then on. */
  readonly labels: readonly string[];
  /** The page that it goes below; where that is new itself, the path of its file. */
  readonly parent: { readonly id: string } | { readonly path: string } | undefined;
  /** The page as it is at the site. */
  readonly before: Page | undefined;
  /** What would change, as a unified diff of the file. */
  readonly diff: string;
  /** The file's text. */
  readonly text: string;
}

/** What a push has to send. */
export interface PushPlan {
  readonly changes: readonly PushChange[];
  /** Files of pages. */
  readonly files: readonly PushFile[];
  readonly undecided: readonly Undecided[];
  /** Files that were edited, but say nothing else: their pages by id. */
  readonly same: ReadonlyMap<string, string>;
  readonly links: LinkMap;
}

/** What it is worked out from. */
export interface PushParts {
  readonly client: Client;
  readonly folder: Folder;
  readonly state: DocsState;
  readonly signal?: AbortSignal | undefined;
}

interface ReadFile extends PageFile {
  readonly path: string;
  readonly text: string;
}

/** Works out what a push has to send. Asks the site for the pages that were edited here, and for nothing else. */
export async function planPush(parts: PushParts): Promise<PushPlan> {
  const { client, folder, signal } = parts;
  const seen = { state: parts.state, local: await lookAround(folder, parts.state) };
  const { state, local } = await followMoved(folder, seen);
  const edited = [...state.pages].filter(([id]) => local.pages.get(id)?.kind === "edited");
  const fresh = [...local.strays].filter(([, { id }]) => id === undefined).map(([path]) => path);
  const created = await Promise.all(fresh.map((path) => readFile(folder, path)));
  const links = linksOf(state, created);
  const files = new PushFiles({ ...parts, state, links });
  await files.addChanged();
  const planner = new Planner({ ...parts, state, links, files });
  const remote = new Map<string, Page>();
  for await (const pages of readContents(client, { ids: edited.map(([id]) => id), signal })) {
    for (const page of pages) remote.set(page.id, page);
  }
  for (const [id, known] of edited) await planner.addUpdate({ id, known, page: remote.get(id) });
  for (const file of created) await planner.addCreation(file);
  const { changes, undecided, same } = planner.plan();
  const found = files.found();
  return { changes, files: found.files, undecided: [...undecided, ...found.undecided], same, links };
}

interface PlanParts extends PushParts {
  readonly links: LinkMap;
  readonly files: PushFiles;
}

class Planner {
  readonly #parts: PlanParts;
  readonly #changes: PushChange[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #same = new Map<string, string>();

  constructor(parts: PlanParts) {
    this.#parts = parts;
  }

  plan(): Pick<PushPlan, "changes" | "undecided" | "same"> {
    return { changes: this.#changes, undecided: this.#undecided, same: this.#same };
  }

  async addUpdate(
    { id, known, page }: { readonly id: string; readonly known: PageState; readonly page: Page | undefined },
  ): Promise<void> {
    const { folder, client, links, files } = this.#parts;
    const { path } = known;
    if (page === undefined) {
      const text = `"${path}" was edited here, and its page is no longer at the site, or hidden`;
      return void this.#undecided.push({ path, id, why: "deleted-edited", text });
    }
    if ((await folder.stat(path))?.kind === "link") {
      const text = `"${path}" was not sent: it is a link, and what that leads to is not in this folder`;
      return void this.#undecided.push({ path, id, why: "in-the-way", text });
    }
    const file = await readFile(folder, path);
    const base = Math.max(known.version, file.front.version ?? 0);
    if (page.version.number > base) {
      const text = `"${path}" was not sent. ${await conflictText(client, { page, version: base })}`;
      return void this.#undecided.push({ path, id, why: "moved-on", text });
    }
    const linked: LinkedPage = { title: page.title, path, files: filesOf(known) };
    const before = render(page.storage ?? "", { page: linked, links }).body;
    const title = file.front.title ?? page.title;
    const labels = file.front.labels ?? known.labels;
    // Cloud's page may lie in a folder, which no file says: only a parent that was changed in the file counts.
    const moves = file.front.parent !== undefined && file.front.parent !== known.parent;
    const parent = moves ? file.front.parent : page.parentId;
    await files.addReferenced({ path, pageId: id, body: file.body, before });
    // A text that is the same goes back as the content that it came from, to the byte.
    const storage = file.body === before ? page.storage ?? "" : unrender(file.body, { page: linked, links });
    const same = storage === page.storage && title === page.title && parent === page.parentId &&
      sorted(labels) === sorted(known.labels);
    if (same) return void this.#same.set(id, file.text);
    const old = { title: page.title, parent: page.parentId, labels: known.labels, body: before };
    this.#changes.push({
      kind: "update",
      path,
      id,
      title,
      storage,
      labels,
      parent: parent === undefined ? undefined : { id: parent },
      before: page,
      diff: await diffOf(path, { old, now: { title, parent, labels, body: file.body } }),
      text: file.text,
    });
  }

  async addCreation(file: ReadFile): Promise<void> {
    const { path, front, body, text } = file;
    const { state, links, files } = this.#parts;
    const title = titleOf(file);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const above = [...state.pages].find(([, page]) => childFolder(page.path) === folder)?.[0];
    const parent = front.parent !== undefined
      ? { id: front.parent }
      : above !== undefined
      ? { id: above }
      : folder === ""
      ? undefined
      : { path: `${folder.slice(0, -1)}.md` };
    const labels = front.labels ?? [];
    await files.addReferenced({ path, pageId: undefined, body, before: "" });
    const storage = unrender(body, { page: { title, path, files: new Map() }, links });
    const diff = await diffOf(path, { old: undefined, now: { title, parent: front.parent, labels, body } });
    const before = undefined;
    this.#changes.push({
      kind: "create",
      path,
      id: undefined,
      title,
      storage,
      labels,
      parent,
      before,
      diff,
      text,
    });
  }
}

/** The paths of a page's files, by their names at the site. */
export function filesOf({ attachments }: PageState): ReadonlyMap<string, string> {
  return new Map(Object.values(attachments).map(({ title, path }) => [title, path]));
}

function linksOf(state: DocsState, created: readonly ReadFile[]): LinkMap {
  return new LinkMap(state.space.key, [
    ...[...state.pages.values()].map((page) => ({
      title: page.title,
      path: page.path,
      files: filesOf(page),
    })),
    ...created.map((file) => ({ title: titleOf(file), path: file.path, files: new Map() })),
  ]);
}

async function readFile(folder: Folder, path: string): Promise<ReadFile> {
  const text = normalized(await folder.text(path) ?? "");
  return { path, text, ...parsePageFile(text, path) };
}

/** What the front matter says, else the first heading, else the file's name. */
function titleOf({ front, body, path }: ReadFile): string {
  const [, heading] = /^[ \t]*#[ \t]+(\S.*)/m.exec(body.slice(0, 2_000)) ?? [];
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
  const title = front.title ?? (withoutEnd(heading ?? "", [" ", "\t", "#"]) || name);
  if (title.trim() === "" || title.length > 255) {
    throw new UsageError(`"${path}" gives no title that a page can have`, {
      hint: `Say one of 1 to 255 characters before the text, such as: title: ${
        JSON.stringify(pageName(name))
      }`,
    });
  }
  return title;
}

type Shown = Pick<FrontMatter, "title" | "parent" | "labels"> & { readonly body: string };

async function diffOf(
  path: string,
  { old, now }: { readonly old: Shown | undefined; readonly now: Shown },
): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const before = old === undefined ? "" : shownText(old);
  const from = old === undefined ? "/dev/null" : `a/${path}`;
  return createTwoFilesPatch(from, `b/${path}`, before, shownText(now), undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
}

function shownText({ title, parent, labels = [], body }: Shown): string {
  const members = [
    `title: ${JSON.stringify(title)}`,
    ...(parent === undefined ? [] : [`parent: ${JSON.stringify(parent)}`]),
    `labels: [${labels.toSorted().map((label) => JSON.stringify(label)).join(", ")}]`,
  ];
  return `---\n${members.join("\n")}\n---\n\n${body}`;
}

function sorted(labels: readonly string[]): string {
  return JSON.stringify(labels.toSorted());
}
