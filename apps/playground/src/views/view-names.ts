import { dictionary } from "../i18n/dictionary.ts";

/** What the navigation calls the views. */
export const viewNames = dictionary({
  en: {
    train: "Train",
  },
  ko: {
    train: "학습",
  },
});
