/**
 * Judges requests and answers by Atlassian's OpenAPI documents.
 *
 * Every function gives the list of what is wrong, in words; an empty list means that all is well.
 *
 * @module
 */
import { isObject, type JsonObject, memberAt, type SchemaDocument } from "./openapi_schema.ts";

export { compileDocument, type DocumentName, type SchemaDocument } from "./openapi_schema.ts";

/** A request as it is sent. */
export interface SentRequest {
  readonly method: string;
  /** Below the base: without origin and context path, with the query. */
  readonly path: string;
  readonly contentType?: string | undefined;
  /** The body as text. */
  readonly body?: string | undefined;
}

/** An answer as it came. */
interface ReceivedResponse {
  readonly status: number;
  readonly contentType: string | null;
  /** The body as text. */
  readonly body: string;
}

/** An operation of a document. */
interface Operation {
  /** The path as the document has it, with its placeholders. */
  readonly template: string;
  /** In lower case. */
  readonly method: string;
}

/** What a document says against a request. */
export function checkRequest(document: SchemaDocument, request: SentRequest): readonly string[] {
  const operation = operationOf(document, request);
  if (operation === undefined) return [`${document.name} has no ${request.method} ${request.path}`];
  return [...queryFaults(document, operation, request), ...bodyFaults(document, operation, request)];
}

/**
 * What a document says against an answer. Failures that it does not name are let pass, and so are those that it names
 * without a shape.
 */
export function checkResponse(
  document: SchemaDocument,
  request: Pick<SentRequest, "method" | "path">,
  response: ReceivedResponse,
): readonly string[] {
  const operation = operationOf(document, request);
  if (operation === undefined) return [`${document.name} has no ${request.method} ${request.path}`];
  const where = ["paths", operation.template, operation.method, "responses", String(response.status)];
  const declared = document.at(...where);
  if (declared === undefined) return response.status >= 400 ? [] : [`${response.status} is not declared`];
  const content = memberAt(declared, ["content"]);
  const [type] = isObject(content) ? Object.keys(content) : [];
  if (type === undefined) return [];
  const schema = memberAt(content, [type, "schema"]);
  // Nothing is said of what stands in it, or it has nothing by its status.
  if (schema === undefined) return [];
  if (response.body === "" && (response.status === 204 || isEmpty(schema))) return [];
  if (!isJson(response.contentType)) return [`The type is ${response.contentType}, not JSON`];
  return document.faults(JSON.parse(response.body), ...where, "content", type, "schema");
}

/** Whether a document has an operation for a request at all. */
export function isDocumented(
  document: SchemaDocument,
  request: Pick<SentRequest, "method" | "path">,
): boolean {
  return operationOf(document, request) !== undefined;
}

function operationOf(
  document: SchemaDocument,
  request: Pick<SentRequest, "method" | "path">,
): Operation | undefined {
  const path = documentedPath(document, request.path.replace(/\?.*$/, ""));
  const method = request.method.toLowerCase();
  const paths = document.at("paths");
  const templates = isObject(paths) ? Object.keys(paths) : [];
  const template = templates.filter((candidate) => matches(candidate, path))
    .filter((candidate) => document.at("paths", candidate, method) !== undefined)
    .toSorted((a, b) => placeholders(a) - placeholders(b))[0];
  return template === undefined ? undefined : { template, method };
}

