/**
 * Builds the request of `atlcli api` from its options.
 *
 * @module
 */
import { type ApiRequest, type Query, UsageError } from "../../../../mod.ts";
import { assembleFields, type Field, fieldsAsQuery, splitField, typedValue } from "./fields.ts";
import { inputBody, inputJson } from "./input.ts";
import type { Context } from "../../context.ts";
import { textOfFile } from "../../options/text_input.ts";

/** The options that describe the request. */
export interface BodyOptions {
  readonly field?: readonly string[];
  readonly rawField?: readonly string[];
  readonly input?: string;
  readonly header?: readonly string[];
  readonly query?: readonly string[];
  readonly paginate?: true;
}

/** The parts of a request that come from options. */
type BodyParts = Pick<ApiRequest, "method" | "query" | "json" | "body" | "headers">;

/**
 * Reads the options and the files they name. Fields become a JSON body, or query parameters with GET or
 * `--input`.
 *
 * @param method The method as typed; default: POST if there is a body, else GET.
 * @throws {UsageError} if an option is invalid, or a file cannot be read.
 */
export async function readBody(
  context: Context,
  { method: typed, options }: { readonly method: string | undefined; readonly options: BodyOptions },
): Promise<BodyParts> {
  const fields = assembleFields(await fieldsOf(context, options));
  const hasFields = Object.keys(fields).length > 0;
  const method = typed?.toUpperCase() ?? (hasFields || options.input !== undefined ? "POST" : "GET");
  const asQuery = options.input !== undefined || method === "GET" || method === "HEAD";
  const query = { ...queryOf(options.query ?? []), ...(asQuery ? fieldsAsQuery(fields) : {}) };
  const headers = headersOf(options.header ?? []);
  if (options.input === undefined) {
    return { method, query, headers, ...(!asQuery && hasFields && { json: fields }) };
  }
  const body = await inputBody(context, options.input);
  if (options.paginate) return { method, query, headers, json: await inputJson(body, options.input) };
  return { method, query, headers: { "content-type": "application/json", ...headers }, body };
}

async function fieldsOf(context: Context, options: BodyOptions): Promise<readonly Field[]> {
  const fields: Field[] = (options.rawField ?? []).map(splitField);
  for (const text of options.field ?? []) {
    const { key, value } = splitField(text);
    fields.push({ key, value: value === undefined ? undefined : await valueOf(context, value) });
  }
  return fields;
}

async function valueOf(context: Context, text: string): Promise<unknown> {
  if (!text.startsWith("@")) return typedValue(text);
  return text === "@-" ? await context.terminal.stdin.readText() : await textOfFile(context, text.slice(1));
}

function queryOf(texts: readonly string[]): Query {
  const values = new Map<string, string[]>();
  for (const text of texts) {
    const [, name, value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined) {
      throw new UsageError(`--query: Invalid parameter ${JSON.stringify(text.slice(0, 60))}`, {
        hint: "Give name=value",
      });
    }
    values.set(name, [...values.get(name) ?? [], value]);
  }
  return Object.fromEntries(values);
}

/** Keyed by lower-case name, as in `fetch`: `Accept` and `accept` are the same header. */
function headersOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map((text) => {
    const [, name, value = ""] = /^([^:\s]+):(.*)$/s.exec(text) ?? [];
    if (name === undefined) {
      // The value may be a token, so the error shows only its first characters.
      throw new UsageError(`--header: Invalid header ${JSON.stringify(text.slice(0, 12))}`, {
        hint: 'Give a name, a colon and a value: -H "Accept: text/plain"',
      });
    }
    return [name.toLowerCase(), value.trimStart()];
  }));
}
