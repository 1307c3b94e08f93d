/**
 * The way to a site and what else a client needs but site and credential: options win over the profile, and that over
 * variables.
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

/** How the way to a site is to be. */
export interface NetworkOptions extends LimitOptions {
  /** A file of certificates to trust besides the store's. Also `ATLCLI_CA_FILE`, or the profile. */
  readonly caFile?: string | undefined;
  /** A client certificate, in PEM. Also `ATLCLI_CLIENT_CERT_FILE`, or the profile. */
  readonly clientCertFile?: string | undefined;
  /**
   * That certificate's key. Also `ATLCLI_CLIENT_KEY_FILE`, or the profile.
   *
   * @default {the certificate's file}
   */
  readonly clientKeyFile?: string | undefined;
  /** Told of every request and every wait. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
}

/** An open way to the network, with the limits that were asked for. */
export interface Network extends Pick<Transport, "fetch" | "close"> {
  /** Time. */
  readonly clock: Host["clock"];
  /** A number in [0, 1), for jitter. */
  readonly random: Host["random"];
  /** The limits that options and variables name. */
  readonly limits: Partial<Limits>;
  /** The addresses of a name. */
  readonly lookup: Host["lookup"];
  /** The proxy used for a URL. */
  readonly proxyFor: (url: URL) => ProxyServer | undefined;
  /** Told of every request and every wait. */
  readonly onEvent?: (event: ClientEvent) => void;
}

/**
 * Opens the way to a site, as options, profile and variables say.
 *
 * @throws {UsageError} when an option or a variable holds what it cannot, or a file of certificates has none.
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

/** Options win over the profile, and that over variables. A key belongs to the certificate that it is named beside. */
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
