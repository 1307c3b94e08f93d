/**
 * Authenticates requests.
 *
 * @module
 */
import type { Account, Face, Product } from "./accounts.ts";
import type { User } from "./model.ts";
import {
  captcha,
  missingScope,
  noAccess,
  rateLimited,
  ssoPage,
  ssoRedirect,
  wrongAtGateway,
  wrongCredential,
} from "./rejections.ts";

/** The caller of an accepted request. */
export type Caller =
  /** `refused`: a credential was sent, but not accepted. */
  | { readonly kind: "anonymous"; readonly refused: boolean }
  | { readonly kind: "user"; readonly user: User };

/** Where a request arrived. */
export interface Place {
  readonly face: Face;
  readonly product: Product;
  /** Whether it came through Atlassian's gateway. */
  readonly gateway: boolean;
  /** The URL of the face, including the context path. */
  readonly baseUrl: string;
}

/** The accepted caller, or a response that rejects the request. */
type Admission =
  | { readonly kind: "in"; readonly caller: Caller }
  | { readonly kind: "answered"; readonly answer: Response };

/** Authenticates callers. It counts how often each was rate limited. */
export interface Gate {
  /** The owner of the token in an Authorization header of any scheme. */
  ownerOf(authorization: string | null): Account | undefined;
  /** Authenticates one request. */
  admit(request: Request, place: Place): Admission;
}

/** Creates a gate for these accounts. */
export function createGate(accounts: readonly Account[], now: () => number): Gate {
  const refusals = new Map<Account, number>();
  return {
    ownerOf: (authorization) => ownerOf(authorization, accounts),
    admit(request, place) {
      const authorization = request.headers.get("Authorization");
      if (authorization === null) return { kind: "in", caller: { kind: "anonymous", refused: false } };
      const account = ownerOf(authorization, accounts);
      if (account === undefined || !isProper(authorization, { account, place })) return wrong(place);
      const count = refusals.get(account) ?? 0;
      if (account.conduct.kind === "rate-limited" && count < account.conduct.times) {
        refusals.set(account, count + 1);
        const { retryAfterSeconds } = account.conduct;
        return answered(rateLimited(place, { retryAfterSeconds, now: now() }));
      }
      return admitByConduct(account, { place, url: new URL(request.url) });
    },
  };
}

function admitByConduct(account: Account, at: { readonly place: Place; readonly url: URL }): Admission {
  const { conduct, user } = account;
  switch (conduct.kind) {
    case "admitted":
      return conduct.products.includes(at.place.product)
        ? { kind: "in", caller: { kind: "user", user } }
        : answered(noAccess(at.place.product));
    case "scoped":
      if (!at.place.gateway) return wrong(at.place);
      return conduct.hasScope ? { kind: "in", caller: { kind: "user", user } } : answered(missingScope());
    case "expired":
      if (at.place.face !== "cloud") return wrong(at.place);
      return { kind: "in", caller: { kind: "anonymous", refused: true } };
    case "captcha":
      return answered(captcha(at.place.baseUrl));
    case "sso":
      return answered(conduct.how === "redirect" ? ssoRedirect(at.url) : ssoPage());
    case "rate-limited":
      return { kind: "in", caller: { kind: "user", user } };
  }
}

function wrong(place: Place): Admission {
  return answered(place.gateway ? wrongAtGateway() : wrongCredential(place.face, place.product));
}

function answered(answer: Response): Admission {
  return { kind: "answered", answer };
}

/**
 * Whether a token is sent correctly: on Cloud as Basic with the account's email, on Data Center as Bearer. The gateway
 * accepts only tokens with scopes.
 */
function isProper(
  authorization: string,
  at: { readonly account: Account; readonly place: Place },
): boolean {
  const { account, place } = at;
  if (account.face !== place.face) return false;
  if (place.gateway && account.conduct.kind !== "scoped") return false;
  const sent = parseAuthorization(authorization);
  if (place.face !== "cloud") return sent?.kind === "bearer";
  return sent?.kind === "basic" && sent.name.toLowerCase() === account.user.email.toLowerCase();
}

function ownerOf(authorization: string | null, accounts: readonly Account[]): Account | undefined {
  const sent = authorization === null ? undefined : parseAuthorization(authorization);
  return sent === undefined ? undefined : accounts.find((account) => account.token === sent.token);
}

type Sent =
  | { readonly kind: "basic"; readonly name: string; readonly token: string }
  | { readonly kind: "bearer"; readonly token: string };

function parseAuthorization(header: string): Sent | undefined {
  const [, scheme, value] = /^(basic|bearer) +(\S+)$/i.exec(header) ?? [];
  if (scheme === undefined || value === undefined) return undefined;
  if (scheme.toLowerCase() === "bearer") return { kind: "bearer", token: value };
  const pair = decodeBase64(value);
  const colon = pair?.indexOf(":") ?? -1;
  if (pair === undefined || colon < 0) return undefined;
  return { kind: "basic", name: pair.slice(0, colon), token: pair.slice(colon + 1) };
}

function decodeBase64(text: string): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
