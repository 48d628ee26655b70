import { exp, log } from "@rnn/tensor/portable-math";

/**
 * Probabilities as they are at a temperature T: those of the logits divided by T.
 *
 *   p[k]**(1/T) / sum_j p[j]**(1/T)
 *
 * @param columns 1 where they are those of the second of two classes, else how many classes a row has
 */
export function temper(
  probabilities: Float64Array,
  columns: number,
  temperature: number,
): Float64Array<ArrayBuffer> {
  const power = (ratio: number) => exp(log(ratio) / temperature);
  if (columns === 1) {
    return Float64Array.from(probabilities, (p) => 1 / (1 + power(1 / p - 1)));
  }
  const tempered = new Float64Array(probabilities.length);
  for (let start = 0; start < tempered.length; start += columns) {
    const row = probabilities.subarray(start, start + columns);
    const largest = Math.max(...row);
    const powers = row.map((p) => power(p / largest));
    const sum = powers.reduce((a, b) => a + b);
    for (const [k, value] of powers.entries()) tempered[start + k] = value / sum;
  }
  return tempered;
}
