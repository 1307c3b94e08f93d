// Who does the library say that we are, and where did the token come from?
import { connect, formatProvenance } from "@atlcli/atlcli";

const kinds = [];
const { client, resolution } = await connect({
  profile: process.argv[2],
  onEvent: ({ kind }) => kinds.push(kind),
});
const { displayName } = await client.json({ path: "/rest/api/2/myself" });
const { credential, provenance } = resolution;
console.log(JSON.stringify({
  displayName,
  credential,
  from: formatProvenance(provenance.token),
  waits: kinds.filter((kind) => kind === "wait").length,
}));
