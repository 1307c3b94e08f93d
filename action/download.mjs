// @ts-check
/**
 * Downloads files of a release: over https, through a proxy if there is one, with retries after temporary
 * failures.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { get as overHttp } from "node:http";
import { get as overHttps } from "node:https";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { detailOf, Failure } from "./failure.mjs";
import { proxyFor, tunnel } from "./proxy.mjs";
import { isSafe } from "./releases.mjs";

/** @typedef {import("./runner.mjs").Environment} Environment */
/** @typedef {import("node:http").IncomingMessage} Answer */

/** Maximum time without progress, in milliseconds. */
const PATIENCE = 30_000;
/** Delays before the retries, in milliseconds. */
const WAITS = [500, 2_000];
const MAX_REDIRECTS = 5;
/** Maximum size of a text, in bytes. */
const MAX_TEXT = 1 << 20;
/** Maximum size of a file, in bytes. */
const MAX_FILE = 500 << 20;

/** A temporary failure, which is retried. */
class Passing extends Failure {}

/**
 * Downloads a short text.
 *
 * @param {URL} url
 * @param {Environment} env
 * @returns {Promise<Buffer>}
 */
function loadText(url, env) {
  return again(async () => {
    const chunks = [];
    for await (const chunk of limited(await open(url, env), MAX_TEXT)) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
}

/**
 * Downloads a file to the disk.
 *
 * @param {URL} url
 * @param {{ readonly to: string, readonly env: Environment }} options
 * @returns {Promise<string>} its SHA-256, in hexadecimal.
 */
function loadFile(url, { to, env }) {
  return again(async () => {
    const hash = createHash("sha256");
    const answer = await open(url, env);
    await pipeline(limited(answer, MAX_FILE), async function* (chunks) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    }, createWriteStream(to, { mode: 0o755 }));
    return hash.digest("hex");
  });
}

/**
 * @template T
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 */
async function again(attempt) {
  for (const wait of WAITS) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      process.stdout.write(`${error.message}. Trying again\n`);
      await sleep(wait);
    }
  }
  return attempt();
}

/**
 * Requests a file and follows redirects.
 *
 * @param {URL} url
 * @param {Environment} env
 * @returns {Promise<Answer>} the response whose body is the file.
 */
async function open(url, env) {
  let place = url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const answer = await ask(place, env);
    const { statusCode = 0, headers: { location } } = answer;
    if (statusCode === 200) return answer;
    answer.destroy();
    if (statusCode >= 300 && statusCode < 400 && location !== undefined) {
      place = next(location, place);
    } else throw refused(url, statusCode);
  }
  throw new Failure(`Failed to load ${url}: too many redirects`);
}

/**
 * @param {string} location
 * @param {URL} from
 * @returns {URL}
 */
function next(location, from) {
  const url = URL.canParse(location, from) ? new URL(location, from) : undefined;
  if (url !== undefined && isSafe(url) && (url.protocol === from.protocol || url.protocol === "https:")) {
    return url;
  }
  throw new Failure(`Failed to load ${from}: it redirects to a URL without https`);
}

/**
 * @param {URL} url
 * @param {number} status
 * @returns {Failure}
 */
function refused(url, status) {
  const message = `Failed to load ${url}: the server responded with ${status}`;
  if (status >= 500 || status === 429) return new Passing(message);
  return new Failure(
    message,
    status === 404 ? { hint: "Check that there is a release of this version" } : {},
  );
}

/**
 * @param {URL} url
 * @param {Environment} env
 * @returns {Promise<Answer>}
 */
async function ask(url, env) {
  const proxy = proxyFor(url, env);
  const socket = proxy && await tunnel(url, proxy, PATIENCE).catch(fault(url));
  const options = {
    agent: /** @type {const} */ (false),
    timeout: PATIENCE,
    headers: { "user-agent": "atlcli-action" },
  };
  const request = url.protocol === "https:"
    ? overHttps(url, { ...options, ...(socket && { createConnection: () => socket }) })
    : overHttp(url, options);
  /** @type {Promise<Answer>} */
  const answer = new Promise((resolve, reject) => {
    request.once("response", (response) => {
      // Otherwise a connection through a proxy stays open, and keeps this program running.
      response.once("close", () => socket?.destroy());
      resolve(response);
    });
    request.on("timeout", () => request.destroy(new Error("nothing came in time")));
    request.on("error", reject);
  });
  return answer.catch(fault(url));
}

/**
 * Reads the body, up to a number of bytes. An interrupted download is an error.
 *
 * @param {Answer} answer
 * @param {number} limit
 * @returns {AsyncGenerator<Buffer>}
 */
async function* limited(answer, limit) {
  let size = 0;
  try {
    for await (const chunk of answer) {
      size += chunk.length;
      if (size > limit) throw new Failure(`The server sent more than ${limit} bytes`);
      yield chunk;
    }
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Passing(`The download broke off after ${size} bytes: ${detailOf(error)}`, { cause: error });
  }
}

/**
 * @param {URL} url
 * @returns {(error: unknown) => never}
 */
function fault(url) {
  return (error) => {
    if (error instanceof Failure) throw error;
    throw new Passing(`Failed to load ${url}: ${detailOf(error)}`, {
      cause: error,
      hint: "Check the network of this runner, and HTTPS_PROXY if there is a proxy",
    });
  };
}

export { loadFile, loadText };
