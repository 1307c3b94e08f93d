/** What the tests of the client have in common. */
import assert from "node:assert/strict";
import { type Client, type ClientOptions, createClient } from "../../src/client/client.ts";
import type { Credential } from "../../src/core/credential.ts";
import { AtlcliError, type ErrorCode } from "../../src/core/errors.ts";
import { Secret } from "../../src/core/secret.ts";
import { siteOf } from "../../src/site/site.ts";
import { type ManualClock, manualClock } from "../../src/testing/manual_clock.ts";
import { type Stub, type StubFetch, stubFetch } from "../../src/testing/stub_fetch.ts";

export const CANARY = "ATATT3xCanary";
export const CLOUD_ID = "11111111-2222-3333-4444-555555555555";
export const API_TOKEN: Credential = {
  kind: "api-token",
  email: "ada@company.com",
  token: new Secret(CANARY),
};
export const SCOPED_TOKEN: Credential = { ...API_TOKEN, kind: "scoped-token", cloudId: CLOUD_ID };
export const PAT: Credential = { kind: "pat", token: new Secret(CANARY) };
export const BASIC = `Basic ${btoa(`ada@company.com:${CANARY}`)}`;
export const BEARER = `Bearer ${CANARY}`;
export const CLOUD = siteOf("https://company.atlassian.net");
export const DATA_CENTER = siteOf("https://jira.company.com/jira");

export interface Fixture {
  readonly client: Client;
  readonly network: StubFetch;
  readonly clock: ManualClock;
}

/** A client of a Cloud site whose network is made of stubs; no jitter. */
export function cloudClient(stubs: readonly Stub[], options: Partial<ClientOptions> = {}): Fixture {
  return fixture(stubs, { site: CLOUD, deployment: "cloud", credential: API_TOKEN, ...options });
}

/** A client of a Jira on Data Center, under a context path. */
export function dataCenterClient(stubs: readonly Stub[], options: Partial<ClientOptions> = {}): Fixture {
  return fixture(stubs, {
    site: DATA_CENTER,
    deployment: "data-center",
    product: "jira",
    credential: PAT,
    ...options,
  });
}

function fixture(
  stubs: readonly Stub[],
  options: Partial<ClientOptions> & Pick<ClientOptions, "site" | "deployment">,
): Fixture {
  const network = stubFetch(...stubs);
  const clock = manualClock();
  const client = createClient({ fetch: network.fetch, clock, random: () => 0.5, ...options });
  return { client, network, clock };
}

/** Checks that something fails with an error of ours, with this code. */
export async function failsWith(work: Promise<unknown>, code: ErrorCode): Promise<AtlcliError> {
  const error = await work.then(() => undefined, (thrown: unknown) => thrown);
  assert.ok(error instanceof AtlcliError, `Expected an error of ours, not ${String(error)}`);
  assert.equal(error.code, code, error.message);
  return error;
}

/** A body that sends these pieces and then neither more nor its end. */
export function hangingBody(...pieces: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller): void {
      for (const piece of pieces) controller.enqueue(new TextEncoder().encode(piece));
    },
  });
}
