/**
 * Parses uploads.
 *
 * @module
 */
import type { Call } from "../call.ts";
import { InputError, XsrfError } from "../input.ts";
import type { Upload } from "./writes.ts";

/**
 * The files of a multipart body, from its parts named `file`.
 *
 * @throws {InputError} 403 without the header of the XSRF check; 415 and 400 if the body is not multipart, or has no
 * file.
 */
export async function readUploads(call: Call): Promise<readonly Upload[]> {
  const { request } = call;
  if (request.headers.get("X-Atlassian-Token") !== "no-check") throw new XsrfError();
  if (!/^multipart\/form-data\b/i.test(request.headers.get("Content-Type") ?? "")) {
    throw new InputError(415, "Unsupported Media Type");
  }
  const form = await formOf(request);
  const files = form.getAll("file").filter((part) => part instanceof File);
  if (files.length === 0) throw new InputError(400, "At least one file is required: a part named 'file'");
  const comment = form.get("comment");
  return await Promise.all(files.map(async (file): Promise<Upload> => ({
    fileName: file.name,
    mediaType: file.type === "" ? "application/octet-stream" : file.type,
    comment: typeof comment === "string" ? comment : "",
    content: { kind: "bytes", bytes: new Uint8Array(await file.arrayBuffer()) },
  })));
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw new InputError(400, "The body of the request is not multipart/form-data.");
  }
}
