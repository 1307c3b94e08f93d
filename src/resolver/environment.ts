/**
 * Reads site, account and token from the environment.
 *
 * @module
 */
import { parseEmail, parseToken } from "../core/credential.ts";
import { parsedFrom, StorageError } from "../core/errors.ts";
import { FileFault, type Host } from "../core/host.ts";
import { absolutePath } from "../core/paths.ts";
import type { Secret } from "../core/secret.ts";
import { parseSite, type Site } from "../site/site.ts";
import { fromEnv, type Provenance, type SetAside } from "./provenance.ts";
import { isSwitchedOn, readVariable, refusePlaceholder } from "../core/variable.ts";

/** The environment's settings. Unset and empty variables are absent. */
export interface EnvironmentSettings {
  /** From `ATLCLI_SITE`. */
  readonly site?: Site;
  /** From `ATLCLI_EMAIL`. */
  readonly email?: string;
  /** From `ATLCLI_API_TOKEN`, or the file that `ATLCLI_API_TOKEN_FILE` names. */
  readonly token?: EnvironmentToken;
  /** From `ATLCLI_PROFILE`. */
  readonly profile?: string;
  /** Variables that are set but unused, because another one has precedence. */
  readonly setAside: readonly SetAside[];
}

/** The environment's token: the variable's text, or a file that is loaded lazily. */
export interface EnvironmentToken {
  /** The variable that holds or names it. */
  readonly provenance: Provenance;
  /**
   * Loads the token.
   *
   * @throws {StorageError} if the file cannot be read.
   * @throws {UsageError} if the token is invalid.
   */
  read(): Promise<Secret>;
}

/** The parts of a host that reading the environment needs. */
type EnvironmentHost = Pick<Host, "env" | "files" | "cwd">;

const MAX_TOKEN_FILE = 64 * 1024;

/**
 * Reads `ATLCLI_SITE`, `ATLCLI_EMAIL`, `ATLCLI_API_TOKEN`, `ATLCLI_API_TOKEN_FILE` and `ATLCLI_PROFILE`.
 *
 * @example
 * ```ts
 * import { readEnvironment } from "@atlcli/atlcli/resolver";
 * import { memoryHost } from "@atlcli/atlcli/testing";
 *
 * const host = memoryHost({ env: { ATLCLI_SITE: "company.atlassian.net", ATLCLI_EMAIL: "you@company.com" } });
 * const { site, email } = readEnvironment(host);
 * console.assert(site?.url === "https://company.atlassian.net");
 * console.assert(email === "you@company.com");
 * ```
 *
 * @param options Whether the site may be plain http to another machine. `ATLCLI_ALLOW_HTTP` sets it, too.
 * @throws {UsageError} if the site or the email is invalid; the message names the variable.
 */
export function readEnvironment(
  host: Pick<Host, "env" | "files" | "cwd">,
  options: { readonly allowHttp?: boolean | undefined } = {},
): EnvironmentSettings {
  const site = readVariable(host, "ATLCLI_SITE");
  const email = readVariable(host, "ATLCLI_EMAIL");
  const profile = readVariable(host, "ATLCLI_PROFILE");
  const allowHttp = isSwitchedOn(host, "ATLCLI_ALLOW_HTTP", options.allowHttp);
  const { token, setAside } = tokenOf(host);
  return {
    ...(site !== undefined && { site: parsedFrom("ATLCLI_SITE", () => parseSite(site, { allowHttp }).site) }),
    ...(email !== undefined && { email: parsedFrom("ATLCLI_EMAIL", () => parseEmail(email)) }),
    ...(profile !== undefined && { profile }),
    ...(token !== undefined && { token }),
    setAside,
  };
}

function tokenOf(
  host: EnvironmentHost,
): { readonly token?: EnvironmentToken; readonly setAside: readonly SetAside[] } {
  const text = host.env("ATLCLI_API_TOKEN");
  const path = host.env("ATLCLI_API_TOKEN_FILE");
  if (text !== undefined) {
    const provenance = fromEnv("ATLCLI_API_TOKEN");
    const setAside = path === undefined
      ? []
      : [{ what: fromEnv("ATLCLI_API_TOKEN_FILE"), why: "ATLCLI_API_TOKEN is set" }];
    return {
      token: {
        provenance,
        read: async () => await parsedFrom("ATLCLI_API_TOKEN", () => parseToken(text)),
      },
      setAside,
    };
  }
  if (path === undefined) return { setAside: [] };
  const provenance = fromEnv("ATLCLI_API_TOKEN_FILE");
  return {
    token: { provenance, read: () => readTokenFile(host, path) },
    setAside: [],
  };
}

async function readTokenFile(host: EnvironmentHost, path: string): Promise<Secret> {
  parsedFrom("ATLCLI_API_TOKEN_FILE", () => refusePlaceholder(path));
  const bytes = await readSmallFile(host, absolutePath(host.cwd(), path));
  return parsedFrom("ATLCLI_API_TOKEN_FILE", () => parseToken(new TextDecoder().decode(bytes)));
}

async function readSmallFile(host: Pick<Host, "files">, path: string): Promise<Uint8Array> {
  const hint = "Point ATLCLI_API_TOKEN_FILE at a file that contains only the token";
  try {
    const stat = await host.files.stat(path);
    if (stat !== undefined && stat.size > MAX_TOKEN_FILE) {
      throw new StorageError("credentials-file", `The token file is too large for a token: "${path}"`, {
        hint,
      });
    }
    const bytes = await host.files.read(path);
    if (bytes !== undefined) return bytes;
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new StorageError("credentials-file", `Cannot read the token file: ${error.message}`, {
      hint,
      cause: error,
    });
  }
  throw new StorageError("credentials-file", `The token file does not exist: "${path}"`, { hint });
}
