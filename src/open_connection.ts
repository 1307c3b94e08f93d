/**
 * A client for a credential that was resolved.
 *
 * @module
 */
import { createClient } from "./client/client.ts";
import { type Connection, type ConnectOptions, type Library, warningsOf } from "./connect.ts";
import type { Resolution } from "./resolver/resolve.ts";
import { isOn } from "./resolver/environment.ts";
import { scopedToken } from "./sign_in/sign_in.ts";

/** Opens the network and a client on it; says what was set aside. */
export async function openConnection(
  resolution: Resolution,
  { library, options }: { readonly library: Library; readonly options: ConnectOptions },
): Promise<Connection> {
  for (const warning of warningsOf(resolution)) options.onWarning?.(warning);
  const { site, deployment, product, credential, profile } = resolution;
  const network = await library.openNetwork(profile);
  const readOnly = options.readOnly || isOn(library.host.env("ATLCLI_READ_ONLY")) ||
    (profile?.readOnly ?? false);
  const target = { ...network, site, deployment, product, credential, readOnly };
  // It may be a token with scopes, which works at the gateway only: nothing in its text tells.
  const client = createClient({ ...target, onRefused: () => scopedToken(target) });
  return { client, resolution, close: network.close };
}
