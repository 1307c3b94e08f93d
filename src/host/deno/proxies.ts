/**
 * Proxies in Deno.
 *
 * Deno reads the proxy variables whenever a client is created, with its own rules: its `NO_PROXY` supports neither
 * `*.company.com` nor `company.com:8443`, and is case-sensitive. So a client is created in an environment without these
 * variables, with the proxy from {@linkcode denoProxyFor}.
 *
 * @module
 */
import { CGI_VARIABLE, namesProxy, PROXY_VARIABLES, proxyFor } from "../../core/proxy.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { withoutProxyVariables } from "../shared/without_proxy_variables.ts";

/** `Host.proxyFor()` in Deno, where upper case wins, as in Deno itself. */
export function denoProxyFor(url: URL, own?: ProxyServer): ProxyServer | undefined {
  return proxyFor(url, { own, env: mayRead() ? read : () => undefined, first: "upper-case" });
}

/** Whether a variable names a proxy. Without permission to read the variables, Deno applies its own rules. */
export function readsProxies(): boolean {
  return mayRead() && namesProxy(read);
}

/** Creates a client that uses only the proxy it is given. */
export function createClient(options: Deno.CreateHttpClientOptions): Deno.HttpClient {
  const create = (): Deno.HttpClient => Deno.createHttpClient(options);
  return mayRead() ? withoutProxyVariables(Deno.env, create) : create();
}

/** Queries without a prompt: a program without permission uses no variables. */
function mayRead(): boolean {
  return [...PROXY_VARIABLES, CGI_VARIABLE].every((variable) =>
    Deno.permissions.querySync({ name: "env", variable }).state === "granted"
  );
}

function read(name: string): string | undefined {
  return Deno.env.get(name) || undefined;
}
