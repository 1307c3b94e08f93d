/**
 * `secret-tool` 0.20.5 over gnome-keyring 42, without either: what was measured of both, for unit tests.
 *
 * The real ones are tried in `tests/e2e/keychain_linux_test.ts`.
 */
import type { CommandResult } from "../../src/core/host.ts";

/** An item of the keyring. */
export interface SecretItem {
  readonly attributes: Readonly<Record<string, string>>;
  readonly secret: Uint8Array;
}

/** What is wrong with the keyring. */
export interface SecretToolKnobs {
  /** Whether it is locked: permanently, or until the dialog is answered. */
  readonly locked?: "for good" | "until asked";
  /** What it cannot do anything without. */
  readonly missing?: "bus" | "provider" | "keyring";
  /** Whatever is asked, it waits for a dialog. */
  readonly hang?: boolean;
}

const MISSING = {
  bus: "Could not connect: No such file or directory",
  provider: "The name org.freedesktop.secrets was not provided by any .service files",
  keyring: "Object does not exist at path “/org/freedesktop/secrets/collection/login”",
};
const MAX_PASSWORD = 8192;
const ORDER = ["site", "account", "service"];

/** Runs it. Returns the result, or `"hang"` if it waits for a user. Changes the items in place. */
export function secretTool(
  call: { readonly args: readonly string[]; readonly stdin?: Uint8Array },
  items: SecretItem[],
  knobs: SecretToolKnobs = {},
): CommandResult | "hang" {
  const parsed = parse(call.args);
  if (parsed === undefined) return result(2, { stderr: "Unknown option\nusage: secret-tool …\n" });
  if (knobs.hang === true) return "hang";
  const { missing } = knobs;
  if (missing !== undefined && (missing !== "keyring" || parsed.command === "store")) {
    return result(1, { stderr: `secret-tool: ${MISSING[missing]}\n` });
  }
  const asks = parsed.command === "lookup" || parsed.command === "store" || parsed.flags.includes("--unlock");
  const isLocked = knobs.locked === "for good" || (knobs.locked === "until asked" && !asks);
  const matching = items.filter(({ attributes }) => matches(attributes, parsed.attributes));
  switch (parsed.command) {
    case "search":
      return search(matching, isLocked);
    case "lookup":
      return isLocked || matching[0] === undefined ? result(1) : result(0, { stdout: matching[0].secret });
    case "clear":
      if (isLocked || matching.length === 0) return result(1);
      for (const item of matching) items.splice(items.indexOf(item), 1);
      return result(0);
    case "store":
      if (isLocked) {
        return result(1, { stderr: "secret-tool: Cannot create an item in a locked collection\n" });
      }
      return store(items, {
        matching,
        attributes: parsed.attributes,
        secret: call.stdin ?? new Uint8Array(),
      });
    default:
      return result(2, { stderr: "usage: secret-tool …\n" });
  }
}

/** An item that has all of the new one's attributes, and any others, gives way to it. */
function store(
  items: SecretItem[],
  item: SecretItem & { readonly matching: readonly SecretItem[] },
): CommandResult {
  const secret = item.secret.slice(0, MAX_PASSWORD);
  const old = item.matching[0];
  const index = old === undefined ? items.length : items.indexOf(old);
  items.splice(index, 1, { attributes: item.attributes, secret });
  const stderr = secret.length === MAX_PASSWORD ? "secret-tool: password is too long\n" : "";
  return result(0, { stderr });
}

function search(matching: readonly SecretItem[], isLocked: boolean): CommandResult {
  const decoder = new TextDecoder();
  const stdout = matching.map(({ secret }, index) =>
    isLocked
      ? `[/${index}]\nlabel = \ncreated = \nmodified = \n`
      : `[/${index}]\nlabel = x\nsecret = ${decoder.decode(secret)}\ncreated = 2024-01-01 00:00:00\n`
  );
  const stderr = matching.map(({ attributes }) => {
    const names = ORDER.filter((name) => attributes[name] !== undefined);
    return isLocked
      ? "secret-tool: Cannot get secret of a locked object\n" +
        names.map((name) => `attribute.gkr:compat:hashed:${name} = 9f9d51bc70ef21ca5c14f307980a29d8\n`).join(
          "",
        )
      : names.map((name) => `attribute.${name} = ${attributes[name]}\n`).join("");
  });
  return result(0, { stdout: new TextEncoder().encode(stdout.join("")), stderr: stderr.join("") });
}

function matches(
  attributes: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([name, value]) => attributes[name] === value);
}

function parse(args: readonly string[]): {
  readonly command: string;
  readonly flags: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
} | undefined {
  const [command = "", ...rest] = args;
  const end = rest.indexOf("--");
  const head = end < 0 ? rest : rest.slice(0, end);
  const flags = head.filter((word) => word.startsWith("-"));
  if (flags.some((flag) => !/^--(?:all|unlock|label=[\s\S]*)$/.test(flag))) return undefined;
  const words = [...head.filter((word) => !word.startsWith("-")), ...(end < 0 ? [] : rest.slice(end + 1))];
  if (words.length % 2 !== 0 || words.length === 0) return undefined;
  const pairs = Array.from(
    { length: words.length / 2 },
    (_, index) => [words[2 * index], words[2 * index + 1]],
  );
  return { command, flags, attributes: Object.fromEntries(pairs) };
}

function result(
  code: number,
  text: { readonly stdout?: Uint8Array; readonly stderr?: string } = {},
): CommandResult {
  return {
    code,
    stdout: new Uint8Array(text.stdout ?? []),
    stderr: new Uint8Array(new TextEncoder().encode(text.stderr ?? "")),
  };
}
