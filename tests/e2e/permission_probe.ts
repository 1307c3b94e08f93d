/**
 * A program that tries what atlcli never does, and prints what became of it as JSON: `permissions_test.ts` compiles it
 * with the permissions of the executable. Its argument is a folder in which `code.js` sets `globalThis.ran`.
 */

const [folder = ""] = Deno.args;

/** A name that the compiler does not follow. */
const late = (specifier: string): string => `${specifier}`;

/** Node's way may say that a variable is not set, instead of refusing to tell. */
function hidden(): never {
  throw new Deno.errors.NotCapable("No env access: it seems not to be set");
}

const TRIED: Readonly<Record<string, () => unknown>> = {
  "another variable": () => Deno.env.get("AWS_SECRET_ACCESS_KEY"),
  "another variable, by Node's way": async () =>
    (await import("node:process")).env["AWS_SECRET_ACCESS_KEY"] ?? hidden(),
  "every variable": () => Deno.env.toObject(),
  "every variable, by the system's file": () => Deno.readTextFile("/proc/self/environ"),
  "setting a variable of the loader": () => Deno.env.set("LD_PRELOAD", "/nowhere"),
  // On Windows the Credential Manager needs libraries, and Deno grants all of them or none.
  ...(Deno.build.os === "windows" ? {} : {
    "loading a library": () => Deno.dlopen("libc.so.6", {}),
    "loading a library of the folder": () => Deno.dlopen(`${folder}/none.so`, {}),
    "loading an addon of Node": async () =>
      (await import("node:process")).dlopen({ exports: {} }, `${folder}/none.node`),
  }),
  "asking for more": async () => {
    const { state } = await Deno.permissions.request({ name: "sys", kind: "hostname" });
    if (state !== "granted") throw new Deno.errors.NotCapable(state);
  },
  "importing code from another host": () => import(late("https://localhost:1/code.js")),
  "importing code from a host that Deno trusts by itself": () => import(late("https://esm.sh/code.js")),
  "importing a package": () => import(late("npm:is-odd")),
  "running a text as code": () => globalThis.eval("1"),
  "making a function of a text": () => new Function("return 1")(),
  "the host's name": () => Deno.hostname(),
  "the system's version": () => Deno.osRelease(),
  "the system's memory": () => Deno.systemMemoryInfo(),
  "the system's load": () => Deno.loadavg(),
  "the network's interfaces": () => Deno.networkInterfaces(),
  "the user's group": () => Deno.gid(),
  "the user's name": async () => (await import("node:os")).userInfo().username,
  "the processors": async () => (await import("node:os")).cpus(),
  // What is allowed, so that it shows that the rest is refused for what it is.
  "allowed: a variable of ours": () => Deno.env.get("ATLCLI_PROFILE"),
  "allowed: a variable that a profile names": () => Deno.env.get("ATLCLI_TOKEN_OF_WORK"),
  "allowed: this user's number": () => Deno.uid(),
  "allowed: reading": () => Deno.readTextFile(`${folder}/code.js`),
};

/** How a try ended: `done`, or the error's name and message. */
async function endOf(tried: () => unknown): Promise<string> {
  try {
    await tried();
    return "done";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : "a value was thrown";
  }
}

const ends: Record<string, string> = {};
for (const [name, tried] of Object.entries(TRIED)) ends[name] = await endOf(tried);
console.log(JSON.stringify(ends));
