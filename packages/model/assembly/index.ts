/** What the host sees: the kernels over a plan, and what it must know of the plan. */
export { backward } from "./backward";
export { forward, readLogits } from "./forward";
export { addGradients } from "./gather";
export { dataEnd, planBytes } from "./plan";
export { tanh } from "./tanh";
export { update } from "./update";
