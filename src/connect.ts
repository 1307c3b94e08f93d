/**
 * Assembles the parts on one Host: the start of most scripts and of every command.
 *
 * The parts that find a credential or send requests are loaded lazily: many commands need neither, and start-up time
 * matters.
 *
 * @module
 */
import type { Client } from "./client/client.ts";
import type { Host } from "./core/host.ts";
import { openKeychain } from "./keychain/open.ts";
import type { NetworkSettings } from "./network/transport.ts";
import type { Network, NetworkOptions } from "./network/open.ts";
import { openProfileStore, type ProfileStore } from "./profile/store/store.ts";
import type { Secret } from "./core/secret.ts";
import { isSwitchedOn } from "./core/variable.ts";
import { resolveExplicit } from "./resolver/explicit.ts";
import type { Resolution, ResolveRequest, ResolverParts } from "./resolver/resolve.ts";
import type { SecretStore } from "./core/secret_store.ts";
import { systemHost } from "./host/system.ts";

/** How to connect. Every member is optional: by default `connect()` does what `atlcli` would do here. */
export interface ConnectOptions extends NetworkOptions {
  /**
   * Access to everything outside the process.
   *
   * @default {systemHost()}
   */
  readonly host?: Host | undefined;
  /** A secret store that replaces the system's keychain. */
  readonly secretStore?: SecretStore | undefined;
  /** The name of the profile to use, instead of the one that the environment or the folder selects. */
  readonly profile?: string | undefined;
  /** The site's URL, for an explicit {@linkcode ConnectOptions.token}. */
  readonly site?: string | undefined;
  /** The email of the account that an explicit token belongs to. Cloud only. */
  readonly email?: string | undefined;
  /**
   * An API token (Cloud) or a personal access token (Data Center), sent to `site` only. With it, profiles, environment
   * and keychain are not read.
   */
  readonly token?: string | Secret | undefined;
  /** Whether to refuse every request that changes something. `ATLCLI_READ_ONLY` and the profile can set it, too. */
  readonly readOnly?: boolean | undefined;
  /**
   * Whether `ATLCLI_SITE` may be plain http to another machine. `ATLCLI_ALLOW_HTTP` sets it, too; a profile has its own
   * setting.
   */
  readonly allowHttp?: boolean | undefined;
  /**
   * Whether a person may be present to answer a keychain dialog, which extends its time limit from 10 to 60 seconds.
   */
  readonly interactive?: boolean | undefined;
  /** Called with each warning, such as a credential that was set aside. */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/**
 * The parts on one Host, with the options that made them. Opening it starts no program, reads no file and sends
 * nothing.
 */
export interface Library {
  /** The host that all parts share. */
  readonly host: Host;
  /** The profiles in the credentials file. */
  readonly store: ProfileStore;
  /** The system's keychain, or the store from the options. */
  readonly secretStore: SecretStore;
  /** The inputs of the resolver. */
  readonly resolver: ResolverParts;
  /** Resolves the credential; throws the errors of {@linkcode connect}. */
  readonly resolve: (request?: ResolveRequest) => Promise<Resolution>;
  /** Opens a client for a resolved credential. Passes the resolution's warnings to `onWarning`. */
  readonly connect: (resolution: Resolution) => Promise<Connection>;
  /** Opens the network: all that a client needs except site and credential. */
  readonly openNetwork: (settings?: NetworkSettings) => Promise<Network>;
}

/** A client, and the resolution of its credential. Close it, or declare it with `await using`. */
export interface Connection extends AsyncDisposable {
  /** Sends requests with the credential. */
  readonly client: Client;
  /** The credential, its site, and their provenance. */
  readonly resolution: Resolution;
  /** Closes idle connections. */
  close(): void;
}

/**
 * Opens the library on one Host.
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
  const connect: Library["connect"] = async (resolution) => {
    const [{ createClient }, { warningsOf }, network] = await Promise.all([
      import("./client/client.ts"),
      import("./resolver/provenance.ts"),
      openNetwork(resolution.profile),
    ]);
    for (const warning of warningsOf(resolution)) options.onWarning?.(warning);
    const { site, deployment, product, credential, profile } = resolution;
    const readOnly = isSwitchedOn(host, "ATLCLI_READ_ONLY", options.readOnly) ||
      (profile?.readOnly ?? false);
    const target = { ...network, site, deployment, product, credential, readOnly };
    // The token may have scopes and work only at the gateway; its text does not show that.
    const onRefused = async () => (await import("./sign_in/sign_in.ts")).scopedToken(target);
    const { close } = network;
    return {
      client: createClient({ ...target, onRefused, onWarning: options.onWarning }),
      resolution,
      close,
      [Symbol.asyncDispose]: async () => await Promise.resolve(close()),
    };
  };
  return { host, store, secretStore, resolver, resolve, connect, openNetwork };
}

/**
 * Resolves the credential and opens a client that uses it.
 *
 * @example The credential that `atlcli` would use here
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 *
 * await using connection = await connect();
 * const me = await connection.client.json({ product: "jira", path: "/rest/api/2/myself" });
 * ```
 *
 * @example An explicit credential
 * ```ts
 * import { connect } from "@atlcli/atlcli";
 *
 * const { client } = await connect({ site: "company.atlassian.net", email: "ada@company.com", token: "ATATT3x" });
 * console.assert(client.site.host === "company.atlassian.net");
 * ```
 *
 * @throws {TypeError} if `site`, `email`, `token` and `profile` do not go together, or one of them is not a string.
 * @throws {CredentialError} if there is no usable credential.
 * @throws {StorageError} if the credentials file is unusable.
 * @throws {KeychainError} if the keychain is needed and unusable.
 * @throws {UsageError} if a variable or an option has an invalid value.
 */
export async function connect(options: ConnectOptions = {}): Promise<Connection> {
  const library = openLibrary(options);
  return await library.connect(await resolutionOf(library, options));
}

async function resolutionOf(library: Library, options: ConnectOptions): Promise<Resolution> {
  const { profile, site, email, token } = options;
  if (token === undefined) {
    const needless = site === undefined ? email === undefined ? undefined : "email" : "site";
    if (needless !== undefined) throw new TypeError(`connect({ ${needless} }) also needs a token`);
    return await library.resolve({ profile });
  }
  if (site === undefined) {
    throw new TypeError("connect({ token }) needs the site that the token is meant for");
  }
  if (profile !== undefined) throw new TypeError("connect() takes either a profile or a token");
  return await resolveExplicit(library.resolver, { site, email, token });
}
