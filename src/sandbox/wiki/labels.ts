/**
 * Labels, for both faces of Confluence.
 *
 * @module
 */
import { json, noContent } from "../responses.ts";
import { type Call, signedIn } from "../call.ts";
import { InputError } from "../input.ts";
import { jsonInput, readJsonValue } from "../input_json.ts";
import { livePageAt } from "./attachments.ts";
import { labelList } from "./content_json.ts";
import { setLabels } from "./writes.ts";

/** Characters that a label must not contain. */
const NOT_IN_A_LABEL = /[\s:;,.?&[\]()#^*@!]/;

/** Adds the labels of a body, `[{prefix, name}]` or a single one, to the page in the path. */
export async function addLabels(call: Call): Promise<Response> {
  signedIn(call);
  const page = livePageAt(call);
  const body = await readJsonValue(call.request);
  const names = (Array.isArray(body) ? body : [body]).map((label: unknown) => nameOf(label));
  return json(labelList(setLabels(call, page, [...page.labels, ...names]).labels));
}

/** Removes a label from the page in the path; the label is at the end of the path, or in the query. */
export function removeLabel(call: Call): Response {
  signedIn(call);
  const page = livePageAt(call);
  const name = call.params["label"] ?? call.query.get("name");
  if (name === null) throw new InputError(400, "The query parameter 'name' is required");
  setLabels(call, page, page.labels.filter((label) => label !== name.toLowerCase()));
  return noContent();
}

/** The labels of the page in the path. */
export function listLabels(call: Call): Response {
  return json(labelList(livePageAt(call).labels));
}

function nameOf(label: unknown): string {
  const name = jsonInput(label)?.string("name");
  if (name === undefined || name === "" || name.length > 255 || NOT_IN_A_LABEL.test(name)) {
    throw new InputError(400, `The label '${name ?? ""}' is invalid`);
  }
  return name.toLowerCase();
}
