import { createHash } from "node:crypto";
import type { LabelledData } from "@rnn/labelled-text";

/** The SHA-256 of all texts, their classes, their weights where there are any, and the names of the classes, in hexadecimal. */
export function fingerprintTexts({ train, test, classNames }: LabelledData): string {
  const hash = createHash("sha256");
  hash.update(`${JSON.stringify(classNames)}\n`);
  for (const part of [train, test]) {
    if (part === undefined) continue;
    hash.update(`${part.texts.length}\n`);
    for (const [row, text] of part.texts.entries()) {
      hash.update(`${part.labels[row]} ${Buffer.byteLength(text)}\n`);
      hash.update(text);
    }
    if (part.weights) hash.update(`weights ${part.weights.join(" ")}\n`);
  }
  return hash.digest("hex");
}
