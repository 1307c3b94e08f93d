/**
 * The dialect of Jira Data Center: wiki markup for rich text, user names for people.
 *
 * @module
 */
import type { JiraDialect } from "../jira/dialect.ts";
import { dataCenterView } from "./jira_view.ts";

/** Jira Data Center's dialect. */
export const DATA_CENTER_DIALECT: JiraDialect = {
  deployment: "data-center",
  versions: "2|latest",
  view: dataCenterView,
  readText: (_, value) => typeof value === "string" ? { text: value } : undefined,
  wrongText: "Operation value must be a string",
  findUser(world, reference) {
    const name = reference.string("name");
    return world.users.find(({ username }) => username === name);
  },
};
