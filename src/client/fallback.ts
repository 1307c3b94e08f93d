/**
 * A client that goes on with another one, once the site has refused its credential.
 *
 * @module
 */
import type { Client } from "../client.ts";
import { HttpError } from "../errors.ts";
import type { ApiRequest } from "./api_request.ts";

/**
 * Wraps a client: when the site refuses its credential for the first time, `open` may give another client; the request
 * is sent again there, and so is every later one.
 *
 * A request whose body is a stream is not sent again.
 *
 * @param open Gives `undefined` when there is no other way: the refusal stands then.
 */
export function withFallback(client: Client, open: () => Promise<Client | undefined>): Client {
  let current = client;
  let opening: Promise<Client | undefined> | undefined;
  const send = async <T>(request: ApiRequest, use: (client: Client) => Promise<T>): Promise<T> => {
    const used = current;
    try {
      return await use(used);
    } catch (error) {
      if (used !== client || !isRefusal(error) || request.body instanceof ReadableStream) throw error;
      const other = await (opening ??= open());
      if (other === undefined) throw error;
      current = other;
      return await use(other);
    }
  };
  return {
    site: client.site,
    deployment: client.deployment,
    product: client.product,
    json: (request) => send(request, (now) => now.json(request)),
    text: (request) => send(request, (now) => now.text(request)),
    fetch: (request) => send(request, (now) => now.fetch(request)),
    url: (...args) => current.url(...args),
    resolve: (...args) => current.resolve(...args),
  };
}

/** Whether the site would not take the credential; it may answer so, or as if to nobody. */
export function isRefusal(error: unknown): boolean {
  return error instanceof HttpError && (error.code === "authentication-failed" || error.code === "anonymous");
}
