/**
 * Which fields `jira search` shows, and what a profile remembers of that.
 *
 * @module
 */
import { type Connection, UsageError } from "../../../../mod.ts";
import { withSearchFields } from "../../../profile/mod.ts";
import type { Context } from "../../context.ts";
import { DEFAULT_FIELDS } from "./issue_cells.ts";

/** The options that say it. */
export interface ColumnOptions {
  readonly fields?: readonly string[];
  readonly saveFields?: true;
}

/** Stands for the fields that are shown where nobody says which. */
const DEFAULT = "default";

/** @throws {UsageError} when there is nothing to save. */
export function checkColumns({ fields, saveFields }: ColumnOptions): void {
  if (saveFields === undefined || fields !== undefined) return;
  throw new UsageError("--save-fields needs --fields, which say what to save", {
    hint: "Such as: --fields key,summary,status --save-fields; --fields default forgets what was saved",
  });
}

/** The fields to ask for. What a profile remembers is for people: what a script reads never changes by it. */
export function fieldsOf(
  { output }: Context,
  { options, connection }: { readonly options: ColumnOptions; readonly connection: Connection },
): readonly string[] {
  const { fields } = options;
  if (fields !== undefined) return isDefault(fields) ? DEFAULT_FIELDS : fields;
  const saved = output.format === "text" ? connection.resolution.profile?.searchFields : undefined;
  return saved === undefined || saved.length === 0 ? DEFAULT_FIELDS : saved;
}

/**
 * The profile to save the fields in; `undefined` where they are not to be saved.
 *
 * @throws {UsageError} when the site comes from the environment alone.
 */
export function profileToSaveIn(
  { resolution }: Connection,
  { saveFields }: ColumnOptions,
): string | undefined {
  if (saveFields === undefined) return undefined;
  if (resolution.profile !== undefined) return resolution.profile.name;
  throw new UsageError(
    "--save-fields: There is no profile to save them in: the environment says which site",
    {
      hint: "Sign in with a profile: atlcli auth login",
    },
  );
}

/** Saves the fields, or forgets those that were saved. */
export async function saveColumns(
  { library, output }: Context,
  { name, fields = [] }: { readonly name: string; readonly fields: readonly string[] | undefined },
): Promise<void> {
  const saved = isDefault(fields) ? undefined : fields;
  await library.store.update((file) => withSearchFields(file, { name, fields: saved }));
  output.say(
    saved === undefined
      ? `Profile "${name}" shows the usual columns again`
      : `Profile "${name}" shows these columns from now on`,
  );
}

function isDefault(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0] === DEFAULT;
}
