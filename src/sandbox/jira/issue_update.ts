/**
 * The `update` member of a request: a list of operations per field.
 *
 * @module
 */
import { FieldsError, InputError } from "../input.ts";
import { type JsonInput, jsonInput } from "../input_json.ts";
import type { Issue, RichText } from "../model.ts";
import type { FieldContext } from "./issue_fields.ts";

/** The result of an `update`: new field values, and comments to add. */
interface Update {
  readonly fields: JsonInput;
  readonly comments: readonly RichText[];
}

/**
 * Reads an `update`: `{"labels": [{"add": "x"}], "comment": [{"add": {"body": …}}], "summary": [{"set": "y"}]}`.
 *
 * @param update The member of the body, if present.
 * @param issue The issue whose lists are changed.
 * @throws {InputError} if an operation is invalid.
 */
export function readUpdate(
  update: JsonInput | undefined,
  issue: Pick<Issue, "labels" | "fixVersions">,
  context: FieldContext,
): Update {
  const fields: Record<string, unknown> = {};
  const comments: RichText[] = [];
  for (const name of update?.names ?? []) {
    const operations = update?.list(name)?.map((operation) => operationOf(name, operation)) ?? [];
    if (name === "comment") comments.push(...operations.map((operation) => commentOf(operation, context)));
    else fields[name] = operations.reduce<unknown>(apply, listOf(name, issue));
  }
  const read = jsonInput(fields);
  if (read === undefined) throw new TypeError("An object is an object");
  return { fields: read, comments };
}

interface Operation {
  readonly verb: "set" | "add" | "remove" | "edit";
  readonly value: unknown;
}

function operationOf(name: string, value: unknown): Operation {
  const operation = jsonInput(value);
  const [verb] = operation?.names ?? [];
  if (verb === "set" || verb === "add" || verb === "remove" || verb === "edit") {
    return { verb, value: operation?.value(verb) };
  }
  throw new InputError(400, `The operation on '${name}' has to be one of set, add, remove, edit.`);
}

/** The lists that support `add` and `remove`, in the format of a body. */
function listOf(name: string, issue: Pick<Issue, "labels" | "fixVersions">): unknown {
  if (name === "labels") return issue.labels;
  return name === "fixVersions" ? issue.fixVersions.map((version) => ({ name: version.name })) : undefined;
}

function apply(current: unknown, { verb, value }: Operation): unknown {
  if (verb === "set") return value;
  if (!Array.isArray(current)) throw new InputError(400, `The operation '${verb}' is not supported here.`);
  const items: readonly unknown[] = current;
  const isOther = (item: unknown): boolean => JSON.stringify(item) !== JSON.stringify(value);
  return verb === "add" ? [...items.filter(isOther), value] : items.filter(isOther);
}

function commentOf({ verb, value }: Operation, { call, dialect }: FieldContext): RichText {
  const body = verb === "add" ? dialect.readText(call, jsonInput(value)?.value("body")) : undefined;
  if (body === undefined || body.text === "") throw new FieldsError({ comment: dialect.wrongText });
  return body;
}
