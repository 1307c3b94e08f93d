/**
 * What the tests of `atlcli api` have in common.
 */
import assert from "node:assert/strict";
import { type RecordedRequest, type Stub, stubFetch } from "../../src/testing/stub_fetch.ts";
import { CONFLUENCE, type Machine, machine, type MachineOptions, PROFILES } from "./fixture.ts";

/** A machine that is signed in to Cloud; `dc` is Jira, `conf` Confluence on Data Center; `reader` only reads. */
export const signedIn = (options: MachineOptions = {}): Machine =>
  machine({
    profiles: {
      ...PROFILES,
      conf: {
        ...PROFILES["dc"],
        baseUrl: CONFLUENCE,
        product: "confluence",
        apiToken: btoa("544604719824:a-Confl-token-of-Mia"),
      },
      reader: { ...PROFILES["work"], readOnly: true },
    },
    ...options,
  });

/** A machine whose network is made of stubs. */
export function stubbed(
  ...stubs: readonly Stub[]
): Machine & { readonly network: ReturnType<typeof stubFetch> } {
  const network = stubFetch(...stubs);
  return { ...signedIn({ fetch: network.fetch }), network };
}

/** What a request that is sent with these words looks like. */
export async function sent(
  words: readonly string[],
  options: { readonly stdin?: string; readonly files?: Readonly<Record<string, string>> } = {},
): Promise<RecordedRequest> {
  const methods = ["GET", "POST", "PUT", "DELETE", "PATCH"];
  const network = stubFetch(...methods.map((method) => ({ method, url: /./, reply: { json: {} } })));
  const { files, ...run } = options;
  const made = signedIn({ fetch: network.fetch, ...(files !== undefined && { files }) });
  const { exit, err } = await made.run(["api", ...words], run);
  assert.equal(exit, 0, err);
  const [request] = network.requests;
  assert.ok(request !== undefined);
  return request;
}
