/**
 * Terminal hyperlinks (OSC 8).
 *
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 * @module
 */
import type { Terminal } from "../terminal/terminal.ts";

/** Values of TERM_PROGRAM of terminals that support links in all current versions. */
const PROGRAMS: ReadonlySet<string> = new Set([
  "ghostty",
  "Hyper",
  "iTerm.app",
  "rio",
  "Tabby",
  "vscode",
  "WezTerm",
  "zed",
]);
/** Values of TERM of terminals that support links. */
const TERMS: ReadonlySet<string> = new Set(["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]);
/** VTE 0.50, used by GNOME Terminal and others, is the first version that supports links. */
const FIRST_VTE = 5_000;

/**
 * Whether stdout is a terminal that is known to support links. If unsure, `false`: an unsupported link would show its
 * URL in the middle of a table. Inside tmux and screen, support is unknown.
 */
export function canOpenLinks(
  { terminal, env }: {
    readonly terminal: Pick<Terminal, "stdout">;
    readonly env: (name: string) => string | undefined;
  },
): boolean {
  if (!terminal.stdout.isTerminal || env("CI") !== undefined) return false;
  const term = env("TERM") ?? "";
  if (env("TMUX") !== undefined || /^(?:dumb|screen|tmux)/.test(term)) return false;
  return env("WT_SESSION") !== undefined || TERMS.has(term) || PROGRAMS.has(env("TERM_PROGRAM") ?? "") ||
    Number(env("VTE_VERSION") ?? 0) >= FIRST_VTE;
}

/** Links a text to a URL. Returns the text alone if the URL is not http or https. */
export function hyperlink(text: string, address: string): string {
  const url = URL.parse(address);
  if (text === "" || url === null || !/^https?:$/.test(url.protocol)) return text;
  // `href` is ASCII without control characters, so it cannot end the escape sequence.
  return `\x1b]8;;${url.href}\x1b\\${text}\x1b]8;;\x1b\\`;
}
