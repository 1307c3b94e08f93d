/**
 * Generates the page of docs/reference/ about JSON from docs/schemas/.
 *
 * @module
 */
import type { ProgramModel } from "./command_model.ts";
import { code, page, table } from "./reference_pages.ts";

type Schema = Readonly<Record<string, unknown>>;

const FOLDER = new URL("../../docs/schemas/", import.meta.url);

/** Describes the output of each command with `--json` and `--ndjson`. */
export async function jsonPage({ commands }: ProgramModel): Promise<string> {
  const others = ["error", "credentials", "identity"];
  const names = [...commands.map(({ name }) => name.replaceAll(" ", "-")), ...others];
  return page("JSON", [
    "The output of each command with `--json`. With `--ndjson`, a list is printed as one item per line; everything " +
    "else as the same object, on one line. Members with a question mark are there only where there is something to " +
    "say; `null` says that something is not known, or not there. The JSON Schemas are in " +
    "[docs/schemas](../schemas/): tests validate the program's output with them.",
    ...(await Promise.all(names.map(partsOf))).flat(),
  ]);
}

async function partsOf(name: string): Promise<readonly string[]> {
  const schema: Schema = JSON.parse(await Deno.readTextFile(new URL(`${name}.json`, FOLDER)));
  const definitions = isSchema(schema["definitions"]) ? schema["definitions"] : {};
  const { line, profile, ...shapes } = definitions;
  const rows = rowsOf(schema, { schema, prefix: "" });
  const items = rowsOf(line ?? profile ?? {}, { schema, prefix: "" });
  const choices = Array.isArray(schema["oneOf"]) ? Object.entries(shapes) : [];
  return [
    `## ${String(schema["title"])}`,
    `${String(schema["description"])} Schema: [${name}.json](../schemas/${name}.json).`,
    ...(rows.length > 0 ? [members(rows)] : []),
    ...(items.length > 0
      ? [profile === undefined ? "An item, one per line:" : "A profile:", members(items)]
      : []),
    ...choices.flatMap((
      [shape, each],
    ) => [`As \`${shape}\`:`, members(rowsOf(each, { schema, prefix: "" }))]),
  ];
}

function members(rows: readonly (readonly string[])[]): string {
  return table(["member", "kind", "what it is"], rows);
}

/** One row per member; members of nested objects have dotted names. */
function rowsOf(
  given: unknown,
  { schema, prefix }: { readonly schema: Schema; readonly prefix: string },
): readonly (readonly string[])[] {
  const inner = innerOf(given, schema);
  if (!isSchema(inner["properties"])) return [];
  const required: readonly unknown[] = Array.isArray(inner["required"]) ? inner["required"] : [];
  return Object.entries(inner["properties"]).flatMap(([name, value]) => {
    const member = isSchema(value) ? value : {};
    const path = `${prefix}${name}`;
    const row = [
      code(`${path}${required.includes(name) ? "" : "?"}`),
      kindOf(member),
      String(member["description"]),
    ];
    const isItem = isSchema(member["items"]) && typeof member["items"]["$ref"] === "string";
    const deeper = isItem
      ? []
      : rowsOf(member, { schema, prefix: `${path}${kindOf(member) === "array" ? "[]" : ""}.` });
    return [row, ...deeper];
  });
}

/** The nested object: of an array, its items; of `null` or an object, that object. */
function innerOf(given: unknown, schema: Schema): Schema {
  if (!isSchema(given)) return {};
  if (isSchema(given["items"])) return innerOf(given["items"], schema);
  const choice = [given["anyOf"], given["allOf"]].find(Array.isArray)?.find((each) =>
    isSchema(each) && !("type" in each && each["type"] === "null")
  );
  if (choice !== undefined) return innerOf(choice, schema);
  return given;
}

function kindOf(member: Schema): string {
  const { type, anyOf, allOf, $ref } = member;
  const values = member["enum"];
  if (Array.isArray(values)) return values.map((value) => code(JSON.stringify(value))).join(", ");
  if ("const" in member) return code(JSON.stringify(member["const"]));
  if (typeof $ref === "string") return linkOf($ref);
  if (Array.isArray(anyOf)) return anyOf.map((each) => kindOf(isSchema(each) ? each : {})).join(" or ");
  if (Array.isArray(allOf)) return kindOf(isSchema(allOf[0]) ? allOf[0] : {});
  if (Array.isArray(type)) return type.join(" or ");
  return String(type ?? "anything");
}

function linkOf(reference: string): string {
  const [file = ""] = reference.split("#");
  const name = file === "" ? reference.split("/").at(-1) ?? "" : file.replace(/\.json$/, "");
  return file === "" ? name : `[${name}](../schemas/${file})`;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
