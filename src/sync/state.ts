/**
 * The state of a folder of pages: the content of each file when it was written, and its version at the site.
 *
 * @module
 */
import {
  array,
  boolean,
  enum as oneOf,
  looseObject,
  nullable,
  number,
  optional,
  record,
  string,
} from "zod/mini";
import { AtlcliError } from "../core/errors.ts";
import { FileFault } from "../core/host.ts";
import { printable, shorten } from "../core/text.ts";
import type { Folder } from "./folder.ts";
import { JOURNAL_FILE, recover } from "./journal.ts";
import { placeOf, protoFault, type StateFault, stateFault } from "./state_fault.ts";

/** The name of the state file, in the folder that it describes. */
export const STATE_FILE = ".atlcli-docs.json";

/** An attachment as it was written. */
export interface AttachmentState {
  /** The attachment's name at the site. */
  readonly title: string;
  readonly path: string;
  readonly version: number;
  /** Size in bytes and time of the last change, to detect local edits. */
  readonly size: number;
  readonly modifiedAt: number;
  /** The hash of its bytes; absent if an earlier version of this program wrote the state. */
  readonly hash?: string | undefined;
  /**
   * Whether it is a file of the user's own, at a path that the user chose. It is tracked while the text of its page
   * links to it.
   */
  readonly own?: boolean | undefined;
}

/** A step of sending a page. */
export type PushStep = "content" | "attachments" | "labels";
const STEPS: readonly PushStep[] = ["content", "attachments", "labels"];

/** A page that was sent, but not yet confirmed by a response. */
export interface SentPage {
  /** The version number that the page gets. */
  readonly version: number;
  readonly title: string;
  /** The id of the new parent; absent if the page is not moved. */
  readonly parent?: string | undefined;
  /** The hash of its content: see `contentHash()`. */
  readonly content: string;
  /** The attachments to send after creating the page. */
  readonly adding?: readonly string[] | undefined;
}

/** A page as its file was written. */
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
  /** The target path of each reference in the text; `null` if there was none. */
  readonly links: Readonly<Record<string, string | null>>;
  readonly attachments: Readonly<Record<string, AttachmentState>>;
  /** Whether the user chose the path: a pull keeps it, even if the page is renamed or moved. */
  readonly byHand?: boolean | undefined;
  /** The path of the file when its text was written, if it was moved since: links may be relative to it. */
  readonly writtenAt?: string | undefined;
  /** Steps of an interrupted push that the site has not confirmed. Absent if there are none. */
  readonly unfinished?: readonly PushStep[] | undefined;
  /** Attachments that a push had yet to send after the text, which links to them. */
  readonly adding?: readonly string[] | undefined;
  /** The version that is being sent. A run after a crash checks whether the site has it. */
  readonly sending?: SentPage | undefined;
}

/** The state of a folder. */
export interface DocsState {
  /** The site's URL. */
  readonly site: string;
  readonly space: { readonly id: string; readonly key: string };
  /** The pages, by id. */
  readonly pages: ReadonlyMap<string, PageState>;
  /** New pages that were sent but not yet confirmed by a response, by file path. */
  readonly creating?: ReadonlyMap<string, SentPage> | undefined;
}

const sent = () =>
  looseObject({
    version: number(),
    title: string(),
    parent: optional(string()),
    content: string(),
    adding: optional(array(string())),
  });

const shape = () =>
  looseObject({
    version: optional(number()),
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
            own: optional(boolean()),
          }),
        ),
        byHand: optional(boolean()),
        writtenAt: optional(string()),
        unfinished: optional(array(oneOf(STEPS))),
        adding: optional(array(string())),
        sending: optional(sent()),
      }),
    ),
    creating: optional(record(string(), sent())),
    formerly: optional(array(string())),
  });

/** The format version that this program writes. */
const FORMAT = 1;

/**
 * Loads a folder's state, including the journal of a killed pull.
 *
 * The file may come from a checkout, and a push sends the files that it names. So it may name only files that a pull or
 * push could have written.
 *
 * @returns `undefined` if there is none.
 * @throws {AtlcliError} `docs-folder` if it is invalid, naming the member.
 */
export async function loadState(folder: Folder): Promise<DocsState | undefined> {
  const state = await readState(folder, STATE_FILE);
  const journal = await readState(folder, JOURNAL_FILE);
  return journal === undefined ? state : await recover(folder, { state, journal });
}

