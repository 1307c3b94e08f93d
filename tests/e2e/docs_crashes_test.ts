/** The crash matrix of `wiki docs push`, in its short form; it prints its figures. The long form: `deno task torture`. */
import { Matrix } from "../torture/docs_crashes.ts";
import { runKilled } from "../torture/docs_kills.ts";
import { PUSH, runAll } from "../torture/docs_push_scenario.ts";
import { gatedTest, notOn } from "../helpers/gate.ts";

/** Runs every n-th case. */
const EVERY = 61;
/** Every n-th request loses its response, in addition to the sample of all cases. */
const LOST_EVERY = 7;
/** The requests at which a real process is killed. */
const KILLS = [
  { at: 5, when: "before" },
  { at: 9, when: "after" },
  { at: 21, when: "after" },
] as const;

for (const face of ["cloud", "confluence"] as const) {
  gatedTest({
    name: `docs push resumes after failures, Ctrl-C and kills, and sends nothing twice, on ${face}`,
    unless: notOn("windows", "Windows kills no process by a signal"),
    fn: async () => {
      const matrix = await Matrix.open({ face, scenario: PUSH });
      try {
        await runAll(matrix, EVERY);
        for (let at = LOST_EVERY; at <= matrix.parts.requests; at += LOST_EVERY) {
          await matrix.run(at, { kind: "dropped", when: "after" });
        }
        for (const kill of KILLS) await runKilled(matrix, kill);
      } finally {
        console.log(`docs push, ${face}: ${JSON.stringify(matrix.figures)}`);
        await matrix.site.close();
      }
    },
  });
}
