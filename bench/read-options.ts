import { parseArgs } from "node:util";
import { layerNetworks } from "./jobs/layer-networks.ts";

const parts = ["chapter", "layers"] as const;

/** What a run was asked for. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly docs: boolean;
  /** What is measured: the chapter's network, networks of layers. */
  readonly parts: readonly (typeof parts)[number][];
  /** Keys of the networks of layers whose tables alone are measured; undefined for all there is. */
  readonly networks: readonly string[] | undefined;
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
      `bench: expected --network without ${docs ? "--docs" : "--only chapter"}: it measures part of the networks of layers.`,
    );
  }
  return { quick, docs, parts: chosen, networks };
}

function wrong(option: string, known: readonly string[], got: string | undefined): Error {
  return new Error(`bench: expected ${option} to be one of ${known.join(", ")}, got ${got}.`);
}
