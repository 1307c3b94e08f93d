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
import { ambiguousFiles } from "./ambiguous_files.ts";
import type { Folder } from "./folder.ts";
import { followMoved } from "./follow.ts";
import { normalized, type PageFile, parsePageFile } from "./front_matter.ts";
import { lookAround } from "./scan.ts";
import { pageName } from "./names.ts";
import { diffOf } from "./push_diff.ts";
import { type AdoptedFile, type PushFile, PushFiles } from "./push_files.ts";
import { readContents } from "./remote.ts";
import { type Endless, type LinkedPage, LinkMap, render } from "./render.ts";
import { toContent } from "./broken_links.ts";
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
  /** Whether there is anything to send besides labels. */
  readonly content: boolean;
  /** Whether labels have to be added or removed. */
  readonly relabels: boolean;
  /** The page that it goes below from then on; where that is new itself, the path of its file. Absent where it stays. */
  readonly parent: { readonly id: string; readonly path?: string } | { readonly path: string } | undefined;
  /** Addresses that its text has begun to lead to, and that are no page and no file of the folder that is sent. */
  readonly brokenLinks: readonly string[];
  /** The page as it is at the site. */
  readonly before: Page | undefined;
  /** What would change, as a unified diff of the file. */
  readonly diff: string;
  /** The file's text. */
  readonly text: string;
  /** The page that its file was before, and that is gone. */
  readonly formerId?: string | undefined;
}

/** A page whose file was edited, and says what the site says. */
export interface SamePage {
  readonly path: string;
  readonly text: string;
  readonly page: Page;
  readonly title: string;
  readonly labels: readonly string[];
}

/** What a push has to send. */
export interface PushPlan {
  readonly changes: readonly PushChange[];
  /** Files of pages. */
  readonly files: readonly PushFile[];
  readonly undecided: readonly Undecided[];
  /** Pages to remember without sending anything, by id. */
  readonly same: ReadonlyMap<string, SamePage>;
  readonly adopted: readonly AdoptedFile[];
  readonly links: LinkMap;
  /** What is known of the folder, where its files lie now. */
  readonly state: DocsState;
}

/** What it is worked out from. */
export interface PushParts {
  readonly client: Client;
  readonly folder: Folder;
  readonly state: DocsState;
  readonly signal?: AbortSignal | undefined;
  /** Does conversions that may take long. */
  readonly endless: Endless | undefined;
}

interface ReadFile extends PageFile {
  readonly path: string;
  readonly text: string;
}

/** Works out what a push has to send. Asks the site for the pages that were edited here, and for nothing else. */
export async function planPush(parts: PushParts): Promise<PushPlan> {
  const { client, folder, signal, endless } = parts;
  const seen = { state: parts.state, local: await lookAround(folder, parts.state), endless };
  const { state, local } = await followMoved(folder, seen);
  const ambiguous = await ambiguousFiles(folder, { state, local });
  const edited = [...state.pages].filter(([id]) =>
    local.pages.get(id)?.kind === "edited" && !ambiguous.has(id)
  );
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
  for (const undecided of ambiguous.values()) planner.leave(undecided);
  for (const [id, known] of edited) await planner.addUpdate({ id, known, page: remote.get(id) });
  for (const file of created) await planner.addCreation(file);
  const { changes, undecided, same } = planner.plan();
  const found = files.found();
  const left = [...undecided, ...found.undecided];
  return { changes, files: found.files, undecided: left, same, adopted: found.adopted, links, state };
}

interface PlanParts extends PushParts {
  readonly links: LinkMap;
  readonly files: PushFiles;
}

class Planner {
  readonly #parts: PlanParts;
  readonly #changes: PushChange[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #same = new Map<string, SamePage>();

  constructor(parts: PlanParts) {
    this.#parts = parts;
  }

