/**
 * Plans a push before anything is sent.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { conflictText } from "../confluence/conflict.ts";
import type { Page } from "../confluence/pages.ts";
import { ambiguousFiles } from "./ambiguous_files.ts";
import type { Folder } from "./folder.ts";
import { followMoved } from "./follow.ts";
import { normalized, type PageFile, parsePageFile } from "./front_matter.ts";
import { scanFolder } from "./scan.ts";
import { titleOf, withoutTitle } from "./page_title.ts";
import { diffOf } from "./push_diff.ts";
import { type AdoptedFile, type PushFile, PushFiles } from "./push_files.ts";
import { readContents } from "./remote.ts";
import { type Endless, type LinkedPage, LinkMap, render } from "./render.ts";
import { type HtmlAsText, toContent } from "./broken_links.ts";
import type { Undecided } from "./conflicts.ts";
import type { DocsState, PageState } from "./state.ts";
import { childFolder } from "./tree.ts";

/** A page to send. */
export interface PushChange {
  /** The kind of change. */
  readonly kind: "update" | "create";
  /** The path of the file, with `/` between folders. */
  readonly path: string;
  /** The page's id; absent for a new page. */
  readonly id: string | undefined;
  /** The new title. */
  readonly title: string;
  /** The new content, in storage format. */
  readonly storage: string;
  /** All labels after the push. */
  readonly labels: readonly string[];
  /** Whether anything except labels changes. */
  readonly content: boolean;
  /** Whether labels have to be added or removed. */
  readonly relabels: boolean;
  /** The new parent, by id, or by the path of its file if it is new itself. Absent if the page is not moved. */
  readonly parent: { readonly id: string; readonly path?: string } | { readonly path: string } | undefined;
  /** Addresses that its text has begun to lead to, and that are no page and no file of the folder that is sent. */
  readonly brokenLinks: readonly string[];
  /** HTML that is sent as text, by its line in the file. */
  readonly html?: readonly HtmlAsText[];
  /** The page at the site before the push. */
  readonly before: Page | undefined;
  /** The change as a unified diff of the file. */
  readonly diff: string;
  /** The text of the file. */
  readonly text: string;
  /** The id of the deleted page that the file belonged to. */
  readonly formerId?: string | undefined;
}

/** A page whose file was edited, but has the same content as the site. */
export interface SamePage {
  readonly path: string;
  readonly text: string;
  readonly page: Page;
  readonly title: string;
  readonly labels: readonly string[];
}

/** The planned steps of a push. */
export interface PushPlan {
  readonly changes: readonly PushChange[];
  /** Attachments to send. */
  readonly files: readonly PushFile[];
  readonly undecided: readonly Undecided[];
  /** Pages to record without sending anything, by id. */
  readonly same: ReadonlyMap<string, SamePage>;
  readonly adopted: readonly AdoptedFile[];
  readonly links: LinkMap;
  /** The state of the folder, with moved files followed. */
  readonly state: DocsState;
}

/** The inputs of the plan. */
export interface PushParts {
  readonly client: Client;
  readonly folder: Folder;
  readonly state: DocsState;
  readonly signal?: AbortSignal | undefined;
  /** Runs conversions that may take long. */
  readonly endless: Endless | undefined;
}

interface ReadFile extends PageFile {
  readonly path: string;
  readonly text: string;
}

