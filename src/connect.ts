/**
 * The parts put together on one Host: what most scripts and every command begin with.
 *
 * What looks for a credential and what speaks to a server are read when they are needed: many commands need neither, and
 * their start is felt.
 *
 * @module
 */
import type { Client } from "./client/client.ts";
import type { Host } from "./core/host.ts";
import { openKeychain } from "./keychain/open.ts";
import type { NetworkSettings } from "./network/transport.ts";
import type { Network, NetworkOptions } from "./network/open.ts";
import { openProfileStore, type ProfileStore } from "./profile/store/store.ts";
import type { Resolution, ResolveRequest, ResolverParts } from "./resolver/resolve.ts";
import type { SecretStore } from "./core/secret_store.ts";
import { systemHost } from "./host/system.ts";

/** How to connect. Every member is optional: without any, it is what `atlcli` itself would do here. */
export interface ConnectOptions extends NetworkOptions {
  /**
   * The outside world.
   *
   * @default {systemHost()}
   */
  readonly host?: Host | undefined;
  /** The secret store, instead of this system's keychain. */
  readonly secretStore?: SecretStore | undefined;
  /** A profile's name, as in `--profile`. */
  readonly profile?: string | undefined;
  /** Whether every request that changes something is refused. Also `ATLCLI_READ_ONLY`, or the profile. */
  readonly readOnly?: boolean | undefined;
  /** Whether `ATLCLI_SITE` may be plain http to another machine. Also `ATLCLI_ALLOW_HTTP`; a profile says so itself. */
  readonly allowHttp?: boolean | undefined;
  /** Whether a person may be answering a keychain's dialog. */
  readonly interactive?: boolean | undefined;
  /** Told what was set aside, and what a person should know. */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/** The parts, on one Host. Opening them starts no program, reads no file and sends nothing. */
export interface Library {
  /** The outside world that all of them see. */
  readonly host: Host;
  /** The profiles, in their file. */
  readonly store: ProfileStore;
  /** This system's keychain, or the store that was handed in. */
  readonly secretStore: SecretStore;
  /** What the resolver asks. */
  readonly resolver: ResolverParts;
  /** Finds the credential to use; throws as {@linkcode connect}. */
  readonly resolve: (request?: ResolveRequest) => Promise<Resolution>;
  /** Opens the way to a site and what else a client needs but site and credential. */
  readonly openNetwork: (settings?: NetworkSettings) => Promise<Network>;
}

/** A client, and how its credential was found. */
export interface Connection {
  /** Sends requests with the credential. */
  readonly client: Client;
  /** Which credential that is, and where it came from. */
  readonly resolution: Resolution;
  /** Closes idle connections. */
  close(): void;
}

/**
 * Puts the parts together.
 *
 * @example
 * ```ts
 * import { openLibrary } from "@atlcli/atlcli";
 *
 * const { store, resolve } = openLibrary();
 * const { file } = await store.load();
 * console.log(`${file.profiles.size} profiles, active: ${file.currentProfile}`);
 * console.log((await resolve()).site.url);
 * ```
 */
export function openLibrary(options: ConnectOptions = {}): Library {
  const host = options.host ?? systemHost();
  const store = openProfileStore(host);
  const secretStore = options.secretStore ??
    openKeychain(host, { interactive: options.interactive ?? false });
  const openNetwork: Library["openNetwork"] = async (settings) => {
    const { openNetwork } = await import("./network/open.ts");
    return await openNetwork(settings, { host, options });
  };
  const detect: ResolverParts["detect"] = async (site) => {
    const { detectSite } = await import("./sign_in/detect.ts");
    const network = await openNetwork();
    try {
      return await detectSite({ site, ...network });
    } finally {
      network.close();
    }
  };
  const resolver = { host, store, secretStore, detect, allowHttp: options.allowHttp };
  const resolve: Library["resolve"] = async (request) => {
    const { resolveCredential } = await import("./resolver/resolve.ts");
    return await resolveCredential(resolver, request);
  };
  return { host, store, secretStore, resolver, resolve, openNetwork };
}

/**
 * Resolves the credential and opens a client that uses it.
 *
 * @example
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect();
 * const me = await client.json({ product: "jira", path: "/rest/api/2/myself" });
 * ```
 *
 * @throws {CredentialError} when there is no usable credential.
 * @throws {StorageError} when the credentials file cannot be used.
 * @throws {KeychainError} when the keychain has to be asked and refuses.
 * @throws {UsageError} when a variable or an option holds what it cannot.
 */
export async function connect(options: ConnectOptions = {}): Promise<Connection> {
  const library = openLibrary(options);
  const resolution = await library.resolve({ profile: options.profile });
  return await connectWith(resolution, { library, options });
}

/**
 * Opens a client for a credential that was resolved before; says what was set aside.
 *
 * @example
 * ```ts
 * import { connectWith, openLibrary } from "@atlcli/atlcli";
 *
 * const options = { maxRetries: 1 };
 * const library = openLibrary(options);
 * const resolution = await library.resolve();
 * const { client, close } = await connectWith(resolution, { library, options });
 * console.log(client.site.url);
 * close();
 * ```
 */
export async function connectWith(
  resolution: Resolution,
  { library, options }: { readonly library: Library; readonly options: ConnectOptions },
): Promise<Connection> {
  for (const warning of warningsOf(resolution)) options.onWarning?.(warning);
  const { site, deployment, product, credential, profile } = resolution;
  const [{ createClient }, { isOn }, network] = await Promise.all([
    import("./client/client.ts"),
    import("./resolver/environment.ts"),
    library.openNetwork(profile),
  ]);
  const readOnly = options.readOnly || isOn(library.host.env("ATLCLI_READ_ONLY")) ||
    (profile?.readOnly ?? false);
  const target = { ...network, site, deployment, product, credential, readOnly };
  // The token may have scopes and work at the gateway only; nothing in its text tells.
  const onRefused = async () => (await import("./sign_in/sign_in.ts")).scopedToken(target);
  return { client: createClient({ ...target, onRefused }), resolution, close: network.close };
}

/**
 * What a person should know about a resolution: its warnings, and what was set aside.
 *
 * @example
 * ```ts
 * import { warningsOf } from "@atlcli/atlcli/resolver";
 *
 * const provenance = { source: "env", detail: "env ATLCLI_EMAIL" } as const;
 * const setAside = [{ what: provenance, why: "the profile is a bearer profile" }];
 * console.assert(warningsOf({ warnings: [], setAside }).length === 1);
 * ```
 */
export function warningsOf(resolution: Pick<Resolution, "warnings" | "setAside">): readonly string[] {
  return [
    ...resolution.warnings,
    ...resolution.setAside.map(({ what, why }) => `Set aside ${what.detail}: ${why}`),
  ];
}
