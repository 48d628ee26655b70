import type {
  Classification,
  ClassifierModel,
  Occlusion,
  TextClassifier,
} from "@rnn/text-classifier";
import { problemError } from "../problem/problem.ts";
import { problemOfModel } from "./problem-of-model.ts";

/** What the page is told of a model file that it has opened. */
export interface ModelFacts {
  readonly model: ClassifierModel;
  readonly classNames: readonly string[];
  /** Of two classes: above which probability a text is of the second one; undefined for 0.5. */
  readonly threshold: number | undefined;
  /** Below which probability of its class a text is "not sure"; undefined for never. */
  readonly rejectBelow: number | undefined;
  readonly isCalibrated: boolean;
}

/** What a class of a text rests on. */
export interface ModelExplanation {
  readonly occlusion: Occlusion;
  /** Those that weigh most, where the model has n-grams. */
  readonly ngrams: ReturnType<TextClassifier["topNgrams"]>;
}

/** Larger ones would not fit beside the rest of the page. */
const mostBytes = 256 * 2 ** 20;
const mostNgrams = 8;
/** So many of the likeliest classes are shown. */
const shownClasses = 5;

/** A model file that the visitor has opened, whatever it is made of, beside the training of the page. */
export class OpenedModel {
  #classifier: TextClassifier | undefined;

  /** @throws Error where there is none */
  get classifier(): TextClassifier {
    if (this.#classifier === undefined) throw problemError("noModel");
    return this.#classifier;
  }

  /**
   * Takes the place of the one before, which stays where the file is not a model. What reads it is loaded when it is
   * first asked for.
   */
  async open({ file }: { readonly file: Blob }): Promise<ModelFacts> {
    if (file.size > mostBytes) {
      throw problemError("modelTooLarge", mostBytes / 2 ** 20, Math.ceil(file.size / 2 ** 20));
    }
    const { loadTextClassifier } = await import("./load-any-model.ts");
    const bytes = new Uint8Array(await file.arrayBuffer());
    const classifier = attempt(() => loadTextClassifier(bytes));
    this.#classifier = classifier;
    const { classNames, threshold, rejectBelow, temperatures, model } = classifier;
    const isCalibrated = model === "both" || temperatures !== undefined;
    return { model, classNames, threshold, rejectBelow, isCalibrated };
  }

  /** What it takes a text for, and the likeliest classes. */
  classify({ text }: { readonly text: string }): Classification {
    return this.classifier.classify(text, { top: shownClasses });
  }

  /** What the class of a text rests on: each word left out, and the n-grams that weigh most. */
  async explain({ text }: { readonly text: string }): Promise<ModelExplanation> {
    const { classifier } = this;
    const { occludeWords } = await import("./load-any-model.ts");
    const { label } = classifier.classify(text);
    return {
      occlusion: occludeWords(classifier, text, { label }),
      ngrams: classifier.ngrams ? classifier.topNgrams(text, { count: mostNgrams, label }) : [],
    };
  }
}

function attempt<T>(load: () => T): T {
  try {
    return load();
  } catch (error) {
    throw problemOfModel(error);
  }
}
