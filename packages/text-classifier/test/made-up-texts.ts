import { RandomState } from "@rnn/tensor";

const telling = [
  "good great fine",
  "bad dull poor",
  "odd strange weird",
  "long slow late",
  "loud noisy shrill",
];
const fillers =
  "the film was a story of two people who met in town and then left for the sea".split(" ");

/** Texts of classes "c0", "c1" ..., each with one of the words of its class, but every tenth with another's. */
export function makeTexts(
  count: number,
  classes: number,
  seed: number,
): { readonly texts: string[]; readonly labels: string[] } {
  const random = new RandomState(seed);
  const labels = Array.from({ length: count }, (_, row) => row % classes);
  const texts = labels.map((label, row) => {
    const told = row % 10 === 9 ? (label + 1) % classes : label;
    const words = telling[told].split(" ");
    const length = random.randint(4, 12);
    const text = Array.from({ length }, () => fillers[random.randint(0, fillers.length)]);
    text[random.randint(0, length)] = words[random.randint(0, words.length)];
    return text.join(" ");
  });
  return { texts, labels: labels.map((label) => `c${label}`) };
}
