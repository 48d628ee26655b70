import path from "node:path";
import { parseArgs } from "node:util";
import { layerNetworks } from "./jobs/layer-networks.ts";
import type { ServeJob } from "./measure/measure-serve.ts";

const parts = ["chapter", "layers", "studies"] as const;

/** What a run was asked for. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly docs: boolean;
  /** What is measured: the chapter's network, networks of layers, studies of many trainings. */
  readonly parts: readonly (typeof parts)[number][];
  /** Keys of the networks of layers whose tables alone are measured; undefined for all there is. */
  readonly networks: readonly string[] | undefined;
  /** A service of a model under load, which is then measured alone. */
  readonly serve: ServeJob | undefined;
}

/** The options of the command line. @throws Error for wrong ones, with the option's name. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      docs: { type: "boolean", default: false },
      only: { type: "string" },
      network: { type: "string", multiple: true },
      serve: { type: "string" },
      texts: { type: "string" },
      seconds: { type: "string", default: "60" },
      connections: { type: "string", default: "10" },
    },
  });
  const { quick, docs, only, network: networks } = values;
  const part = only ?? (networks === undefined ? undefined : "layers");
  const chosen = parts.filter((each) => part === undefined || each === part);
  if (chosen.length === 0) throw wrong("--only", parts, only);
  const known = layerNetworks.map(({ key }) => key);
  const unknown = networks?.find((key) => !known.includes(key));
  if (unknown !== undefined) throw wrong("--network", known, unknown);
  if (networks !== undefined && (docs || part !== "layers")) {
    throw new Error(
      `bench: expected --network without ${docs ? "--docs" : `--only ${part}`}: it measures part of the networks of layers.`,
    );
  }
  return { quick, docs, parts: chosen, networks, serve: readServeJob(values) };
}

/** @throws Error for a service without texts to ask for, or texts without one */
function readServeJob(given: {
  readonly serve?: string | undefined;
  readonly texts?: string | undefined;
  readonly seconds: string;
  readonly connections: string;
}): ServeJob | undefined {
  const { serve: model, texts } = given;
  if (model === undefined && texts === undefined) return undefined;
  if (model === undefined || texts === undefined) {
    throw new Error("bench: expected --serve <model> with --texts <file of a text a line>.");
  }
  const [seconds, connections] = [Number(given.seconds), Number(given.connections)];
  for (const [name, value] of Object.entries({ seconds, connections })) {
    if (!(Number.isInteger(value) && value > 0)) {
      throw new Error(`bench: expected --${name} to be a whole number from 1 on, got ${value}.`);
    }
  }
  return { model: path.resolve(model), texts: path.resolve(texts), seconds, connections };
}

function wrong(option: string, known: readonly string[], got: string | undefined): Error {
  return new Error(`bench: expected ${option} to be one of ${known.join(", ")}, got ${got}.`);
}
