/**
 * The checksums of a release (`SHA256SUMS`): the version, and the SHA-256 of each file. This file is signed.
 *
 * It contains the version, so that the signed checksums of one version are not accepted for another.
 *
 * @module
 */
import { AtlcliError } from "../../../../mod.ts";

/** The parsed checksums. */
export interface ReleaseSums {
  /** The version, without a `v`. */
  readonly version: string;
  /** SHA-256 as 64 hexadecimal digits, by file name. */
  readonly files: ReadonlyMap<string, string>;
}

/** The version of a release: Semantic Versioning, without build metadata. */
export const VERSION_PATTERN = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?$/;

const HEADER = /^# atlcli (\S+)$/;
const LINE = /^([0-9a-f]{64}) {2}([\w.-]+)$/;

/**
 * Parses the checksums.
 *
 * @throws {AtlcliError} `release-untrusted`, if the text is not a valid checksum file.
 */
export function parseSums(text: string): ReleaseSums {
  const [header = "", ...lines] = text.replace(/\n$/, "").split("\n");
  const version = HEADER.exec(header)?.[1] ?? "";
  const entries = lines.map((line) => LINE.exec(line));
  const files = new Map(entries.map((entry) => [entry?.[2] ?? "", entry?.[1] ?? ""]));
  if (!VERSION_PATTERN.test(version) || files.has("") || files.size !== lines.length || files.size === 0) {
    throw new AtlcliError(
      "release-untrusted",
      "The release's SHA256SUMS is not valid for an atlcli release",
      {
        hint: "Check ATLCLI_RELEASES_URL, if it is set, and whether a proxy intercepts the request",
      },
    );
  }
  return { version, files };
}
