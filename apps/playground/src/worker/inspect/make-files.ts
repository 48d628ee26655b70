import { makeReport, type ReportData } from "@rnn/run-report";
import type { EpochResult } from "../../training/progress.ts";
import { classifierOf } from "../classifier-of.ts";
import type { Session } from "../session.ts";
import { scoreValidation } from "./find-errors.ts";

/** The classifier as a safetensors file, which the command line and the library read. */
export function makeModelFile(session: Session): Uint8Array<ArrayBuffer> {
  return classifierOf(session).save();
}

/** The classifier for ONNX Runtime and others; the writer is loaded when it is first asked for. */
export async function makeOnnxFile(session: Session): Promise<Uint8Array<ArrayBuffer>> {
  const { encodeOnnx } = await import("@rnn/text-classifier/onnx");
  return encodeOnnx(classifierOf(session));
}

/** The run as the command line's report reads it. */
export function makeReportData(
  session: Session,
  { epochs }: { readonly epochs: readonly EpochResult[] },
): ReportData {
  const { settings, data } = session;
  const { source, trainRows, validationRows } = data;
  const { probabilities, labels } = scoreValidation(session);
  const second = source.labels.reduce((sum, label) => sum + label, 0);
  const textAt = (row: number): string => source.texts[validationRows[row]];
  return makeReport({
    title: `${settings.cell}, ${settings.units} units`,
    status: epochs.length < settings.epochs ? "interrupted" : "completed",
    config: { ...settings },
    versions: {},
    data: {
      description: settings.data === "own" ? "own texts" : "synthetic reviews",
      fingerprint: "none",
      synthetic: settings.data === "synthetic",
      counts: { train: trainRows.length, validation: validationRows.length, test: 0 },
      classNames: source.classNames,
      classCounts: [source.texts.length - second, second],
    },
    warnings: [],
    history: {
      losses: epochs.map(({ loss }) => loss),
      valLosses: epochs.map(({ valLoss }) => valLoss),
      valAccuracies: epochs.map(({ valAccuracy }) => valAccuracy),
    },
    chapter: null,
    scored: {
      of: "validation",
      labels,
      probabilities,
      writtenText: textAt,
      knownText: (row) =>
        Array.from(data.ids.row(validationRows[row]), (id) => data.vocabulary[id] ?? "").join(" "),
    },
    classifier: classifierOf(session),
  });
}
