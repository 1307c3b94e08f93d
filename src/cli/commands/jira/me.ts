/**
 * `atlcli jira me`
 *
 * @module
 */
import { whoAmI } from "../../../../mod.ts";
import { addCommand, type Parent } from "../../command.ts";
import { connected } from "../../connected.ts";
import type { Context } from "../../context.ts";

/** Adds the command. */
export function addMe(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "me",
    summary: "show your Jira account",
    examples: ["atlcli jira me", "atlcli jira me --json"],
  }).action(() => me(open()));
}

/** Prints the account that the server returns for the credential. */
async function me(context: Context): Promise<void> {
  await connected(context, async ({ client }) => {
    // A Confluence site could also return the account. This throws for a site without Jira.
    client.url("jira", "/rest/api/2/myself");
    const { displayName, email, accountId, username } = await whoAmI(client);
    const account = accountId ?? username ?? "";
    context.output.result({
      json: {
        displayName,
        email: email ?? null,
        accountId: accountId ?? null,
        username: username ?? null,
        site: client.site.url,
      },
      lines: [[displayName, ...(email === undefined ? [] : [`<${email}>`]), `(${account})`].join(" ")],
    });
  });
}