  plan(): Pick<PushPlan, "changes" | "undecided" | "same"> {
    return { changes: this.#changes, undecided: this.#undecided, same: this.#same };
  }

  leave(undecided: Undecided): void {
    this.#undecided.push(undecided);
  }

  async addUpdate(
    { id, known, page }: { readonly id: string; readonly known: PageState; readonly page: Page | undefined },
  ): Promise<void> {
    const { folder, client, links, files, endless } = this.#parts;
    const { path, adding = [] } = known;
    if ((await folder.stat(path))?.kind !== "file") {
      const text = `"${path}" was not sent: it is a link, and what that leads to is not in this folder`;
      return this.leave({ path, id, why: "in-the-way", text });
    }
    const file = await readFile(folder, path);
    if (page === undefined) {
      // Whoever takes the id out of it wants a new page.
      if (file.front.id === undefined) return await this.addCreation(file, id);
      const text = `"${path}" was edited here, and its page is no longer at the site, or hidden`;
      return this.leave({ path, id, why: "deleted-edited", text });
    }
    const led = adding.map((
      file,
    ): readonly [string, string] => [file.slice(file.lastIndexOf("/") + 1), file]);
    const own = new Map([...filesOf(known), ...led]);
    const linked: LinkedPage = { title: page.title, path, writtenAt: known.writtenAt, files: own };
    for (const [title, file] of led) links.attach(path, { title, path: file });
    const before = render(page.storage ?? "", { page: linked, links, endless }).body;
    const { front, body } = file;
    // Title and parent change only where the file says something else than it did.
    const title = front.title === undefined || front.title === known.title ? page.title : titleOf(file);
    const labels = front.labels ?? known.labels;
    // Cloud's page may lie in a folder, which no file says: only a parent that was changed in the file counts.
    const moves = front.parent !== undefined && front.parent !== known.parent &&
      front.parent !== page.parentId;
    const parent = moves ? front.parent : page.parentId;
    const isNewer = page.version.number > Math.max(known.version, front.version ?? 0);
    // A text that is the same goes back as the content that it came from, to the byte.
    if (isNewer && (body !== before || title !== page.title || moves)) {
      const base = Math.max(known.version, front.version ?? 0);
      const text = `"${path}" was not sent. ${await conflictText(client, { page, version: base })}`;
      return this.leave({ path, id, why: "moved-on", text });
    }
    if (!await files.addReferenced({ path, pageId: id, body, before, adding })) return;
    const { storage, brokenLinks } = body === before
      ? { storage: page.storage ?? "", brokenLinks: [] }
      : toContent(body, { before, page: linked, links, endless });
    const content = storage !== page.storage || title !== page.title || moves;
    const relabels = sorted(labels) !== sorted(known.labels);
    if (!content && !relabels) {
      return void this.#same.set(id, { path, text: file.text, page, title: known.title, labels });
    }
    const old = { title: page.title, parent: page.parentId, labels: known.labels, body: before };
    this.#changes.push({
      kind: "update",
      path,
      id,
      title,
      storage,
      labels,
      content,
      relabels,
      parent: moves && front.parent !== undefined ? this.#parent(front.parent) : undefined,
      brokenLinks,
      before: page,
      diff: await diffOf(path, { old, now: { title, parent, labels, body }, endless }),
      text: file.text,
    });
  }

  async addCreation(file: ReadFile, formerId?: string): Promise<void> {
    const { path, front, body, text } = file;
    const { state, links, files, endless } = this.#parts;
    const title = titleOf(file);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const above = [...state.pages].find(([, page]) => childFolder(page.path) === folder)?.[0];
    const parent = front.parent !== undefined
      ? this.#parent(front.parent)
      : above !== undefined
      ? this.#parent(above)
      : folder === ""
      ? undefined
      : { path: `${folder.slice(0, -1)}.md` };
    const labels = front.labels ?? [];
    if (!await files.addReferenced({ path, pageId: undefined, body, before: "" })) return;
    const { storage, brokenLinks } = toContent(body, {
      links,
      endless,
      before: "",
      page: { title, path, files: new Map() },
    });
    const now = { title, parent: front.parent, labels, body };
    const diff = await diffOf(path, { old: undefined, now, endless });
    this.#changes.push({
      kind: "create",
      path,
      id: undefined,
      title,
      storage,
      labels,
      content: true,
      relabels: labels.length > 0,
      parent,
      brokenLinks,
      before: undefined,
      diff,
      text,
      ...(formerId !== undefined && { formerId }),
    });
  }

  #parent(id: string): { readonly id: string; readonly path?: string } {
    const path = this.#parts.state.pages.get(id)?.path;
    return path === undefined ? { id } : { id, path };
  }
}

/** The paths of a page's files, by their names at the site. */
export function filesOf({ attachments }: PageState): ReadonlyMap<string, string> {
  return new Map(Object.values(attachments).map(({ title, path }) => [title, path]));
}

function linksOf(state: DocsState, created: readonly ReadFile[]): LinkMap {
  const known = [...state.pages.values()];
  return new LinkMap(state.space.key, [
    ...known.map((page) => ({ title: page.title, path: page.path, files: filesOf(page) })),
    ...created.map((file) => ({ title: titleOf(file), path: file.path, files: new Map() })),
  ]);
}

async function readFile(folder: Folder, path: string): Promise<ReadFile> {
  const text = normalized(await folder.text(path, { whole: true }) ?? "");
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

function sorted(labels: readonly string[]): string {
  return JSON.stringify(labels.toSorted());
}
