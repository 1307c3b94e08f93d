/**
 * The documents that the sandbox gives, against Atlassian's schema of them.
 */
import assert from "node:assert/strict";
import { compileAdfSchema } from "../helpers/adf_schema.ts";
import { ask, testSandbox, URLS } from "../helpers/sandbox.ts";
import { check, FOLDER } from "./openapi.ts";

const judge = (): (document: unknown) => readonly string[] =>
  compileAdfSchema(JSON.parse(Deno.readTextFileSync(`${FOLDER}/adf-schema.json`)));

check("every document of an issue fits the schema", async () => {
  const faultsOf = judge();
  const sandbox = testSandbox();
  const jql = encodeURIComponent("created > 2000-01-01");
  const url = `${URLS.cloud}/rest/api/3/search/jql?jql=${jql}&fields=*all&maxResults=100`;
  const answer = await ask(sandbox, url, { as: "cloud-valid" });
  assert.equal(answer.status, 200, answer.text);
  const { issues } = JSON.parse(answer.text);
  const documents = issues.flatMap((issue: { readonly fields: Fields }) => [
    issue.fields.description,
    ...issue.fields.comment.comments.map(({ body }) => body),
    ...issue.fields.worklog.worklogs.map(({ comment }) => comment),
  ]).filter((document: unknown) => document !== null && document !== undefined);
  assert.ok(documents.length >= 6, String(documents.length));
  for (const document of documents) assert.deepEqual(faultsOf(document), [], JSON.stringify(document));
});

interface Fields {
  readonly description: unknown;
  readonly comment: { readonly comments: readonly { readonly body: unknown }[] };
  readonly worklog: { readonly worklogs: readonly { readonly comment: unknown }[] };
}

check("wiki markup of Data Center comes back from Cloud as a document that fits the schema", async () => {
  const faultsOf = judge();
  const sandbox = testSandbox();
  for (const body of ["one line", "two\nlines", "two\n\nparagraphs\n", "  \t x", "{code}\n<a>\n{code}"]) {
    const path = "issue/PROJ-1/comment";
    const made = await ask(sandbox, `${URLS.jira}/rest/api/2/${path}`, { as: "jira-valid", body: { body } });
    const { id } = JSON.parse(made.text);
    const shown = await ask(sandbox, `${URLS.cloud}/rest/api/3/${path}/${id}`, { as: "cloud-valid" });
    assert.deepEqual(faultsOf(JSON.parse(shown.text).body), [], shown.text);
  }
});

check("the schema rejects an invalid document", () => {
  const faultsOf = judge();
  const paragraph = (text: string): object => ({
    version: 1,
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text }] }],
  });
  assert.deepEqual(faultsOf(paragraph("a")), []);
  assert.notDeepEqual(faultsOf(paragraph("")), []);
  assert.notDeepEqual(faultsOf({ type: "doc", content: [] }), []);
});
