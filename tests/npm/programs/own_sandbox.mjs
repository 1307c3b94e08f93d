// A sandbox in this very process: a page, a file attached to it, and the file again.
import { connect, systemHost } from "@atlcli/atlcli";
import { createPage, downloadAttachment, uploadAttachment } from "@atlcli/atlcli/confluence";
import { startSandbox } from "@atlcli/atlcli/sandbox";

const sandbox = await startSandbox(systemHost(), { directDownloads: true });
const { email, token } = sandbox.account("cloud-valid");
Object.assign(process.env, {
  ATLCLI_SITE: sandbox.urls.cloud,
  ATLCLI_EMAIL: email,
  ATLCLI_API_TOKEN: token,
});
const { client, close } = await connect();
const page = await createPage(client, {
  space: "TEAM",
  title: "From elsewhere",
  storage: "<p>Hello</p>",
});
const bytes = new Uint8Array(300_000).fill(7);
const attachment = await uploadAttachment(client, { id: page.id, file: new Blob([bytes]), name: "a.bin" });
const content = await new Response(await downloadAttachment(client, { attachment })).arrayBuffer();
const same = new Uint8Array(content).every((byte) => byte === 7);
close();
await sandbox.close();
console.log(JSON.stringify({ title: page.title, size: content.byteLength, same }));
