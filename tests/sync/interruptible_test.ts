/** Conversions of long texts, which a signal has to be able to end, whichever command makes them. */
import assert from "node:assert/strict";
import { memoryHost } from "../../src/testing/mod.ts";
import { getDocsStatus, pullDocs, pushDocs } from "../../src/sync/mod.ts";
import { LONG } from "../../src/markdown/dialect/limits.ts";
import { openDocsSite } from "../helpers/docs_site.ts";

const ROOT = "/home/me/docs";

Deno.test("what looks whether a long text still leads to a file of the user's can be ended, in status, pull and push", async () => {
  const site = openDocsSite("cloud");
  const host = memoryHost();
  let count = 0;
  const endless = <T>(work: () => T): T => {
    count++;
    return work();
  };
  const options = { client: site.client(), host, root: ROOT, endless };
  const confirm = (): Promise<boolean> => Promise.resolve(true);
  await pullDocs({ ...options, space: "TEAM" });
  host.disk.write(`${ROOT}/plan.txt`, "plan");
  host.disk.write(
    `${ROOT}/Long.md`,
    `[plan](plan.txt)\n\n~~~\n${"x".repeat(LONG)}\n~~~\n`,
  );
  await pushDocs({ ...options, confirm });
  count = 0;
  // Nothing was edited: that look is the only conversion, but that a pull takes the file over, and writes the page again.
  await getDocsStatus(options);
  assert.equal(count, 1);
  await pushDocs({ ...options, confirm });
  assert.equal(count, 2);
  await pullDocs(options);
  assert.equal(count, 4);
});
