import { createHash } from "node:crypto";
import type { StreamedLabelledData } from "@rnn/labelled-text";

/** The SHA-256 of all texts, their classes, their weights where there are any, and the names of the classes, in hexadecimal. */
export async function fingerprintTexts({
  train,
  test,
  classNames,
}: StreamedLabelledData): Promise<string> {
  const hash = createHash("sha256");
  hash.update(`${JSON.stringify(classNames)}\n`);
  for (const part of [train, test]) {
    if (part === undefined) continue;
    hash.update(`${part.length}\n`);
    let row = 0;
    for await (const { texts } of part.batches()) {
      for (const text of texts) {
        hash.update(`${part.labels[row++]} ${Buffer.byteLength(text)}\n`);
        hash.update(text);
      }
    }
    if (part.weights) hash.update(`weights ${part.weights.join(" ")}\n`);
  }
  return hash.digest("hex");
}
