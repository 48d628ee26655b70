import * as v from "valibot";
import { countTrials } from "./brackets.ts";
import { countConfigurations, mostPoints } from "./configurations.ts";
import type { JsonRecord, JsonValue } from "./json.ts";
import type { Study } from "./study.ts";

const finite = v.pipe(v.number("a number"), v.finite("a finite number"));
const wholeFrom = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const rule = `a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? "on" : `to ${most}`}`;
  return v.pipe(v.number(rule), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule));
};
const seed = wholeFrom(0, 2 ** 32 - 1);
const json: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union(
    [v.null(), v.boolean(), finite, v.string(), v.array(json), v.record(v.string(), json)],
    "a value of JSON",
  ),
);
const record: v.GenericSchema<JsonRecord> = v.record(v.string(), json, "an object");

const range = v.pipe(
  v.strictObject(
    {
      min: finite,
      max: finite,
      scale: v.exactOptional(v.picklist(["linear", "log"], '"linear" or "log"')),
      integer: v.exactOptional(v.boolean("true or false")),
      count: v.exactOptional(wholeFrom(2, mostPoints)),
    },
    "a list of values, or { min, max, scale, integer, count }",
  ),
  v.check(({ min, max }) => min < max, "min below max"),
  v.check(({ min, scale }) => scale !== "log" || min > 0, "min above 0 where scale is log"),
  v.check(
    ({ min, max, integer }) => !integer || (Number.isInteger(min) && Number.isInteger(max)),
    "min and max to be whole where integer is true",
  ),
);
const values = v.pipe(v.array(json), v.minLength(1, "at least one value"));
const dimension = v.lazy((input) => (Array.isArray(input) ? values : range));

const eta = v.optional(v.pipe(finite, v.minValue(2, "a number from 2 on")), 3);
const search = v.variant(
  "method",
  [
    v.strictObject({ method: v.literal("grid") }),
    v.strictObject(
      {
        method: v.literal("random"),
        trials: wholeFrom(1),
        seed: v.optional(seed, 42),
      },
      "trials beside method, and perhaps seed",
    ),
    v.strictObject(
      {
        method: v.literal("successiveHalving"),
        trials: wholeFrom(1),
        minEpochs: v.optional(wholeFrom(1), 1),
        eta,
        seed: v.optional(seed, 42),
      },
      "trials beside method, and perhaps minEpochs, eta and seed",
    ),
    v.strictObject(
      {
        method: v.literal("optuna"),
        trials: wholeFrom(1),
        batch: v.optional(wholeFrom(1), 8),
        seed: v.optional(seed, 42),
        suggested: v.optional(v.array(record, "a list of sets of options"), []),
      },
      "trials beside method, and perhaps batch and seed",
    ),
    v.strictObject({
      method: v.literal("hyperband"),
      minEpochs: v.optional(wholeFrom(1), 1),
      eta,
      seed: v.optional(seed, 42),
    }),
  ],
  ({ expected }) =>
    expected === "Object"
      ? 'an object with method, such as { "method": "grid" }'
      : 'method to be "grid", "random", "successiveHalving", "hyperband" or "optuna"',
);

/** So many trainings can begin in a study: more than machines finish, and no more than a report can show. */
const mostTrainings = 100_000;

const study = v.pipe(
  v.strictObject(
    {
      options: v.optional(record, {}),
      space: v.pipe(
        v.record(v.string(), dimension, "an object of options and their values"),
        v.check((space) => Object.keys(space).length > 0, "at least one option"),
      ),
      seeds: v.optional(
        v.pipe(
          v.array(seed, "a list of seeds"),
          v.minLength(1, "at least one seed"),
          v.check((seeds) => new Set(seeds).size === seeds.length, "seeds that differ"),
        ),
        [42],
      ),
      epochs: v.optional(wholeFrom(1), 20),
      metric: v.optional(
        v.picklist(["valLoss", "valAccuracy"], '"valLoss" or "valAccuracy"'),
        "valLoss",
      ),
      search: v.optional(search, { method: "grid" }),
    },
    "an object with space, and perhaps options, seeds, epochs, metric and search",
  ),
  v.forward(
    v.check(
      ({ space, options }) => Object.keys(space).every((name) => !(name in options)),
      "no option that is in options too",
    ),
    ["space"],
  ),
  v.forward(
    v.check(
      ({ space, search: { method } }) =>
        method !== "grid" || Number.isFinite(countConfigurations({ space })),
      "a count for each range, since a grid lists its points",
    ),
    ["space"],
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const trainings = countTrials(dataset.value) * dataset.value.seeds.length;
    if (trainings <= mostTrainings) return;
    addIssue({
      message: `at most ${mostTrainings} trainings, those of every set of options with each seed`,
      received: String(trainings),
    });
  }),
);

/**
 * The study that a value describes, with defaults for what it leaves out: `options` none, `seeds` [42],
 * `epochs` 20, `metric` "valLoss", `search` a grid; `eta` 3, `minEpochs` 1, a search's `seed` 42.
 *
 * @param value what a JSON file held
 * @param origin the option or file that gave it, for errors
 * @throws TypeError that names the rule, what was there and its place
 * @example
 * const study = checkStudy({ space: { nCells: [16, 32], learningRate: { min: 0.01, max: 1, scale: "log", count: 3 } } });
 * listConfigurations(study).length; // => 6
 * study.seeds; // => [42]
 */
export function checkStudy(value: unknown, origin = "checkStudy"): Study {
  const { issues, output, success } = v.safeParse(study, value, { abortEarly: true });
  if (success) return output;
  const [issue] = issues;
  const place = v.getDotPath(issue) ?? "the top";
  if (issue.kind === "schema" && issue.type === "strict_object" && issue.expected === "never") {
    const names = listNames(place, issue.path?.at(-1)?.input).join(", ");
    throw new TypeError(
      `${origin}: expected no names but ${names}, got ${issue.received} (at ${place}).`,
    );
  }
  throw new TypeError(
    `${origin}: expected ${issue.message}, got ${showInput(issue)} (at ${place}).`,
  );
}

/** What was there instead, as JSON has it. */
function showInput({ input, received, path }: v.BaseIssue<unknown>): string {
  if (received === "undefined") return "nothing";
  if (received !== "Object" && received !== "Array") return received;
  const text = JSON.stringify(path?.at(-1)?.value ?? input);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** The names that the object at a place of a study may have. */
function listNames(place: string, object: unknown): string[] {
  if (place.startsWith("space.")) return Object.keys(range.entries);
  if (!place.startsWith("search.")) return Object.keys(study.entries);
  const { method } = object as Readonly<Record<string, unknown>>;
  const found = search.options.find(({ entries }) => entries.method.literal === method);
  return Object.keys(found?.entries ?? {});
}
