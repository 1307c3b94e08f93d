/** What the Confluence commands send, against Atlassian's own OpenAPI documents. */
import assert from "node:assert/strict";
import { createClient } from "../../src/client/mod.ts";
import { uploadAttachment } from "../../src/confluence/mod.ts";
import { Secret } from "../../src/core/secret.ts";
import { siteOf } from "../../src/site/site.ts";
import { type DocsMachine, docsMachine, FOLDER } from "../cli/wiki_docs_fixture.ts";
import { CLOUD, CONFLUENCE, MIA } from "../cli/fixture.ts";
import { checkRequest, type DocumentName, type SentRequest } from "../helpers/openapi_validator.ts";
import { check, documentOf } from "./openapi.ts";

/** A profile, what stands before a documented path there, and the documents that a path is in. */
const FACES: readonly {
  readonly profile: string;
  readonly base: string;
  readonly documentsOf: (path: string) => readonly DocumentName[];
}[] = [
  {
    profile: "work",
    base: CLOUD,
    documentsOf: (path) =>
      path.startsWith("/wiki/api/v2/") ? ["confluence-cloud-v2"] : ["confluence-cloud-v1"],
  },
  {
    profile: "wiki",
    base: CONFLUENCE,
    documentsOf: () => ["confluence-dc-10.0.3", "confluence-dc-10.2.14"],
  },
];

interface Recorder {
  readonly machine: DocsMachine;
  readonly sent: readonly SentRequest[];
}

/** A machine, and every request to the API of Confluence that it sends. */
function recorder({ profile, base }: { readonly profile: string; readonly base: string }): Recorder {
  const sent: SentRequest[] = [];
  const recorded: DocsMachine = docsMachine(profile, {
    files: { "/home/me/page.md": "# Hello\n\n- *there*\n" },
    fetch: (url, init) => {
      const path = url.href.slice(base.length);
      if (url.href.startsWith(base) && /^\/(?:wiki\/)?(?:rest|api)\//.test(path)) {
        sent.push({
          method: init.method ?? "GET",
          path,
          contentType: new Headers(init.headers).get("content-type") ?? undefined,
          body: typeof init.body === "string"
            ? init.body
            : (init.body ?? undefined) === undefined
            ? undefined
            : "",
        });
      }
      return recorded.sandbox.fetch(url, init);
    },
  });
  return { machine: recorded, sent };
}

/** Command lines, each on a sandbox of its own, and the exit code that it ends with. */
const LINES: readonly (readonly [words: readonly string[], exit: number])[] = [
  [["search", "agreements", "--space", "TEAM", "--type", "page"], 0],
  [["search", "--cql", "space = DOCS", "--all", "--ndjson"], 0],
  [["search", "--cql", "space = "], 1],
  [["space", "list"], 0],
  [["space", "list", "--limit", "1"], 0],
  [["page", "list", "--space", "TEAM", "--all"], 0],
  [["page", "list", "--space", "TEAM", "--title", "Decisions", "--limit", "1"], 0],
  [["page", "list", "--space", "NOPE"], 3],
  [["page", "view", "40002"], 0],
  [["page", "view", "--space", "TEAM", "--title", "Decisions", "--json"], 0],
  [["page", "create", "--space", "TEAM", "--title", "New", "--body", "/home/me/page.md"], 0],
  [["page", "create", "--space", "TEAM", "--title", "New", "--parent", "40003"], 0],
  [["page", "create", "--space", "TEAM", "--title", "Decisions"], 1],
  [["page", "edit", "40002", "--title", "Other", "--body", "/home/me/page.md", "--message", "Why"], 0],
  [["page", "delete", "40003", "--yes"], 0],
  [["docs", "pull", FOLDER, "--space", "DOCS"], 0],
];

for (const face of FACES) {
  const documented = (sent: readonly SentRequest[]): void => {
    assert.notEqual(sent.length, 0);
    for (const request of sent) {
      for (const name of face.documentsOf(request.path)) {
        const faults = checkRequest(documentOf(name), request);
        assert.deepEqual(faults, [], `${name}: ${request.method} ${request.path}`);
      }
    }
  };
  for (const [words, exit] of LINES) {
    check(`wiki ${words.join(" ")} --profile ${face.profile} sends what is documented`, async () => {
      const { machine, sent } = recorder(face);
      const ran = await machine.run(["wiki", ...words, "--profile", face.profile]);
      assert.equal(ran.exit, exit, ran.err);
      documented(sent);
    });
  }

  check(`wiki docs with --profile ${face.profile} sends what is documented, there and back`, async () => {
    const { machine, sent } = recorder(face);
    const { docs, editHere, editThere, write } = machine;
    assert.equal((await docs("pull --space TEAM")).exit, 0);
    await editThere(40_002, { storage: "<p>Changed</p>" });
    editHere("Web shop team/Decisions.md", 'labels: ["decision"]', "labels: [x]\n");
    write("New.md", "---\nlabels: [fresh]\n---\nText\n");
    assert.equal((await docs("status")).exit, 0);
    assert.equal((await docs("push --yes")).exit, 0);
    assert.equal((await docs("pull")).exit, 0);
    documented(sent);
  });

  check(`wiki docs push with --profile ${face.profile} sends files as is documented`, async () => {
    const { machine, sent } = recorder(face);
    const { docs, editHere, write } = machine;
    assert.equal((await docs("pull --space TEAM")).exit, 0);
    write("notes.txt", "first");
    write("New.md", "[notes](notes.txt)\n");
    assert.equal((await docs("push --yes")).exit, 0);
    write("notes.txt", "second");
    write("other.txt", "other");
    editHere("New.md", "[notes]", "[other](other.txt) [notes]");
    assert.equal((await docs("push --yes")).exit, 0);
    const uploads = sent.filter(({ contentType }) => contentType?.startsWith("multipart/form-data"));
    assert.equal(uploads.length, 3);
    documented(sent);
  });

  check(`uploadAttachment() to ${face.profile} sends what is documented, twice`, async () => {
    const { machine, sent } = recorder(face);
    const cloud = face.profile === "work";
    const token = new Secret(machine.sandbox.account(cloud ? "cloud-valid" : "confluence-valid").token);
    const client = createClient({
      site: siteOf(face.base),
      deployment: cloud ? "cloud" : "data-center",
      product: "confluence",
      credential: cloud ? { kind: "api-token", email: MIA, token } : { kind: "pat", token },
      fetch: machine.host.transport().fetch,
      clock: machine.host.clock,
      random: () => 0.5,
    });
    for (const version of [1, 2]) {
      const file = new Blob([`version ${version}`], { type: "text/plain" });
      const uploaded = await uploadAttachment(client, {
        id: "40002",
        file,
        name: "notes.txt",
        comment: "why",
      });
      assert.deepEqual([uploaded.title, uploaded.version, uploaded.pageId], ["notes.txt", version, "40002"]);
    }
    documented(sent);
  });
}
