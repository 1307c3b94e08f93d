/** What the tests of Jira's calls have in common: the same call on both deployments. */
import assert from "node:assert/strict";
import type { RecordedRequest, Stub } from "../../src/testing/stub_fetch.ts";
import { cloudClient, dataCenterClient, type Fixture } from "../client/fixture.ts";

/** A deployment, and how a test speaks to it. */
export interface Face {
  readonly name: string;
  readonly isCloud: boolean;
  /** Where Jira's resources are. */
  readonly base: string;
  /** Where people read issues. */
  readonly browse: string;
  readonly open: (...stubs: readonly Stub[]) => Fixture;
}

export const CLOUD: Face = {
  name: "Cloud",
  isCloud: true,
  base: "https://company.atlassian.net/rest/api/3",
  browse: "https://company.atlassian.net/browse",
  open: (...stubs) => cloudClient(stubs),
};

export const DATA_CENTER: Face = {
  name: "Data Center",
  isCloud: false,
  base: "https://jira.company.com/jira/rest/api/2",
  browse: "https://jira.company.com/jira/browse",
  open: (...stubs) => dataCenterClient(stubs),
};

/** Both. */
export const FACES: readonly Face[] = [CLOUD, DATA_CENTER];

/** A document of one paragraph. */
const ADF = {
  type: "doc",
  version: 1,
  content: [{ type: "paragraph", content: [{ type: "text", text: "Hello" }] }],
} as const;

/** A long text as a deployment has it. */
export function richText(face: Face): typeof ADF | string {
  return face.isCloud ? ADF : "Hello";
}

/** The bodies that were sent, parsed. */
export function bodies(requests: readonly RecordedRequest[]): readonly unknown[] {
  return requests.filter(({ body }) => body !== undefined).map(({ body }): unknown => JSON.parse(body ?? ""));
}

/** The only body that was sent. */
export function bodyOf({ network }: Fixture): unknown {
  const sent = bodies(network.requests);
  assert.equal(sent.length, 1, `${sent.length} bodies were sent`);
  return sent[0];
}

/** Answers without a body. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** A refusal, as Jira words it. */
export function refusal(
  status: number,
  errors: Readonly<Record<string, string>>,
  ...errorMessages: readonly string[]
): { readonly json: unknown; readonly status: number } {
  return { status, json: { errorMessages, errors } };
}
