/**
 * `--web`: opens a page of the site in the browser.
 *
 * @module
 */
import { isInsideSite } from "../client/mod.ts";
import { type Os, RunFault } from "../core/host.ts";
import { systemFile } from "../core/system_file.ts";
import { type Site, UsageError } from "../../mod.ts";
import type { Context } from "./context.ts";

type Opener = readonly [string, ...string[]];

/**
 * The program that opens a URL, and its first arguments. None is a shell; system programs are not searched in
 * PATH.
 *
 * @see https://ss64.com/mac/open.html, https://www.freedesktop.org/wiki/Software/xdg-utils/
 * @see https://learn.microsoft.com/windows-server/administration/windows-commands/rundll32
 */
const OPENERS: Readonly<Record<Exclude<Os, "other">, (host: Context["host"]) => Opener>> = {
  darwin: () => ["/usr/bin/open"],
  linux: () => ["xdg-open"],
  windows: (host) => [systemFile(host, "rundll32.exe"), "url.dll,FileProtocolHandler"],
};

/** How long to wait for the opener, in milliseconds: some end only with the browser. */
const TIMEOUT_MS = 10_000;

/**
 * Opens a page of a site in the browser. Prints the URL if no browser can be opened.
 *
 * @throws {UsageError} if the URL is outside the site: a link from a server must not lead elsewhere.
 */
export async function openInBrowser(
  { host, output }: Pick<Context, "host" | "output">,
  page: { readonly site: Site; readonly address: string },
): Promise<void> {
  const url = URL.parse(page.address);
  if (url === null || !/^https?:$/.test(url.protocol) || !isInsideSite(page.site, url)) {
    throw new UsageError(`Refused to open "${url?.origin ?? page.address}": it is not on ${page.site.url}`);
  }
  const [program, ...args] = host.os === "other" ? [] : OPENERS[host.os](host);
  if (program === undefined || !await tryOpen({ host }, [program, ...args, url.href])) {
    output.say("Could not open a browser. The URL is:");
    output.text(`${url.href}\n`);
    return;
  }
  output.say(`Opened ${url.href}`);
}

async function tryOpen(
  { host }: Pick<Context, "host">,
  [program, ...args]: readonly [string, ...string[]],
): Promise<boolean> {
  try {
    const { code } = await host.run({
      program,
      args,
      environment: { kind: "inherited", emptied: ["ATLCLI_API_TOKEN"] },
      timeoutMs: TIMEOUT_MS,
    });
    return code === 0;
  } catch (error) {
    if (!(error instanceof RunFault)) throw error;
    return error.reason === "timeout";
  }
}
