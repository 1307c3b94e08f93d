/**
 * Handles uncaught errors: the runtime would print them with secrets and control characters.
 *
 * @module
 */
import type { CliEnvironment } from "./environment.ts";

/** Called after the crash was reported. */
interface CrashOptions {
  readonly outside: CliEnvironment;
  readonly exit: (code: number) => void;
}

/** Reports uncaught errors and unhandled rejections like any other error, and ends the process. */
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
