/**
 * The limits of a client, as options and the environment say them.
 *
 * @module
 */
import type { Limits } from "../client/client.ts";
import { parseCount, parseDuration } from "../core/duration.ts";
import { parsedFrom } from "../core/errors.ts";
import type { Host } from "../core/host.ts";
import { parseSize } from "../core/size.ts";
import { readVariable } from "../core/variable.ts";

/** Limits on time, tries and size. Each that is absent is what its variable says, or else that of `DEFAULT_LIMITS`. */
export interface LimitOptions {
  /** Longest wait to the headers, and between chunks, in milliseconds. Also `ATLCLI_TIMEOUT`. */
  readonly timeoutMs?: number | undefined;
  /** Longest time for one try, to the end of the body, in milliseconds. Also `ATLCLI_MAX_TIME`. */
  readonly maxTimeMs?: number | undefined;
  /** Longest wait for rate limits and retries, in all, in milliseconds. Also `ATLCLI_MAX_WAIT`. */
  readonly maxWaitMs?: number | undefined;
  /** How often a failed request is sent again. Also `ATLCLI_MAX_RETRIES`. */
  readonly maxRetries?: number | undefined;
  /** Bytes of the largest answer, of JSON as well as of a download. Also `ATLCLI_MAX_SIZE`. */
  readonly maxSizeBytes?: number | undefined;
}

/**
 * The limits that differ from the usual ones. Options win over variables.
 *
 * @throws {UsageError} when a variable holds what it cannot.
 */
export function limitsOf(host: Pick<Host, "env">, options: LimitOptions): Partial<Limits> {
  const read = <T>(given: T | undefined, name: string, parse: (text: string) => T): T | undefined => {
    const text = given === undefined ? readVariable(host, name) : undefined;
    return text === undefined ? given : parsedFrom(name, () => parse(text));
  };
  const timeoutMs = read(options.timeoutMs, "ATLCLI_TIMEOUT", parseDuration);
  const totalMs = read(options.maxTimeMs, "ATLCLI_MAX_TIME", parseDuration);
  const maxWaitMs = read(options.maxWaitMs, "ATLCLI_MAX_WAIT", parseDuration);
  const maxRetries = read(options.maxRetries, "ATLCLI_MAX_RETRIES", parseCount);
  const bytes = read(options.maxSizeBytes, "ATLCLI_MAX_SIZE", parseSize);
  return {
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(totalMs !== undefined && { totalMs }),
    ...(maxWaitMs !== undefined && { maxWaitMs }),
    ...(maxRetries !== undefined && { maxRetries }),
    ...(bytes !== undefined && { maxBodyBytes: bytes, maxDownloadBytes: bytes }),
  };
}
