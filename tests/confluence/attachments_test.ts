import assert from "node:assert/strict";
import { createClient } from "../../src/client/mod.ts";
import { downloadAttachment } from "../../src/confluence/mod.ts";
import { HttpError } from "../../src/core/errors.ts";
import { siteOf } from "../../src/site/site.ts";
import { manualClock, stubFetch } from "../../src/testing/mod.ts";

const ATTACHMENT = {
  id: "att1",
  title: "notes.txt",
  version: 1,
  size: 3,
  mediaType: "text/plain",
  pageId: undefined,
};

for (const download of [undefined, ""]) {
  Deno.test(`downloadAttachment() requests nothing when the server sent ${JSON.stringify(download)} as the link`, async () => {
    const network = stubFetch({ url: /.*/, reply: { text: "the home page" } });
    const client = createClient({
      site: siteOf("https://wiki.company.com"),
      deployment: "data-center",
      product: "confluence",
      fetch: network.fetch,
      clock: manualClock(),
      random: () => 0,
    });
    const error = await downloadAttachment(client, { attachment: { ...ATTACHMENT, download } }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof HttpError);
    assert.equal(error.code, "bad-response");
    assert.match(error.message, /^The server sent no link to download the attachment "notes\.txt": /);
    assert.deepEqual(network.requests, []);
  });
}
