// @ts-check
/**
 * The proxy between here and a server, which Node's own requests do not look for.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { connect } from "node:tls";
import { detailOf, Failure } from "./failure.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */

/**
 * The proxy that the environment names for an https address.
 *
 * @param {URL} url
 * @param {Environment} env
 * @returns {URL | undefined}
 * @throws {Failure} when it is no address.
 */
function proxyFor(url, env) {
  if (url.protocol !== "https:" || isExempt(url, env["no_proxy"] ?? env["NO_PROXY"] ?? "")) return undefined;
  const text = env["https_proxy"] || env["HTTPS_PROXY"] || env["all_proxy"] || env["ALL_PROXY"];
  if (!text) return undefined;
  const address = text.includes("://") ? text : `http://${text}`;
  if (URL.canParse(address)) {
    const proxy = new URL(address);
    if (proxy.protocol === "http:" || proxy.protocol === "https:") return proxy;
  }
  throw new Failure("HTTPS_PROXY is no http or https address");
}

/**
 * Whether a list as in `NO_PROXY` names a host: itself, a domain that it is in, `host:port`, or `*`.
 *
 * @param {URL} url
 * @param {string} list
 * @returns {boolean}
 */
function isExempt({ hostname, port }, list) {
  const host = bare(hostname);
  return list.toLowerCase().split(/[\s,]+/).filter((entry) => entry !== "").some((entry) => {
    if (entry === "*") return true;
    const [, name = "", itsPort] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry) ?? [];
    if (itsPort !== undefined && itsPort !== (port || "443")) return false;
    const domain = bare(name).replace(/^\*?\./, "");
    return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`));
  });
}

/**
 * @param {string} hostname
 * @returns {string} without the brackets of IPv6.
 */
function bare(hostname) {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

/**
 * Opens a connection to a server through a proxy: TLS from here to there, which the proxy cannot read.
 *
 * @param {URL} url the server, https.
 * @param {URL} proxy
 * @param {number} milliseconds for how long nothing may happen.
 * @returns {Promise<import("node:tls").TLSSocket>}
 * @throws {Failure} when the proxy refuses.
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
      reject(
        new Failure(`The proxy ${proxy.host} answered ${answer.statusCode}`, { hint: adviceOn(answer) }),
      );
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
 * @returns {string}
 */
function adviceOn({ statusCode }) {
  return statusCode === 407 ? "It wants a user and password: HTTPS_PROXY=http://user:password@host:port" : "";
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
