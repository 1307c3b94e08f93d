/** A sandbox as it is, past all faults: changed before a case, and compared after it. */
import assert from "node:assert/strict";
import type { Sandbox } from "../../src/sandbox/mod.ts";
import { TOKENS } from "./faulty_site.ts";

/** Sends requests to the site, as another user. */
export type SiteAccess = (method: string, path: string, body?: FormData | object) => Promise<unknown>;

/** Requests of another user, without injected faults. */
export function accessTo(sandbox: Sandbox): SiteAccess {
  return async (method, path, body) => {
    const headers: Record<string, string> = {
      Authorization: `Bearer ${TOKENS["confluence-valid"]}`,
      "X-Atlassian-Token": "no-check",
    };
    if (body !== undefined && !(body instanceof FormData)) headers["Content-Type"] = "application/json";
    const request = new Request(`${sandbox.urls.confluence}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    const response = await sandbox.handle("confluence", request);
    const text = await response.text();
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly version: { readonly number: number };
  readonly ancestors?: readonly { readonly title: string }[];
  readonly body?: { readonly storage: { readonly value: string } };
  readonly metadata?: { readonly labels: { readonly results: readonly { readonly name: string }[] } };
  readonly extensions?: { readonly fileSize: number };
}

/** All that a space has, as a text: pages by title, with versions, parents, labels, contents and files. */
export async function siteOf(sandbox: Sandbox): Promise<string> {
  const access = accessTo(sandbox);
  const list = async (path: string): Promise<readonly Listed[]> => {
    const value = await access("GET", path);
    assert.ok(typeof value === "object" && value !== null && "results" in value);
    assert.ok(Array.isArray(value.results));
    return value.results;
  };
  const expand = "version,ancestors,body.storage,metadata.labels";
  const pages = await list(`/rest/api/content?spaceKey=LOAD&type=page&limit=200&expand=${expand}`);
  const lines = await Promise.all(pages.map(async ({ id, title, version, ancestors, body, metadata }) => {
    const files = await list(`/rest/api/content/${id}/child/attachment?limit=200&expand=version`);
    return JSON.stringify({
      title,
      version: version.number,
      parent: ancestors?.at(-1)?.title,
      labels: metadata?.labels.results.map(({ name }) => name).toSorted(),
      storage: body?.storage.value,
      files: files.map((file) => [file.title, file.version.number, file.extensions?.fileSize]).toSorted(),
    });
  }));
  return lines.toSorted().join("\n");
}
