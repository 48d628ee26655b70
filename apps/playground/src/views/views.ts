import type { ViewId } from "../settings/view-id.ts";
import type { View } from "./view.ts";
import { viewNames } from "./view-names.ts";

/** Every view, by its place in the address. */
export const views: Readonly<Record<ViewId, View>> = {
  train: {
    name: () => viewNames().train,
    load: async () => (await import("./train/train-view.tsx")).TrainView,
  },
};
