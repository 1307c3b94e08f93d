/**
 * Where releases are.
 *
 * @module
 */
import { type Host, UsageError } from "../../../../mod.ts";
import { isLoopback } from "../../../core/url.ts";
import { readVariable } from "../../../core/variable.ts";

/** Where releases are, unless `ATLCLI_RELEASES_URL` says where else: this, and `/latest/download/` and `/download/vX.Y.Z/` below it. */
export const RELEASES_URL = "https://github.com/atlcli/atlcli/releases";

/**
 * Where releases are.
 *
 * @returns The address, without a slash at its end.
 * @throws {UsageError} when the variable holds no https address. Plain http is for this machine alone: nobody should see
 * which version is asked for, though nothing that comes is believed unsigned.
 */
export function releasesUrl(host: Pick<Host, "env">): string {
  const text = readVariable(host, "ATLCLI_RELEASES_URL");
  if (text === undefined) return RELEASES_URL;
  const url = URL.parse(text);
  const secure = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (url === null || !secure || url.username !== "" || url.password !== "" || url.search !== "") {
    throw new UsageError("ATLCLI_RELEASES_URL: not an https address without user and query", {
      hint: `Give one such as ${RELEASES_URL}`,
    });
  }
  return url.href.replace(/(?<!\/)\/+$/, "");
}
