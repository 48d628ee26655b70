import { RecurrentNetwork, Sequential } from "@rnn/model";
import { NgramPart } from "./ngram-part.ts";
import { textFormat1 } from "./text/text-format-1.ts";
import { textFormat2 } from "./text/text-format-2.ts";
import { TextClassifier } from "./text-classifier.ts";

/**
 * The classifier that `save` wrote, whatever it is made of: `TextClassifier.load` with all that may be in a file. A
 * page that knows what it loads brings less by naming it there.
 *
 * @throws ClassifierFileError for other bytes
 *
 * @example
 * ```ts
 * const data = { texts: ["so good", "so bad", "good", "bad"], labels: ["up", "down", "up", "down"] };
 * const { classifier } = await trainTextClassifier(data, { epochs: 1 });
 * loadTextClassifier(classifier.save()).classNames; // => ["down", "up"]
 * ```
 */
export function loadTextClassifier(bytes: Uint8Array | ArrayBuffer): TextClassifier {
  return TextClassifier.load(bytes, {
    networks: [RecurrentNetwork, Sequential],
    textFormats: [textFormat1, textFormat2],
    ngrams: NgramPart,
  });
}
