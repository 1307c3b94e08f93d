/**
 * Atlassian's OpenAPI documents as JSON Schemas: read, corrected where they are known to be wrong, and compiled.
 *
 * @module
 */
import { Ajv } from "ajv";
import formats from "ajv-formats";

/** A JSON value that is an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The documents that are checked against, by file name without `.json`. */
export type DocumentName =
  | "jira-cloud-platform-v3"
  | "confluence-cloud-v1"
  | "confluence-cloud-v2"
  | "jira-dc-10.3.24"
  | "jira-dc-11.3.8"
  | "confluence-dc-10.0.3"
  | "confluence-dc-10.2.14";

/** A document that can be asked for its parts, and that judges values by them. */
export interface SchemaDocument {
  readonly name: DocumentName;
  /** What stands at a path of member names; `undefined` when nothing does. References are not followed. */
  at(...path: readonly string[]): unknown;
  /** What is wrong with a value by the schema at a path; nothing when it fits. */
  faults(value: unknown, ...path: readonly string[]): readonly string[];
}

/** Corrects a document where the API is right and the document is wrong. It gets a copy. */
type Correction = (document: MutableObject) => void;
type MutableObject = { [name: string]: unknown };

/**
 * Compiles a document.
 *
 * @param json The document as it was parsed.
 */
export function compileDocument(name: DocumentName, json: unknown): SchemaDocument {
  const document = mutableObject(structuredClone(json), name);
  for (const correct of CORRECTIONS[name]) correct(document);
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addSchema(withNull(document), name);
  const at = (...path: readonly string[]): unknown => memberAt(document, path);
  return {
    name,
    at,
    faults(value, ...path) {
      const pointer = path.map((part) =>
        encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))
      );
      const validate = ajv.getSchema(`${name}#/${pointer.join("/")}`);
      if (validate === undefined) return [`${name} has no schema at ${path.join(" > ")}`];
      if (validate(value) === true) return [];
      return (validate.errors ?? []).map((error) =>
        `${error.instancePath || "/"} ${error.message ?? "does not fit"} ${JSON.stringify(error.params)}`
      );
    },
  };
}

/** What stands at a path of member names. */
export function memberAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => isObject(inner) ? inner[name] : undefined, value);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `nullable: true`, which only OpenAPI 3.0 has, as JSON Schema says it; and `oneOf` stays what it is. */
function withNull(value: unknown): JsonObject {
  const converted = convert(value);
  return isObject(converted) ? converted : {};
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  if (!isObject(value)) return value;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, convert(inner)]),
  );
  if (nullable === true) return { anyOf: [schema, { type: "null" }] };
  return nullable === undefined ? schema : { ...schema, nullable };
}

/** These are arrays, though Data Center's documents show one item. */
const ARRAYS = [
  "/rest/api/2/project",
  "/rest/api/2/field",
  "/rest/api/2/issuetype",
  "/rest/api/2/priority",
  "/rest/api/2/status",
  "/rest/api/2/user/search",
  "/rest/api/2/user/assignable/search",
  "/rest/api/2/project/{projectIdOrKey}/statuses",
];

const itemsToArrays: Correction = (document) => {
  for (const path of ARRAYS) {
    const content = mutableAt(document, [
      "paths",
      path,
      "get",
      "responses",
      "200",
      "content",
      "application/json",
    ]);
    content["schema"] = { type: "array", items: content["schema"] };
  }
};

/** An issue's fields are texts, numbers, lists and null as well as objects. */
const anyFields: Correction = (document) => {
  const members = [["IssueBean", "fields"], ["IssueBean", "renderedFields"], ["IssueUpdateBean", "fields"]];
  for (const [schema = "", member = ""] of members) {
    mutableAt(document, ["components", "schemas", schema, "properties", member])["additionalProperties"] = {};
  }
};

/** An assignee may be `null`, which unassigns, according to the descriptions in Cloud's document. */
const noAssignee: Correction = (document) => {
  const paths = mutableAt(document, ["paths"]);
  for (const [name, operations] of Object.entries(paths)) {
    if (!name.endsWith("/issue/{issueIdOrKey}/assignee")) continue;
    const content = mutableAt(operations, ["put", "requestBody", "content", "application/json"]);
    const nullable = (member: string) => ({
      type: "object",
      properties: { [member]: { type: "null" } },
      required: [member],
      additionalProperties: false,
    });
    content["schema"] = { anyOf: [content["schema"], nullable("accountId"), nullable("name")] };
  }
};

/** A body that fits one branch of a write always fits the others as well, because nothing in them is required. */
const anyBranch: Correction = (document) => {
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isMutable(value)) return;
    if (value["oneOf"] !== undefined) {
      value["anyOf"] = value["oneOf"];
      delete value["oneOf"];
    }
    Object.values(value).forEach(visit);
  };
  visit(document);
};

/** A page at the top of its space has no parent. */
const topLevelPages: Correction = (document) => {
  const schemas = mutableAt(document, ["components", "schemas"]);
  for (const schema of Object.values(schemas)) {
    for (const member of ["parentId", "parentType"]) {
      const property = memberAt(schema, ["properties", member]);
      if (!isObject(property)) continue;
      mutableAt(schema, ["properties"])[member] = { anyOf: [property, { type: "null" }] };
    }
  }
};

/** The list of attachments is an ordinary answer; 201 is what the document says. */
const listOfAttachments: Correction = (document) => {
  const path = ["paths", "/rest/api/content/{id}/child/attachment", "get", "responses"];
  const responses = mutableAt(document, path);
  responses["200"] = responses["201"];
};

/** The errors of a refusal are a list, as public reports of real answers show: chaoss/grimoirelab-perceval#180. */
const listOfErrors: Correction = (document) => {
  const path = ["components", "schemas", "ValidationResult", "properties"];
  mutableAt(document, path)["errors"] = { type: "array" };
};

const CORRECTIONS: Readonly<Record<DocumentName, readonly Correction[]>> = {
  "jira-cloud-platform-v3": [noAssignee],
  "confluence-cloud-v1": [],
  "confluence-cloud-v2": [anyBranch, topLevelPages],
  "jira-dc-10.3.24": [itemsToArrays, anyFields, noAssignee],
  "jira-dc-11.3.8": [itemsToArrays, anyFields, noAssignee],
  "confluence-dc-10.0.3": [listOfAttachments, listOfErrors],
  "confluence-dc-10.2.14": [listOfAttachments, listOfErrors],
};

function isMutable(value: unknown): value is MutableObject {
  return isObject(value);
}

function mutableAt(document: unknown, path: readonly string[]): MutableObject {
  return mutableObject(memberAt(document, path), path.join(" > "));
}

function mutableObject(value: unknown, what: string): MutableObject {
  if (isMutable(value)) return value;
  throw new TypeError(`Not an object: ${what}`);
}
