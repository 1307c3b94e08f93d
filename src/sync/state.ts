/**
 * What is known of a folder's pages: what each file held when it was written, and of which version that was.
 *
 * @module
 */
import { array, boolean, looseObject, nullable, number, optional, record, string } from "zod/mini";
import { AtlcliError } from "../core/errors.ts";
import type { Folder } from "./folder.ts";
import { JOURNAL_FILE, recover } from "./journal.ts";
import { isHidden, PAGE_ENDING } from "./names.ts";

/** The state's file, in the folder that it is about. */
export const STATE_FILE = ".atlcli-docs.json";

/** An attached file, as it was written. */
export interface AttachmentState {
  /** Its name at the site. */
  readonly title: string;
  readonly path: string;
  readonly version: number;
  /** Bytes, and the time of its last change: whether somebody changed it since. */
  readonly size: number;
  readonly modifiedAt: number;
  /** The hash of its bytes; absent where an earlier version wrote the state. */
  readonly hash?: string | undefined;
}

/** A page, as its file was written. */
export interface PageState {
  readonly path: string;
  readonly version: number;
  readonly title: string;
  readonly parent?: string | undefined;
  readonly labels: readonly string[];
  /** The hash of the file's text. */
  readonly markdown: string;
  /** The hash of the page's content in storage format. */
  readonly storage: string;
  /** The paths of the pages and files that it leads to, by how it names them; `null` for what was not there. */
  readonly links: Readonly<Record<string, string | null>>;
  readonly attachments: Readonly<Record<string, AttachmentState>>;
  /** Whether a person chose the path: a pull leaves it, whatever the page is called and wherever it lies. */
  readonly byHand?: boolean | undefined;
}

/** What is known of a folder. */
export interface DocsState {
  /** The site's address. */
  readonly site: string;
  readonly space: { readonly id: string; readonly key: string };
  /** By id. */
  readonly pages: ReadonlyMap<string, PageState>;
}

const shape = () =>
  looseObject({
    site: string(),
    space: looseObject({ id: string(), key: string() }),
    pages: record(
      string(),
      looseObject({
        path: string(),
        version: number(),
        title: string(),
        parent: optional(string()),
        labels: array(string()),
        markdown: string(),
        storage: string(),
        links: record(string(), nullable(string())),
        attachments: record(
          string(),
          looseObject({
            title: string(),
            path: string(),
            version: number(),
            size: number(),
            modifiedAt: number(),
            hash: optional(string()),
          }),
        ),
        byHand: optional(boolean()),
      }),
    ),
  });

/**
 * Reads a folder's state, with what a pull that was killed had written.
 *
 * @returns `undefined` where there is none.
 * The file may come with a checkout, and a push sends what it names: so it may name only what a pull could have written.
 *
 * @throws {AtlcliError} `docs-folder` when it does not fit, or names what lies outside the folder or is hidden in it.
 */
export async function loadState(folder: Folder): Promise<DocsState | undefined> {
  const state = await readState(folder, STATE_FILE);
  const journal = await readState(folder, JOURNAL_FILE);
  return journal === undefined ? state : await recover(folder, { state, journal });
}

async function readState(folder: Folder, file: string): Promise<DocsState | undefined> {
  const text = await folder.text(file);
  if (text === undefined) return undefined;
  const broken = brokenIn(folder, file);
  const result = shape().safeParse(jsonOf(text));
  if (!result.success) {
    throw broken(`It lacks "${result.error.issues[0]?.path.map(String).join(".") ?? ""}"`);
  }
  const { site, space, pages } = result.data;
  for (const { path, attachments } of Object.values(pages)) {
    if (!path.toLowerCase().endsWith(PAGE_ENDING)) throw broken("It names a page's file without .md");
    for (const each of [path, ...Object.values(attachments).map((file) => file.path)]) {
      if (!folder.isInside(each)) throw broken("It names a file outside the folder");
      if (isHidden(each)) throw broken("It names a hidden file");
    }
  }
  return { site, space: { id: space.id, key: space.key }, pages: new Map(Object.entries(pages)) };
}

/** Writes a folder's state, in place of the one before. What the journal announced is part of it. */
export async function saveState(folder: Folder, state: DocsState): Promise<void> {
  await writeState(folder, { file: STATE_FILE, state });
  await folder.remove(JOURNAL_FILE);
}

/** Announces pages and files that are about to be written: in the journal, until the next {@linkcode saveState}. */
export async function announce(folder: Folder, state: DocsState): Promise<void> {
  await writeState(folder, { file: JOURNAL_FILE, state });
}

async function writeState(
  folder: Folder,
  { file, state }: { readonly file: string; readonly state: DocsState },
): Promise<void> {
  const value = { version: 1, ...state, pages: Object.fromEntries(state.pages) };
  await folder.write(file, `${JSON.stringify(value, null, 1)}\n`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function brokenIn(folder: Folder, file: string): (why: string) => AtlcliError {
  const hint = file === STATE_FILE
    ? `Take "${file}" from a backup, or remove it and pull into another folder`
    : `Remove "${file}", and pull again`;
  return (why) =>
    new AtlcliError("docs-folder", `The state of "${folder.root}" cannot be used: ${why}`, { hint });
}
