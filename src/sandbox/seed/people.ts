/**
 * The people of the sandbox.
 *
 * @module
 */
import type { User } from "../model.ts";

/** All people, by a short name. */
export const PEOPLE = {
  mia: person("5b10a2844c20165700ede21a", ["mia.mueller", "Mia Müller", "Europe/Berlin"]),
  sean: person("5b10a2844c20165700ede21b", ["sean.obrien", "Seán O'Brien", "Europe/Dublin"]),
  joerg: person("5b10a2844c20165700ede21c", ["joerg.weiss", "Jörg Weiß", "Europe/Berlin"]),
  zoe: person("5b10a2844c20165700ede21d", ["zoe.angstrom", "Zoë Ångström", "Europe/Stockholm"]),
  priya: person("5b10a2844c20165700ede21e", ["priya.raman", "Priya Raman", "Asia/Kolkata"]),
  tomas: person("5b10a2844c20165700ede21f", ["tomas.nunez", "Tomás Núñez", "America/Bogota"]),
} as const;

/** The short name of a person. */
export type PersonName = keyof typeof PEOPLE;

function person(
  accountId: string,
  [username, displayName, timeZone]: readonly [string, string, string],
): User {
  const userKey = `JIRAUSER1010${accountId.slice(-1)}`;
  return { accountId, username, userKey, email: `${username}@sandbox.example`, displayName, timeZone };
}
