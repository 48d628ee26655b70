/**
 * Masks in ONNX. Its cells know sequences that end early, no padding before or between words. A masked step
 * hands the state on, so that nothing is lost where the words of each row are moved to its front, in their
 * order, before the first layer reads them:
 *
 *   place of a word = words up to it - 1        place of a padding = words of the row + padding up to it - 1
 */
import { addConstant, addNode, type GraphBuilder } from "./graph-builder.ts";
import { castTo, int32, int64s, intAttribute, intsAttribute } from "./messages.ts";

/** The names of what layers must know of a mask. */
export interface Mask {
  /** int32 `[N]`: how many words a row has, and 1 where it has none, since ONNX promises nothing for 0. */
  readonly lengths: string;
  /** bool `[T, N, 1]`: whether a step of the rows that were moved is a word. */
  readonly isWord: string;
  /** bool `[N, 1]`: whether a row has any word. */
  readonly hasWords: string;
  /** int32 `[N, 1]`: how many words a row has. */
  readonly counts: string;
  /** bool `[N, T]`: whether an id is padding, as the ids were given. */
  readonly isPadding: string;
}

/** Adds the mask of ids, and the ids with each row's words in front, `[N, T]`. */
export function addMask(graph: GraphBuilder, ids: string): { mask: Mask; ids: string } {
  const add = addNode.bind(undefined, graph);
  const zero = addConstant(graph, int32("zero", 0));
  const one = addConstant(graph, int32("one", 1));
  const steps = addConstant(graph, int64s("axis_1", [1]));
  // CumSum takes its axis, 1, as a number, the others as a list.
  const isPadding = add("Equal", [ids, zero], "is_padding");
  const isWord = add("Not", [isPadding], "is_word");
  const toInt32 = [intAttribute("to", castTo.int32)];
  const word = add("Cast", [isWord], "word", toInt32);
  const padding = add("Cast", [isPadding], "padding", toInt32);
  const counts = add("ReduceSum", [word, steps], "word_counts");
  const wordsUpTo = add("CumSum", [word, one], "words_up_to");
  const paddingUpTo = add("CumSum", [padding, one], "padding_up_to");
  const afterWords = add("Add", [counts, paddingUpTo], "after_words");
  const placeFrom1 = add("Where", [isWord, wordsUpTo, afterWords], "place_from_1");
  const place = add("Sub", [placeFrom1, one], "place");
  const front = add("ScatterElements", [ids, place, ids], "words_in_front", [
    intAttribute("axis", 1),
  ]);
  const lengths = add("Max", [counts, one], "lengths_column");
  const byStep = add("Transpose", [front], "words_by_step", [intsAttribute("perm", [1, 0])]);
  const paddingByStep = add("Equal", [byStep, zero], "padding_by_step");
  const wordByStep = add("Not", [paddingByStep], "word_by_step");
  const lastAxis = addConstant(graph, int64s("axis_2", [2]));
  return {
    ids: front,
    mask: {
      isPadding,
      counts,
      lengths: add("Squeeze", [lengths, steps], "lengths"),
      isWord: add("Unsqueeze", [wordByStep, lastAxis], "is_word_by_step"),
      hasWords: add("Greater", [counts, zero], "has_words"),
    },
  };
}
