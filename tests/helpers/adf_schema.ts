/**
 * Judges documents by Atlassian's own schema of the Atlassian Document Format.
 *
 * @module
 */
import { Ajv } from "ajv";
import { isObject } from "./openapi_schema.ts";

/**
 * What is wrong with a document; nothing when it fits.
 *
 * @param schema `adf-schema.json`, parsed. It names JSON Schema's fourth draft, of which it uses only what the later ones
 * have, too.
 */
export function compileAdfSchema(schema: unknown): (document: unknown) => readonly string[] {
  if (!isObject(schema)) throw new TypeError("A schema is an object");
  const { $schema: _draft, ...rest } = schema;
  const validate = new Ajv({ strict: false, allErrors: false, logger: false }).compile(rest);
  return (document) =>
    validate(document) === true
      ? []
      : (validate.errors ?? []).map((error) =>
        `${error.instancePath || "/"} ${error.message ?? "does not fit"}`
      );
}
