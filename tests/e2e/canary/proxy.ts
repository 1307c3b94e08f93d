/** A proxy that does not work. */

/** What it says. */
type ProxyAnswer = "407" | "502" | "403" | "hangs up" | "is not there";

/** Runs one, and stops it. */
export async function withProxy(answer: ProxyAnswer, use: (port: number) => Promise<void>): Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  if (answer === "is not there") listener.close();
  const serving = answer === "is not there" ? Promise.resolve() : serve(listener, answer);
  try {
    await use(port);
  } finally {
    if (answer !== "is not there") listener.close();
    await serving;
  }
}

/** It reads what is sent, and repeats it where it says anything. */
async function serve(listener: Deno.Listener<Deno.TcpConn>, answer: ProxyAnswer): Promise<void> {
  try {
    for await (const connection of listener) await reply(connection, answer).catch(() => {});
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}

async function reply(connection: Deno.TcpConn, answer: ProxyAnswer): Promise<void> {
  try {
    const buffer = new Uint8Array(16_384);
    const length = await connection.read(buffer) ?? 0;
    if (answer === "hangs up") return;
    const body = new TextDecoder().decode(buffer.subarray(0, length));
    const head = `HTTP/1.1 ${answer} ${
      body.split("\r\n")[0]
    }\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}`;
    await connection.write(new TextEncoder().encode(`${head}\r\n\r\n${body}`));
  } finally {
    connection.close();
  }
}
