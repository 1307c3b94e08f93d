/**
 * What a Host reports where systems differ, system by system.
 *
 * @module
 */
import type { FileFaultReason, Os } from "../../src/core/host.ts";

/** What one system reports. */
export interface SystemExpectations {
  /** The permission bits that `stat` reports of a file that was made with these. */
  readonly mode: (bits: number) => number | undefined;
  /** Why nothing can be made below a file: Windows says "path not found" (3), as for a folder that is missing. */
  readonly createBelowFile: FileFaultReason;
  /** Why nothing can be read below a file; `undefined` where it counts as absent. */
  readonly readBelowFile: FileFaultReason | undefined;
  /** Why the mode of an absent file cannot be changed; `undefined` where there are no modes, and nothing is done. */
  readonly setModeOfAbsent: FileFaultReason | undefined;
  /** A folder that is always there. */
  readonly folder: string;
}

const POSIX: SystemExpectations = {
  mode: (bits) => bits,
  createBelowFile: "not-folder",
  readBelowFile: "not-folder",
  setModeOfAbsent: "not-found",
  folder: "/tmp",
};

/** The table. */
export const HOST_EXPECTATIONS: Readonly<Record<Os, SystemExpectations>> = {
  linux: POSIX,
  darwin: POSIX,
  other: POSIX,
  windows: {
    mode: () => undefined,
    createBelowFile: "not-found",
    readBelowFile: undefined,
    setModeOfAbsent: undefined,
    folder: "C:\\Windows",
  },
};
