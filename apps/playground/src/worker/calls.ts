import { problemError } from "../problem/problem.ts";
import type { CallContext } from "../protocol/call-context.ts";
import type { Settings } from "../settings/settings.ts";
import { type Baseline, fitBaseline } from "../training/fit-baseline.ts";
import type { DataFacts } from "../training/prepare-data.ts";
import type { EpochResult, Progress } from "../training/progress.ts";
import { describeData } from "./describe-data.ts";
import { GivenTexts } from "./given-texts.ts";
import { comparePadding, type PaddingCase, trainPadded } from "./inspect/compare-padding.ts";
import { scoreValidation, textsAt } from "./inspect/find-errors.ts";
import { findMovers } from "./inspect/find-movers.ts";
import { gradientsBack } from "./inspect/gradients-back.ts";
import { makeModelFile, makeOnnxFile, makeReportData } from "./inspect/make-files.ts";
import { showStates } from "./inspect/show-states.ts";
import { stepOfCell } from "./inspect/step-of-cell.ts";
import { traceText } from "./inspect/trace-text.ts";
import { neighboursOf, vectorTable, wordsInSpace } from "./inspect/words-in-space.ts";
import { openSession, type StartParams } from "./open-session.ts";
import { OpenedModel } from "./opened-model.ts";
import type { OwnTexts, TextFiles } from "./own-texts.ts";
import { describeTexts, readOwnTexts, type TextsFacts } from "./read-own-texts.ts";
import type { Session } from "./session.ts";

/** What the page can ask of the worker. A view's own question is a function in `inspect`, and a line here. */
export type Calls = ReturnType<typeof createCalls>;

/** What a training of an earlier visit is taken up from. */
interface RestoreParams extends StartParams {
  /** What `save` gave. */
  readonly training: Uint8Array;
}

/** The answers, over the one session that the worker holds. */
export function createCalls(report: (progress: Progress) => void) {
  let session: Session | undefined;
  let ownTexts: OwnTexts | undefined;
  let opened = 0;
  const model = new OpenedModel();
  const givenTexts = new GivenTexts(model);

  const current = (): Session => {
    if (session === undefined) throw problemError("notTrained");
    return session;
  };

  return {
    /** Drops the training before, and begins another. */
    async start(params: StartParams, { signal }: CallContext): Promise<DataFacts> {
      const number = ++opened;
      await session?.run.stop();
      session = undefined;
      const next = await openSession(params, report, signal, ownTexts?.texts);
      signal.throwIfAborted();
      if (number !== opened) throw problemError("replaced");
      session = next;
      if (!params.paused) next.run.play();
      return describeData(next.data);
    },
    /** The training as a file that `restore` takes up; undefined before anything was trained. */
    save: () => current().trainee.save(),
    /** Takes up a training of an earlier visit, paused. */
    async restore(params: RestoreParams, { signal }: CallContext): Promise<DataFacts> {
      const number = ++opened;
      await session?.run.stop();
      session = undefined;
      const next = await openSession(params, report, signal, ownTexts?.texts);
      next.trainee.restore(params.training);
      if (number !== opened) throw problemError("replaced");
      session = next;
      return describeData(next.data);
    },
    play: () => current().run.play(),
    pause: () => current().run.pause(),
    step: () => current().run.step(),
    setSpeed: ({ batchesPerSecond }: { readonly batchesPerSecond: number }) =>
      session?.run.setSpeed(batchesPerSecond),
    /** Ends the training for good; what was trained can still be looked into. */
    async stop(): Promise<void> {
      opened++;
      await session?.run.stop();
    },
    /** Reads the visitor's files, for trainings with the setting `own`. */
    async readTexts(
      params: { readonly files: TextFiles },
      { signal }: CallContext,
    ): Promise<TextsFacts> {
      ownTexts = await readOwnTexts(params, signal);
      return describeTexts(ownTexts);
    },
    baseline: (_: null, { signal }: CallContext): Promise<Baseline> =>
      fitBaseline(current().data, signal),
    traceText: (params: { readonly text: string }) => traceText(current(), params),
    showStates: (params: { readonly text: string }) => showStates(current(), params),
    findMovers: (params: { readonly unit: number }) => findMovers(current(), params),
    gradientsBack: (params: { readonly trained: boolean }, { signal }: CallContext) =>
      gradientsBack(current(), params, signal),
    stepOfCell: (params: { readonly text: string; readonly step: number; readonly unit: number }) =>
      stepOfCell(current(), params),
    comparePadding: (params: { readonly text: string }) => comparePadding(current(), params),
    trainPadded: (params: PaddingCase & Pick<Settings, "readout">, { signal }: CallContext) =>
      trainPadded(current(), params, signal),
    wordsInSpace: () => wordsInSpace(current()),
    neighboursOf: (params: { readonly word: string; readonly count: number }) =>
      neighboursOf(current(), params),
    vectorTable: () => vectorTable(current()),
    makeModelFile: () => makeModelFile(current()),
    makeOnnxFile: () => makeOnnxFile(current()),
    makeReportData: (params: { readonly epochs: readonly EpochResult[] }) =>
      makeReportData(current(), params),
    openModel: (params: { readonly file: Blob }) => model.open(params),
    classifyByModel: (params: { readonly text: string }) => model.classify(params),
    explainByModel: (params: { readonly text: string }) => model.explain(params),
    readGivenTexts: (params: { readonly file: File }, { signal }: CallContext) =>
      givenTexts.read(params, signal),
    classifyGiven: (params: { readonly from: number }) => givenTexts.classify(params),
    scoreValidation: () => scoreValidation(current()),
    textsAt: (params: { readonly places: readonly number[] }) => textsAt(current(), params),
  };
}
