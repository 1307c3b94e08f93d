/**
 * What a command sees while it prints, to be remembered for completion when it is done.
 *
 * @module
 */
import type { Connection, Host, Library } from "../../../mod.ts";
import type { Issue } from "../../jira/mod.ts";

/** As many of a kind as are worth remembering. */
const ENOUGH = 200;

/** Gathers names. */
export class SeenNames {
  readonly #projects = new Set<string>();
  readonly #spaces = new Set<string>();
  readonly #statuses = new Set<string>();

  /** A project's key. */
  project(key: string): void {
    if (this.#projects.size < ENOUGH) this.#projects.add(key);
  }

  /** A space's key. */
  space(key: string): void {
    if (this.#spaces.size < ENOUGH) this.#spaces.add(key);
  }

  /** A status, by its name. */
  status(name: string): void {
    if (this.#statuses.size < ENOUGH) this.#statuses.add(name);
  }

  /** The project of an issue, and the status that it is in, where that was asked for. */
  issue({ key, fields }: Pick<Issue, "key" | "fields">): void {
    this.issueKey(key);
    const status = fields["status"];
    if (typeof status !== "object" || status === null || !("name" in status)) return;
    if (typeof status.name === "string") this.status(status.name);
  }

  /** The project of an issue. An id, which is a number, names none. */
  issueKey(key: string): void {
    const dash = key.lastIndexOf("-");
    if (dash > 0) this.project(key.slice(0, dash));
  }

  /** Remembers them, after the output. */
  async remember(
    context: { readonly library: Library; readonly host: Host },
    { resolution }: Connection,
  ): Promise<void> {
    const { noteSeen } = await import("./known_names.ts");
    await noteSeen(context, {
      resolution,
      projects: [...this.#projects],
      spaces: [...this.#spaces],
      statuses: [...this.#statuses],
    });
  }
}
