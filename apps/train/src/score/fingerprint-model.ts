import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { modelPath } from "../model/read-model.ts";

/** The SHA-256 of a file, in hexadecimal. */
export async function fingerprintFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of createReadStream(path)) hash.update(bytes);
  return hash.digest("hex");
}

/** The SHA-256 of the file that a user means by a model. */
export async function fingerprintModel(given: string): Promise<string> {
  return fingerprintFile(await modelPath(given));
}
