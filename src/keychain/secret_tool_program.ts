/**
 * Starts `secret-tool` with a minimal environment, so that it starts no other program.
 *
 * @module
 */
import type { Host } from "../core/host.ts";
import { keychainError } from "./errors.ts";
import { LABELS } from "./labels.ts";
import { type KeychainProgram, variablesOf } from "./program.ts";

const LABEL = LABELS.linux;

const INHERITED = ["PATH", "HOME", "XDG_RUNTIME_DIR"];
const SCREEN = ["DISPLAY", "WAYLAND_DISPLAY"];

/**
 * `secret-tool` with an environment that names its bus. Without it, libsecret would start a bus of its own on any
 * screen, with a keyring that cannot be unlocked.
 *
 * @throws {KeychainError} `keychain-unavailable` if there is no session bus.
 */
export function secretToolProgram(
  host: Pick<Host, "env">,
  options: { readonly interactive: boolean; readonly timeoutMs: number },
): KeychainProgram {
  const bus = busAddress(host);
  if (bus === undefined) {
    throw keychainError(
      "keychain-unavailable",
      `There is no ${LABEL} here: this session has no D-Bus`,
      {
        remedy:
          "On a server or in WSL start one: dbus-run-session, with gnome-keyring-daemon (docs/keychains.md)",
      },
    );
  }
  const inherited = variablesOf(host, options.interactive ? [...INHERITED, ...SCREEN] : INHERITED);
  return {
    program: "secret-tool",
    label: LABEL,
    timeoutMs: options.timeoutMs,
    variables: { ...inherited, DBUS_SESSION_BUS_ADDRESS: bus, LC_ALL: "C.UTF-8" },
    install: "Install it: libsecret-tools (Debian, Ubuntu), libsecret (Fedora, Arch)",
  };
}

/**
 * The address of the session bus.
 *
 * @see https://dbus.freedesktop.org/doc/dbus-specification.html#addresses
 */
function busAddress(host: Pick<Host, "env">): string | undefined {
  const address = host.env("DBUS_SESSION_BUS_ADDRESS");
  if (address !== undefined && !address.startsWith("autolaunch:")) return address;
  const folder = host.env("XDG_RUNTIME_DIR");
  return folder && `unix:path=${encodeURIComponent(folder).replaceAll("%2F", "/")}/bus`;
}
