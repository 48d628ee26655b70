import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import type { JsonRecord } from "../json.ts";
import type { Study } from "../study.ts";
import { fromParameterValue, toParameter, toParameterValue } from "./parameters.ts";
import { samplerScript } from "./sampler-script.ts";

/** A set of options that was tried, and its score; null where it failed. */
export interface KnownTrial {
  readonly options: JsonRecord;
  readonly value: number | null;
}

/** What Optuna is asked with. */
export interface OptunaContext {
  /** The Python that has Optuna; default `python3`. */
  readonly python?: string;
  readonly signal?: AbortSignal;
}

/**
 * The sets of options that Optuna's tree-structured Parzen estimator would try next, in a process of its own. Equal
 * requests have equal answers, by the same version of Optuna.
 *
 * @throws Error where there is no such Python, or it has no Optuna; the signal's reason
 */
export async function askOptuna(
  { options, space, metric }: Pick<Study, "options" | "space" | "metric">,
  request: { readonly seed: number; readonly known: readonly KnownTrial[]; readonly count: number },
  { python = "python3", signal }: OptunaContext = {},
): Promise<JsonRecord[]> {
  const dimensions = Object.entries(space);
  const known = request.known.map(({ options: tried, value }) => ({
    params: Object.fromEntries(
      dimensions.map(([name, dimension]) => [name, toParameterValue(dimension, tried[name])]),
    ),
    value,
  }));
  const answer = await runSampler(
    python,
    JSON.stringify({
      ...request,
      known,
      direction: metric === "valLoss" ? "minimize" : "maximize",
      parameters: Object.fromEntries(
        dimensions.map(([name, dimension]) => [name, toParameter(dimension)]),
      ),
    }),
    signal,
  );
  const sets = JSON.parse(answer) as readonly Readonly<Record<string, number>>[];
  return sets.map((set) => nameValues({ options, space }, set));
}

function nameValues(
  { options, space }: Pick<Study, "options" | "space">,
  set: Readonly<Record<string, number>>,
): JsonRecord {
  const values = Object.entries(space).map(
    ([name, dimension]) => [name, fromParameterValue(dimension, set[name])] as const,
  );
  return { ...options, ...Object.fromEntries(values) };
}

/** Python ends with it where it has no Optuna. */
const withoutOptuna = 3;

async function runSampler(
  python: string,
  request: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  signal?.throwIfAborted();
  const child = spawn(python, ["-c", samplerScript], { signal, stdio: "pipe" });
  child.stdin.on("error", () => undefined);
  child.stdin.end(request);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  const [code, output, errors] = await Promise.all([
    ended,
    text(child.stdout),
    text(child.stderr),
  ]).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw describeMissing((error as NodeJS.ErrnoException).code ?? String(error), python);
  });
  if (code === 0) return output;
  if (code === withoutOptuna) throw describeMissing("one without it", python);
  const [reason = `exit code ${code}`] = errors.trim().split("\n").slice(-1);
  throw new Error(`askOptuna: expected sets of options from Optuna, got ${reason} (by ${python}).`);
}

function describeMissing(got: string, python: string): Error {
  return new Error(
    `askOptuna: expected a Python with Optuna, got ${got} (${python}). Install it: ${python} -m pip install optuna`,
  );
}
