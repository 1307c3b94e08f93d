/**
 * Explains a rejected change of a page by the newer version that caused it.
 *
 * @module
 */
import { looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { HttpError } from "../core/errors.ts";
import { printable, shorten } from "../core/text.ts";
import { type Page, pageOf, PageShape } from "./page_shape.ts";
import { pagePath } from "./rest.ts";

/** A rejected change, and its error. */
interface Refused {
  readonly error: unknown;
  readonly change: {
    readonly id: string;
    readonly version: number;
    readonly signal?: AbortSignal | undefined;
  };
}

const Name = lazyShape(() => looseObject({ displayName: nullish(string()), publicName: nullish(string()) }));

/**
 * Converts a rejection to a conflict if the page has another version by now. Other errors are returned unchanged. The
 * status may be 409 or 400, so the page itself has to be checked.
 */
export async function versionConflict(client: Client, { error, change }: Refused): Promise<unknown> {
  if (!(error instanceof HttpError) || ![400, 409].includes(error.status)) return error;
  const { id, signal } = change;
  const query = client.deployment === "cloud" ? {} : { expand: "version" };
  // Best effort: if this fails, the rejection itself is reported.
  const page = await client.json({
    product: "confluence",
    path: pagePath(client, id),
    query,
    signal,
    shape: PageShape,
  }).then((raw) => pageOf(client, raw), () => undefined);
  if (page === undefined || page.version.number <= change.version) return error;
  const { status, request, details } = error;
  return new HttpError("conflict", await conflictText(client, { page, version: change.version }), {
    status,
    request,
    details,
    hint: "Nothing was changed. Read the page again, then repeat the change",
    cause: error,
  });
}

/**
 * Describes the newer version: `Page "T" was changed: version 7 by Ada on 2026-01-17T12:34:00.000Z, after version 6`.
 */
export async function conflictText(
  client: Client,
  { page, version }: { readonly page: Page; readonly version: number },
): Promise<string> {
  const { number, when } = page.version;
  const by = await authorOf(client, page);
  const who = by === undefined ? "" : ` by ${by}`;
  const time = when === undefined ? "" : ` on ${printable(when)}`;
  const title = shorten(printable(page.title), 80);
  return `Page "${title}" was changed: version ${number}${who}${time}, after version ${version}`;
}

/** The name of a version's author. Cloud's responses contain only the account's id, so this may send a request. */
export async function authorOf(client: Client, { version }: Page): Promise<string | undefined> {
  const { by } = version;
  if (by === undefined) return undefined;
  if (client.deployment !== "cloud") return shorten(printable(by), 80);
  const request = { product: "confluence", path: "/rest/api/user", query: { accountId: by } } as const;
  const user = await client.json({ ...request, shape: Name }).catch(() => undefined);
  return shorten(printable(user?.displayName ?? user?.publicName ?? by), 80);
}
