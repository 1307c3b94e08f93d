/**
 * `atlcli api`
 *
 * @module
 */
import { Option } from "@commander-js/extra-typings";
import { type ApiRequest, type Client, HttpError, paginate, UsageError } from "../../../../mod.ts";
import type { FailedResponse } from "../../../client/mod.ts";
import { resolveTarget, resolveToken } from "../../../resolver/mod.ts";
import { type BodyOptions, readBody } from "./body.ts";
import { warnNotSentAgain } from "./input.ts";
import { headOf, printBody, printPages } from "./output.ts";
import { pathInSite, targetOf } from "./target.ts";
import { addCommand, type Parent } from "../../command.ts";
import type { Context } from "../../context.ts";
import type { Output } from "../../output/output.ts";

/** Options of `api`. */
interface ApiOptions extends BodyOptions {
  readonly include?: true;
  readonly product?: "jira" | "confluence";
}

/** Adds the command. */
export function addApi(parent: Parent, open: () => Context): void {
  addCommand(parent, {
    name: "api",
    summary: "send an authenticated request to any endpoint",
    description:
      "Sends a request to any endpoint of Jira or Confluence and prints the response. The method is GET, or POST when " +
      "fields or a body are given. Fields are JSON; with GET they are query parameters. A key such as fields[summary] " +
      "or labels[] creates an object or an array.",
    examples: [
      "atlcli api /rest/api/2/myself",
      "atlcli api /rest/api/3/project/search --paginate --ndjson --jq .key",
      "atlcli api PUT /rest/api/2/issue/PROJ-1 -f fields[summary]=Shorter -F fields[labels][]=urgent",
      "atlcli api POST /rest/api/3/issue --input issue.json",
      "atlcli api /wiki/api/v2/pages --query limit=5",
    ],
  })
    .usage("[METHOD] PATH [options]")
    .argument("<method or path>", "GET, POST, PUT, PATCH, DELETE or HEAD; optional")
    .argument("[path]", "a path such as /rest/api/2/myself, or a URL of the site")
    .option(
      "-F, --field <key=value>",
      "typed field: number, true, false, null, @FILE or @- (stdin), else a string",
      collect,
    )
    .option("-f, --raw-field <key=value>", "string field", collect)
    .option(
      "--input <file>",
      "file with the body, or - for stdin; more than 1 MiB is streamed and never sent again",
    )
    .option("-H, --header <name: value>", "additional header", collect)
    .option("--query <name=value>", "additional query parameter", collect)
    .option("--paginate", "fetch all pages and print their items as one array")
    .option("-i, --include", "also print the status, the headers, and the body of an error")
    .addOption(
      new Option("--product <name>", "product of the endpoint, if the path does not name it")
        .choices(["jira", "confluence"] as const),
    )
    .action((first, second, options) => api(open(), { ...wordsOf(first, second), options }));
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...before ?? [], text];
}

interface Words {
  readonly method: string | undefined;
  readonly path: string;
}

const METHOD = /^(?:get|head|post|put|patch|delete|options)$/i;

function wordsOf(first: string, second: string | undefined): Words {
  if (second === undefined && !METHOD.test(first)) return { method: undefined, path: first };
  if (second !== undefined && METHOD.test(first)) return { method: first, path: second };
  throw new UsageError(
    second === undefined ? `No path after ${first.toUpperCase()}` : "Invalid method or path",
    {
      hint: "Give an optional method and a path: atlcli api GET /rest/api/2/myself",
    },
  );
}

/** Sends a request and prints the response. */
async function api(
  context: Context,
  { method, path, options }: Words & { readonly options: ApiOptions },
): Promise<void> {
  if (options.paginate && options.include) {
    throw new UsageError("--include cannot be combined with --paginate", { hint: "Omit one of them" });
  }
  const { resolver } = context.library;
  const target = await resolveTarget(resolver, { profile: context.globals.profile });
  const inSite = pathInSite(path, target.site);
  const parts = await readBody(context, { method, options });
  const { client, close } = await context.connectWith(await resolveToken(resolver, target));
  try {
    const { interrupted: signal } = context.terminal;
    const { deployment } = client;
    const request: ApiRequest = {
      ...parts,
      ...targetOf(inSite, { deployment, product: options.product }),
      signal,
    };
    if (options.paginate) await printPages(context, paginate(client, request));
    else await send(context, { request, client, include: options.include ?? false });
  } catch (error) {
    warnNotSentAgain(context, { body: parts.body, error });
    throw error;
  } finally {
    close();
  }
}

interface Sending {
  readonly request: ApiRequest;
  readonly client: Client;
  readonly include: boolean;
}

async function send(context: Context, { request, client, include }: Sending): Promise<void> {
  const { output } = context;
  const failed: FailedResponse[] = [];
  try {
    await print(output, {
      request: { ...request, onFailed: (response) => failed.push(response) },
      client,
      include,
    });
  } catch (error) {
    const response = failed.at(-1);
    if (include && response !== undefined && error instanceof HttpError) {
      output.text(headOf(response));
      output.verbatim(response.body);
    }
    throw error;
  }
}

/** In text format the body is streamed. In JSON formats, and for a selection, it is read first. */
async function print(output: Output, { request, client, include }: Sending): Promise<void> {
  if (output.format !== "text") {
    const response = await client.response(request);
    if (include) output.text(headOf(response));
    if (response.value !== undefined) output.json(response.value);
    return;
  }
  const response = await client.fetch({ ...request, followForeign: true });
  if (include) output.text(headOf(response));
  await printBody(output, response);
}
