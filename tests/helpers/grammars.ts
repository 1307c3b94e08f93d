/** Every parser of text that others write, with the tokens of its grammar. */
import { Command } from "@commander-js/extra-typings";
import { placeOf } from "../../src/cli/completion/complete_line.ts";
import { fieldsAsQuery, splitField } from "../../src/cli/commands/api/fields.ts";
import { parseOrder } from "../../src/cli/commands/jira/search_query.ts";
import { templateSelection } from "../../src/cli/output/template.ts";
import { errorDetails } from "../../src/client/error_details.ts";
import { anonymousError, httpError } from "../../src/client/http_errors.ts";
import { paginate } from "../../src/client/paginate.ts";
import { retryAfter } from "../../src/client/retry.ts";
import { parseCount, parseDuration } from "../../src/core/duration.ts";
import { isExempt } from "../../src/core/no_proxy.ts";
import { parseProxy } from "../../src/core/proxy.ts";
import { redact, registerSecret } from "../../src/core/redact.ts";
import { Secret } from "../../src/core/secret.ts";
import { parseSize } from "../../src/core/size.ts";
import { JsonTextError, parseJson } from "../../src/core/strict_json.ts";
import { printable } from "../../src/core/text.ts";
import { hasOrder, quoteJql, withOrder } from "../../src/jira/jql.ts";
import { findJqlFault } from "../../src/jira/jql_errors.ts";
import { parseTimeSpent } from "../../src/jira/worklogs.ts";
import { parseProfileName } from "../../src/profile/name.ts";
import { parseSite } from "../../src/site/site.ts";
import { parsePageFile, withMembers } from "../../src/sync/front_matter.ts";
import { attachmentName, pageName } from "../../src/sync/names.ts";
import { Folder } from "../../src/sync/folder.ts";
import { loadState } from "../../src/sync/state.ts";
import { memoryHost } from "../../src/testing/memory_host.ts";
import { cloudClient } from "../client/fixture.ts";
import type { Grammar } from "./linear_time.ts";
import { MARKDOWN_GRAMMARS } from "./markdown_grammars.ts";

// deno-fmt-ignore
const JQL = ["project = A ", "AND ", '"', "'", "\\", "order ", "order by ", "by ", "a", "(", ")", " ", "\n", "é", "~ "];
// deno-fmt-ignore
const FRONT = ["a", ": ", ":", " ", "\t", "#", " #", '"', "'", "''", "\\", "[", "]", ", ", "a: b\n", "- a\n", "\n", "---", "labels: "];
// deno-fmt-ignore
const SITE = ["https://", "a", ".", "/", "\\", "@", ":", "browse/", "wiki/", "x.jsp", "?", "#", "%2e", "..;", " ", "é", "-"];
// deno-fmt-ignore
const HEADER = ["<", ">", ";", ",", " ", "\t", '"', "=", "rel=", 'rel="next"', "/a", "Basic ", "Bearer ", "Negotiate", "Mon, ", "01 ", "1", ".", "-", "T00:00Z"];
// deno-fmt-ignore
const PATH = ["a", ".", " ", "\u200d", "..", "/", "\\", ":", "con", ".md", "\u0301", "\u{1f600}", "-", "\u202e", "é"];

const program = new Command("atlcli").option("--profile <name>", "x").option("--json", "x").option(
  "-F, --field <f>",
  "x",
);
program.command("jira").command("search").argument("[words...]").option("--fields <list>", "x");

registerSecret("a-token-of-a-test");

/** An answer that was refused, whose headers or body are a text. */
function refused(headers: Record<string, string>, body: string) {
  return [
    { status: 401, headers: new Headers({ "content-type": "application/json", ...headers }), body },
    {
      request: "GET https://a.test/",
      host: "a.test",
      authenticated: true,
      secrets: [new Secret("a-token-of-a-test")],
      now: 0,
    },
  ] as const;
}

const PAGE = JSON.stringify({
  path: "PATH.md",
  version: 1,
  title: "a",
  labels: ["b"],
  markdown: "0",
  storage: "0",
  links: { "page:a": null },
  attachments: {},
});

