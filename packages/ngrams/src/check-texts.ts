import { describeValue } from "@rnn/tensor/checks";

/** @throws TypeError unless the value is an array of strings */
export function checkTexts(caller: string, texts: unknown): void {
  if (!Array.isArray(texts)) {
    throw new TypeError(
      `${caller}: expected an array of texts, got ${describeValue(texts)}. For one text, write [text].`,
    );
  }
  const wrong = texts.findIndex((text) => typeof text !== "string");
  if (wrong !== -1) {
    throw new TypeError(
      `${caller}: expected texts to be strings, got ${describeValue(texts[wrong])} (at [${wrong}]).`,
    );
  }
}
