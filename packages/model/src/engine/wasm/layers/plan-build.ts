import type { WasmBuild } from "../wasm-build.ts";
import { areLayersAvailable } from "./layer-kernels.ts";
import { PlanSession } from "./plan-session.ts";

/** The kernels for any plan, on one thread. */
export const planBuild: WasmBuild = {
  isAvailable: () => areLayersAvailable(false),
  isRelaxedAvailable: () => areLayersAvailable(true),
  findThreadsMissing: () => "Threads are for RecurrentNetwork: these layers' kernels use one.",
  createEngine: ({ relaxed = false }) => ({ open: (session) => new PlanSession(session, relaxed) }),
};
