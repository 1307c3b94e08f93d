/**
 * The pages of a space as a tree of Markdown: pulled, compared and pushed back.
 *
 * @example
 * ```ts
 * import { connect, denoHost } from "@atlcli/atlcli";
 * import { pullDocs } from "@atlcli/atlcli/docs";
 *
 * const { client } = await connect({ profile: "wiki" });
 * const { done } = await pullDocs({ client, host: denoHost(), root: "/home/me/docs", space: "TEAM" });
 * console.log(`${done.length} files`);
 * ```
 *
 * @module
 */
export { type DocsOptions, pullDocs, type PullReport } from "./pull.ts";
export type { Done, Progress, Undecided } from "./report.ts";
export { pushDocs, type Pushed, type PushOptions, type PushReport } from "./push.ts";
export type { PushChange } from "./push_plan.ts";
export { docsStatus, type StatusEntry, type StatusReport } from "./status.ts";
