import type { Plugin } from "vite";

/**
 * Leaves out the kernels with relaxed SIMD, a fifth of the kernels' bytes once compressed: this page runs none of them,
 * since their bits differ between machines. A network that asks for them gets the plain ones, as where a host lacks them.
 */
export function plainKernelsPlugin(): Plugin {
  return {
    name: "plain-kernels",
    transform: {
      filter: { id: /kernels\.generated\.[jt]s$/ },
      handler: (code) => code.replace(/(\brelaxed:\s*)"[0-9a-f]+"/, '$1""'),
    },
  };
}
