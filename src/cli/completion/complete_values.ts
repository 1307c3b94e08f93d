/**
 * Completion candidates for values, from local data only: no server and no keychain.
 *
 * @module
 */
import type { Argument, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { resolveProfile } from "../../resolver/mod.ts";
import type { Context } from "../context.ts";
import { type KnownNames, knownNamesOf } from "../state/known_names.ts";

/** A candidate value and its description. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** The available candidates. */
export type Choice =
  | { readonly kind: "values"; readonly values: readonly Candidate[] }
  /** Names of files or folders, which the shell completes. */
  | { readonly kind: "files" | "folders" };

const NONE: Choice = { kind: "values", values: [] };

/** A source of values. */
type Source = "profiles" | keyof KnownNames | "files" | "folders";

/** Sources by option name. */
const BY_OPTION: Readonly<Record<string, Source>> = {
  "--profile": "profiles",
  "--project": "projects",
  "--space": "spaces",
  "--status": "statuses",
  "jira issue transition --to": "statuses",
};

/** Sources by the placeholder in help, such as `<path>`. */
const BY_PLACEHOLDER: Readonly<Record<string, Source>> = {
  "profile": "profiles",
  "old-name": "profiles",
  "file": "files",
  "path": "files",
  "dir": "folders",
  "folder": "folders",
};

/** The values of an option. */
export async function valuesOfOption(
  context: Context,
  { command, option, profile }: {
    readonly command: CommandUnknownOpts;
    readonly option: Option;
    readonly profile: string | undefined;
  },
): Promise<Choice> {
  const name = option.long ?? "";
  const placeholder = /[<[]([^>\].]+)/.exec(option.flags)?.[1] ?? "";
  // A new profile can have any name; the existing ones are only suggestions.
  const source = BY_OPTION[`${pathOf(command)} ${name}`] ?? BY_OPTION[name] ?? BY_PLACEHOLDER[placeholder];
  return await choice(context, { choices: option.argChoices, source, profile });
}

/** The values of an argument. */
export async function valuesOfArgument(
  context: Context,
  { argument, profile }: { readonly argument: Argument; readonly profile: string | undefined },
): Promise<Choice> {
  // The path of `api` is a path of the site, not a file.
  const source = argument.name() === "path" ? undefined : BY_PLACEHOLDER[argument.name()];
  return await choice(context, { choices: argument.argChoices, source, profile });
}

/** The full name of a command. */
function pathOf(command: CommandUnknownOpts): string {
  const { parent } = command;
  return parent === null ? "" : `${pathOf(parent)} ${command.name()}`.trim();
}

async function choice(
  context: Context,
  { choices, source, profile }: {
    readonly choices: readonly string[] | undefined;
    readonly source: Source | undefined;
    readonly profile: string | undefined;
  },
): Promise<Choice> {
  if (choices !== undefined) return valuesOf(choices);
  if (source === undefined) return NONE;
  if (source === "files" || source === "folders") return { kind: source };
  if (source === "profiles") {
    const { file } = await context.library.store.load();
    const values = [...file.profiles].map(([value, { baseUrl }]) => ({ value, description: baseUrl }));
    return { kind: "values", values };
  }
  const { library } = context;
  const inUse = await resolveProfile(library.resolver, { profile });
  return inUse === undefined ? NONE : valuesOf((await knownNamesOf(library, inUse.site.url))[source]);
}

function valuesOf(values: readonly string[]): Choice {
  return { kind: "values", values: values.map((value) => ({ value, description: "" })) };
}
