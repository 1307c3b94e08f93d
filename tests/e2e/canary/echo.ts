/** A server that puts the token into all that it says, in every spelling. */
import { EMAIL, TOKEN } from "./traces.ts";

/** Where it says it. */
export type Echo =
  | "in every text"
  | "in every string"
  | "in errors"
  | "in redirects"
  | "in next links"
  | "in the status line";

/** All of them. */
export const ECHOES: readonly Echo[] = [
  "in every text",
  "in every string",
  "in errors",
  "in redirects",
  "in next links",
  "in the status line",
];

/** Members that people see; ids, addresses and kinds are others. */
const TEXTS = new Set([
  ...["displayName", "summary", "name", "title", "description", "value", "message", "publicName", "comment"],
  ...["emailAddress", "email", "timeSpent", "outward", "inward", "label", "body", "text", "errorMessages"],
]);

const specials = (encode: (char: string) => string): string => TOKEN.replace(/[^A-Za-z0-9]/g, encode);
const code = (char: string): number => char.charCodeAt(0);
const url64 = (text: string): string =>
  btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The token, in every spelling. */
const SPELLINGS: readonly string[] = [
  TOKEN,
  JSON.stringify(TOKEN).slice(1, -1),
  encodeURIComponent(TOKEN),
  specials((char) => `%${code(char).toString(16)}`),
  new URLSearchParams({ "": TOKEN }).toString().slice(1),
  TOKEN.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;"),
  specials((char) => `&#${code(char)};`),
  specials((char) => `&#x${code(char).toString(16)};`),
  btoa(TOKEN),
  url64(TOKEN),
  btoa(`${EMAIL}:${TOKEN}`),
  url64(`${EMAIL}:${TOKEN}`),
];

/** On a terminal, the characters in between are invisible, or look like a gap. */
const WITH_GAPS: readonly string[] = ["\u0007", "\u009b\u202e", " ", "\r", "\n", "\u200b", "\u00ad"]
  .map((gap) => `${TOKEN.slice(0, 7)}${gap}${TOKEN.slice(7, 20)}${gap}${TOKEN.slice(20)}`);

const ALL = [...SPELLINGS, ...WITH_GAPS].join(" ");
/** Control characters are encoded, not stripped, where an id becomes a part of an address. */
const WITHOUT_CONTROLS = SPELLINGS.join(" ");
const IN_HEADER = specials((char) => `%${code(char).toString(16)}`);
const HEADERS = {
  "x-echo": `${encodeURIComponent(TOKEN)} ${btoa(`${EMAIL}:${TOKEN}`)} ${TOKEN}`,
  "x-path": IN_HEADER,
};

/** The reason phrase of such a server's status lines. */
export const STATUS_WORDS: string = `${TOKEN} ${encodeURIComponent(TOKEN)} ${btoa(TOKEN)} ${
  btoa(`${EMAIL}:${TOKEN}`)
}`;

/** A value with the token in its strings. */
function withEcho(value: unknown, every: boolean, name = ""): unknown {
  if (typeof value === "string") {
    if (name === "value" && value.startsWith("<")) {
      return value.replaceAll("<p>", `<p>${encodeURIComponent(TOKEN)} `);
    }
    if (TEXTS.has(name)) return `${value} ${ALL}`;
    return every ? `${value} ${WITHOUT_CONTROLS}` : value;
  }
  if (Array.isArray(value)) return value.map((each) => withEcho(each, every, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withEcho(each, every, key)]));
}

/** The answer of a sandbox, as such a server gives it. */
export async function echoed(echo: Echo, request: Request, answer: Response): Promise<Response> {
  const { pathname, origin } = new URL(request.url);
  const headers = new Headers({ ...Object.fromEntries(answer.headers), ...HEADERS });
  const isJson = (headers.get("content-type") ?? "").includes("json");
  headers.delete("content-length");
  if (echo === "in the status line") {
    // One response per connection: the relay changes the first status line.
    headers.set("connection", "close");
    const { status, body } = isKept(request) ? answer : Response.json({ message: "No" }, { status: 418 });
    return new Response(body, { status, headers });
  }
  if (echo === "in errors") {
    const body = {
      errorMessages: [...SPELLINGS, ...WITH_GAPS],
      errors: { [TOKEN]: ALL },
      message: ALL,
      error_description: ALL,
    };
    return Response.json(body, { status: 418, headers: HEADERS });
  }
  if (echo === "in redirects") {
    if (pathname.startsWith("/x/")) return Response.json({ message: ALL }, { status: 404, headers: HEADERS });
    const location = `${origin}/x/${encodeURIComponent(TOKEN)}/${IN_HEADER}/${TOKEN}?t=${
      encodeURIComponent(TOKEN)
    }`;
    return new Response(null, { status: 302, headers: { ...HEADERS, location } });
  }
  if (!isJson) return new Response(answer.body, { status: answer.status, headers });
  const value: unknown = await answer.json();
  if (echo !== "in next links") {
    return Response.json(withEcho(value, echo === "in every string"), { status: answer.status, headers });
  }
  const next = `//${encodeURIComponent(TOKEN)}/${TOKEN}`;
  const links = typeof value === "object" && value !== null && !Array.isArray(value)
    ? { ...value, isLast: false, nextPage: next, _links: { next } }
    : value;
  return Response.json(links, { status: answer.status, headers });
}

/** Half of the requests succeed, so that both kinds of responses have such a status line. */
function isKept({ url }: Request): boolean {
  return new URL(url).pathname.length % 2 === 0;
}
