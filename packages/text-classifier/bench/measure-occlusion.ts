import { RandomState } from "@rnn/tensor";
import { type OccludedPart, occludeWords, splitTokens, type TextClassifier } from "../src/index.ts";

/** How the words that an explanation names compare with the others, over some texts. */
export interface OcclusionFigures {
  readonly texts: number;
  /** Texts of which no other word changes the probability as much as the three named, each left out alone. */
  readonly firstAlone: number;
  /** Texts that lose more without the three that speak most for their class than without any of a hundred other threes. */
  readonly firstTogether: number;
  /** How far the probability falls on average: without those three, and without three others. */
  readonly named: number;
  readonly drawn: number;
  /** The same without the three words at which the network's probability moved most as it read. */
  readonly traced: number | undefined;
  /** The mean time of an explanation. */
  readonly ms: number;
}

const wanted = { texts: 20, leastWords: 6, mostWords: 400, draws: 100 };

/** Explains texts of some words that are spread over all. */
export function measureOcclusion(
  classifier: TextClassifier,
  given: readonly string[],
): OcclusionFigures {
  const texts = given.filter((text) => {
    const words = splitTokens(text).length;
    return words >= wanted.leastWords && words <= wanted.mostWords;
  });
  const random = new RandomState(42);
  const sum = { texts: 0, firstAlone: 0, firstTogether: 0, named: 0, drawn: 0, traced: 0, ms: 0 };
  for (let i = 0; i < wanted.texts; i++) {
    const text = texts[Math.floor((i * texts.length) / wanted.texts)];
    const started = performance.now();
    const { label, probability, parts } = occludeWords(classifier, text);
    sum.ms += performance.now() - started;
    const fallsWithout = (words: readonly (readonly OccludedPart[])[]): number[] =>
      predictWithout(classifier, text, words, label).map((without) => probability - without);
    const forClass = parts.toSorted((a, b) => a.probability - b.probability);
    const [named, others] = [forClass.slice(0, 3), forClass.slice(3)];
    const draws = Array.from({ length: wanted.draws }, () => {
      const order = random.permutation(others.length).data;
      return [0, 1, 2].map((at) => others[order[at]]);
    });
    const traced = largestSteps(classifier, text, parts);
    const [together, byTrace, ...drawn] = fallsWithout([named, traced, ...draws]);
    const alone = fallsWithout(parts.map((part) => [part])).map(Math.abs);
    sum.texts++;
    sum.firstAlone += Number(Math.max(...alone.slice(3)) <= Math.min(...alone.slice(0, 3)));
    sum.firstTogether += Number(drawn.every((change) => change < together));
    sum.named += together;
    sum.drawn += drawn.reduce((total, change) => total + change, 0) / drawn.length;
    sum.traced += byTrace;
  }
  const mean = (value: number) => value / sum.texts;
  const [named, drawn, traced, ms] = [sum.named, sum.drawn, sum.traced, sum.ms].map(mean);
  return { ...sum, named, drawn, traced: classifier.model === "ngrams" ? undefined : traced, ms };
}

/** The probability of a class without some words, for several choices of them. */
function predictWithout(
  classifier: TextClassifier,
  text: string,
  choices: readonly (readonly OccludedPart[])[],
  label: number,
): number[] {
  const texts = choices.map((words) =>
    words
      .toSorted((a, b) => b.start - a.start)
      .reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), text),
  );
  const { data } = classifier.probabilities(texts).contiguous();
  const width = data.length / texts.length;
  return texts.map((_, i) => {
    if (width > 1) return data[i * width + label];
    return label === 1 ? data[i] : 1 - data[i];
  });
}

/** The three words at which the network's probability moved most; where it reads characters, those around these. */
function largestSteps(
  classifier: TextClassifier,
  text: string,
  parts: readonly OccludedPart[],
): OccludedPart[] {
  if (classifier.model === "ngrams") return [];
  const { start: first, words } = classifier.trace(text);
  const steps = words.map(({ start = 0, probability }, i) => ({
    start,
    by: Math.abs(probability - (i === 0 ? first : words[i - 1].probability)),
  }));
  const found = new Set<OccludedPart>();
  for (const { start } of steps.toSorted((a, b) => b.by - a.by)) {
    const part = parts.find((each) => each.start <= start && start < each.end);
    if (part && found.size < 3) found.add(part);
  }
  return [...found];
}
