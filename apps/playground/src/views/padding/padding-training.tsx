import { useEffect, useRef, useState } from "preact/hooks";
import { type Problem, problemOf } from "../../problem/problem.ts";
import { choices } from "../../settings/settings.ts";
import { worker } from "../../state/worker.ts";
import type { PaddingCase, PaddingResult } from "../../worker/inspect/compare-padding.ts";
import { Failure } from "../shared/failure.tsx";
import { ScrollTable } from "../shared/scroll-table.tsx";
import { nameCase } from "./name-case.ts";
import { paddingTexts } from "./padding-texts.ts";

const kinds: readonly PaddingCase[] = [
  { padding: "pre", mask: true },
  { padding: "pre", mask: false },
  { padding: "post", mask: true },
  { padding: "post", mask: false },
];

/** Trains a network for each kind of padding and each way of reading out, and compares them. */
export function PaddingTraining() {
  const t = paddingTexts();
  const [results, setResults] = useState<readonly PaddingResult[]>([]);
  const [error, setError] = useState<Problem>();
  const running = useRef<AbortController | null>(null);
  const [isRunning, setRunning] = useState(false);
  useEffect(() => () => running.current?.abort(), []);

  const trainAll = async () => {
    const controller = new AbortController();
    running.current = controller;
    setRunning(true);
    setResults([]);
    setError(undefined);
    try {
      for (const readout of choices.readout) {
        for (const kind of kinds) {
          const options = { signal: controller.signal };
          const result = await worker.call("trainPadded", { ...kind, readout }, options);
          setResults((before) => [...before, result]);
        }
      }
    } catch (cause) {
      if (!controller.signal.aborted) setError(problemOf(cause));
    }
    setRunning(false);
  };

  const accuracyOf = (kind: PaddingCase, readout: PaddingResult["readout"]): string => {
    const found = results.find(
      (each) =>
        each.padding === kind.padding && each.mask === kind.mask && each.readout === readout,
    );
    return found ? `${(100 * found.accuracy).toFixed(1)}%` : "…";
  };

  return (
    <section>
      <h2>{t.trainingTitle}</h2>
      <p class="lead">{t.trainingLead}</p>
      {isRunning ? (
        <button type="button" onClick={() => running.current?.abort()}>
          {t.stop(results.length)}
        </button>
      ) : (
        <button type="button" onClick={() => void trainAll()}>
          {t.trainAll}
        </button>
      )}
      <Failure error={error} />
      {results.length > 0 && (
        <ScrollTable
          label={t.trainingTitle}
          head={[t.kind, t.last, t.average, t.maximum]}
          rows={kinds.map((kind) =>
            [nameCase(kind)].concat(choices.readout.map((readout) => accuracyOf(kind, readout))),
          )}
        />
      )}
    </section>
  );
}
