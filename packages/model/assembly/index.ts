/** What the host sees: where things stand, and the kernels over them. */
export { backward } from "./backward";
export { forward, readLogits } from "./forward";
export * from "./layout";
export { tanh } from "./tanh";
export { update } from "./update";
