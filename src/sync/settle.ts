/**
 * Settles requests of an earlier push whose response was lost, by checking what the site has.
 *
 * @module
 */
import type { Client } from "../client/client.ts";
import { listPages, type Page } from "../confluence/pages.ts";
import type { Folder } from "./folder.ts";
import { readContents } from "./remote.ts";
import { contentHash, type Endless, hashOf } from "./render.ts";
import { type DocsState, type PageState, saveState, type SentPage } from "./state.ts";

/** The inputs of the check. */
interface SettleParts {
  readonly client: Client;
  readonly folder: Folder;
  readonly state: DocsState;
  readonly signal?: AbortSignal | undefined;
  /** Runs conversions that may take long. */
  readonly endless: Endless | undefined;
}

/**
 * Checks and records whether requests without a response were executed. A page counts as sent if the site has exactly
 * the announced version, with the same title, parent and content. Without such requests it sends nothing.
 */
export async function settle(parts: SettleParts): Promise<DocsState> {
  const { folder, state } = parts;
  const open = [...state.pages.values()].filter(({ sending }) => sending !== undefined);
  const creating = state.creating ?? new Map<string, SentPage>();
  if (open.length + creating.size === 0) return state;
  const pages = new Map(state.pages);
  await settleVersions(parts, pages);
  for (const [path, sent] of creating) {
    const page = await findSent(parts, sent);
    if (page !== undefined && !pages.has(page.id)) {
      // The deleted page that the file belonged to: one file is never two pages.
      for (const [id, known] of pages) if (known.path === path) pages.delete(id);
      pages.set(page.id, createdPage({ path, page, sent }));
    }
  }
  const settled = { ...state, pages, creating: new Map() };
  await saveState(folder, settled);
  return settled;
}

/** Whether a page is the one that was sent. */
export function isOurs(page: Page, sent: SentPage, endless: Endless | undefined): boolean {
  return page.version.number === sent.version && page.title.trim() === sent.title.trim() &&
    (sent.parent === undefined || page.parentId === sent.parent) &&
    contentHash(page.storage ?? "", endless) === sent.content;
}

/**
 * The state of a new page with only its content confirmed. Its file counts as edited until the other steps are done.
 */
export function createdPage(
  { path, page, sent }: { readonly path: string; readonly page: Page; readonly sent: SentPage },
): PageState {
  return {
    path,
    version: page.version.number,
    title: sent.title,
    parent: page.parentId ?? sent.parent,
    labels: [],
    markdown: "",
    storage: hashOf(page.storage ?? ""),
    links: {},
    attachments: {},
    adding: sent.adding,
  };
}

async function settleVersions(
  { client, signal, endless }: SettleParts,
  pages: Map<string, PageState>,
): Promise<void> {
  const open = [...pages].flatMap(([id, { sending, ...rest }]) =>
    sending === undefined ? [] : [{ id, sent: sending, rest }]
  );
  const found = new Map<string, Page>();
  for await (const chunk of readContents(client, { ids: open.map(({ id }) => id), signal })) {
    for (const page of chunk) found.set(page.id, page);
  }
  for (const { id, sent, rest } of open) {
    const page = found.get(id);
    if (page === undefined || !isOurs(page, sent, endless)) pages.set(id, rest);
    else pages.set(id, { ...rest, ...sentMembers(rest, { page, sent }) });
  }
}

/** The members of a page's state that a new version changes. */
function sentMembers(
  known: PageState,
  { page, sent }: { readonly page: Page; readonly sent: SentPage },
): Partial<PageState> {
  const { version, title, parent = known.parent } = sent;
  // No file has this hash, so the file counts as edited even if it is reverted to its previous text.
  return { version, title, parent, storage: hashOf(page.storage ?? ""), markdown: "" };
}

/** Finds the new page that was sent, if the site has it. */
export async function findSent(
  { client, state, signal, endless }: SettleParts,
  sent: SentPage,
): Promise<Page | undefined> {
  const { title } = sent;
  // A page with an id that cannot be used is not known to be this one.
  const onRefused = (): void => {};
  const list = listPages(client, {
    space: state.space,
    title,
    withStorage: true,
    limit: 1,
    signal,
    onRefused,
  });
  for await (const { items } of list) {
    const [page] = items;
    return page !== undefined && isOurs(page, sent, endless) ? page : undefined;
  }
  return undefined;
}
