/** A name server for one name (RFC 1035), on a loopback address of its own: every other name is not there. */
import { createSocket } from "node:dgram";

/** The address; port 53 is where resolvers look, so only root can have it. */
const ADDRESS = "127.0.0.42";

/** A, class IN, the name of the question, for a minute: 127.0.0.1. */
const ANSWER = [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1];

/**
 * Serves for as long as `use` takes.
 *
 * @param host The name that is 127.0.0.1.
 */
export async function withNameServer(host: string, use: (address: string) => Promise<void>): Promise<void> {
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => socket.send(answerTo(query, host), port, address));
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(53, ADDRESS, resolve);
  });
  try {
    await use(ADDRESS);
  } finally {
    socket.close();
  }
}

function answerTo(query: Uint8Array, host: string): Uint8Array {
  const end = query.indexOf(0, 12) + 1;
  const labels: string[] = [];
  for (let at = 12; at < end - 1; at += (query[at] ?? 0) + 1) {
    labels.push(new TextDecoder().decode(query.subarray(at + 1, at + 1 + (query[at] ?? 0))));
  }
  const known = labels.join(".").toLowerCase() === host;
  const found = known && query[end + 1] === 1;
  // An answer, recursion available; "no such name" for strangers.
  const head = [query[0] ?? 0, query[1] ?? 0, 0x81, known ? 0x80 : 0x83, 0, 1, 0, found ? 1 : 0, 0, 0, 0, 0];
  return Uint8Array.from([...head, ...query.subarray(12, end + 4), ...(found ? ANSWER : [])]);
}
