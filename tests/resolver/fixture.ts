/** What the tests of the resolver have in common: profiles in a file, a keychain, programs, and sites that are known. */
import {} from "../../src/core/errors.ts";
import type { Command, CommandResult } from "../../src/core/host.ts";
import { openProfileStore } from "../../src/profile/store/store.ts";
import { resolveCredential, type ResolverParts } from "../../src/resolver/resolve.ts";
import type { Deployment } from "../../src/site/site.ts";
import { type MemoryHost, memoryHost, type MemoryHostOptions } from "../../src/testing/memory_host.ts";
import { type MemorySecretStore, memorySecretStore } from "../../src/testing/memory_secret_store.ts";

/** Two sites on Cloud, one on Data Center under a context path, and one that has no profile. */
export const A = "https://a.atlassian.net";
export const B = "https://b.atlassian.net";
export const D = "https://jira.company.test:8443/jira";
export const E = "https://e.atlassian.net";
export const FILE = "/home/me/.atlcli/credentials.json";

/** A profile, as it stands in the file. */
export type Written = Readonly<Record<string, unknown>>;

/** What a machine has. */
export interface MachineOptions extends Pick<MemoryHostOptions, "cwd" | "onStep" | "userId"> {
  /** Variables in addition to HOME. */
  readonly env?: Readonly<Record<string, string>>;
  readonly profiles?: Readonly<Record<string, Written>>;
  readonly active?: string | undefined;
  /** Files in addition to the credentials file. */
  readonly files?: Readonly<Record<string, string>>;
  readonly keychain?: MemorySecretStore;
  readonly run?: (command: Command) => CommandResult;
  /** What a site says that it is, when it is asked. */
  readonly deployment?: Deployment;
  readonly allowHttp?: boolean;
}

/** A machine, and everything that was done to it. */
interface Machine {
  readonly parts: ResolverParts;
  readonly host: MemoryHost;
  readonly keychain: MemorySecretStore;
  /** The sites that were asked what they are. */
  readonly detected: readonly string[];
}

export function machine(options: MachineOptions = {}): Machine {
  const { profiles, active, keychain = memorySecretStore(), deployment = "data-center", allowHttp } = options;
  const host = memoryHost({
    cwd: "/home/me/project",
    ...options,
    env: { HOME: "/home/me", ...options.env },
    files: { ...(profiles && { [FILE]: fileText(profiles, active) }), ...options.files },
  });
  const detected: string[] = [];
  const detect: ResolverParts["detect"] = (site) => {
    detected.push(site.url);
    return Promise.resolve({ deployment });
  };
  const parts = { host, store: openProfileStore(host), secretStore: keychain, detect, allowHttp };
  return { parts, host, keychain, detected };
}

/** The file's text. */
export function fileText(profiles: Readonly<Record<string, Written>>, active?: string): string {
  const named = Object.entries(profiles).map(([name, profile]) => [name, { name, ...profile }]);
  return JSON.stringify({ currentProfile: active, profiles: Object.fromEntries(named) });
}

/** Who a request would be sent as, and where to: `https://… as Basic ada@x.test:token`. */
export async function sentBy(parts: ResolverParts, profile?: string): Promise<string> {
  const { site, credential } = await resolveCredential(parts, { profile });
  const token = credential.token.reveal();
  const as = credential.kind === "pat" ? `Bearer ${token}` : `Basic ${credential.email}:${token}`;
  return `${site.url} as ${as}${credential.kind === "scoped-token" ? ` at ${credential.cloudId}` : ""}`;
}

/** A program that printed this. */
export function printed(text: string, code = 0): CommandResult {
  return { code, stdout: new Uint8Array(new TextEncoder().encode(text)), stderr: new Uint8Array() };
}
