/**
 * CQL searches, for both APIs of Confluence.
 *
 * @module
 */
import { type Call, userOf } from "../call.ts";
import { InputError } from "../input.ts";
import { type Content, historyOf, titleOf, visibleContent } from "./content.ts";
import { contentJson, linksOf } from "./content_json.ts";
import { runCql, wordsIn } from "./cql.ts";
import { type Expansions, wikiTime, type WikiView } from "./view.ts";

/**
 * What the query of a call finds, among what the caller may see.
 *
 * @throws {InputError} 400 when there is no query.
 * @throws {JqlError} if the query is invalid.
 */
export function findContent(call: Call): readonly Content[] {
  const { world, now } = call;
  const cql = call.query.get("cql");
  if (cql === null || cql.trim() === "") throw new InputError(400, "The query parameter 'cql' is required");
  const user = userOf(call);
  return runCql(cql, visibleContent(world, user), { world, user, now });
}

/** A search result with its content. */
export function hitJson(view: WikiView, content: Content, expand: Expansions): object {
  const { space } = content.page;
  return {
    content: contentJson(view, content, inContent(expand)),
    title: titleOf(content),
    excerpt: excerptOf(content),
    url: linksOf(view, content)["webui"] ?? "",
    resultGlobalContainer: {
      title: space.name,
      displayUrl: view.deployment === "cloud" ? `/spaces/${space.key}` : `/display/${space.key}`,
    },
    ...(view.deployment === "cloud" ? { breadcrumbs: [] } : {}),
    entityType: "content",
    iconCssClass: `aui-icon content-type-${content.type}`,
    lastModified: wikiTime(historyOf(content).updated),
    friendlyLastModified: "some time ago",
  };
}

/** `content.space` as expansion of a result is `space` as expansion of its content. */
function inContent(expand: Expansions): Expansions {
  return { any: expand.any, has: (name) => expand.has(`content.${name}`) };
}

function excerptOf(content: Content): string {
  const body = content.type === "page"
    ? content.page.body
    : content.type === "comment"
    ? content.comment.body
    : "";
  return wordsIn(body).replaceAll(/\s+/g, " ").trim().slice(0, 200);
}
