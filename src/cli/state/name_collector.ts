/**
 * Collects names from a command's output, to remember them for completion.
 *
 * @module
 */
import type { Connection, Host, Library } from "../../../mod.ts";
import type { Issue } from "../../jira/mod.ts";

/** Maximum number of names per kind. */
const MAX_NAMES = 200;

/** Collects names. */
export class NameCollector {
  readonly #projects = new Set<string>();
  readonly #spaces = new Set<string>();
  readonly #statuses = new Set<string>();

  /** Adds a project key. */
  project(key: string): void {
    if (this.#projects.size < MAX_NAMES) this.#projects.add(key);
  }

  /** Adds a space key. */
  space(key: string): void {
    if (this.#spaces.size < MAX_NAMES) this.#spaces.add(key);
  }

  /** Adds a status name. */
  status(name: string): void {
    if (this.#statuses.size < MAX_NAMES) this.#statuses.add(name);
  }

  /** Adds the project of an issue, and its status if the field was requested. */
  issue({ key, fields }: Pick<Issue, "key" | "fields">): void {
    this.issueKey(key);
    const status = fields["status"];
    if (typeof status !== "object" || status === null || !("name" in status)) return;
    if (typeof status.name === "string") this.status(status.name);
  }

  /** Adds the project of an issue key. A numeric issue ID contains no project. */
  issueKey(key: string): void {
    const dash = key.lastIndexOf("-");
    if (dash > 0) this.project(key.slice(0, dash));
  }

  /** Saves the names, after the output. */
  async remember(
    context: { readonly library: Library; readonly host: Host },
    { resolution }: Connection,
  ): Promise<void> {
    const { rememberNames } = await import("./known_names.ts");
    await rememberNames(context, {
      resolution,
      projects: [...this.#projects],
      spaces: [...this.#spaces],
      statuses: [...this.#statuses],
    });
  }
}
