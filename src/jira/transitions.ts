/**
 * Moves an issue through its workflow.
 *
 * @module
 */
import { array, boolean, looseObject, nullish, record, string, unknown } from "zod/mini";
import type { Client } from "../client/client.ts";
import { lazyShape } from "../client/json_shape.ts";
import { requireText } from "../core/arguments.ts";
import { HttpError, UsageError } from "../core/errors.ts";
import { printable, shorten } from "../core/text.ts";
import { getIssue } from "./issues.ts";
import { issuePath, type IssueRequest } from "./rest.ts";
import type { RichText } from "./rich_text.ts";

/** An available transition from the issue's status. */
export interface Transition {
  /** The transition's numeric id. */
  readonly id: string;
  /** The transition's name: `Close issue`. */
  readonly name: string;
  /** The name of the target status: `Done`. */
  readonly to: string;
}

/** Options of {@linkcode transitionIssue}. */
export interface TransitionOptions extends IssueRequest {
  /** The name of a status or of a transition, in any letter case, or a transition's id. */
  readonly to: string;
  /** A comment to add with the transition. */
  readonly comment?: RichText | undefined;
  /** Fields by id, such as `resolution`, with values as in Jira's REST API. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
}

/** The result of a transition. */
export interface Transitioned {
  /** The issue's status afterwards. */
  readonly status: string;
  /** Whether the status changed. */
  readonly changed: boolean;
}

const TransitionsShape = lazyShape(() =>
  looseObject({
    transitions: array(looseObject({
      id: string(),
      name: string(),
      to: nullish(looseObject({ name: nullish(string()) })),
      isAvailable: nullish(boolean()),
      fields: nullish(record(
        string(),
        looseObject({
          required: nullish(boolean()),
          hasDefaultValue: nullish(boolean()),
          allowedValues: nullish(array(unknown())),
        }),
      )),
    })),
  })
);

/**
 * Lists the transitions available to this account from the issue's status.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { listTransitions } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const transitions = await listTransitions(client, { key: "PROJ-1" });
 * console.log(transitions);
 * ```
 *
 * @throws {HttpError} `not-found` if the issue does not exist, or this account may not see it.
 */
export async function listTransitions(
  client: Client,
  { key, signal }: IssueRequest,
): Promise<readonly Transition[]> {
  const { transitions } = await askTransitions(client, { key, signal });
  return transitions.filter((transition) => transition.isAvailable !== false)
    .map(({ id, name, to }) => ({ id, name, to: to?.name ?? name }));
}

/**
 * Moves an issue to a status, by the name of the status or of the transition. If the issue already has that status, it
 * stays unchanged, which is a success.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 * import { createIssue, transitionIssue } from "@atlcli/atlcli/jira";
 *
 * const { client } = await connect();
 * const { key } = await createIssue(client, { project: "PROJ", type: "Task", summary: "To be done" });
 * console.log(await transitionIssue(client, { key, to: "Done" }));
 * ```
 *
 * @throws {UsageError} if no transition matches, or several do; the hint lists them.
 * @throws {HttpError} `bad-request` if the transition requires a field that is missing, which the hint names;
 * `not-found`.
 */
export async function transitionIssue(client: Client, options: TransitionOptions): Promise<Transitioned> {
  const { key, to, signal } = options;
  requireText({ to });
  const [issue, transitions] = await Promise.all([
    getIssue(client, { key, fields: ["status"], signal }),
    listTransitions(client, { key, signal }),
  ]);
  const status = statusOf(issue.fields["status"]);
  if (status !== undefined && isSame(status, to)) return { status, changed: false };
  const transition = theOne(transitions, { ...options, status });
  await send(client, { ...options, transition });
  return { status: transition.to, changed: true };
}

type Asked = TransitionOptions & { readonly transition: Transition };

async function send(client: Client, asked: Asked): Promise<void> {
  const { key, transition, fields, comment, signal } = asked;
  try {
    await client.json({
      product: "jira",
      path: issuePath(client, key, "/transitions"),
      method: "POST",
      json: {
        transition: { id: transition.id },
        ...(fields !== undefined && { fields }),
        ...(comment !== undefined && { update: { comment: [{ add: { body: comment } }] } }),
      },
      signal,
    });
  } catch (error) {
    throw await withMissingFields(client, { error, asked });
  }
}

async function askTransitions(
  client: Client,
  request: IssueRequest & { readonly query?: Readonly<Record<string, string>> },
) {
  return await client.json({
    product: "jira",
    path: issuePath(client, request.key, "/transitions"),
    query: request.query,
    signal: request.signal,
    shape: TransitionsShape,
  });
}

/** Selects the transition by id, by name, or by target status. */
function theOne(
  transitions: readonly Transition[],
  { to, key, status }: TransitionOptions & { readonly status: string | undefined },
): Transition {
  const ways = [
    transitions.filter(({ id }) => id === to.trim()),
    transitions.filter(({ name }) => isSame(name, to)),
    transitions.filter((transition) => isSame(transition.to, to)),
  ];
  const [first, ...others] = ways.find((way) => way.length > 0) ?? [];
  if (first !== undefined && others.length === 0) return first;
  const listed = (first === undefined ? transitions : [first, ...others]).map(described);
  if (first !== undefined) {
    throw new UsageError(`Several transitions of ${key} match "${to}"`, {
      hint: ["Give the id of one of these:", ...listed].join("\n"),
    });
  }
  const from = status === undefined ? "" : ` (${printable(status)})`;
  throw new UsageError(`${key}${from} cannot move to "${to}"`, {
    hint: transitions.length === 0
      ? "No transition is available to this account from that status"
      : ["Available transitions:", ...listed].join("\n"),
  });
}

function described({ id, name, to }: Transition): string {
  return shorten(printable(isSame(name, to) ? `${name} (${id})` : `${name} (${id}), to ${to}`), 120);
}

function isSame(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

function statusOf(value: unknown): string | undefined {
  const name = typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
  return typeof name === "string" ? name : undefined;
}

/** Adds the fields that the transition requires to a rejection. Other errors are returned unchanged. */
async function withMissingFields(
  client: Client,
  { error, asked }: { readonly error: unknown; readonly asked: Asked },
): Promise<unknown> {
  if (!(error instanceof HttpError) || error.code !== "bad-request") return error;
  const refused = error.details.flatMap((line) => /^(\w+): /.exec(line)?.[1] ?? []);
  const needed = await requiredFields(client, asked);
  const given = Object.keys(asked.fields ?? {});
  const missing = [...new Set([...refused, ...needed.keys()])].filter((field) => !given.includes(field));
  if (missing.length === 0) return error;
  const { status, request, details } = error;
  const message = `The transition "${printable(asked.transition.name)}" of ${asked.key} requires a field`;
  const fields = missing.map((field) => ({ field, example: needed.get(field) }));
  return new HttpError("bad-request", message, {
    status,
    request,
    details,
    data: { kind: "missing-fields", fields },
    cause: error,
  });
}

/** The fields that a transition requires, with example values. Data Center reports them only by its rejection. */
async function requiredFields(
  client: Client,
  { key, transition, signal }: Asked,
): Promise<ReadonlyMap<string, string | undefined>> {
  if (client.deployment !== "cloud") return new Map();
  const query = { transitionId: transition.id, expand: "transitions.fields" };
  // Best effort: if this fails, the rejection itself is reported.
  const found = await askTransitions(client, { key, signal, query }).catch(() => ({ transitions: [] }));
  const fields = found.transitions.find(({ id }) => id === transition.id)?.fields ?? {};
  return new Map(
    Object.entries(fields)
      .filter(([, field]) => field.required === true && field.hasDefaultValue !== true)
      .map(([name, { allowedValues }]) => [name, exampleOf(allowedValues ?? [])]),
  );
}

/** An example value for a field, as JSON. */
function exampleOf(allowed: readonly unknown[]): string | undefined {
  const [first] = allowed;
  if (typeof first !== "object" || first === null) return undefined;
  if ("name" in first && typeof first.name === "string") {
    return JSON.stringify({ name: printable(first.name) });
  }
  if ("value" in first && typeof first.value === "string") {
    return JSON.stringify({ value: printable(first.value) });
  }
  return undefined;
}
