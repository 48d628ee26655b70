import { trainTextClassifier } from "../src/index.ts";

/** Texts of three classes, in several scripts, of which the n-grams miss what the order of the words says. */
const texts = Array.from({ length: 60 }, (_, i) => {
  const [first, second] = i % 2 === 0 ? ["good", "bad"] : ["bad", "good"];
  return [`not ${first} but ${second} film ${i}`, `영화 ${i} ${first} 정말`, `房间 ${second} ${i}`][
    i % 3
  ];
});
const labels = texts.map((_, i) => i % 3);

/** A hash of the file of a trained classifier of both parts, which no host may change. */
export async function hashTrained(): Promise<string> {
  const { classifier } = await trainTextClassifier(
    { texts, labels },
    { model: "both", epochs: 2, units: 12, onWarning: () => undefined },
  );
  let hash = 0;
  for (const byte of classifier.save()) hash = (Math.imul(hash, 31) + byte) | 0;
  return `${classifier.save().length} bytes, ${(hash >>> 0).toString(16)}`;
}
