/**
 * Errors that nobody caught: the runtime would print them, secrets and control characters included.
 *
 * @module
 */
import type { CliEnvironment } from "./environment.ts";

/** What happens after a crash was said. */
export interface CrashOptions {
  readonly outside: CliEnvironment;
  readonly exit: (code: number) => void;
}

/** From now on, says an error or a rejection that nobody caught as any other error, and ends the process. */
export function onCrash(target: EventTarget, { outside, exit }: CrashOptions): void {
  const crash = (event: Event, error: unknown): void => {
    event.preventDefault();
    void import("./errors/report.ts").then(({ exitCodeOf, sayError }) => {
      sayError(error, { outside, json: false, attempt: undefined });
      exit(exitCodeOf(error));
    });
  };
  target.addEventListener(
    "error",
    (event) => crash(event, event instanceof ErrorEvent ? event.error : event),
  );
  target.addEventListener(
    "unhandledrejection",
    (event) => crash(event, event instanceof PromiseRejectionEvent ? event.reason : event),
  );
}
