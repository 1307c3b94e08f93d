/**
 * The initial issues.
 *
 * @module
 */
import type { Issue, Named, Status, Version } from "../model.ts";
import { PEOPLE, type PersonName } from "./people.ts";
import { PRIORITIES, PROJECTS, RESOLUTIONS, STAFF_PROJECT, STATUSES, TYPES } from "./projects.ts";
import { RICH_DESCRIPTION } from "./remarks.ts";

interface More {
  readonly labels?: readonly string[];
  readonly fix?: readonly string[];
  /** Days after the start of the sandbox. */
  readonly dueIn?: number;
  readonly resolution?: keyof typeof RESOLUTIONS;
  /** Plain text; `rich` is the issue with all elements. */
  readonly description?: string;
}
type Row = readonly [
  project: keyof typeof PROJECTS,
  type: keyof typeof TYPES,
  status: keyof typeof STATUSES,
  priority: keyof typeof PRIORITIES,
  assignee: PersonName | "-",
  reporter: PersonName,
  summary: string,
  more?: More,
];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FIRST_ID = 20_000;

const ROWS: readonly Row[] = [
  ["PROJ", "epic", "progress", "high", "mia", "mia", "New checkout", { fix: ["v2.0.0"], dueIn: 30 }],
  ["PROJ", "story", "done", "medium", "sean", "mia", "Pay by invoice", {
    fix: ["v1.0.0"],
    labels: ["checkout"],
  }],
  ["PROJ", "bug", "done", "highest", "mia", "zoe", "Checkout refuses O'Brien as a name", {
    fix: ["v1.1.0"],
    labels: ["checkout", "regression"],
    description: 'The form says "invalid name".\n\nExpected: an apostrophe is a letter like any other.',
  }],
  ["PROJ", "bug", "progress", "high", "mia", "sean", "Umlauts in the address become question marks", {
    labels: ["checkout", "i18n"],
    fix: ["v2.0.0"],
    dueIn: 3,
    description: "Weißenfelser Straße arrives as Wei?enfelser Stra?e.",
  }],
  ["PROJ", "task", "todo", "medium", "-", "mia", "Update the payment library", { fix: ["v2.0.0"] }],
  ["PROJ", "story", "review", "medium", "zoe", "mia", "Show delivery times", { labels: ["frontend"] }],
  ["PROJ", "story", "todo", "low", "-", "priya", "Wish lists", { labels: ["frontend", "idea"] }],
  ["PROJ", "bug", "todo", "highest", "joerg", "tomas", "Voucher can be used twice", {
    labels: ["security"],
    dueIn: -2,
  }],
  ["PROJ", "task", "done", "low", "priya", "priya", "Remove the old basket", { fix: ["v1.1.0"] }],
  ["PROJ", "bug", "done", "medium", "tomas", "sean", "Search finds nothing for 'T-shirt'", {
    resolution: "duplicate",
  }],
  ["PROJ", "bug", "progress", "medium", "tomas", "sean", "Search ignores hyphens", { labels: ["search"] }],
  ["PROJ", "story", "progress", "high", "sean", "mia", "Sign in with a passkey", {
    labels: ["security"],
    dueIn: 14,
  }],
  ["PROJ", "story", "done", "lowest", "-", "zoe", "Snow on the start page", { resolution: "wontDo" }],
  ["PROJ", "task", "review", "medium", "mia", "mia", "Measure the time to the first byte", {
    labels: ["speed"],
  }],
  ["PROJ", "bug", "todo", "high", "mia", "joerg", "Basket is empty after a restart", {
    fix: ["v2.0.0"],
    dueIn: 7,
  }],
  ["PROJ", "task", "todo", "medium", "sean", "mia", "Translate the mails to Swedish", { labels: ["i18n"] }],
  ["PROJ", "bug", "done", "high", "zoe", "mia", "Prices without VAT in the app", { fix: ["v1.0.0"] }],
  ["PROJ", "story", "todo", "medium", "-", "tomas", "Order again with one click"],
  ["OPS", "epic", "progress", "high", "joerg", "joerg", "Move to the new data centre", {
    dueIn: 60,
    fix: ["2026-Q4"],
  }],
  ["OPS", "task", "done", "medium", "joerg", "joerg", "Renew the certificate of the shop"],
  ["OPS", "task", "progress", "high", "priya", "joerg", "Back up the search index", {
    labels: ["backup"],
    dueIn: 1,
  }],
  ["OPS", "bug", "progress", "highest", "joerg", "mia", "Disk of db-2 fills up at night", {
    labels: ["incident"],
    description: "rich",
  }],
  ["OPS", "task", "todo", "medium", "-", "joerg", "Alert when a backup is older than a day", {
    labels: ["backup"],
  }],
  ["OPS", "bug", "done", "high", "priya", "zoe", "Mails to Ångström bounce", { labels: ["i18n"] }],
  ["OPS", "task", "review", "low", "tomas", "joerg", "Write down how to restore a backup", {
    labels: ["backup"],
  }],
  ["OPS", "task", "todo", "medium", "mia", "joerg", "Rotate the tokens of the pipeline", {
    labels: ["security"],
    dueIn: 5,
  }],
  ["OPS", "bug", "todo", "medium", "-", "priya", "Clock of build-4 is 40 s late"],
  ["OPS", "task", "done", "lowest", "tomas", "joerg", "Label the cables", { resolution: "wontDo" }],
  ["OPS", "story", "progress", "medium", "zoe", "joerg", "One dashboard for all sites"],
  ["OPS", "task", "todo", "high", "joerg", "sean", "Test the emergency power", {
    dueIn: 20,
    fix: ["2026-Q4"],
  }],
  ["HELP", "task", "todo", "medium", "zoe", "sean", "Return of order 4711"],
  ["HELP", "bug", "progress", "high", "mia", "zoe", "Customer sees the basket of another one", {
    labels: ["security"],
  }],
  ["HELP", "task", "done", "low", "tomas", "zoe", "Answer template for late parcels"],
  ["HELP", "task", "todo", "low", "-", "tomas", "Sort the questions of the last month", { labels: ["idea"] }],
  ["HELP", "bug", "review", "medium", "sean", "zoe", "PDF of the invoice has no logo"],
  ["HELP", "task", "done", "medium", "zoe", "zoe", "Close the old mailbox"],
  ["HELP", "story", "todo", "medium", "priya", "zoe", "Chat outside office hours", { dueIn: 45 }],
  ["HELP", "bug", "done", "high", "priya", "tomas", "Return label prints upside down"],
  ["HELP", "task", "progress", "medium", "mia", "tomas", "Explain the new checkout to the team", {
    dueIn: 10,
  }],
  ["HELP", "bug", "todo", "lowest", "-", "sean", "Smileys in a subject line: 🙂 → ?", { labels: ["i18n"] }],
];

