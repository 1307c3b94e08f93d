/**
 * Links in text (OSC 8), for terminals that open them.
 *
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 * @module
 */
import type { Terminal } from "../terminal/terminal.ts";

/** Terminals that say who they are in TERM_PROGRAM, and open links in every version that is still in use. */
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
/** The same by TERM. */
const TERMS: ReadonlySet<string> = new Set(["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]);
/** VTE 0.50, behind GNOME's terminal and others, is the first that can. */
const FIRST_VTE = 5_000;

/**
 * Whether stdout is a terminal that is known to open links. In doubt it is not: one that cannot would show the address
 * in the middle of a table. Inside tmux and screen it is in doubt.
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

/** A text that leads to an address: the text alone, where the address is not one of the web. */
export function hyperlink(text: string, address: string): string {
  const url = URL.parse(address);
  if (text === "" || url === null || !/^https?:$/.test(url.protocol)) return text;
  // `href` is ASCII without control characters, so that nothing in it can end the sequence.
  return `\x1b]8;;${url.href}\x1b\\${text}\x1b]8;;\x1b\\`;
}
