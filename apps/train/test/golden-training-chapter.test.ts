import { describeGoldenTraining } from "./golden-training.ts";

describeGoldenTraining("chapter", "reference", {
  batchLoss: 1e-6,
  epochLoss: () => 1e-6,
  logit: 1e-6,
  accuracy: 1e-12,
});
