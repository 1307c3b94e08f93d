/** Leads a client astray, by redirects and links that are made by chance, and looks where its token went. */
import assert from "node:assert/strict";
import { createClient } from "../../src/client/client.ts";
import { AtlcliError } from "../../src/core/errors.ts";
import { manualClock } from "../../src/testing/manual_clock.ts";
import { BEARER, DATA_CENTER, PAT } from "./fixture.ts";
import { randomOf } from "../markdown/random.ts";
import { randomAddress } from "./random_addresses.ts";

const STATUSES = [301, 302, 303, 307, 308];

/** How it went. */
interface Strayed {
  /** How many redirects and links were followed inside the site. */
  readonly followed: number;
  /** How many were refused. */
  readonly refused: number;
}

/**
 * Leads a client of `https://jira.company.com/jira` astray.
 *
 * @throws {AssertionError} when a request with the token left the site.
 */
export async function leadAstray(
  options: { readonly times: number; readonly seed: number },
): Promise<Strayed> {
  const random = randomOf(options.seed);
  const sent: { readonly url: URL; readonly authorization: string | null }[] = [];
  let [location, status] = ["", 302];
  const client = createClient({
    ...{ site: DATA_CENTER, deployment: "data-center", product: "jira", credential: PAT },
    ...{ clock: manualClock(), random: () => 0, limits: { maxRetries: 0 } },
    fetch: (url, init) => {
      sent.push({ url, authorization: new Headers(init.headers).get("authorization") });
      const isFirst = sent.length === 1;
      return Promise.resolve(
        isFirst ? new Response(null, { status, headers: { location } }) : Response.json({ ok: true }),
      );
    },
  });
  let [followed, refused] = [0, 0];
  for (let time = 0; time < options.times; time++) {
    const address = randomAddress(random);
    // A header contains other characters than Latin-1 as UTF-8 bytes, and no line breaks.
    location = String.fromCharCode(...new TextEncoder().encode(address));
    status = STATUSES[time % STATUSES.length] ?? 302;
    sent.length = 0;
    const isLink = time % 2 === 0;
    const work = isLink ? linked(address) : client.json({ path: "/rest/a" });
    const went = await work.then(() => true, (error: unknown) => {
      assert.ok(error instanceof AtlcliError, `${address}: ${error}`);
      return false;
    });
    if (went) followed++;
    else refused++;
    for (const { url, authorization } of isLink ? sent : sent.slice(1)) {
      checkInside(url, authorization, address);
    }
  }
  return { followed, refused };

  async function linked(address: string): Promise<unknown> {
    const path = client.resolve(address);
    // So that the answer is no redirect.
    status = 200;
    return await client.fetch({ path, anyStatus: true });
  }
}

/** By its parts, and not by the program's own rule. */
function checkInside(url: URL, authorization: string | null, address: string): void {
  const where = `${JSON.stringify(address)} led to ${url.href}`;
  assert.equal(authorization, BEARER, where);
  assert.deepEqual(
    [url.protocol, url.hostname, url.port, url.username, url.password],
    ["https:", "jira.company.com", "", "", ""],
    where,
  );
  assert.ok(url.pathname === "/jira" || url.pathname.startsWith("/jira/"), where);
  // However often a server decodes a path, and whatever it takes for a separator, it stays below.
  let path = url.pathname;
  for (let turn = 0; turn < 2; turn++) {
    const steps = path.replaceAll("\\", "/").split("/").map((step) => step.replace(/;.*$/, ""));
    assert.ok(!steps.includes(".."), where);
    path = path.replace(/%(2e|2f|5c)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}
