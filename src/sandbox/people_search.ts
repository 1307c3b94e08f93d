/**
 * Finds people by the prefix of a name.
 *
 * @module
 */
import type { User } from "./model.ts";

/**
 * People with a display name, a word of it, an email or a user name that starts with a text, ignoring case; `""`
 * matches all.
 */
export function findPeople(users: readonly User[], beginning: string): readonly User[] {
  const wanted = beginning.toLowerCase();
  return users.filter((user) =>
    [user.displayName, ...user.displayName.split(" "), user.email, user.username]
      .some((text) => text.toLowerCase().startsWith(wanted))
  );
}
