/** mathjs for pages, from its modules: a bundler takes the few that the decomposition needs, a third of all. */
import { create, qrDependencies } from "mathjs";
import type { MathjsInstance } from "./mathjs-instance.ts";

/** An instance of its own. */
export function createMathjs(): MathjsInstance {
  // mathjs types a matrix as nested to any depth; given number[][], Q and R are number[][].
  return create(qrDependencies) as MathjsInstance;
}
