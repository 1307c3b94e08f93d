/**
 * The way to a site and what else a client needs but site and credential: options win over the profile, and that over
 * variables.
 *
 * @module
 */
import type { ConnectOptions, Network } from "./connect.ts";
import { limitsOf } from "./connect_limits.ts";
import type { Host } from "./host.ts";
import { type NetworkSettings, openTransport } from "./network.ts";
import { proxyOn } from "./proxy.ts";

/**
 * Opens the way to a site, as options, profile and variables say.
 *
 * @throws {UsageError} when an option or a variable holds what it cannot, or a file of certificates has none.
 */
export async function openNetwork(
  settings: NetworkSettings | undefined,
  rest: { readonly host: Host; readonly options: ConnectOptions },
): Promise<Network> {
  const { host, options } = rest;
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
    proxyOn: (url) => proxyOn(url, { proxy: settings?.proxy, env: (name) => readable(host, name) }),
    ...(options.onEvent !== undefined && { onEvent: options.onEvent }),
  };
}

/** A variable that only makes a message better: a program that may not read it does without. */
function readable(host: Pick<Host, "env">, name: string): string | undefined {
  try {
    return host.env(name);
  } catch {
    return undefined;
  }
}

/** Options win over the profile, and that over variables. A key belongs to the certificate that it is named beside. */
function certificateFiles(
  host: Pick<Host, "env">,
  { options, settings }: { readonly options: ConnectOptions; readonly settings: NetworkSettings },
): Omit<NetworkSettings, "proxy"> {
  const variables = {
    caFile: host.env("ATLCLI_CA_FILE"),
    clientCertFile: host.env("ATLCLI_CLIENT_CERT_FILE"),
    clientKeyFile: host.env("ATLCLI_CLIENT_KEY_FILE"),
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
