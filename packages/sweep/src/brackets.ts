import { countConfigurations, drawConfigurations, listConfigurations } from "./configurations.ts";
import type { JsonRecord } from "./json.ts";
import type { Study } from "./study.ts";

/** A height that trials reach together before the best of them go on. */
export interface Rung {
  /** Epochs from the start of a trial. */
  readonly epochs: number;
  /** How many sets of options reach it. */
  readonly size: number;
}

/** Sets of options that compete: all reach the first rung, the best of them the next, and so on. */
export interface Bracket {
  readonly configurations: readonly JsonRecord[];
  readonly rungs: readonly Rung[];
}

/**
 * The brackets of a study. A grid and random search are one bracket of one rung. Hyperband has one for each
 * trade between many trials and long ones (Li et al. 2018, algorithm 1); no two of its brackets draw the
 * same set of options while the space has others left.
 */
export function listBrackets(study: Study): Bracket[] {
  const { search, epochs } = study;
  switch (search.method) {
    case "grid":
      return [runToTheEnd(listConfigurations(study), epochs)];
    case "random":
      return [runToTheEnd(drawConfigurations(study, search.trials, search.seed), epochs)];
    case "optuna":
      return [runToTheEnd(search.suggested, epochs)];
    case "successiveHalving": {
      const configurations = drawConfigurations(study, search.trials, search.seed);
      return [halve(configurations, epochs, search.minEpochs, search.eta)];
    }
    default:
      return listHyperband(study, search);
  }
}

/** The most sets of options that begin in a study, found without listing them. */
export function countTrials(study: Study): number {
  const { search } = study;
  const all = countConfigurations(study);
  switch (search.method) {
    case "grid":
      return all;
    case "random":
    case "successiveHalving":
      return Math.min(all, search.trials);
    case "optuna":
      return search.trials;
    default:
      return sizeHyperband(study.epochs, search).reduce(
        (sum, { size }) => sum + Math.min(all, size),
        0,
      );
  }
}

function runToTheEnd(configurations: readonly JsonRecord[], epochs: number): Bracket {
  return { configurations, rungs: [{ epochs, size: configurations.length }] };
}

function halve(
  configurations: readonly JsonRecord[],
  most: number,
  first: number,
  eta: number,
): Bracket {
  const rungs: Rung[] = [];
  let size = configurations.length;
  for (let epochs = first; size > 0; epochs *= eta) {
    const reached = Math.min(most, Math.round(epochs));
    rungs.push({ epochs: reached, size });
    if (reached === most) break;
    // The last rung is reached by at least one, however few begin.
    size = Math.max(1, Math.floor(size / eta));
  }
  return { configurations, rungs };
}

function listHyperband(
  study: Study,
  { minEpochs, eta, seed }: { minEpochs: number; eta: number; seed: number },
): Bracket[] {
  const { epochs } = study;
  const sizes = sizeHyperband(epochs, { minEpochs, eta });
  const wanted = sizes.reduce((sum, { size }) => sum + size, 0);
  const drawn = drawConfigurations(study, Math.min(wanted, countConfigurations(study)), seed);
  let next = 0;
  return sizes.map(({ halvings, size }) => {
    // Beyond the end of a small space, its sets are dealt again.
    const dealt = Array.from(
      { length: Math.min(size, drawn.length) },
      (_, i) => drawn[(next + i) % drawn.length],
    );
    next += dealt.length;
    return halve(dealt, epochs, epochs / eta ** halvings, eta);
  });
}

/** The halvings of each of Hyperband's brackets, the most first, and how many sets of options begin in it. */
function sizeHyperband(
  epochs: number,
  { minEpochs, eta }: { minEpochs: number; eta: number },
): { halvings: number; size: number }[] {
  const steepest = countHalvings(epochs / minEpochs, eta);
  return Array.from({ length: steepest + 1 }, (_, i) => {
    const halvings = steepest - i;
    return { halvings, size: Math.ceil(((steepest + 1) / (halvings + 1)) * eta ** halvings) };
  });
}

/** The most halvings with a first rung of at least one part in `ratio`: the whole part of log_eta(ratio). */
function countHalvings(ratio: number, eta: number): number {
  let halvings = 0;
  for (let reached = eta; reached <= ratio; reached *= eta) halvings++;
  return halvings;
}