/** Plans a push. Requests are sent only for pages with local edits. */
export async function planPush(parts: PushParts): Promise<PushPlan> {
  const { client, folder, signal, endless } = parts;
  const seen = { state: parts.state, local: await scanFolder(folder, parts.state), endless };
  const { state, local } = await followMoved(folder, seen);
  const ambiguous = await ambiguousFiles(folder, { state, local });
  const edited = [...state.pages].filter(([id]) =>
    local.pages.get(id)?.kind === "edited" && !ambiguous.has(id)
  );
  const fresh = [...local.untracked].filter(([, { id }]) => id === undefined).map(([path]) => path);
  const created = await Promise.all(fresh.map((path) => readFile(folder, path)));
  const links = linksOf({ state, deployment: client.deployment }, created);
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
      const text = `"${path}" was not sent: it is a link, whose target is not in this folder`;
      return this.leave({ path, id, why: "in-the-way", text });
    }
    const file = await readFile(folder, path);
    if (page === undefined) {
      // A file without an id becomes a new page.
      if (file.front.id === undefined) return await this.addCreation(file, id);
      const text = `"${path}" was edited here, but its page was deleted or is hidden`;
      return this.leave({ path, id, why: "deleted-edited", text });
    }
    const led = adding.map((
      file,
    ): readonly [string, string] => [file.slice(file.lastIndexOf("/") + 1), file]);
    const own = new Map([...filesOf(known), ...led]);
    const linked: LinkedPage = { title: page.title, path, writtenAt: known.writtenAt, files: own };
    for (const [title, file] of led) links.attach(path, { title, path: file });
    const before = render(page.storage ?? "", { page: linked, links, endless }).body;
    const { front } = file;
    // Title and parent change only if the front matter was edited.
    const title = front.title === undefined || front.title === known.title ? page.title : titleOf(file);
    const body = withoutTitle(file.body, { title, before });
    const labels = front.labels ?? known.labels;
    // On Cloud a page's parent may be a folder, which front matter does not show. So only an edited parent counts.
    const moves = front.parent !== undefined && front.parent !== known.parent &&
      front.parent !== page.parentId;
    const parent = moves ? front.parent : page.parentId;
    const isNewer = page.version.number > Math.max(known.version, front.version ?? 0);
    // An unchanged text is sent as the original content, byte for byte.
    if (isNewer && (body !== before || title !== page.title || moves)) {
      const base = Math.max(known.version, front.version ?? 0);
      const text = `"${path}" was not sent. ${await conflictText(client, { page, version: base })}`;
      return this.leave({ path, id, why: "moved-on", text });
    }
    if (!await files.addReferenced({ path, pageId: id, body, before, adding })) return;
    const made = body === before
      ? { storage: page.storage ?? "", brokenLinks: [], html: [] }
      : toContent(body, { before, page: linked, links, endless });
    // A comment, or another word for the language of code, changes nothing at the site.
    const isSame = render(made.storage, { page: linked, links, endless }).body === before;
    const { storage, brokenLinks, html } = isSame ? { ...made, storage: page.storage ?? "" } : made;
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
      html: inFile(html, file),
      before: page,
      diff: await diffOf(path, { old, now: { title, parent, labels, body }, endless }),
      text: file.text,
    });
  }

  async addCreation(file: ReadFile, formerId?: string): Promise<void> {
    const { path, front, text } = file;
    const { state, links, files, endless } = this.#parts;
    const title = titleOf(file);
    const body = withoutTitle(file.body, { title, before: "" });
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
    const { storage, brokenLinks, html } = toContent(body, {
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
      html: inFile(html, file),
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

/** The paths of a page's attachments, by their names at the site. */
export function filesOf({ attachments }: PageState): ReadonlyMap<string, string> {
  return new Map(Object.values(attachments).map(({ title, path }) => [title, path]));
}

function linksOf(
  { state, deployment }: { readonly state: DocsState; readonly deployment: Client["deployment"] },
  created: readonly ReadFile[],
): LinkMap {
  const known = [...state.pages.values()];
  return new LinkMap({ space: state.space.key, deployment }, [
    ...known.map((page) => ({ title: page.title, path: page.path, files: filesOf(page) })),
    ...created.map((file) => ({ title: titleOf(file), path: file.path, files: new Map() })),
  ]);
}

async function readFile(folder: Folder, path: string): Promise<ReadFile> {
  const text = normalized(await folder.text(path, { whole: true }) ?? "");
  return { path, text, ...parsePageFile(text, path) };
}

/** HTML by its line in the file, which has front matter before the text. */
function inFile(html: readonly HtmlAsText[], { text, body }: ReadFile): readonly HtmlAsText[] {
  const before = html.length === 0 ? 0 : text.split("\n").length - body.split("\n").length;
  return html.map(({ tag, line }) => ({ tag, line: line + before }));
}

function sorted(labels: readonly string[]): string {
  return JSON.stringify(labels.toSorted());
}
