/**
 * Hides the proxy variables from a runtime's network, which would follow them by rules of its own.
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
 * Calls a function in an environment without proxy variables, and puts them back as it returns. The function is
 * synchronous, so nothing else of this program sees the environment meanwhile.
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
