/** What the command line says to do next about an error of the library. */
import { adviceFor } from "../../src/cli/errors/advice.ts";

/** The next steps, one per line; empty when there are none. */
export function adviceOn(error: unknown): string {
  return adviceFor(error, undefined).join("\n");
}
