/**
 * Hides the proxy variables from a runtime's network, which would apply its own rules to them.
 *
 * @module
 */
import { PROXY_VARIABLES } from "../../core/proxy.ts";

/** The environment of this process. */
export interface ProcessEnvironment {
  readonly get: (name: string) => string | undefined;
  readonly set: (name: string, value: string) => void;
  readonly delete: (name: string) => void;
}

/**
 * Calls a function in an environment without proxy variables, and restores them afterwards. The function is
 * synchronous, so no other code of this program sees the changed environment.
 */
export function withoutProxyVariables<T>(env: ProcessEnvironment, call: () => T): T {
  const saved = PROXY_VARIABLES.map((name) => [name, env.get(name)] as const);
  for (const [name] of saved) env.delete(name);
  try {
    return call();
  } finally {
    for (const [name, value] of saved) if (value !== undefined) env.set(name, value);
  }
}
