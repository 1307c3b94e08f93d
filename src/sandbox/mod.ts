/**
 * A local Jira and Confluence, Cloud and Data Center: to try atlcli without a site, to write CI scripts offline, and
 * for tests. It responds like Atlassian's, including every way that a sign-in can fail, and accepts only its own
 * tokens.
 *
 * @example
 * ```ts
 * import { createSandbox } from "@atlcli/atlcli/sandbox";
 *
 * const sandbox = createSandbox({
 *   urls: {
 *     cloud: "https://sandbox.atlassian.net",
 *     jira: "https://jira.sandbox.example/jira",
 *     confluence: "https://wiki.sandbox.example/confluence",
 *   },
 * });
 * for (const { name, what } of sandbox.accounts) console.log(`${name}: ${what}`);
 * ```
 *
 * @module
 */
export type { Face, SandboxAccount } from "./accounts.ts";
export { cutShort, type Interfere } from "./faults.ts";
export {
  createSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxRequest,
  type SandboxUrls,
} from "./sandbox.ts";
export { type RunningSandbox, startSandbox, type StartSandboxOptions } from "./server.ts";
