/**
 * The small language of the synthetic reviews. A capital letter in a sentence is a slot:
 *
 * - `P`, `Q`: an opinion of the sentence's polarity, or of the opposite one: `good`, `very good`, or a
 *   negated word of the other side, `not bad`
 * - `A`: one bare word of the polarity; `N`: something that reviews speak of; `T`: one of 8,160 words that
 *   carry nothing, a few of them frequent
 *
 * Both sides' words occur in every kind of review; what distinguishes them is what follows `not` and
 * `but`.
 */
export const opinionSentences = [
  "the N was P",
  "it is a A N",
  "this N is P",
  "the N is P and the N was P",
  "the N was Q but the N is P",
  "they said that it was Q but i found it P",
  "i found the T of it P",
  "as for the N it was P",
];

export const neutralSentences = [
  "it is the story of a T and of the T in T",
  "in this N the T of the T goes to a T with the T",
  "i saw it on the T with T and T",
  "she is the T of the T and he is a T to the T",
  "there is a T in the T who has all of the T",
  "the T was in the T for a T and that was it",
  "as the T of T this is about the T",
  "you can see that T from the T to the T",
  "at one time they were by the T or the T",
  "when we have some T it is for a T",
  "a T is to a T as the T is to the T",
  "br br",
];

/** A review ends with one of these, most often in its own polarity. */
export const closingSentences = [
  "in the end it was P",
  "all in all this N is P",
  "so the N was Q but i found it P",
];

export const nouns = ["movie", "film", "story", "acting", "plot", "cast", "script", "music"];
export const intensifiers = ["very", "really", "so"];
/** By polarity: words against, words for. */
export const opinionWords = [
  ["bad", "boring", "dull", "weak", "poor", "silly", "awful", "slow"],
  ["good", "great", "funny", "strong", "fresh", "clever", "moving", "wonderful"],
] as const;

/** Rare words are three of these; no word above is. */
export const syllables = "ba be bo da de do ka ke ko la le lo ma me mo na ne no ra re ro".split(
  " ",
);
/** Rare words come in groups of 32, 64, ... 4096, equally likely, so that frequency falls with rank. */
export const smallestRareGroup = 32;
export const rareGroups = 8;

/**
 * The lengths, in words, that reviews have at equal steps from the shortest to the longest: half of all
 * have between 120 and 280.
 */
export const lengthQuantiles = [10, 65, 95, 120, 130, 145, 170, 200, 235, 280, 350, 480, 1000];

/** All words but the rare ones, by how often the sentences above use them. */
export const frequentWords = (
  "the is it a was of to and in this i as for that br with " +
  "not story found but they all film movie cast plot script music acting at one time were by or you " +
  "can see from there who has when we have some goes saw on about she he said moving wonderful " +
  "weak good awful silly slow great poor boring so fresh dull funny bad clever strong really very end"
).split(" ");
