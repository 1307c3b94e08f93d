// @ts-check
/**
 * Connections through a proxy, which Node's own requests do not support.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { detailOf, Failure } from "./failure.mjs";
import { isExempt } from "./no_proxy.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/**
 * The proxy for an https URL, from the environment. Lower case wins, as everywhere in Node.
 *
 * @param {URL} url
 * @param {Environment} env
 * @returns {URL | undefined}
 * @throws {Failure} if it is not a URL.
 */
function proxyFor(url, env) {
  /** @type {(name: string) => string | undefined} */
  const variable = (name) => env[name.toLowerCase()] || env[name];
  if (url.protocol !== "https:" || isExempt(url, variable("NO_PROXY") ?? "")) return undefined;
  const name = ["HTTPS_PROXY", "ALL_PROXY"].find(variable);
  if (name === undefined) return undefined;
  const text = variable(name) ?? "";
  const address = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(address)) {
    const proxy = new URL(address);
    if (proxy.protocol === "http:" || proxy.protocol === "https:") return proxy;
  }
  throw new Failure(`${name} is not an http or https URL`);
}

/**
 * @param {string} hostname
 * @returns {string} without the brackets of IPv6.
 */
function bare(hostname) {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

/**
 * Opens a connection to a server through a proxy. TLS is end-to-end, so the proxy cannot read it.
 *
 * @param {URL} url the server, https.
 * @param {URL} proxy
 * @param {number} milliseconds maximum time without progress.
 * @returns {Promise<import("node:tls").TLSSocket>}
 * @throws {Failure} if the proxy refuses.
 */
function tunnel(url, proxy, milliseconds) {
  const host = bare(url.hostname);
  const target = `${url.hostname}:${url.port || 443}`;
  const request = (proxy.protocol === "https:" ? overHttps : overHttp)({
    host: bare(proxy.hostname),
    port: proxy.port || (proxy.protocol === "https:" ? 443 : 80),
    method: "CONNECT",
    path: target,
    agent: false,
    timeout: milliseconds,
    headers: { host: target, ...authorization(proxy) },
  });
  return new Promise((resolve, reject) => {
    request.once("connect", (answer, socket) => {
      socket.setTimeout(0);
      if (answer.statusCode === 200) {
        const secure = connect({ socket, host, ...(isIP(host) === 0 && { servername: host }) });
        secure.once("error", reject);
        secure.once("secureConnect", () => {
          secure.off("error", reject);
          resolve(secure);
        });
        return;
      }
      socket.destroy();
      reject(refusal(answer, proxy));
    });
    request.once("timeout", () => request.destroy(new Error("the proxy did not answer in time")));
    request.once(
      "error",
      (cause) =>
        reject(new Failure(`Failed to reach the proxy ${proxy.host}: ${detailOf(cause)}`, { cause })),
    );
    request.end();
  });
}

/**
 * @param {import("node:http").IncomingMessage} answer
 * @param {URL} proxy
 * @returns {Failure}
 */
function refusal({ statusCode }, { host, username, password }) {
  if (statusCode !== 407) return new Failure(`The proxy ${host} responded with ${statusCode}`);
  return username === "" && password === ""
    ? new Failure(`The proxy ${host} requires authentication (407)`, {
      hint: "Put a user name and password into HTTPS_PROXY: http://USER:PASSWORD@PROXY:PORT",
    })
    : new Failure(`The proxy ${host} rejected its user name or password (407)`, {
      hint: "Check both in HTTPS_PROXY; percent-encode the characters that URLs reserve, such as @ : / and %",
    });
}

/**
 * @param {URL} proxy
 * @returns {Readonly<Record<string, string>>}
 */
function authorization({ username, password }) {
  if (username === "" && password === "") return {};
  const words = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(words).toString("base64")}` };
}

export { proxyFor, tunnel };
