// oxlint-disable-next-line typescript/triple-slash-reference -- whoever compiles this file needs the types, and an import cannot name them.
/// <reference path="./mathjs-bundle.d.ts" />
/**
 * mathjs for Node, from the package's bundled file: importing "mathjs" itself makes Node read more than a
 * thousand modules, seven times as long.
 */
import bundle from "mathjs/lib/browser/math.js";
import type { MathjsInstance } from "./mathjs-instance.ts";

/** An instance of its own. */
export function createMathjs(): MathjsInstance {
  return bundle.create();
}
