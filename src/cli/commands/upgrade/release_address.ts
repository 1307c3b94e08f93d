/**
 * The URL of the releases.
 *
 * @module
 */
import { type Host, UsageError } from "../../../../mod.ts";
import { isLoopback } from "../../../core/url.ts";
import { readVariable } from "../../../core/variable.ts";

/**
 * The default URL of the releases, with `/latest/download/` and `/download/vX.Y.Z/` below it. `ATLCLI_RELEASES_URL`
 * overrides it.
 */
export const RELEASES_URL = "https://github.com/atlcli/atlcli/releases";

/**
 * The URL of the releases.
 *
 * @returns The URL, without a trailing slash.
 * @throws {UsageError} if the variable is not an https URL. Plain http is allowed only for this machine. Downloads are
 * verified in any case, but https hides which version is requested.
 */
export function releasesUrl(host: Pick<Host, "env">): string {
  const text = readVariable(host, "ATLCLI_RELEASES_URL");
  if (text === undefined) return RELEASES_URL;
  const url = URL.parse(text);
  const secure = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url === null || !secure || url.username !== "" || url.password !== "" || url.search !== "") {
    throw new UsageError("ATLCLI_RELEASES_URL: Expected an https URL without a user and a query", {
      hint: `Give one such as ${RELEASES_URL}`,
    });
  }
  return url.href.replace(/(?<!\/)\/+$/, "");
}
