import type { RecurrentNetworkOptions } from "../src/index.ts";

/** The engines that one suite runs over, with the relative error that each may have. */
export const engines: readonly {
  engine: NonNullable<RecurrentNetworkOptions["engine"]>;
  bound: number;
}[] = [
  { engine: "reference", bound: 1e-9 },
  { engine: "wasm", bound: 1e-5 },
  { engine: { kind: "wasm", threads: 2 }, bound: 1e-5 },
];
