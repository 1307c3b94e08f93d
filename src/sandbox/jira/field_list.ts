/**
 * Jira's lists of issue fields: for searches, and for creating issues.
 *
 * @module
 */
import type { IssueType, Project } from "../model.ts";
import { jiraPriority, jiraType, jiraVersion, type JiraView, projectReference, reference } from "./view.ts";

/** A field of Jira. */
interface FieldRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** The type of a list's items. */
  readonly items?: string;
  /** Its names in JQL; empty if it cannot be searched. */
  readonly clauses: readonly string[];
}

const ROWS: readonly FieldRow[] = [
  { id: "summary", name: "Summary", type: "string", clauses: ["summary"] },
  { id: "description", name: "Description", type: "string", clauses: ["description"] },
  { id: "issuetype", name: "Issue Type", type: "issuetype", clauses: ["issuetype", "type"] },
  { id: "project", name: "Project", type: "project", clauses: ["project"] },
  { id: "status", name: "Status", type: "status", clauses: ["status"] },
  { id: "priority", name: "Priority", type: "priority", clauses: ["priority"] },
  { id: "resolution", name: "Resolution", type: "resolution", clauses: ["resolution"] },
  { id: "resolutiondate", name: "Resolved", type: "datetime", clauses: [] },
  { id: "assignee", name: "Assignee", type: "user", clauses: ["assignee"] },
  { id: "reporter", name: "Reporter", type: "user", clauses: ["reporter"] },
  { id: "creator", name: "Creator", type: "user", clauses: [] },
  { id: "labels", name: "Labels", type: "array", items: "string", clauses: ["labels"] },
  { id: "fixVersions", name: "Fix versions", type: "array", items: "version", clauses: ["fixVersion"] },
  { id: "created", name: "Created", type: "datetime", clauses: ["created", "createdDate"] },
  { id: "updated", name: "Updated", type: "datetime", clauses: ["updated", "updatedDate"] },
  { id: "duedate", name: "Due date", type: "date", clauses: ["due", "duedate"] },
  { id: "parent", name: "Parent", type: "issuelink", clauses: ["parent"] },
  { id: "subtasks", name: "Sub-tasks", type: "array", items: "issuelinks", clauses: [] },
  { id: "issuelinks", name: "Linked Issues", type: "array", items: "issuelinks", clauses: [] },
  { id: "comment", name: "Comment", type: "comments-page", clauses: [] },
  { id: "worklog", name: "Log Work", type: "array", items: "worklog", clauses: [] },
];

/** The name of each field, by id. */
export function fieldNames(): Readonly<Record<string, string>> {
  return Object.fromEntries(ROWS.map(({ id, name }) => [id, name]));
}

/** Every field, for searches. */
export function fieldList(): readonly object[] {
  return ROWS.map((row) => ({
    id: row.id,
    key: row.id,
    name: row.name,
    custom: false,
    orderable: true,
    navigable: true,
    searchable: row.clauses.length > 0,
    clauseNames: row.clauses,
    schema: schemaOf(row),
  }));
}

/** The fields for creating an issue of a type: `FieldCreateMetadata` in Atlassian's document. */
export function createFields(view: JiraView, project: Project, type: IssueType): readonly object[] {
  const versions = project.versions.map((version) => jiraVersion(view, version));
  const allowed: Readonly<Record<string, readonly object[] | undefined>> = {
    project: [projectReference(view, project)],
    issuetype: [jiraType(view, type)],
    priority: view.world.priorities.map((priority) => jiraPriority(view, priority)),
    fixVersions: versions,
  };
  const required = ["summary", "issuetype", "project", ...(type.isSubtask ? ["parent"] : [])];
  const settable = [
    ...required,
    "description",
    "priority",
    "assignee",
    "reporter",
    "labels",
    "fixVersions",
    "duedate",
  ];
  return ROWS.filter(({ id }) => settable.includes(id)).map((row) => ({
    fieldId: row.id,
    key: row.id,
    name: row.name,
    required: required.includes(row.id),
    hasDefaultValue: row.id === "priority" || row.id === "reporter",
    operations: row.type === "array" ? ["add", "set", "remove"] : ["set"],
    schema: schemaOf(row),
    ...(allowed[row.id] === undefined ? {} : { allowedValues: allowed[row.id] }),
  }));
}

/** The resolution on the screen of a transition: `FieldMetadata` in Atlassian's document. */
export function resolutionField(view: JiraView): object {
  return {
    required: true,
    schema: { type: "resolution", system: "resolution" },
    name: "Resolution",
    key: "resolution",
    hasDefaultValue: false,
    operations: ["set"],
    allowedValues: view.world.resolutions.map((resolution) => reference(view, "resolution", resolution)),
  };
}

function schemaOf({ id, type, items }: FieldRow): object {
  return { type, system: id, ...(items === undefined ? {} : { items }) };
}
