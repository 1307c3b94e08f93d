/**
 * The fields that `jira search` shows, and saves in a profile.
 *
 * @module
 */
import { type Connection, UsageError } from "../../../../mod.ts";
import { DEFAULT_SEARCH_FIELDS } from "../../../jira/mod.ts";
import { withSearchFields } from "../../../profile/mod.ts";
import type { Context } from "../../context.ts";

/** The options about columns. */
export interface ColumnOptions {
  readonly fields?: readonly string[];
  readonly saveFields?: true;
}

/** Stands for the default fields. */
const DEFAULT = "default";

/** @throws {UsageError} if there is nothing to save. */
export function checkColumns({ fields, saveFields }: ColumnOptions): void {
  if (saveFields === undefined || fields !== undefined) return;
  throw new UsageError("--save-fields requires --fields", {
    hint: "For example: --fields key,summary,status --save-fields. To reset: --fields default --save-fields",
  });
}

/**
 * The fields to request. Saved fields affect only the text output, so that scripts always get the same JSON.
 */
export function fieldsOf(
  { output }: Context,
  { options, connection }: { readonly options: ColumnOptions; readonly connection: Connection },
): readonly string[] {
  const { fields } = options;
  if (fields !== undefined) return isDefault(fields) ? DEFAULT_SEARCH_FIELDS : fields;
  const saved = output.format === "text" ? connection.resolution.profile?.searchFields : undefined;
  return saved === undefined || saved.length === 0 ? DEFAULT_SEARCH_FIELDS : saved;
}

/**
 * The profile to save the fields in; `undefined` if they are not saved.
 *
 * @throws {UsageError} if the site comes only from the environment.
 */
export function profileToSaveIn(
  { resolution }: Connection,
  { saveFields }: ColumnOptions,
): string | undefined {
  if (saveFields === undefined) return undefined;
  if (resolution.profile !== undefined) return resolution.profile.name;
  throw new UsageError(
    "--save-fields: No profile to save the fields in: the site comes from the environment",
    {
      hint: "Sign in with a profile: atlcli auth login",
    },
  );
}

/** Saves the fields, or removes the saved ones. */
export async function saveColumns(
  { library, output }: Context,
  { name, fields = [] }: { readonly name: string; readonly fields: readonly string[] | undefined },
): Promise<void> {
  const saved = isDefault(fields) ? undefined : fields;
  await library.store.update((file) => withSearchFields(file, { name, fields: saved }));
  output.say(
    saved === undefined
      ? `Profile "${name}" shows the default columns again`
      : `Profile "${name}" shows these columns from now on`,
  );
}

function isDefault(fields: readonly string[]): boolean {
  return fields.length === 1 && fields[0] === DEFAULT;
}
