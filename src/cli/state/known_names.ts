/**
 * Known names of a site, for completion: keys of projects and spaces, names of statuses.
 *
 * They are stored by site in `seen.json`, next to the credentials file. The file is optional: an unreadable file counts
 * as empty, a failed write is ignored, and the last of two concurrent writes wins. It contains no secrets.
 *
 * @module
 */
import { isRecord } from "../../core/records.ts";
import { holdsSecret } from "../../core/redact.ts";
import { absolutePath } from "../../core/paths.ts";
import type { Host, Library, Resolution } from "../../../mod.ts";
import { writeSideFile } from "./state_file.ts";

/** The known names by kind, newest first. */
export interface KnownNames {
  readonly projects: readonly string[];
  readonly spaces: readonly string[];
  readonly statuses: readonly string[];
}

/** The file name. */
const SEEN_FILE = "seen.json";

const KINDS = ["projects", "spaces", "statuses"] as const;
const MAX_SITES = 20;
/** Maximum number of names per kind and site. */
export const MAX_VALUES = 200;
const MAX_LENGTH = 100;
const MAX_BYTES = 1024 * 1024;

type Sites = Readonly<Record<string, KnownNames>>;

/** Reads the known names of a site. */
export async function knownNamesOf(library: Library, site: string): Promise<KnownNames> {
  return (await read(library))[site] ?? NOTHING;
}

/**
 * Remembers the names in a command's output, if a profile was used. Never fails, and writes only new names.
 *
 * @param names The names; values that are not names are ignored.
 */
export async function rememberNames(
  { library, host }: { readonly library: Library; readonly host: Host },
  { resolution, ...names }: Partial<KnownNames> & { readonly resolution: Resolution },
): Promise<void> {
  if (resolution.profile === undefined || host.env("CI") !== undefined) return;
  const sites = await read(library);
  const before = sites[resolution.site.url] ?? NOTHING;
  const after = merged(before, names);
  if (KINDS.every((kind) => after[kind].length === before[kind].length)) return;
  await write(library, { [resolution.site.url]: after, ...without(sites, resolution.site.url) });
}

/** Forgets a site. Never fails. */
export async function forgetNames(library: Library, site: string): Promise<void> {
  const sites = await read(library);
  if (site in sites) await write(library, without(sites, site));
}

const NOTHING: KnownNames = { projects: [], spaces: [], statuses: [] };

/** Known names keep their order: only new names change the file. */
function merged(before: KnownNames, names: Partial<KnownNames>): KnownNames {
  const [projects = [], spaces = [], statuses = []] = KINDS.map((kind) =>
    [...new Set([...(names[kind] ?? []).filter((value) => !before[kind].includes(value)), ...before[kind]])]
      .filter(isName).slice(0, MAX_VALUES)
  );
  return { projects, spaces, statuses };
}

/** A name of one line, without control characters and secrets. */
function isName(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= MAX_LENGTH &&
    !/[\p{C}\p{Zl}\p{Zp}]/u.test(value) && !holdsSecret(value);
}

function without(sites: Sites, site: string): Sites {
  return Object.fromEntries(Object.entries(sites).filter(([name]) => name !== site));
}

async function read({ store, host }: Library): Promise<Sites> {
  try {
    const path = absolutePath(store.folder, SEEN_FILE);
    const stat = await host.files.stat(path);
    if (stat === undefined || stat.size > MAX_BYTES) return {};
    const value: unknown = JSON.parse(new TextDecoder().decode(await host.files.read(path)));
    const sites = isRecord(value) && isRecord(value["sites"]) ? value["sites"] : {};
    return Object.fromEntries(
      Object.entries(sites).map(([site, names]) => [site, merged(NOTHING, namesIn(names))]),
    );
  } catch {
    return {};
  }
}

function namesIn(value: unknown): Partial<KnownNames> {
  const list = (kind: string): string[] => {
    const values = isRecord(value) ? value[kind] : undefined;
    return Array.isArray(values) ? values.filter(isName) : [];
  };
  return { projects: list("projects"), spaces: list("spaces"), statuses: list("statuses") };
}

async function write(library: Library, sites: Sites): Promise<void> {
  const kept = Object.fromEntries(Object.entries(sites).slice(0, MAX_SITES));
  await writeSideFile(library, { name: SEEN_FILE, value: { sites: kept } });
}
