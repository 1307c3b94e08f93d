/** A Confluence in memory, as the sync engine sees it, whose requests a test counts, breaks off or answers itself. */
import { type Client, createClient } from "../../src/client/client.ts";
import { addLabels } from "../../src/confluence/labels.ts";
import { uploadAttachment } from "../../src/confluence/attachments.ts";
import { createPage, deletePage, getPage, updatePage } from "../../src/confluence/pages.ts";
import { Secret } from "../../src/core/secret.ts";
import { createSandbox, type Sandbox } from "../../src/sandbox/mod.ts";
import { siteOf } from "../../src/site/site.ts";
import { type ManualClock, manualClock } from "../../src/testing/manual_clock.ts";

/** Called before a request is answered; what it returns is the response, what it throws comes out of the request. */
export type OnRequest = (
  url: URL,
  next: () => Promise<Response>,
  method: string,
) => Response | undefined | Promise<Response | undefined>;

/** A deployment. */
export type DocsFace = "cloud" | "data-center";

/** Both. */
export const DOCS_FACES: readonly DocsFace[] = ["cloud", "data-center"];

/** A site with its sandbox. */
export interface DocsSite {
  readonly sandbox: Sandbox;
  readonly clock: ManualClock;
  /** A client of it, which tries nothing again. */
  client(onRequest?: OnRequest): Client;
}

const CLOUD = "https://demo.atlassian.net";
const CONFLUENCE = "https://confluence.demo.test";

/** Opens a site. */
export function openDocsSite(face: DocsFace): DocsSite {
  const clock = manualClock();
  const urls = { cloud: CLOUD, jira: "https://jira.demo.test/jira", confluence: CONFLUENCE };
  const sandbox = createSandbox({ urls, now: () => clock.now() });
  const isCloud = face === "cloud";
  const { email = "", token } = sandbox.account(isCloud ? "cloud-valid" : "confluence-valid");
  const secret = new Secret(token);
  return {
    sandbox,
    clock,
    client: (onRequest = () => undefined) =>
      createClient({
        site: siteOf(isCloud ? CLOUD : CONFLUENCE),
        deployment: face,
        product: isCloud ? undefined : "confluence",
        credential: isCloud ? { kind: "api-token", email, token: secret } : { kind: "pat", token: secret },
        clock,
        random: () => 0.5,
        limits: { maxRetries: 0 },
        lookup: () => Promise.resolve(["203.0.113.9"]),
        fetch: async (url, init) => {
          const next = (): Promise<Response> => sandbox.fetch(url, init);
          return await onRequest(url, next, init.method ?? "GET") ?? await next();
        },
      }),
  };
}

/** Changes TEAM in each way that a pull has to follow: edits, titles, places, labels, new and deleted pages, and files. */
export async function changeTeam({ client }: DocsSite): Promise<void> {
  const site = client();
  const space = { id: "30001", key: "TEAM" };
  const edit = async (
    id: string,
    change: { title?: string; storage?: string; parentId?: string },
  ): Promise<void> => {
    const { title, storage = "", version } = await getPage(site, { id });
    await updatePage(site, { id, title, storage, version: version.number, ...change });
  };
  const attach = async (id: string, name: string, text: string): Promise<void> => {
    await uploadAttachment(site, { id, name, file: new Blob([text], { type: "text/plain" }) });
  };
  await edit("40002", { title: "Agreements", storage: "<p>Be kind</p>" });
  await edit("40003", { title: "Rulings" });
  await edit("40006", { parentId: "40003" });
  await deletePage(site, { id: "40004" });
  await addLabels(site, { id: "40001", names: ["changed"] });
  const { id } = await createPage(site, { space, title: "Fresh", storage: "<p>New</p>", parentId: "40001" });
  await attach(id, "fresh.txt", "fresh");
  await attach("40002", "notes.txt", "notes, version 2");
  await attach("40005", "NOTES.txt", "other notes");
}

/** Puts files on pages of TEAM, for the pull before {@linkcode changeTeam}. */
export async function attachToTeam({ client }: DocsSite): Promise<void> {
  const site = client();
  for (const [id, name, text] of FILES) {
    await uploadAttachment(site, { id, name, file: new Blob([text], { type: "text/plain" }) });
  }
}

const FILES = [
  ["40002", "notes.txt", "notes"],
  ["40005", "notes.txt", "other"],
  ["40006", "plan.txt", "plan"],
  ["40006", "dates.txt", "dates"],
  ["40001", "edited.txt", "to be edited"],
] as const;
