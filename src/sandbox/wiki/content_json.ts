/**
 * The JSON of Confluence's first API: on Data Center for all content, on Cloud in searches and uploads.
 *
 * @module
 */
import { type Page, sizeOf, type Space } from "../wiki_model.ts";
import {
  ancestorsOf,
  attachmentsOf,
  childrenOf,
  type Content,
  contentId,
  historyOf,
  pageContent,
  titleOf,
} from "./content.ts";
import { type Expansions, wikiTime, type WikiView } from "./view.ts";

const NOTHING: Expansions = { any: false, has: () => false };

/** A piece of content with the requested expansions. */
export function contentJson(view: WikiView, content: Content, expand: Expansions = NOTHING): object {
  const id = contentId(content);
  const { page } = content;
  const history = historyOf(content);
  const parts = {
    space: () => spaceJson(view, page.space),
    history: () => ({
      latest: true,
      createdBy: view.person(history.author),
      createdDate: wikiTime(history.created),
    }),
    version: () => versionJson(view, content),
    ancestors: () => ancestorsOf(view.world, page).map((above) => contentJson(view, pageContent(above))),
    body: () => ({
      storage: { value: bodyOf(content), representation: "storage", embeddedContent: [], _expandable: {} },
    }),
    metadata: () => ({ labels: labelList(page.labels), ...mediaOf(content) }),
    container: () => contentJson(view, pageContent(page)),
    children: () => childLists(view, page, expand),
  };
  const isWanted = (name: string): boolean =>
    expand.has(name) && (name !== "container" || content.type !== "page");
  const wanted = Object.entries(parts).filter(([name]) => isWanted(name));
  const left = Object.keys(parts).filter((name) => !isWanted(name));
  return {
    id,
    type: content.type,
    status: page.status,
    title: titleOf(content),
    ...Object.fromEntries(wanted.map(([name, show]) => [name, show()])),
    extensions: content.type === "page" ? { position: "none" } : mediaExtensions(content),
    _links: linksOf(view, content),
    _expandable: Object.fromEntries(left.map((name) => [name, ""])),
  };
}

/** A space as the first API shows it. */
export function spaceJson(view: WikiView, space: Space): object {
  return {
    id: space.id,
    key: space.key,
    name: space.name,
    type: "global",
    status: "current",
    _links: {
      webui: view.deployment === "cloud" ? `/spaces/${space.key}` : `/display/${space.key}`,
      self: `${view.base}/rest/api/space/${space.key}`,
    },
    _expandable: {
      homepage: `/rest/api/content/${space.homepageId}`,
      metadata: "",
      icon: "",
      description: "",
    },
  };
}

/** Labels as a complete list. */
export function labelList(labels: readonly string[]): object {
  const results = labels.map((name) => ({ prefix: "global", name, id: String(labelId(name)), label: name }));
  return { results, start: 0, limit: 200, size: results.length };
}

/** A label's id, derived from its name. */
export function labelId(name: string): number {
  return [...name].reduce(
    (sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007,
    7,
  );
}

/** The browser URL of content, and the download URL of a file. */
export function linksOf(view: WikiView, content: Content): Readonly<Record<string, string>> {
  const id = contentId(content);
  const self = `${view.base}/rest/api/content/${id}`;
  const webui = pageLink(view, content.page);
  if (content.type !== "attachment") return { self, webui, tinyui: `/x/${content.page.id.toString(36)}` };
  const cloudPath = `/rest/api/content/${content.page.id}/child/attachment/${id}/download`;
  return {
    self,
    webui:
      `/pages/viewpageattachments.action?pageId=${content.page.id}&preview=%2F${content.page.id}%2F${content.attachment.id}`,
    download: view.deployment === "cloud" ? cloudPath : downloadPath(content),
  };
}

/** The browser path of a page, below the base. */
export function pageLink(view: WikiView, page: Page): string {
  return view.deployment === "cloud"
    ? `/spaces/${page.space.key}/pages/${page.id}/${encodeURIComponent(page.title).replaceAll("%20", "+")}`
    : `/pages/viewpage.action?pageId=${page.id}`;
}

/** The download path of a file, below the base. */
export function downloadPath({ page, attachment }: Extract<Content, { type: "attachment" }>): string {
  const name = encodeURIComponent(attachment.fileName);
  return `/download/attachments/${page.id}/${name}?version=${attachment.version}&modificationDate=${attachment.updated}&api=v2`;
}

function versionJson(view: WikiView, content: Content): object {
  const { author, updated, version } = historyOf(content);
  const page = content.type === "page" ? content.page : undefined;
  return {
    by: view.person(page?.editor ?? author),
    when: wikiTime(updated),
    message: page?.message ?? "",
    number: version,
    minorEdit: false,
  };
}

function bodyOf(content: Content): string {
  switch (content.type) {
    case "page":
      return content.page.body;
    case "comment":
      return content.comment.body;
    case "attachment":
      return "";
  }
}

function mediaOf(content: Content): object {
  return content.type === "attachment" ? { mediaType: content.attachment.mediaType } : {};
}

function mediaExtensions(content: Content): object {
  if (content.type !== "attachment") return {};
  const { mediaType, comment } = content.attachment;
  return { mediaType, fileSize: sizeOf(content.attachment), comment };
}

function childLists(view: WikiView, page: Page, expand: Expansions): object {
  const list = (items: readonly Content[]): object => ({
    results: items.map((item) => contentJson(view, item)),
    start: 0,
    limit: 25,
    size: items.length,
  });
  return {
    ...(expand.has("children.page") ? { page: list(childrenOf(view.world, page).map(pageContent)) } : {}),
    ...(expand.has("children.attachment")
      ? {
        attachment: list(
          attachmentsOf(view.world, page).map((attachment) => {
            return { type: "attachment", page, attachment };
          }),
        ),
      }
      : {}),
  };
}
