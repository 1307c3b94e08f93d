/**
 * The surviving mutants of proxies and of trust in files, each with the reason.
 *
 * @module
 */
import type { Explained } from "./explained.ts";

/** The explained mutants. */
export const EXPLAINED_CORE: readonly Explained[] = [
  {
    file: "src/client/sender.ts",
    text: "maxBytes: limits.maxSizeBytes ?? DEFAULT_SIZES.memory,",
    original: "limits.maxSizeBytes ?? DEFAULT_SIZES.memory",
    replacement: "DEFAULT_SIZES.memory",
    reason: "exchange() has wrapped the body in a stream that ends at maxSizeBytes with the same error",
  },
  {
    file: "src/client/sender.ts",
    text: "throw cancelled(error);",
    original: "throw cancelled(error);",
    replacement: ";",
    reason:
      "sleep() fails only when the signal is aborted; the next try fails at once, and its error is the same",
  },
  {
    file: "src/core/no_proxy.ts",
    text: String
      .raw`if (/^\d+\.\d+\.\d+\.\d+$/.test(hostname)) return hostname.split(".").map(Number);`,
    original: String.raw`/^\d+\.\d+\.\d+\.\d+$/`,
    replacement: String.raw`/\d+\.\d+\.\d+\.\d+$/`,
    reason: "URL refuses a host that ends in a number and is not an IPv4 address",
  },
  {
    file: "src/core/no_proxy.ts",
    text: 'return part === "" ? [] : part.split(":").map((group) => parseInt(group, 16));',
    original: 'part === ""',
    replacement: "false",
    reason: "the empty group is NaN, whose bytes are zero, and takes the place of one of the zeros",
  },
  {
    file: "src/profile/store/review.ts",
    text: "return (await files.stat(writer.path, { follow: false }))?.owner === userId();",
    original: "false",
    replacement: "true",
    reason: "links are handled above; of the rest, inspectPath() has resolved every link",
  },
];
