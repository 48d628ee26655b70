/** A chapter of the book after the first, 09-2: its network has an embedding, and Adam trains it. */
export type LaterChapter = "09-3" | "09-4";

/** The options of `chapter` and `train`, each with a value of the user's or its default. */
export interface TrainingOptions {
  readonly command: "chapter" | "train";
  /** Where it is not the first, 09-2. */
  readonly chapter?: LaterChapter;
  readonly nCells: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** As `recurrentGradient`, of no meaning in later chapters. */
  readonly bpttSteps: number;
  readonly recurrentGradient: "chapter" | "exact";
  readonly epochs: number;
  /** Seed of the split, the initial weights and the batch order. */
  readonly seed: number;
  readonly maxlen: number;
  /** Of one's own texts words; of reviews ids, as Keras counts them. */
  readonly numWords: number;
  readonly skipTop: number;
  /** How many of the training texts are kept for validation; below 1, which share of them. */
  readonly validationSize: number;
  readonly engine: "wasm" | "reference";
  /** Of the engine `wasm`; 1 where it is not given. */
  readonly threads?: number;
  /** `imdb`, `synthetic`, or the path of the data. */
  readonly data: string;
  /** Further files and folders of texts, whose rows follow. */
  readonly moreData?: readonly string[];
  /** The files and folders of the texts for testing; without them, those of `data` where it has a part for it. */
  readonly test?: readonly string[];
  /** At most so many texts of each part are used; without it all. */
  readonly limit?: number;
  /** Columns of a table; found by their names where they are not given. */
  readonly textColumn?: string;
  readonly labelColumn?: string;
  /** Of how much each text counts in training; without it all count the same. */
  readonly weightColumn?: string;
  /** How the fields of a table are told apart; found where they are not given. */
  readonly delimiter?: string;
  readonly escape?: '"' | "\\";
  /** In which the texts are; UTF-8 where it is not given. */
  readonly encoding?: string;
  /** The class whose probability the network gives; by its name where it is not given. */
  readonly positive?: string;
  /** Of a run that an earlier version began; no option of the command line. */
  readonly classOrder?: "alphabetical";
  /** The run folder; without it, one named by the time. */
  readonly out?: string;
  /** The folder of a run to resume. */
  readonly resume?: string;
  /** Seconds between two checkpoints within an epoch. */
  readonly checkpointEvery: number;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Which texts are read, and how: what every training on texts of one's own has. */
export type TextDataOptions = Pick<
  TrainingOptions,
  | "data"
  | "moreData"
  | "test"
  | "limit"
  | "textColumn"
  | "labelColumn"
  | "weightColumn"
  | "delimiter"
  | "escape"
  | "encoding"
  | "positive"
  | "classOrder"
  | "seed"
  | "resume"
>;

/** The option by which the user named the data: a resumed run has its own. */
export function dataOption({ resume }: Pick<TrainingOptions, "resume">): "--data" | "--resume" {
  return resume === undefined ? "--data" : "--resume";
}
