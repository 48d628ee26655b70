import { findThreadsMissing, reportOnce } from "../threads-missing.ts";
import type { WasmBuild } from "../wasm-build.ts";
import { areLayersAvailable, instantiateLayers, instantiateSharedLayers } from "./layer-kernels.ts";
import { PlanSession } from "./plan-session.ts";
import { ThreadedWorkshop } from "./threaded-workshop.ts";
import { openWorkshop } from "./workshop.ts";

/** The kernels for any plan. Bits are the same whatever the number of threads. */
export const planBuild: WasmBuild = {
  isAvailable: () => areLayersAvailable(false),
  isRelaxedAvailable: () => areLayersAvailable(true),
  findThreadsMissing,
  createEngine({ relaxed = false, threads = 1, onThreadsMissing }) {
    const warn = reportOnce(onThreadsMissing);
    const open =
      threads === 1
        ? () => openWorkshop(instantiateLayers(relaxed))
        : () => new ThreadedWorkshop(instantiateSharedLayers(relaxed), threads, warn);
    return { open: (session) => new PlanSession(session, open()) };
  },
};
