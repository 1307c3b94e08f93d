/**
 * Runs work that needs a connection.
 *
 * @module
 */
import type { Connection } from "../../mod.ts";
import type { Context } from "./context.ts";

/** Runs work with a connection, and always closes it. */
export async function connected<T>(
  context: Context,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await context.connect();
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
}