/** An issue that few people may see. */
function staffIssue(now: number): Issue {
  return {
    id: FIRST_ID + ROWS.length,
    project: STAFF_PROJECT,
    number: 1,
    type: TYPES.task,
    parentId: undefined,
    summary: "Plan the interviews",
    description: { text: "" },
    status: STATUSES.todo,
    priority: PRIORITIES.medium,
    resolution: undefined,
    assignee: PEOPLE.joerg,
    reporter: PEOPLE.zoe,
    labels: [],
    fixVersions: [],
    created: now - DAY,
    updated: now - DAY,
    resolved: undefined,
    due: undefined,
  };
}

/** The issues at a given time: older rows were created earlier, and every fourth was changed within the last week. */
export function seedIssues(now: number): readonly Issue[] {
  const numbers = new Map<string, number>();
  const open = ROWS.map((row, index) => {
    const number = (numbers.get(row[0]) ?? 0) + 1;
    numbers.set(row[0], number);
    return issueOf(row, { index, number, now });
  });
  return [...open, staffIssue(now)];
}

function issueOf(
  row: Row,
  place: { readonly index: number; readonly number: number; readonly now: number },
): Issue {
  const [projectKey, type, statusName, priority, assignee, reporter, summary, more = {}] = row;
  const { created, updated } = timesOf(place);
  const project = PROJECTS[projectKey];
  const status: Status = STATUSES[statusName];
  const isDone = statusName === "done";
  const resolution: Named | undefined = isDone ? RESOLUTIONS[more.resolution ?? "done"] : undefined;
  const versions: readonly Version[] = project.versions;
  return {
    id: FIRST_ID + place.index,
    project,
    number: place.number,
    type: TYPES[type],
    summary,
    parentId: undefined,
    description: more.description === "rich" ? RICH_DESCRIPTION : { text: more.description ?? "" },
    status,
    priority: PRIORITIES[priority],
    resolution,
    assignee: assignee === "-" ? undefined : PEOPLE[assignee],
    reporter: PEOPLE[reporter],
    labels: more.labels ?? [],
    fixVersions: versions.filter((version) => more.fix?.includes(version.name) ?? false),
    created,
    updated,
    resolved: isDone ? updated : undefined,
    due: more.dueIn === undefined ? undefined : startOfDay(place.now) + more.dueIn * DAY,
  };
}

function timesOf(
  place: { readonly index: number; readonly now: number },
): { readonly created: number; readonly updated: number } {
  const created = place.now - (ROWS.length - place.index) * 4 * DAY - place.index * HOUR;
  const recent = place.now - place.index * 4 * HOUR - HOUR;
  const updated = place.index % 4 === 3 ? recent : created + 2 * DAY + place.index * HOUR;
  return { created, updated };
}

function startOfDay(time: number): number {
  return Math.floor(time / DAY) * DAY;
}
