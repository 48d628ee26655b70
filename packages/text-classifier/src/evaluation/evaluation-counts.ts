import { crossEntropy } from "@rnn/model";
import { averageScores, emptyConfusion, scoreClasses } from "../confusion.ts";
import { CalibrationCounts } from "../decision/measure-calibration.ts";
import { classifyRows, type Scores } from "../read-scores.ts";
import type { Evaluation } from "./evaluation.ts";
import { RocAreas } from "./roc-areas.ts";
import { TopRanks } from "./top-ranks.ts";

/** All rows that are evaluated, but for their probabilities. */
export interface EvaluatedRows {
  readonly labels: ArrayLike<number>;
  /** K: how many classes there are. */
  readonly classes: number;
  /** How much each row counts; undefined for 1. */
  readonly weights: ArrayLike<number> | undefined;
  /** Of two classes: rows with a probability above it are taken for the second one; default 0.5. */
  readonly threshold: number | undefined;
}

/** Counts what an evaluation says, some rows at a time: all of them, and then all again for the ROC areas. */
export class EvaluationCounts {
  readonly #rows: EvaluatedRows;
  readonly #confusion: number[][];
  readonly #calibration = new CalibrationCounts();
  readonly #ranks: TopRanks;
  readonly #areas: RocAreas;
  #loss = 0;
  #total = 0;

  constructor(rows: EvaluatedRows) {
    const { labels, classes, weights } = rows;
    this.#rows = rows;
    this.#confusion = emptyConfusion(classes);
    this.#ranks = new TopRanks(classes);
    this.#areas = new RocAreas(labels, classes, weights);
  }

  /**
   * Takes the next rows, the first of which is row `start` of all.
   * @returns the class that each is taken for
   */
  add(scores: Scores, start: number): Int32Array {
    const { weights, threshold } = this.#rows;
    const weightOf = (n: number): number => weights?.[start + n] ?? 1;
    const { labels, columns, probabilities } = scores;
    const taken = classifyRows(scores, threshold);
    for (let n = 0; n < labels.length; n++) {
      const weight = weightOf(n);
      this.#confusion[labels[n]][taken[n]] += weight;
      this.#total += weight;
      this.#loss +=
        weight *
        (columns === 1
          ? crossEntropy(probabilities[n], labels[n])
          : crossEntropy(probabilities[n * columns + labels[n]], 1));
    }
    this.#ranks.add(scores, weightOf);
    this.#calibration.add(scores, weightOf);
    this.#areas.add(scores, start);
    return taken;
  }

  /** Takes the same rows again, once all of them are added. */
  rank(scores: Scores, start: number): void {
    this.#areas.rank(scores, start);
  }

  /** What was counted, once all rows are ranked. */
  finish(): Evaluation {
    const { labels, weights } = this.#rows;
    const confusion = this.#confusion;
    const total = this.#total;
    const accuracy = confusion.reduce((sum, row, k) => sum + row[k], 0) / total;
    const classes = scoreClasses(confusion);
    const areas = this.#areas.finish();
    return {
      count: labels.length,
      ...(weights && { weight: total }),
      accuracy,
      loss: this.#loss / total,
      confusion,
      classes,
      averages: averageScores(classes, accuracy),
      rocAuc: meanOf(areas.filter((area) => area !== null)),
      rocAucs: areas,
      topAccuracies: this.#ranks.finish(total, accuracy),
      expectedCalibrationError: this.#calibration.finish().expectedCalibrationError,
    };
  }
}

function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