/** A document describes one version: version 2 on Cloud is like 3 but for texts, `latest` is 2 on Data Center. */
function documentedPath(document: SchemaDocument, path: string): string {
  return document.name === "jira-cloud-platform-v3"
    ? path.replace(/^\/rest\/api\/2\//, "/rest/api/3/")
    : path.replace(/^\/rest\/api\/latest\//, "/rest/api/2/");
}

function matches(template: string, path: string): boolean {
  const parts = template.split("/");
  const segments = path.split("/");
  return parts.length === segments.length &&
    parts.every((part, index) => part.startsWith("{") ? segments[index] !== "" : part === segments[index]);
}

function placeholders(template: string): number {
  return template.split("{").length;
}

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonObject;
  /** Where its schema is in the document. */
  readonly where: readonly string[];
}

function queryFaults(
  document: SchemaDocument,
  operation: Operation,
  request: SentRequest,
): readonly string[] {
  const query = new URLSearchParams(request.path.replace(/^[^?]*\??/, ""));
  const parameters = queryParameters(document, operation);
  const unknown = [...new Set(query.keys())].filter((name) =>
    !parameters.some((parameter) => parameter.name === name)
  );
  return [
    ...unknown.map((name) => `?${name} is not a parameter of ${operation.template}`),
    ...parameters.flatMap((parameter) => parameterFaults(document, parameter, query.getAll(parameter.name))),
  ];
}

function parameterFaults(
  document: SchemaDocument,
  parameter: Parameter,
  values: readonly string[],
): readonly string[] {
  if (values.length === 0) return parameter.required ? [`?${parameter.name} is missing`] : [];
  const { schema, where, name } = parameter;
  if (schema["type"] === "array") {
    const items = schema["items"];
    // Data Center's documents call a list of names `StringList`, an object without members.
    if (isObject(items) && items["$ref"] !== undefined) return [];
    const list = values.flatMap((value) => value.split(",")).map((value) => typed(value, items));
    return document.faults(list, ...where).map((fault) => `?${name}: ${fault}`);
  }
  if (schema["$ref"] !== undefined) return [];
  if (values.length > 1) return [`?${name} is there ${values.length} times`];
  return document.faults(typed(values[0] ?? "", schema), ...where).map((fault) => `?${name}: ${fault}`);
}

function queryParameters(document: SchemaDocument, operation: Operation): readonly Parameter[] {
  const where = ["paths", operation.template, operation.method, "parameters"];
  const declared = document.at(...where);
  const list: readonly unknown[] = Array.isArray(declared) ? declared : [];
  return list.flatMap((entry, index) => {
    const reference = memberAt(entry, ["$ref"]);
    const place = typeof reference === "string" ? reference.split("/").slice(1) : undefined;
    const parameter = place === undefined ? entry : document.at(...place);
    const name = memberAt(parameter, ["name"]);
    const schema = memberAt(parameter, ["schema"]);
    if (memberAt(parameter, ["in"]) !== "query" || typeof name !== "string" || !isObject(schema)) return [];
    const required = memberAt(parameter, ["required"]) === true;
    return [{ name, required, schema, where: [...(place ?? [...where, String(index)]), "schema"] }];
  });
}

/** A text of the query as the type that its schema asks for, where it can be one. */
function typed(text: string, schema: unknown): unknown {
  const type = memberAt(schema, ["type"]);
  if (type === "integer" || type === "number") return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : text;
  return text;
}

function bodyFaults(document: SchemaDocument, operation: Operation, request: SentRequest): readonly string[] {
  const where = ["paths", operation.template, operation.method, "requestBody"];
  const reference = memberAt(document.at(...where), ["$ref"]);
  const place = typeof reference === "string" ? reference.split("/").slice(1) : where;
  const declared = document.at(...place);
  if (declared === undefined) {
    return request.body === undefined ? [] : ["There is a body, and none is declared"];
  }
  if (request.body === undefined) {
    return memberAt(declared, ["required"]) === true ? ["The body is missing"] : [];
  }
  const content = memberAt(declared, ["content"]);
  const types = isObject(content) ? Object.keys(content) : [];
  // What the documents say of uploads fits no multipart body.
  if (types.every((type) => type.startsWith("multipart/"))) return [];
  if (!isJson(request.contentType ?? null)) return [`The type is ${request.contentType}, not JSON`];
  return document.faults(JSON.parse(request.body), ...place, "content", types[0] ?? "", "schema");
}

function isEmpty(schema: unknown): boolean {
  return isObject(schema) && Object.keys(schema).length === 0;
}

function isJson(contentType: string | null): boolean {
  return /^application\/json\b/i.test(contentType ?? "");
}
