/**
 * The pages of a space as a tree of Markdown: pulled, compared and pushed back.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { pullDocs } from "@atlcli/atlcli/docs";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const { client } = await connect();
 * const host = memoryHost(); // or denoHost(), for files that stay
 * const { done } = await pullDocs({ client, host, root: "/home/me/docs", space: "DOCS" });
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
