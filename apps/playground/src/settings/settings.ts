import * as v from "valibot";

const wholeFrom = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** The rule of each setting, by its name in the address. */
const rules = {
  data: v.picklist(["synthetic", "own"]),
  reviews: wholeFrom(100, 20_000),
  words: wholeFrom(10, 20_000),
  length: wholeFrom(5, 400),
  cell: v.picklist(["chapter", "simple", "lstm", "gru"]),
  units: wholeFrom(1, 128),
  embedding: wholeFrom(1, 64),
  readout: v.picklist(["last", "average", "maximum"]),
  mask: v.boolean(),
  gradient: v.picklist(["exact", "chapter"]),
  optimizer: v.picklist(["sgd", "rmsprop", "adam", "adamw"]),
  rate: v.pipe(v.number(), v.finite(), v.minValue(1e-6), v.maxValue(10)),
  batch: wholeFrom(1, 512),
  epochs: wholeFrom(1, 200),
  seed: wholeFrom(0, 2 ** 32 - 1),
};

const schema = v.object(rules);

/** All that decides what is trained, and how: equal settings give equal weights, to the bit. */
export type Settings = Readonly<v.InferOutput<typeof schema>>;

/** The name of a setting. */
export type SettingName = keyof Settings;

/** What the page starts with. */
export const defaultSettings: Settings = {
  data: "synthetic",
  reviews: 2000,
  words: 100,
  length: 100,
  cell: "lstm",
  units: 16,
  embedding: 8,
  readout: "last",
  mask: true,
  gradient: "exact",
  optimizer: "adam",
  rate: 0.01,
  batch: 32,
  epochs: 5,
  seed: 42,
};

/** Every setting, in the order of the address. */
export const settingNames = Object.keys(rules) as readonly SettingName[];

/** The least and the most of the settings that are numbers. */
export const limits = {
  reviews: [100, 20_000],
  words: [10, 20_000],
  length: [5, 400],
  units: [1, 128],
  embedding: [1, 64],
  rate: [1e-6, 10],
  batch: [1, 512],
  epochs: [1, 200],
  seed: [0, 2 ** 32 - 1],
} as const;

/** The values of the settings that are a choice. */
export const choices = {
  cell: rules.cell.options,
  readout: rules.readout.options,
  gradient: rules.gradient.options,
  optimizer: rules.optimizer.options,
} as const;

/** Whether a value is one that the setting can have. */
export function isSetting(name: SettingName, value: unknown): boolean {
  return v.is(rules[name], value);
}
