/** What the host sees of the kernels whose memory several threads share. */
export { addGradients } from "./gather";
export * from "./index";