async function readState(folder: Folder, file: string): Promise<DocsState | undefined> {
  const text = await textOf(folder, file);
  if (text === undefined) return undefined;
  const broken = brokenIn(folder, file);
  const value = jsonOf(text);
  const result = shape().safeParse(value);
  if (!result.success) {
    const { path = [] } = result.error.issues[0] ?? {};
    throw broken({
      member: path.map(String),
      why: path.length === 0 ? "Not a state file in JSON" : "is missing, or of the wrong type",
    });
  }
  const { version = FORMAT, site, space, pages, creating = {}, formerly = [] } = result.data;
  if (version > FORMAT) throw broken({ member: ["version"], why: "is from a newer version of atlcli" });
  const fault = protoFault(value) ?? stateFault({ site, space, pages, creating, formerly }, folder);
  if (fault !== undefined) throw broken(fault);
  return {
    site,
    space: { id: space.id, key: space.key },
    pages: new Map(Object.entries(pages)),
    creating: new Map(Object.entries(creating)),
  };
}

/** Saves a folder's state atomically, including everything that the journal announced. */
export async function saveState(folder: Folder, state: DocsState): Promise<void> {
  await writeState(folder, { file: STATE_FILE, state });
  await folder.remove(JOURNAL_FILE);
}

/**
 * Announces pages and attachments that are about to be written, in the journal, until the next {@linkcode saveState}.
 */
export async function announce(folder: Folder, state: DocsState): Promise<void> {
  await writeState(folder, { file: JOURNAL_FILE, state });
}

async function writeState(
  folder: Folder,
  { file, state }: { readonly file: string; readonly state: DocsState },
): Promise<void> {
  const pages = [...state.pages].map(([id, page]) => [id, storedPage(page)] as const);
  const value = {
    version: FORMAT,
    site: state.site,
    space: state.space,
    pages: Object.fromEntries(pages),
    ...((state.creating?.size ?? 0) > 0 && { creating: Object.fromEntries(state.creating ?? []) }),
    ...formerlyOf(state),
  };
  await folder.write(file, `${JSON.stringify(value, null, 1)}\n`);
}

function storedPage(page: PageState): PageState {
  const attachments = Object.entries(page.attachments).map(([id, { own: _, ...file }]) => {
    const own = placeOf(file.path) === undefined ? { own: true } : {};
    return [id, { ...file, title: printable(file.title), ...own }] as const;
  });
  const { unfinished = [], adding = [], sending, ...rest } = page;
  return {
    ...rest,
    title: printable(page.title),
    labels: page.labels.map((label) => printable(label)),
    attachments: Object.fromEntries(attachments),
    ...(unfinished.length > 0 && { unfinished }),
    ...(adding.length > 0 && { adding }),
    ...(sending !== undefined && { sending: { ...sending, title: printable(sending.title) } }),
  };
}

/** A renamed page leaves its attachments at the old paths until a pull moves them. */
function formerlyOf({ pages }: DocsState): { readonly formerly?: readonly string[] } {
  const paths = new Set([...pages.values()].map(({ path }) => path));
  const places = [...pages.values()].flatMap(({ attachments }) =>
    Object.values(attachments).flatMap(({ path }) => placeOf(path) ?? [])
  );
  const formerly = [...new Set(places)].filter((path) => !paths.has(path)).toSorted();
  return formerly.length > 0 ? { formerly } : {};
}

async function textOf(folder: Folder, file: string): Promise<string | undefined> {
  try {
    return await folder.text(file);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    if (!["is-link", "not-regular", "is-folder"].includes(error.reason)) throw error;
    throw brokenIn(folder, file)({ member: [], why: "Not a regular file of this folder" });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function brokenIn(folder: Folder, file: string): (fault: StateFault) => AtlcliError {
  const hint = file === STATE_FILE
    ? `Restore "${file}" from a backup, or remove it and pull into another folder`
    : `Remove "${file}", and pull again`;
  return ({ member, why }) => {
    const name = shorten(printable(member.join(".")), 100);
    const fault = name === "" ? why : `"${name}" ${why}`;
    return new AtlcliError("docs-folder", `The state of "${folder.root}" is invalid: ${fault}`, { hint });
  };
}
