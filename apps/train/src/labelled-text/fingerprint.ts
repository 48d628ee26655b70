import { createHash } from "node:crypto";

/** One hash over several files: the SHA-256 of the lines that `sha256sum` prints for them. */
export class Fingerprint {
  readonly #hash = createHash("sha256");

  /** @param sha256 of the file's bytes, in hexadecimal */
  add(name: string, sha256: string): void {
    // sha256sum marks a line whose name it had to escape, so that no two lists print alike.
    const escaped = name.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
    this.#hash.update(`${escaped === name ? "" : "\\"}${sha256}  ${escaped}\n`);
  }

  /** The hash in hexadecimal; nothing can be added after it. */
  hex(): string {
    return this.#hash.digest("hex");
  }
}
