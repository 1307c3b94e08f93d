/** The commands of the `security` stand-in. A text is a string of bytes. */
import { type Answer, answer, type SecurityItem, type SecurityKnobs } from "./security_answer.ts";

const ITEM_NOT_FOUND = -25300;
const DUPLICATE_ITEM = -25299;
const USAGE = answer(2, { stderr: "Usage: …\n" });

/** `add-generic-password`. A `-w` or `-p` without a value asks for it on the terminal. */
export function addGenericPassword(
  args: readonly string[],
  items: SecurityItem[],
  knobs: SecurityKnobs,
): Answer | "hang" {
  const options = getopt(args, { values: "acCDGjlspwTX", flags: "UA" });
  if (options?.missing === "w" || options?.missing === "p") return "hang";
  const account = options?.values.get("a");
  const service = options?.values.get("s");
  if (
    options === undefined || options.missing !== undefined || account === undefined || service === undefined
  ) {
    return USAGE;
  }
  if (knobs.locked !== undefined) return refused(knobs.locked);
  const index = items.findIndex((item) => item.service === service && item.account === account);
  if (index >= 0 && !options.flags.has("U")) {
    const said = "The specified item already exists in the keychain.";
    return answer(DUPLICATE_ITEM, {
      stderr: `security: SecKeychainItemCreateFromContent (<default>): ${said}\n`,
    });
  }
  const comment = options.values.get("j") ?? items[index]?.comment;
  const item = {
    service,
    account,
    label: options.values.get("l") ?? service,
    secret: options.values.get("w") ?? options.values.get("p") ?? "",
    ...(comment === undefined ? {} : { comment }),
  };
  items.splice(index < 0 ? items.length : index, 1, item);
  return answer(0);
}

/** `find-generic-password` and `delete-generic-password`. */
export function findGenericPassword(
  args: readonly string[],
  items: SecurityItem[],
  knobs: SecurityKnobs & { readonly remove: boolean },
): Answer {
  const options = getopt(args, { values: "acCDGjls", flags: knobs.remove ? "" : "gw" });
  if (options === undefined || options.missing !== undefined) return USAGE;
  const matches = (option: string, value: string): boolean => (options.values.get(option) ?? value) === value;
  const searched = knobs.unlisted === true ? [] : items;
  const item = searched.find(({ service, account }) => matches("s", service) && matches("a", account));
  if (item === undefined) {
    const said = "The specified item could not be found in the keychain.";
    return answer(ITEM_NOT_FOUND, { stderr: `security: SecKeychainSearchCopyNext: ${said}\n` });
  }
  return knobs.remove ? remove(item, items, knobs) : show(item, options.flags, knobs);
}

/** It says that the item is gone whether it is or not. */
function remove(item: SecurityItem, items: SecurityItem[], { locked }: SecurityKnobs): Answer {
  if (locked === undefined) items.splice(items.indexOf(item), 1);
  return answer(locked ?? 0, { stdout: attributes(item), stderr: "password has been deleted.\n" });
}

/** Attributes are not secret, and shown even when the keychain is locked. A refusal is silent. */
function show(item: SecurityItem, flags: ReadonlySet<string>, { locked }: SecurityKnobs): Answer {
  if (flags.size > 0 && locked !== undefined) return answer(locked);
  if (flags.has("w")) return answer(0, { stdout: `${plainOrHex(item.secret)}\n` });
  const stderr = flags.has("g") ? `password: ${printBuffer(item.secret)}\n` : "";
  return answer(0, { stdout: attributes(item), stderr });
}

function refused(status: number): Answer {
  return answer(status, {
    stderr: "security: SecKeychainItemCreateFromContent (<default>): User interaction is not allowed.\n",
  });
}

/** Hexadecimal digits for the whole, when `isprint` is false for one byte. */
function plainOrHex(secret: string): string {
  if (/^[\x20-\x7e]*$/.test(secret)) return secret;
  return hex(secret).toLowerCase();
}

function hex(text: string): string {
  return Array.from(text, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("").toUpperCase();
}

/** `print_buffer`: quotes are left as they are, a backslash makes it hexadecimal. */
function printBuffer(text: string): string {
  if (text === "") return "";
  const octal = (byte: string): string => `\\${byte.charCodeAt(0).toString(8).padStart(3, "0")}`;
  const escaped = text.replace(/[^\x20-\x5b\x5d-\x7e]/g, octal);
  const prefix = escaped === text ? "" : `0x${hex(text)}  `;
  return `${prefix}"${escaped}"`;
}

function attributes(item: SecurityItem): string {
  const blob = (text: string | undefined): string =>
    text === undefined || text === "" ? "<NULL>" : printBuffer(text);
  return `keychain: "/Users/me/Library/Keychains/login.keychain-db"
version: 512
class: "genp"
attributes:
    0x00000007 <blob>=${blob(item.label)}
    0x00000008 <blob>=<NULL>
    "acct"<blob>=${blob(item.account)}
    "cdat"<timedate>=0x32303234303130313030303030305A00  "20240101000000Z\\000"
    "crtr"<uint32>=<NULL>
    "desc"<blob>=<NULL>
    "gena"<blob>=<NULL>
    "icmt"<blob>=${blob(item.comment)}
    "invi"<sint32>=<NULL>
    "svce"<blob>=${blob(item.service)}
    "type"<uint32>=<NULL>
`;
}

interface Options {
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
  /** The option at the end whose value is not there. */
  readonly missing?: string;
}

/** `getopt`: a value may be glued to its option; an unknown option is a usage error. A keychain's name is not taken. */
function getopt(
  args: readonly string[],
  known: { readonly values: string; readonly flags: string },
): Options | undefined {
  const values = new Map<string, string>();
  const flags = new Set<string>();
  for (let index = 0; index < args.length; index++) {
    const arg = args[index] ?? "";
    const letter = arg.charAt(1);
    if (!/^-./.test(arg)) return undefined;
    if (known.flags.includes(letter) && arg.length === 2) flags.add(letter);
    else if (!known.values.includes(letter)) return undefined;
    else if (arg.length > 2) values.set(letter, arg.slice(2));
    else if (index + 1 === args.length) return { values, flags, missing: letter };
    else values.set(letter, args[++index] ?? "");
  }
  return { values, flags };
}
