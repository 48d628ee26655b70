/** Pooling in ONNX, of steps `[T, N, D]` to `[N, D]`, over those that are words. */
import { functionsOf } from "../layers/layer.ts";
import type { PlacedLayer } from "../network/plan.ts";
import type { Mask } from "./add-mask.ts";
import { addConstant, addNode, type GraphBuilder } from "./graph-builder.ts";
import { castTo, float, int64s, intAttribute, intsAttribute } from "./messages.ts";

/** Less than no state is. */
const lowest = -3.4028234663852886e38;

const overSteps = [intsAttribute("axes", [0]), intAttribute("keepdims", 0)];

/** Adds average pooling: the mean, zeros for a row without words. */
export function addAveragePooling(
  graph: GraphBuilder,
  name: string,
  steps: string,
  mask: Mask | undefined,
): string {
  if (mask === undefined) return addNode(graph, "ReduceMean", [steps], `${name}.mean`, overSteps);
  const zero = addConstant(graph, float("float_zero", 0));
  const axis = addConstant(graph, int64s("axis_0", [0]));
  const words = addNode(graph, "Where", [mask.isWord, steps, zero], `${name}.words`);
  const sum = addNode(graph, "ReduceSum", [words, axis], `${name}.sum`, [
    intAttribute("keepdims", 0),
  ]);
  const lengths = addNode(graph, "CastLike", [mask.counts, zero], `${name}.counts`);
  const one = addConstant(graph, float("float_one", 1));
  const divisor = addNode(graph, "Max", [lengths, one], `${name}.divisor`);
  return addNode(graph, "Div", [sum, divisor], `${name}.mean`);
}

/** Adds maximum pooling: zeros for a row without words. */
export function addMaxPooling(
  graph: GraphBuilder,
  name: string,
  steps: string,
  mask: Mask | undefined,
): string {
  if (mask === undefined) return addNode(graph, "ReduceMax", [steps], `${name}.max`, overSteps);
  const zero = addConstant(graph, float("float_zero", 0));
  const most = addLargestWord(graph, name, steps, mask);
  return addNode(graph, "Where", [mask.hasWords, most, zero], `${name}.max`);
}

/**
 * Adds maximum pooling over masked steps too, by what the last recurrent layer hands on for these: of one
 * direction the state before, zeros at the beginning; of both, zeros. Without one, an embedding's vectors
 * stand behind the words, and count as they are.
 */
export function addMaxPoolingIgnoringMask(
  graph: GraphBuilder,
  name: string,
  steps: string,
  mask: Mask | undefined,
  before: readonly PlacedLayer[],
): string {
  const last = before.findLast(({ layer }) => functionsOf(layer).gives === "stepsOrLast");
  if (mask === undefined || last === undefined) {
    return addNode(graph, "ReduceMax", [steps], `${name}.max`, overSteps);
  }
  const hasZeros =
    last.layer.kind === "bidirectional"
      ? addHasPadding(graph, name, mask)
      : addNode(
          graph,
          "Gather",
          [mask.isPadding, addConstant(graph, int64s("first_step", [0]))],
          `${name}.begins_with_padding`,
          [intAttribute("axis", 1)],
        );
  const zero = addConstant(graph, float("float_zero", 0));
  const least = addConstant(graph, float("lowest", lowest));
  const ofMasked = addNode(graph, "Where", [hasZeros, zero, least], `${name}.of_masked`);
  const ofWords = addLargestWord(graph, name, steps, mask);
  return addNode(graph, "Max", [ofWords, ofMasked], `${name}.max`);
}

/** bool `[N, 1]`: whether a row has any padding. */
function addHasPadding(graph: GraphBuilder, name: string, mask: Mask): string {
  const padding = addNode(graph, "Cast", [mask.isPadding], `${name}.padding`, [
    intAttribute("to", castTo.int32),
  ]);
  const any = addNode(graph, "ReduceMax", [padding], `${name}.any_padding`, [
    intsAttribute("axes", [1]),
  ]);
  return addNode(graph, "Cast", [any], `${name}.has_padding`, [intAttribute("to", castTo.bool)]);
}

function addLargestWord(graph: GraphBuilder, name: string, steps: string, mask: Mask): string {
  const least = addConstant(graph, float("lowest", lowest));
  const words = addNode(graph, "Where", [mask.isWord, steps, least], `${name}.words`);
  return addNode(graph, "ReduceMax", [words], `${name}.of_words`, overSteps);
}
