/**
 * Holds what the program prints as JSON against docs/schemas/: every run of the command line in a test passes here.
 */
import assert from "node:assert/strict";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { ValidateFunction } from "ajv";
import { addCommands } from "../../src/cli/command_table.ts";
import { placeOf } from "../../src/cli/completion/complete_line.ts";
import { createRootCommand } from "../../src/cli/root_command.ts";
import { readSchema, type Schema, SCHEMA_NAMES } from "./schemas.ts";

/** What a run printed. */
interface Printed {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** The members that were seen in outputs, as `schema/properties/name` of the schema that describes them. */
export const SEEN_MEMBERS: Set<string> = new Set();

/**
 * Fails when a run with `--json` or `--ndjson` printed something that the schema of its command does not describe. What
 * was selected (`--jq`, `--template`), or is more than JSON (`api --include`), is not looked at.
 */
export async function requireShape(args: readonly string[], printed: Printed): Promise<void> {
  const own = args.slice(0, args.includes("--") ? args.indexOf("--") : undefined);
  const lines = own.includes("--ndjson");
  if (
    (!lines && !own.includes("--json")) ||
    own.some((word) => /^--(?:jq|template|web|help|include)\b|^-[hi]$/.test(word))
  ) return;
  if (printed.exit !== 0) {
    const last = printed.err.trimEnd().split("\n").at(-1) ?? "";
    await requireFits("error", { value: JSON.parse(last), part: "" });
  }
  const name = await commandOf(own);
  if (name === undefined || printed.out === "") return;
  const values = lines ? printed.out.trimEnd().split("\n") : [printed.out];
  // With a failure after some of it, what came may be a part.
  if (printed.exit !== 0 && !/^(?:auth status|doctor|wiki docs)/.test(name)) return;
  for (const text of values) {
    await requireFits(name.replaceAll(" ", "-"), { value: JSON.parse(text), part: lines ? "line" : "" });
  }
}

async function requireFits(
  name: string,
  { value, part }: { readonly value: unknown; readonly part: string },
): Promise<void> {
  const schema = await readSchema(name);
  assert.ok(schema !== undefined, `There is no docs/schemas/${name}.json`);
  const pointer = part !== "" && isSchema(schema["definitions"]) && part in schema["definitions"]
    ? `#/definitions/${part}`
    : "#";
  const validate = (await validators())(`${name}.json${pointer}`);
  assert.ok(
    validate(value),
    `docs/schemas/${name}.json: ${JSON.stringify(validate.errors, null, 2)}\n${
      JSON.stringify(value, null, 2)
    }`,
  );
  await note(`${name}.json${pointer}`, value);
}

type Validators = (id: string) => ValidateFunction;
let made: Promise<Validators> | undefined;

/** Compiled once a process. */
function validators(): Promise<Validators> {
  return made ??= (async () => {
    const { Ajv } = await import("ajv");
    const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true });
    for (const name of SCHEMA_NAMES) ajv.addSchema(await readSchema(name) ?? {});
    return (id) => {
      const validate = ajv.getSchema(id.replace(/#$/, ""));
      if (validate === undefined) throw new TypeError(`No schema ${id}`);
      return validate;
    };
  })();
}

/** Notes which members of a schema a value has, through references and choices. */
async function note(place: string, value: unknown): Promise<void> {
  const schema = await schemaAt(place);
  if (schema === undefined || value === null) return;
  const [file = ""] = place.split("#");
  if (typeof schema["$ref"] === "string") {
    const reference = schema["$ref"].startsWith("#") ? file + schema["$ref"] : schema["$ref"];
    return await note(reference.includes("#") ? reference : `${reference}#`, value);
  }
  for (const choice of ["anyOf", "oneOf", "allOf"]) {
    const choices = schema[choice];
    if (Array.isArray(choices)) {
      for (const index of choices.keys()) await note(`${place}/${choice}/${index}`, value);
    }
  }
  if (Array.isArray(value)) {
    for (const item of value) await note(`${place}/items`, item);
  } else if (isSchema(value) && isSchema(schema["properties"])) {
    for (const [name, member] of Object.entries(value)) {
      if (!(name in schema["properties"])) continue;
      SEEN_MEMBERS.add(`${place}/properties/${name}`);
      await note(`${place}/properties/${name}`, member);
    }
  }
}

/** A part of a schema: `error.json#/definitions/error`. */
async function schemaAt(place: string): Promise<Schema | undefined> {
  const [file = "", pointer = ""] = place.split("#");
  let schema: unknown = await readSchema(file.replace(/\.json$/, ""));
  for (const part of pointer.split("/").slice(1)) {
    if (Array.isArray(schema)) schema = schema[Number(part)];
    else schema = isSchema(schema) ? schema[part] : undefined;
  }
  return isSchema(schema) ? schema : undefined;
}

/** Whether a value is an object of JSON. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The command that a line names, by its own name; `undefined` for a group, and where there is no such command. */
async function commandOf(args: readonly string[]): Promise<string | undefined> {
  const silent = { isTerminal: false, columns: undefined, write: () => {}, writeBytes: () => {} };
  const { program } = createRootCommand({ stdout: silent, stderr: silent }, { json: true });
  await addCommands(program, {
    args,
    open: () => {
      throw new TypeError("Nothing is run here");
    },
  });
  const { command } = placeOf(program, args, "");
  const names: string[] = [];
  for (
    let each: CommandUnknownOpts | null = command;
    each !== null && each.parent !== null;
    each = each.parent
  ) {
    names.unshift(each.name());
  }
  return command.commands.length > 0 || names.length === 0 ? undefined : names.join(" ");
}
