/**
 * What Deno's network is told before it is used: by a variable, because it has no other ear, which programs inherit.
 *
 * @module
 */
import type { Host } from "../../../mod.ts";

/**
 * A host that sets the variables before its network is first asked for, and before a program is started, which inherits
 * them: a token command then trusts the same authorities, whatever was done before it.
 *
 * @param set Sets a variable of this process.
 */
export function withNetworkDefaults(host: Host, set: (name: string, value: string) => void): Host {
  let isTold = false;
  const tell = (): void => {
    if (isTold) return;
    isTold = true;
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

/** The variables to set. Deno trusts its own list of authorities alone; people's machines know their company's, too. */
export function networkDefaults(env: (name: string) => string | undefined): Readonly<Record<string, string>> {
  return env("DENO_TLS_CA_STORE") ? {} : { DENO_TLS_CA_STORE: "mozilla,system" };
}
