// Who are we, or what is wrong?
import { AtlcliError, connect } from "@atlcli/atlcli";

const ask = async () => {
  const { client, close } = await connect();
  const { displayName } = await client.json({ path: "/rest/api/2/myself" });
  close();
  return { displayName };
};
const failed = (error) => {
  if (!(error instanceof AtlcliError)) throw error;
  return { code: error.code, message: error.message, hint: error.hint, data: error.data };
};
console.log(JSON.stringify(await ask().catch(failed)));