/** All of them. */
export const GRAMMARS: readonly Grammar[] = [
  {
    name: "Link headers",
    tokens: HEADER,
    run: async (each) => {
      const { client } = cloudClient([{
        url: /./,
        reply: { json: [1], headers: { link: each.trim() } },
        times: 2,
      }]);
      for await (const { items } of paginate(client, { path: "/x" })) if (items.length > 1) break;
    },
  },
  {
    name: "the state of a folder",
    tokens: ["PAGE", "PAGE,PAGE", PAGE.replace("PATH", "../a"), "1", '"a":', "[", "{"],
    text: (piece, count) => {
      let page = 0;
      const pages = piece.repeat(count).replaceAll(
        "PAGE",
        () => `"${++page}":${PAGE.replace("PATH", String(page))},`,
      );
      return `{"site":"https://a.test","space":{"id":"1","key":"A"},"pages":{${
        pages.replace(/,,/g, ",").slice(0, -1)
      }}}`;
    },
    run: async (each) => {
      const host = memoryHost({ files: { "/docs/.atlcli-docs.json": each } });
      await loadState(new Folder(host, "/docs"));
    },
  },
  ...MARKDOWN_GRAMMARS,
  {
    name: "JSON",
    // As credentials files.
    maxLength: 2 ** 20,
    // deno-fmt-ignore
    tokens: ["{", "}", "[", "]", '"', '"a":', ",", "1", "1e", "-", ".", "\\", "\\u0041", "true", " ", "\n", "é", "{}", "[1],"],
    run: (each) => {
      for (const source of [each, `[${each}1]`, `"${each}`]) {
        try {
          parseJson(source);
        } catch (error) {
          if (!(error instanceof JsonTextError)) throw error;
        }
      }
    },
  },
  {
    name: "front matter",
    tokens: FRONT,
    text: (piece, count) => `---\ntitle: a${piece.repeat(count)}b\n---\n`,
    run: (each) => [withMembers(each, { title: "x", id: "1" }), parsePageFile(each, "x.md")],
  },
  { name: "a page's file", tokens: FRONT, run: (each) => parsePageFile(`---\n${each}`, "x.md") },
  {
    name: "JQL and its errors",
    tokens: JQL,
    run: (each) => [
      hasOrder(each),
      withOrder(each, "key"),
      quoteJql(each),
      findJqlFault(each, [`Error in the JQL Query: '${each.slice(0, 250)}' (line 9, character 9)`]),
    ],
  },
  {
    name: "the error in JQL",
    tokens: [...JQL, "(line 1, character 1)", "'a'", "end of the query"],
    run: (each) => findJqlFault("a = b", [each]),
  },
  {
    name: "an order",
    tokens: ["a", " ", ",", "desc", " asc", "\t", '"'],
    run: (each) => parseOrder(each, undefined),
  },
  ...[parseDuration, parseTimeSpent, parseSize, parseCount].map((parse): Grammar => ({
    name: parse.name,
    tokens: ["1", "0", ".", "1.5", " ", "\t", "h", "m", "3h ", "1d", "w", "K", "MiB", "ms", "x", "-", "é"],
    run: (each) => parse(each),
  })),
  { name: "sites", tokens: SITE, run: (each) => parseSite(each, { allowHttp: true }) },
  { name: "the path of a site", tokens: SITE, run: (each) => parseSite(`https://a.test/${each}`) },
  {
    name: "profile names",
    tokens: ["a", "1", ".", "-", "_", "@", " ", "/", "é"],
    run: (each) => parseProfileName(each),
  },
  {
    name: "file names",
    tokens: PATH,
    run: (each) => [pageName(each), attachmentName(each), pageName(`a${each}b`)],
  },
  {
    name: "proxies",
    tokens: [...SITE, "http://", "socks5://", "u:p@", "%41"],
    run: (each) => parseProxy(each),
  },
  {
    name: "NO_PROXY",
    tokens: ["a", ".", ",", " ", "*", "*.", "10.0.0.0/8", "::1", "[", "]", ":", ":80", "/", "é"],
    run: (each) => isExempt(new URL("https://jira.company.com/"), each),
  },
  {
    name: "headers of refusals",
    tokens: HEADER,
    run: (each) => {
      const value = each.trim();
      const names = [
        "x-seraph-loginreason",
        "www-authenticate",
        "content-type",
        "retry-after",
        "x-ratelimit-reset",
      ];
      for (const name of names) {
        const [answer, context] = refused({ [name]: value }, "{}");
        httpError(answer, context);
        anonymousError(answer, context);
        retryAfter(answer.headers, 0);
      }
    },
  },
  {
    name: "words of servers",
    // deno-fmt-ignore
    tokens: ["a", " ", '"', "authorization: ", "Basic ", "a-token-of-a-test", "a-token", "&#97;", "%2d", "\\u002d", "YS10b2", "\\", "\n", "\u001b[", "proxy-", "%61"],
    run: (each) => {
      const [answer] = refused(
        {},
        JSON.stringify({ errorMessages: [each], errors: { a: each } }),
      );
      errorDetails(answer);
      redact(each);
      printable(each);
      printable(each, { keepLines: true });
    },
  },
  {
    name: "templates",
    tokens: ["{{", "}}", "a", ".", "{{a}}", "{{a.b}}", "\\n", "\\", " ", "{", "0"],
    run: (each) => [...templateSelection(each)([{ a: { b: [1, 2] } }])],
  },
  {
    name: "command lines that are completed",
    // deno-fmt-ignore
    tokens: ["jira ", "search ", "--profile ", "--profile=", "--json ", "-F ", "-", "--", "=", "a", " ", "-- "],
    run: (each) => {
      const words = each.split(" ");
      placeOf(program, words.slice(0, -1), words.at(-1) ?? "");
      placeOf(program, [], each);
    },
  },
  {
    name: "fields of api",
    tokens: ["a", "[", "]", "[]", "=", "a[b]", "."],
    run: (each) => {
      const { key, value } = splitField(`${each}=1`);
      fieldsAsQuery({ [key]: value });
    },
  },
];
