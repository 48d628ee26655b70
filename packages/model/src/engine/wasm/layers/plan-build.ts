import type { WasmBuild } from "../wasm-build.ts";
import { areLayersAvailable } from "./layer-kernels.ts";
import { PlanSession } from "./plan-session.ts";

/** The kernels for any plan, on one thread. */
export const planBuild: WasmBuild = {
  isAvailable: () => areLayersAvailable(false),
  isRelaxedAvailable: () => areLayersAvailable(true),
  findThreadsMissing: () => "Networks of layers train on one thread: one takes over.",
  createEngine: ({ relaxed = false }) => ({ open: (session) => new PlanSession(session, relaxed) }),
};
