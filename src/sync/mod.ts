/**
 * Pulls the pages of a space as a tree of Markdown, compares them, and pushes them back.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { pullDocs } from "@atlcli/atlcli/sync";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const { client } = await connect();
 * // A disk in memory; denoHost() has the real one.
 * const host = memoryHost();
 * const { pages } = await pullDocs({ client, host, root: "/home/me/docs", space: "TEAM" });
 * console.assert(pages > 0);
 * ```
 *
 * @module
 */
export type { HtmlAsText } from "./broken_links.ts";
export type { FolderHost } from "./folder.ts";
export type { DocsOptions } from "./open_folder.ts";
export type { Endless } from "./render.ts";
export { pullDocs, type PullOptions, type PullReport } from "./pull.ts";
export type { Done, Progress, Undecided } from "./conflicts.ts";
export { pushDocs, type PushOptions } from "./push.ts";
export type { Pushed, PushedFile, PushReport, Unfinished } from "./push_report.ts";
export type { PushStep } from "./state.ts";
export type { PushFile } from "./push_files.ts";
export type { PushChange } from "./push_plan.ts";
export { getDocsStatus, type StatusEntry, type StatusReport } from "./status.ts";
