/**
 * Cloud's media host for attachments, whose URLs are valid without a credential.
 *
 * @module
 */
import { html } from "./responses.ts";
import { downloadOf } from "./wiki/download.ts";
import type { World } from "./world.ts";

/** The response of the media host. Like real ones, it rejects a request with a credential. */
export function answerAtMedia(world: World, request: Request): Response {
  const url = new URL(request.url);
  const [, id] = /^\/file\/(\d+)\/binary$/.exec(url.pathname) ?? [];
  const newest = world.attachments.get(Number(id));
  const versions = newest === undefined ? [] : [newest, ...world.oldAttachments.get(newest.id) ?? []];
  const wanted = url.searchParams.get("version");
  const attachment = versions.find(({ version }) => String(version) === wanted);
  if (request.headers.has("Authorization") || request.headers.has("Cookie")) {
    return html("Bad Request", { status: 400, text: "Only one way to sign in is allowed." });
  }
  if (url.searchParams.get("signature") !== "valid") {
    return html("Forbidden", { status: 403, text: "The signature is missing." });
  }
  return attachment === undefined
    ? html("Not Found", { status: 404, text: "There is no such file." })
    : downloadOf(attachment);
}
