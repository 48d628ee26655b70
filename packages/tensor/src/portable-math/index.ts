/**
 * exp, log and tanh of one number, as `Math` has them but with equal bits in every host. `Math`'s are left
 * to the host, and hosts differ: V8 changed its own at version 15, and Bun's engine has others. These are
 * made of what IEEE 754 rounds exactly: + - * / and the bits of a float. Each is less than one unit in the
 * last place off.
 *
 * For packages built on this one, as `@rnn/tensor/portable-math`; the names without it are the tensors'.
 */
export { exp } from "./exp.ts";
export { log } from "./log.ts";
export { tanh } from "./tanh.ts";
