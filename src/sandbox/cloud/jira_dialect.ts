/**
 * The dialect of Jira Cloud: documents for rich text, account ids for people.
 *
 * @module
 */
import { isAdfDocument, textOfAdf } from "../adf.ts";
import type { JiraDialect } from "../jira/dialect.ts";
import { cloudView } from "./jira_view.ts";

/** Jira Cloud's dialect. Version 2 uses wiki markup for rich text. */
export const CLOUD_DIALECT: JiraDialect = {
  deployment: "cloud",
  versions: "[23]",
  view: cloudView,
  readText(call, value) {
    if (call.version === "2") return typeof value === "string" ? { text: value } : undefined;
    return isAdfDocument(value) ? { text: textOfAdf(value), document: value } : undefined;
  },
  wrongText: "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
  findUser(world, reference) {
    const id = reference.string("accountId") ?? reference.string("id");
    return world.users.find(({ accountId }) => accountId === id);
  },
};
