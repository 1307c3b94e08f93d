// What is said of each thing that cannot be done here?
import { readFile } from "node:fs/promises";
import { withProfile } from "@atlcli/atlcli/profile";
import { AtlcliError, connect, openLibrary } from "@atlcli/atlcli";

const faultOf = async (action) => {
  try {
    await action();
    return null;
  } catch (error) {
    return error instanceof AtlcliError
      ? { name: error.name, code: error.code, message: error.message, hint: error.hint }
      : String(error.stack);
  }
};
const { store } = openLibrary();
const change = (file) => withProfile(file, { ...file.profiles.get("work"), name: "other" });
const write = await faultOf(() => store.update(change));
const request = async () => {
  const { client } = await connect({ profile: process.argv[2] });
  await client.json({ path: "/rest/api/2/myself" });
};
const socks = await faultOf(request);
console.log(JSON.stringify({ write, socks, file: await readFile(store.path, "utf8") }));
