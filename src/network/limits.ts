/**
 * Reads the limits of a client from options and environment.
 *
 * @module
 */
import type { Limits } from "../client/client.ts";
import { parseCount, parseDuration } from "../core/duration.ts";
import { parsedFrom } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import { parseSize } from "../core/size.ts";
import { readVariable } from "../core/variable.ts";

/** Limits on time, retries and size. A missing one has the value of its variable, else of `DEFAULT_LIMITS`. */
export interface LimitOptions {
  /** Maximum wait for the headers, and between chunks, in milliseconds. Also `ATLCLI_TIMEOUT`. */
  readonly timeoutMs?: number | undefined;
  /** Maximum time for one try, to the end of the body, in milliseconds. Also `ATLCLI_MAX_TIME`. */
  readonly maxTimeMs?: number | undefined;
  /** Maximum total wait for rate limits and retries, in milliseconds. Also `ATLCLI_MAX_WAIT`. */
  readonly maxWaitMs?: number | undefined;
  /** Maximum number of retries of a request. Also `ATLCLI_MAX_RETRIES`. */
  readonly maxRetries?: number | undefined;
  /** Maximum size of a response in bytes, for JSON as well as for a download. Also `ATLCLI_MAX_SIZE`. */
  readonly maxSizeBytes?: number | undefined;
}

/**
 * The limits that differ from the defaults. Options win over variables.
 *
 * @throws {UsageError} if a variable has an invalid value.
 */
export function limitsOf(host: Pick<Host, "env">, options: LimitOptions): Partial<Limits> {
  const read = <T>(given: T | undefined, name: string, parse: (text: string) => T): T | undefined => {
    const text = given === undefined ? readVariable(host, name) : undefined;
    return text === undefined ? given : parsedFrom(name, () => parse(text));
  };
  const timeoutMs = read(options.timeoutMs, "ATLCLI_TIMEOUT", parseDuration);
  const maxTimeMs = read(options.maxTimeMs, "ATLCLI_MAX_TIME", parseDuration);
  const maxWaitMs = read(options.maxWaitMs, "ATLCLI_MAX_WAIT", parseDuration);
  const maxRetries = read(options.maxRetries, "ATLCLI_MAX_RETRIES", parseCount);
  const maxSizeBytes = read(options.maxSizeBytes, "ATLCLI_MAX_SIZE", parseSize);
  return {
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(maxTimeMs !== undefined && { maxTimeMs }),
    ...(maxWaitMs !== undefined && { maxWaitMs }),
    ...(maxRetries !== undefined && { maxRetries }),
    ...(maxSizeBytes !== undefined && { maxSizeBytes }),
  };
}
