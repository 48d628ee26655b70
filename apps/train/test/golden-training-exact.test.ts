import { describeGoldenTraining } from "./golden-training.ts";

describeGoldenTraining("exact", "reference", {
  batchLoss: 1e-6,
  epochLoss: () => 1e-6,
  logit: 1e-6,
  accuracy: 1e-12,
});

describeGoldenTraining("exact", "wasm", {
  batchLoss: 1e-6,
  epochLoss: (epoch) => (epoch <= 3 ? 1e-6 : 5e-5),
  logit: 1e-2,
  accuracy: 0.002,
});
