/**
 * Finds people by a beginning of a name.
 *
 * @module
 */
import type { User } from "./model.ts";

/** People whose display name, one of its words, email or username begins so, whatever the case; `""` finds all. */
export function findPeople(users: readonly User[], beginning: string): readonly User[] {
  const wanted = beginning.toLowerCase();
  return users.filter((user) =>
    [user.displayName, ...user.displayName.split(" "), user.email, user.username]
      .some((text) => text.toLowerCase().startsWith(wanted))
  );
}
