/**
 * Proxies, as Deno is told of them.
 *
 * Deno's network reads the proxy variables by itself whenever a client is made, and by rules of its own: in `NO_PROXY`
 * it does not know `*.company.com`, `company.com:8443` or letter case. So a client is made in an environment without
 * these variables, and gets the proxy that {@linkcode denoProxyFor} chose.
 *
 * @module
 */
import { CGI_VARIABLE, namesProxy, PROXY_VARIABLES, proxyFor } from "../../core/proxy.ts";
import type { ProxyServer } from "../../core/proxy_server.ts";
import { withoutProxyVariables } from "../shared/without_proxy_variables.ts";

/** `Host.proxyFor()` in Deno, which prefers upper case as Deno itself does. */
export function denoProxyFor(url: URL, own?: ProxyServer): ProxyServer | undefined {
  return proxyFor(url, { own, env: mayRead() ? read : () => undefined, first: "upper-case" });
}

/** Whether a variable names a proxy. Where the variables may not be read, Deno reads them by its own rules. */
export function readsProxies(): boolean {
  return mayRead() && namesProxy(read);
}

/** Makes a client that knows no proxy but the one it is given. */
export function createClient(options: Deno.CreateHttpClientOptions): Deno.HttpClient {
  const create = (): Deno.HttpClient => Deno.createHttpClient(options);
  return mayRead() ? withoutProxyVariables(Deno.env, create) : create();
}

/** Asked without a prompt: a program that may not read these variables does without. */
function mayRead(): boolean {
  return [...PROXY_VARIABLES, CGI_VARIABLE].every((variable) =>
    Deno.permissions.querySync({ name: "env", variable }).state === "granted"
  );
}

function read(name: string): string | undefined {
  return Deno.env.get(name) || undefined;
}
