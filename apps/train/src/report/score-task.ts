import type { ScoredTexts } from "@rnn/run-report";
import type { Tensor } from "@rnn/tensor";
import { evaluate, type ScoredTraining, type TextNetwork } from "@rnn/text-classifier";
import { chooseScoredPart, type Task } from "../data/task.ts";
import { predictRows } from "../model/score-network.ts";

/** What the network gives the texts that a run is scored with: the test part where there is one. */
export function scoreTask(network: TextNetwork, task: Task): ScoredTexts & ScoredTraining {
  const { of, x, y } = chooseScoredPart(task.data);
  const labels = y.astype("int32").data;
  const probabilities = predictRows(network, x);
  return {
    of,
    classNames: task.classNames,
    labels,
    probabilities,
    evaluation: evaluate(labels, probabilities),
    writtenText: (row) => task.texts?.[row],
    knownText: (row) => knownWordsOf(task, row),
  };
}

/** The known words of a row, where its text is not there. */
function knownWordsOf({ data, reading }: Task, row: number): string {
  const { indices } = chooseScoredPart(data).x;
  const ids: Tensor<"int32"> = indices.slice(row);
  return Array.from(ids.contiguous().data, (id) => reading?.vocabulary[id] ?? "")
    .filter((word) => word !== "")
    .join(" ");
}
