// Importing does nothing: no variable, file, program or connection is looked at, and nothing keeps the process alive.
import childProcess from "node:child_process";
import fs from "node:fs";
import net from "node:net";

const touched = [];
const env = process.env;
const asking = { get: (target, name) => (touched.push(`env ${String(name)}`), target[name]) };
Object.defineProperty(process, "env", { value: new Proxy(env, asking), configurable: true });
childProcess.spawn = () => touched.push("spawn");
const { readFile } = fs.promises;
fs.promises.readFile = (path, ...rest) => {
  if (!String(path).includes("node_modules")) touched.push(`read ${path}`);
  return readFile(path, ...rest);
};
net.connect = () => touched.push("connect");
for (
  const entry of [
    "",
    "/client",
    "/confluence",
    "/doctor",
    "/jira",
    "/markdown",
    "/profile",
    "/resolver",
    "/sandbox",
    "/sign-in",
    "/sync",
    "/testing",
  ]
) {
  await import(`@atlcli/atlcli${entry}`);
}
Object.defineProperty(process, "env", { value: env });
// What the runtime itself asks for while it loads.
const own = /^env (?:NODE_|BUN_|WATCH_REPORT_DEPENDENCIES$)/;
console.log(JSON.stringify({ touched: touched.filter((what) => !own.test(what)) }));
