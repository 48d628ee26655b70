import type { ViewId } from "../settings/view-id.ts";
import type { View } from "./view.ts";
import { viewNames } from "./view-names.ts";

/** Every view, by its place in the address. */
export const views: Readonly<Record<ViewId, View>> = {
  train: {
    name: () => viewNames().train,
    load: async () => (await import("./train/train-view.tsx")).TrainView,
  },
  watch: {
    name: () => viewNames().watch,
    load: async () => (await import("./watch/watch-view.tsx")).WatchView,
  },
  state: {
    name: () => viewNames().state,
    load: async () => (await import("./state/state-view.tsx")).StateView,
  },
  gradient: {
    name: () => viewNames().gradient,
    load: async () => (await import("./gradient/gradient-view.tsx")).GradientView,
  },
  lens: {
    name: () => viewNames().lens,
    load: async () => (await import("./lens/lens-view.tsx")).LensView,
  },
  padding: {
    name: () => viewNames().padding,
    load: async () => (await import("./padding/padding-view.tsx")).PaddingView,
  },
  words: {
    name: () => viewNames().words,
    load: async () => (await import("./words/words-view.tsx")).WordsView,
  },
  errors: {
    name: () => viewNames().errors,
    load: async () => (await import("./errors/errors-view.tsx")).ErrorsView,
  },
  texts: {
    name: () => viewNames().texts,
    load: async () => (await import("./texts/texts-view.tsx")).TextsView,
  },
  take: {
    name: () => viewNames().take,
    load: async () => (await import("./take/take-view.tsx")).TakeView,
  },
  model: {
    name: () => viewNames().model,
    load: async () => (await import("./model/model-view.tsx")).ModelView,
  },
};
