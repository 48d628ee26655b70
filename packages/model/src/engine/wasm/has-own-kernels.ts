import type { Plan } from "../../network/plan.ts";

/** Whether the plan is the chapter's, which has names and kernels of its own; all others share theirs. */
export function hasOwnKernels({ names }: Plan): boolean {
  return names !== undefined;
}
