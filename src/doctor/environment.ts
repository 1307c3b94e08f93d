/**
 * Checks the environment variables: empty, contradictory, unknown.
 *
 * @module
 */
import { limitsOf } from "../network/limits.ts";
import type { Host } from "../core/host.ts";
import { nearest } from "../core/nearest.ts";
import { openTransport } from "../network/transport.ts";
import type { Profile } from "../profile/profile.ts";
import { readEnvironment } from "../resolver/environment.ts";
import { type Check, type Finding, findingOf, found } from "./finding.ts";

/** The inputs of the check. */
interface EnvironmentQuestion {
  readonly host: Host;
  /** The profiles, which may name further variables. */
  readonly profiles: readonly Profile[];
  /** Variables that the caller reads in addition. */
  readonly variables: readonly string[];
  /** Whether plain http to another machine is allowed. */
  readonly allowHttp: boolean | undefined;
}

/** The variables that the library reads under a fixed name. */
export const KNOWN_VARIABLES: readonly string[] = [
  "ATLCLI_SITE",
  "ATLCLI_EMAIL",
  "ATLCLI_API_TOKEN",
  "ATLCLI_API_TOKEN_FILE",
  "ATLCLI_PROFILE",
  "ATLCLI_CONFIG_DIR",
  "ATLCLI_READ_ONLY",
  "ATLCLI_CA_FILE",
  "ATLCLI_CLIENT_CERT_FILE",
  "ATLCLI_CLIENT_KEY_FILE",
  "ATLCLI_ALLOW_HTTP",
  "ATLCLI_TIMEOUT",
  "ATLCLI_MAX_TIME",
  "ATLCLI_MAX_WAIT",
  "ATLCLI_MAX_RETRIES",
  "ATLCLI_MAX_SIZE",
];

/** Names that other programs use for the same settings. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  URL: "ATLCLI_SITE",
  BASE_URL: "ATLCLI_SITE",
  HOST: "ATLCLI_SITE",
  INSTANCE: "ATLCLI_SITE",
  DOMAIN: "ATLCLI_SITE",
  USER: "ATLCLI_EMAIL",
  USERNAME: "ATLCLI_EMAIL",
  MAIL: "ATLCLI_EMAIL",
  TOKEN: "ATLCLI_API_TOKEN",
  PAT: "ATLCLI_API_TOKEN",
  API_KEY: "ATLCLI_API_TOKEN",
  PASSWORD: "ATLCLI_API_TOKEN",
  TOKEN_FILE: "ATLCLI_API_TOKEN_FILE",
  CONFIG: "ATLCLI_CONFIG_DIR",
  CONFIG_FOLDER: "ATLCLI_CONFIG_DIR",
  HOME: "ATLCLI_CONFIG_DIR",
  CA: "ATLCLI_CA_FILE",
};
const PREFIX = "ATLCLI_";
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ_"];

/** Checks the variables. */
export async function checkEnvironment(question: EnvironmentQuestion): Promise<Check> {
  const { host } = question;
  const known = [...new Set([...KNOWN_VARIABLES, ...question.variables])];
  const names = host.envNames(new Set(probes(known))).filter((name) => name.startsWith(PREFIX)).sort();
  const findings = [
    ...names.flatMap((name) => strange(name, { ...question, known })),
    ...contradictions(host),
    ...await unusable(question),
  ];
  const set = names.filter((name) => host.env(name) !== undefined);
  return { name: "environment", summary: set.length === 0 ? "nothing is set" : set.join(", "), findings };
}

/** A variable that is empty or unknown. */
function strange(
  name: string,
  { host, profiles, known }: EnvironmentQuestion & { readonly known: readonly string[] },
): readonly Finding[] {
  const isKnown = known.includes(name) || profiles.some(({ tokenEnv }) => tokenEnv === name);
  const where = `env ${name}`;
  if (!isKnown) {
    const near = OTHER_WORDS[name.slice(PREFIX.length)] ?? nearest(name, known);
    const problem = "Nothing reads this variable";
    if (near !== undefined) {
      const remedy = `Did you mean ${near}? Take it away with: unset ${name}`;
      return [found("warning", { where, problem, remedy })];
    }
    const data = { kind: "unknown-variable", variable: name } as const;
    return [found("warning", { where, problem, remedy: `Take it away with: unset ${name}`, data })];
  }
  if (host.env(name) !== undefined) return [];
  return [found("warning", { where, problem: "It is empty, and counts as unset", remedy: `unset ${name}` })];
}

