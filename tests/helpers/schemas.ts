/**
 * The JSON Schemas of what the program prints: docs/schemas/, one file a command.
 */

/** A JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

const JSON_SCHEMAS: Readonly<Record<string, () => Promise<{ readonly default: Schema }>>> = {
  "api": () => import("../../docs/schemas/api.json", { with: { type: "json" } }),
  "auth-delete": () => import("../../docs/schemas/auth-delete.json", { with: { type: "json" } }),
  "auth-init": () => import("../../docs/schemas/auth-init.json", { with: { type: "json" } }),
  "auth-list": () => import("../../docs/schemas/auth-list.json", { with: { type: "json" } }),
  "auth-login": () => import("../../docs/schemas/auth-login.json", { with: { type: "json" } }),
  "auth-logout": () => import("../../docs/schemas/auth-logout.json", { with: { type: "json" } }),
  "auth-migrate": () => import("../../docs/schemas/auth-migrate.json", { with: { type: "json" } }),
  "auth-rename": () => import("../../docs/schemas/auth-rename.json", { with: { type: "json" } }),
  "auth-status": () => import("../../docs/schemas/auth-status.json", { with: { type: "json" } }),
  "auth-switch": () => import("../../docs/schemas/auth-switch.json", { with: { type: "json" } }),
  "auth-trust": () => import("../../docs/schemas/auth-trust.json", { with: { type: "json" } }),
  "completion": () => import("../../docs/schemas/completion.json", { with: { type: "json" } }),
  "credentials": () => import("../../docs/schemas/credentials.json", { with: { type: "json" } }),
  "doctor": () => import("../../docs/schemas/doctor.json", { with: { type: "json" } }),
  "error": () => import("../../docs/schemas/error.json", { with: { type: "json" } }),
  "identity": () => import("../../docs/schemas/identity.json", { with: { type: "json" } }),
  "jira-issue-assign": () => import("../../docs/schemas/jira-issue-assign.json", { with: { type: "json" } }),
  "jira-issue-comment": () =>
    import("../../docs/schemas/jira-issue-comment.json", { with: { type: "json" } }),
  "jira-issue-create": () => import("../../docs/schemas/jira-issue-create.json", { with: { type: "json" } }),
  "jira-issue-delete": () => import("../../docs/schemas/jira-issue-delete.json", { with: { type: "json" } }),
  "jira-issue-edit": () => import("../../docs/schemas/jira-issue-edit.json", { with: { type: "json" } }),
  "jira-issue-link": () => import("../../docs/schemas/jira-issue-link.json", { with: { type: "json" } }),
  "jira-issue-transition": () =>
    import("../../docs/schemas/jira-issue-transition.json", { with: { type: "json" } }),
  "jira-issue-view": () => import("../../docs/schemas/jira-issue-view.json", { with: { type: "json" } }),
  "jira-issue-worklog": () =>
    import("../../docs/schemas/jira-issue-worklog.json", { with: { type: "json" } }),
  "jira-me": () => import("../../docs/schemas/jira-me.json", { with: { type: "json" } }),
  "jira-project-list": () => import("../../docs/schemas/jira-project-list.json", { with: { type: "json" } }),
  "jira-search": () => import("../../docs/schemas/jira-search.json", { with: { type: "json" } }),
  "sandbox": () => import("../../docs/schemas/sandbox.json", { with: { type: "json" } }),
  "upgrade": () => import("../../docs/schemas/upgrade.json", { with: { type: "json" } }),
  "version": () => import("../../docs/schemas/version.json", { with: { type: "json" } }),
  "wiki-docs-pull": () => import("../../docs/schemas/wiki-docs-pull.json", { with: { type: "json" } }),
  "wiki-docs-push": () => import("../../docs/schemas/wiki-docs-push.json", { with: { type: "json" } }),
  "wiki-docs-status": () => import("../../docs/schemas/wiki-docs-status.json", { with: { type: "json" } }),
  "wiki-page-create": () => import("../../docs/schemas/wiki-page-create.json", { with: { type: "json" } }),
  "wiki-page-delete": () => import("../../docs/schemas/wiki-page-delete.json", { with: { type: "json" } }),
  "wiki-page-edit": () => import("../../docs/schemas/wiki-page-edit.json", { with: { type: "json" } }),
  "wiki-page-list": () => import("../../docs/schemas/wiki-page-list.json", { with: { type: "json" } }),
  "wiki-page-view": () => import("../../docs/schemas/wiki-page-view.json", { with: { type: "json" } }),
  "wiki-search": () => import("../../docs/schemas/wiki-search.json", { with: { type: "json" } }),
  "wiki-space-list": () => import("../../docs/schemas/wiki-space-list.json", { with: { type: "json" } }),
};

/** Their names: a command's words with `-` between, or what they are about. */
export const SCHEMA_NAMES: readonly string[] = Object.keys(JSON_SCHEMAS);

/** Reads one. */
export async function readSchema(name: string): Promise<Schema | undefined> {
  return (await JSON_SCHEMAS[name]?.())?.default;
}
