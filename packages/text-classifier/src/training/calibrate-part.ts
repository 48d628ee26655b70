import { Tensor } from "@rnn/tensor";
import { logProbabilitiesOf, takeRows } from "../combination/log-probabilities.ts";
import { temper } from "../decision/temper.ts";
import { fitToLogs } from "../decision/temperature.ts";
import { evaluate } from "../evaluate.ts";

/** What a part gives to rows that it was not trained on, calibrated where that is better. */
export interface CalibratedPart {
  /** Undefined where none makes the loss lower. */
  readonly temperature: number | undefined;
  /** Of each fifth of the rows by a temperature fitted on the others. */
  readonly probabilities: Tensor<"float64">;
}

/** As of a combination: the parts of the rows by which a temperature is judged. */
const folds = 5;

/**
 * The temperature of a part, fitted on these rows, where temperatures fitted on four fifths of them make the loss of
 * the other fifth lower.
 */
export function calibratePart(
  probabilities: Tensor<"float64">,
  labels: Int32Array,
): CalibratedPart {
  const temperature = fitToLogs(logProbabilitiesOf(probabilities), labels);
  const crossed = crossFitTemperature(probabilities, labels);
  const isBetter = evaluate(labels, crossed).loss < evaluate(labels, probabilities).loss;
  return temperature !== undefined && isBetter
    ? { temperature, probabilities: crossed }
    : { temperature: undefined, probabilities };
}

function crossFitTemperature(
  probabilities: Tensor<"float64">,
  labels: Int32Array,
): Tensor<"float64"> {
  const { data, shape } = probabilities.contiguous();
  const [rows, columns = 1] = shape;
  const logs = logProbabilitiesOf(probabilities);
  const crossed = new Float64Array(data.length);
  const all = Array.from({ length: rows }, (_, row) => row);
  for (let fold = 0; fold < folds; fold++) {
    const others = all.filter((row) => row % folds !== fold);
    const temperature = fitToLogs(
      takeRows(logs, others),
      others.map((row) => labels[row]),
    );
    for (let row = fold; row < rows; row += folds) {
      const given = data.subarray(row * columns, (row + 1) * columns);
      crossed.set(
        temperature === undefined ? given : temper(given, columns, temperature),
        row * columns,
      );
    }
  }
  return new Tensor(crossed, "float64", [...shape]);
}
