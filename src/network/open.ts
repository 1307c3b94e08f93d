/**
 * Opens the network: all that a client needs except site and credential. Options win over the profile, and the profile
 * over variables.
 *
 * @module
 */
import type { ClientEvent, Limits } from "../client/client.ts";
import { type LimitOptions, limitsOf } from "./limits.ts";
import type { Host, Transport } from "../core/host.ts";
import { type NetworkSettings, openTransport } from "./transport.ts";
import { parseProxy } from "../core/proxy.ts";
import type { ProxyServer } from "../core/proxy_server.ts";
import { readVariable } from "../core/variable.ts";

/** Settings of the network. */
export interface NetworkOptions extends LimitOptions {
  /**
   * The path of a PEM file with CA certificates to trust in addition to the system's. Also `ATLCLI_CA_FILE`, or the
   * profile.
   */
  readonly caFile?: string | undefined;
  /** The path of a client certificate in PEM. Also `ATLCLI_CLIENT_CERT_FILE`, or the profile. */
  readonly clientCertFile?: string | undefined;
  /**
   * The path of that certificate's private key. Also `ATLCLI_CLIENT_KEY_FILE`, or the profile.
   *
   * @default {the certificate's file}
   */
  readonly clientKeyFile?: string | undefined;
  /** Called with each event, such as a request or a wait. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** An open network connection, with its limits. */
export interface Network extends Pick<Transport, "fetch" | "close"> {
  /** The clock for waits between retries. */
  readonly clock: Host["clock"];
  /** Returns a number in [0, 1), for jitter. */
  readonly random: Host["random"];
  /** The limits from options and variables. */
  readonly limits: Partial<Limits>;
  /** Resolves a hostname to its addresses. */
  readonly lookup: Host["lookup"];
  /** The proxy used for a URL. */
  readonly proxyFor: (url: URL) => ProxyServer | undefined;
  /** Called with each event, such as a request or a wait. */
  readonly onEvent?: (event: ClientEvent) => void;
}

/**
 * Opens the network with the settings of options, profile and variables.
 *
 * @throws {UsageError} if an option or variable has an invalid value, or a certificate file contains no certificate.
 */
export async function openNetwork(
  settings: NetworkSettings | undefined,
  rest: { readonly host: Host; readonly options: NetworkOptions },
): Promise<Network> {
  const { host, options } = rest;
  const own = settings?.proxy === undefined ? undefined : parseProxy(settings.proxy);
  const transport = await openTransport(host, {
    ...(settings?.proxy !== undefined && { proxy: settings.proxy }),
    ...certificateFiles(host, { options, settings: settings ?? {} }),
  });
  return {
    fetch: transport.fetch,
    close: () => transport.close(),
    clock: host.clock,
    random: () => host.random(),
    limits: limitsOf(host, options),
    lookup: (hostname) => host.lookup(hostname),
    proxyFor: (url) => host.proxyFor(url, own),
    ...(options.onEvent !== undefined && { onEvent: options.onEvent }),
  };
}

/**
 * Options win over the profile, and the profile over variables. A key is used only with the certificate from the same
 * source.
 */
function certificateFiles(
  host: Pick<Host, "env">,
  { options, settings }: { readonly options: NetworkOptions; readonly settings: NetworkSettings },
): Omit<NetworkSettings, "proxy"> {
  const variables = {
    caFile: readVariable(host, "ATLCLI_CA_FILE"),
    clientCertFile: readVariable(host, "ATLCLI_CLIENT_CERT_FILE"),
    clientKeyFile: readVariable(host, "ATLCLI_CLIENT_KEY_FILE"),
  };
  const sources = [options, settings, variables];
  const caFile = sources.find((source) => source.caFile !== undefined)?.caFile;
  const client = sources.find((source) => source.clientCertFile !== undefined);
  const clientKeyFile = options.clientKeyFile ?? client?.clientKeyFile;
  return {
    ...(caFile !== undefined && { caFile }),
    ...(client?.clientCertFile !== undefined && { clientCertFile: client.clientCertFile }),
    ...(clientKeyFile !== undefined && { clientKeyFile }),
  };
}
