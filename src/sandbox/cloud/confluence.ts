/**
 * Confluence Cloud, under `/wiki`.
 *
 * @module
 */
import { json } from "../responses.ts";
import { type Call, loginHeaders, userOf } from "../call.ts";
import { type Route, routeAt } from "../router.ts";
import { peopleOf, personAt } from "../wiki/people.ts";
import { cloudConfluenceUser, cloudWikiView } from "./confluence_view.ts";
import { WIKI_ATTACHMENT_ROUTES } from "./wiki_attachments.ts";
import { WIKI_COMMENT_ROUTES } from "./wiki_comments.ts";
import { WIKI_FIRST_ROUTES } from "./wiki_first_api.ts";
import { WIKI_PAGE_ROUTES } from "./wiki_pages.ts";
import { WIKI_SPACE_ROUTES } from "./wiki_spaces.ts";
import { WIKI_TREE_ROUTES } from "./wiki_tree.ts";

/** Confluence's routes on a Cloud site. */
export const CLOUD_CONFLUENCE_ROUTES: readonly Route[] = [
  { method: "GET", path: /^\/wiki\/rest\/api\/user\/current$/, answer: currentUser },
  routeAt("GET", "/wiki/rest/api/user", (call) => personAt(call, cloudWikiView(call))),
  routeAt("POST", "/wiki/api/v2/users-bulk", peopleOf),
  ...WIKI_SPACE_ROUTES,
  ...WIKI_PAGE_ROUTES,
  ...WIKI_TREE_ROUTES,
  ...WIKI_ATTACHMENT_ROUTES,
  ...WIKI_COMMENT_ROUTES,
  ...WIKI_FIRST_ROUTES,
];

function currentUser(call: Call): Response {
  const base = `${call.place.baseUrl}/wiki`;
  return json(cloudConfluenceUser(base, userOf(call)), { headers: loginHeaders(call) });
}
