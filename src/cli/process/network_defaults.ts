/**
 * Network settings that Deno reads only from environment variables, which child processes inherit.
 *
 * @module
 */
import type { Host } from "../../../mod.ts";

/**
 * Wraps a host to set the variables before the first network access, and before starting a program: a token command
 * then always trusts the same authorities.
 *
 * @param set Sets a variable of this process.
 */
export function withNetworkDefaults(host: Host, set: (name: string, value: string) => void): Host {
  let isSet = false;
  const tell = (): void => {
    if (isSet) return;
    isSet = true;
    for (const [name, value] of Object.entries(networkDefaults(host.env))) set(name, value);
  };
  return {
    ...host,
    transport: (options) => {
      tell();
      return host.transport(options);
    },
    run: (command) => {
      tell();
      return host.run(command);
    },
  };
}

/**
 * The variables to set. By default Deno trusts only its own list of authorities; the system's list also contains those
 * of a company.
 */
export function networkDefaults(env: (name: string) => string | undefined): Readonly<Record<string, string>> {
  return env("DENO_TLS_CA_STORE") ? {} : { DENO_TLS_CA_STORE: "mozilla,system" };
}
