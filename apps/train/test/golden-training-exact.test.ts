import { describeGoldenTraining } from "./golden-training.ts";

describeGoldenTraining("exact");
