/**
 * The sums of a release (`SHA256SUMS`): which version it is about, and each file's SHA-256. It is what is signed.
 *
 * The version is inside, so that the signed sums of one version do not pass for those of another.
 *
 * @module
 */
import { AtlcliError } from "../../../../mod.ts";

/** What the sums say. */
export interface ReleaseSums {
  /** The version, without a `v`. */
  readonly version: string;
  /** SHA-256 as 64 hexadecimal digits, by file. */
  readonly files: ReadonlyMap<string, string>;
}

/** A version as a release has it: Semantic Versioning, without build metadata. */
export const VERSION_PATTERN = /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:-[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*)?$/;

const HEADER = /^# atlcli (\S+)$/;
const LINE = /^([0-9a-f]{64}) {2}([\w.-]+)$/;

/**
 * Reads the sums.
 *
 * @throws {AtlcliError} `release-untrusted`, when the text is anything else than the sums of a release.
 */
export function parseSums(text: string): ReleaseSums {
  const [header = "", ...lines] = text.replace(/\n$/, "").split("\n");
  const version = HEADER.exec(header)?.[1] ?? "";
  const entries = lines.map((line) => LINE.exec(line));
  const files = new Map(entries.map((entry) => [entry?.[2] ?? "", entry?.[1] ?? ""]));
  if (!VERSION_PATTERN.test(version) || files.has("") || files.size !== lines.length || files.size === 0) {
    throw new AtlcliError(
      "release-untrusted",
      "The release's SHA256SUMS is not what a release of atlcli has",
      {
        hint: "Check ATLCLI_RELEASES_URL, if it is set, and whether a proxy answers in the releases' place",
      },
    );
  }
  return { version, files };
}
