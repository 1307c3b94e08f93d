/**
 * Asks the server who a credential belongs to.
 *
 * @module
 */
import { looseObject, nullish, string } from "zod/mini";
import type { Client } from "../client/client.ts";
import { requestLine } from "../client/request.ts";
import { lazyShape } from "../client/json_shape.ts";
import { badResponse } from "../client/body.ts";
import { type ErrorCode, HttpError } from "../core/errors.ts";
import { holdsSecret } from "../core/redact.ts";
import type { Product } from "../site/site.ts";
import { printable, shorten } from "../core/text.ts";

/** Maximum length of a displayed name, in characters; products have no longer ones. */
const MAX_SHOWN = 255;

/** An account, as the server just reported it. Texts are printable. */
export interface Identity {
  /** The product that reported it. */
  readonly product: Product;
  /** The account's id on Cloud. */
  readonly accountId?: string;
  /** The account's user name on Data Center. */
  readonly username?: string;
  /** The account's name for display. */
  readonly displayName: string;
  /** The account's email, if its privacy settings show it. */
  readonly email?: string;
}

/**
 * Asks who the client's credential belongs to: Jira's `myself`, else Confluence's `user/current`. One of them is
 * enough.
 *
 * On Cloud, any rejection by Jira leads to Confluence: an account may have one product, and a token the scopes of one.
 * On Data Center, only a response that no Jira sends does, because each failed login there brings a CAPTCHA nearer.
 *
 * `serverInfo` is not used: on Cloud it responds with 200 to a wrong token.
 *
 * @example
 * ```ts
 * import { connect, whoAmI } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * const { displayName } = await whoAmI(client);
 * console.log(`Hello, ${displayName}`);
 * ```
 *
 * @throws {HttpError} if neither reports it; the more informative error of both.
 * @throws {NetworkError} if the server was not reached.
 */
export async function whoAmI(client: Client): Promise<Identity> {
  if (client.product === "confluence") return await askConfluence(client);
  try {
    return await askJira(client);
  } catch (jiraError) {
    if (client.product === "jira" || !leadsOn(jiraError, client)) throw jiraError;
    try {
      return await askConfluence(client);
    } catch (confluenceError) {
      throw moreTelling(jiraError, confluenceError);
    }
  }
}

const JiraUser = lazyShape(() =>
  looseObject({
    accountId: nullish(string()),
    name: nullish(string()),
    displayName: nullish(string()),
    emailAddress: nullish(string()),
  })
);

async function askJira(client: Client): Promise<Identity> {
  const path = client.deployment === "cloud" ? "/rest/api/3/myself" : "/rest/api/2/myself";
  const request = { product: "jira", path } as const;
  const { accountId, name, displayName, emailAddress } = await client.json({ ...request, shape: JiraUser });
  return identityOf(client, { ...request, accountId, username: name, displayName, email: emailAddress });
}

const ConfluenceUser = lazyShape(() =>
  looseObject({
    type: string(),
    accountId: nullish(string()),
    username: nullish(string()),
    displayName: nullish(string()),
    email: nullish(string()),
  })
);

async function askConfluence(client: Client): Promise<Identity> {
  const request = { product: "confluence", path: "/rest/api/user/current" } as const;
  const user = await client.json({ ...request, shape: ConfluenceUser });
  if (user.type !== "known") {
    throw new HttpError(
      "anonymous",
      "Confluence did not accept the token, and treated the request as anonymous",
      {
        status: 200,
        request: lineOf(client, request),
        hint: "The token may be wrong, expired or revoked, or meant for another site",
      },
    );
  }
  return identityOf(client, { ...request, ...user });
}

interface Found {
  readonly product: Product;
  readonly path: string;
  readonly accountId?: string | null | undefined;
  readonly username?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly email?: string | null | undefined;
}

/** A name that contains the token would be saved with the profile, and survive the token's deletion. */
function identityOf(client: Client, found: Found): Identity {
  const texts = [found.accountId, found.username, found.displayName, found.email];
  if (texts.some((text) => holdsSecret(text ?? ""))) {
    throw badResponse("The account's name contains the token or another secret", {
      status: 200,
      request: lineOf(client, found),
    });
  }
  const [accountId, username, email] = [found.accountId, found.username, found.email].map(shown);
  const name = client.deployment === "cloud" ? accountId : username;
  if (name === undefined) {
    const member = client.deployment === "cloud" ? "accountId" : "the user name";
    throw badResponse(`The response lacks ${member}`, { status: 200, request: lineOf(client, found) });
  }
  return {
    product: found.product,
    displayName: shown(found.displayName) ?? name,
    ...(accountId !== undefined && { accountId }),
    ...(username !== undefined && { username }),
    ...(email !== undefined && { email }),
  };
}

function shown(text: string | null | undefined): string | undefined {
  const clean = shorten(printable(text ?? "").trim(), MAX_SHOWN);
  return clean === "" ? undefined : clean;
}

function lineOf(client: Client, request: { readonly product: Product; readonly path: string }): string {
  return requestLine("GET", client.url(request.product, request.path));
}

/** Whether Jira's error leaves the question to Confluence. */
function leadsOn(error: unknown, client: Client): error is HttpError {
  if (!(error instanceof HttpError)) return false;
  if (client.deployment === "data-center") return error.code === "not-found" || error.code === "bad-response";
  return error.code !== "captcha" && TELLING.includes(error.code);
}

/** Rejections, the most informative first. */
const TELLING: readonly ErrorCode[] = [
  "captcha",
  "missing-scope",
  "authentication-failed",
  "anonymous",
  "permission",
  "sso-page",
  "redirect-refused",
  "bad-response",
  "not-found",
];

function moreTelling(first: HttpError, second: unknown): unknown {
  if (!(second instanceof HttpError)) return second;
  const rank = (error: HttpError): number => {
    const at = TELLING.indexOf(error.code);
    return at < 0 ? TELLING.length : at;
  };
  return rank(second) < rank(first) ? second : first;
}