function contradictions({ env }: Host): readonly Finding[] {
  const set = (name: string): boolean => env(name) !== undefined;
  const findings: Finding[] = [];
  const setAside = (name: string, why: string): void =>
    void findings.push(
      found("warning", { where: `env ${name}`, problem: `It is set aside: ${why}`, remedy: `unset ${name}` }),
    );
  if (set("ATLCLI_API_TOKEN") && set("ATLCLI_API_TOKEN_FILE")) {
    setAside("ATLCLI_API_TOKEN_FILE", "ATLCLI_API_TOKEN is set, too");
  }
  const complete = set("ATLCLI_SITE") && (set("ATLCLI_API_TOKEN") || set("ATLCLI_API_TOKEN_FILE"));
  if (complete && set("ATLCLI_EMAIL") && set("ATLCLI_PROFILE")) {
    setAside("ATLCLI_PROFILE", "ATLCLI_SITE, ATLCLI_EMAIL and the token take precedence");
  }
  if (set("ATLCLI_CLIENT_KEY_FILE") && !set("ATLCLI_CLIENT_CERT_FILE")) {
    findings.push(found("warning", {
      where: "env ATLCLI_CLIENT_KEY_FILE",
      problem: "It is a key without a certificate: ATLCLI_CLIENT_CERT_FILE is not set",
      remedy: "Set ATLCLI_CLIENT_CERT_FILE, or unset ATLCLI_CLIENT_KEY_FILE",
    }));
  }
  return findings;
}

/** Variables with an invalid value. */
async function unusable({ host, allowHttp }: EnvironmentQuestion): Promise<readonly Finding[]> {
  const attempts: readonly (readonly [string, () => unknown])[] = [
    ["the environment", () => readEnvironment(host, { allowHttp }).token?.read()],
    ["the environment", () => limitsOf(host, {})],
    ["env ATLCLI_CA_FILE", () => reads(host, { caFile: host.env("ATLCLI_CA_FILE") })],
    ["env ATLCLI_CLIENT_CERT_FILE", () =>
      reads(host, {
        clientCertFile: host.env("ATLCLI_CLIENT_CERT_FILE"),
        clientKeyFile: host.env("ATLCLI_CLIENT_KEY_FILE"),
      })],
  ];
  const findings: Finding[] = [];
  for (const [where, attempt] of attempts) {
    try {
      await attempt();
    } catch (error) {
      findings.push(findingOf(error, { where }));
    }
  }
  return findings;
}

/** Whether the certificate files can be read. */
async function reads(
  host: Host,
  files: Readonly<Partial<Record<"caFile" | "clientCertFile" | "clientKeyFile", string | undefined>>>,
): Promise<void> {
  const { caFile, clientCertFile, clientKeyFile } = files;
  const transport = await openTransport(host, {
    ...(caFile !== undefined && { caFile }),
    ...(clientCertFile !== undefined && { clientCertFile }),
    ...(clientKeyFile !== undefined && { clientKeyFile }),
  });
  transport.close();
}

/** Names to query if the variables cannot be listed: the known ones, synonyms, and each one with one letter missing. */
function* probes(known: readonly string[]): Iterable<string> {
  yield* Object.keys(OTHER_WORDS).map((name) => `${PREFIX}${name}`);
  for (const name of known) {
    yield name;
    const text = name.slice(PREFIX.length);
    for (let at = 0; at <= text.length; at++) {
      const [before, after] = [PREFIX + text.slice(0, at), text.slice(at)];
      yield before + after.slice(1);
      yield before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2);
      for (const letter of LETTERS) {
        yield before + letter + after;
        yield before + letter + after.slice(1);
      }
    }
  }
}
