import type { Settings } from "../settings/settings.ts";
import { defaultSettings } from "../settings/settings.ts";
import type { ViewId } from "../settings/view-id.ts";
import { lesson, settings, view } from "./page.ts";
import { run } from "./run-state.ts";
import { start } from "./train.ts";

/** A lesson as a state of the page: its view, and the settings that the network is trained with. */
interface LessonState {
  readonly view: ViewId;
  readonly settings: Settings;
}

const chapter: Settings = {
  ...defaultSettings,
  cell: "chapter",
  units: 32,
  optimizer: "sgd",
  rate: 0.1,
  epochs: 20,
};

/** The five lessons, in their order. */
export const lessons: readonly LessonState[] = [
  { view: "train", settings: chapter },
  { view: "watch", settings: defaultSettings },
  { view: "gradient", settings: defaultSettings },
  { view: "gradient", settings: defaultSettings },
  { view: "words", settings: defaultSettings },
];

/** Opens a lesson, counted from 1: its view, and its network unless that is trained already. Undefined ends them. */
export function openLesson(number: number | undefined): void {
  lesson.value = number;
  const state = number === undefined ? undefined : lessons[number - 1];
  if (state === undefined) return;
  view.value = state.view;
  settings.value = state.settings;
  const { status, settings: trained } = run.peek();
  const isTrained = status === "done" && JSON.stringify(trained) === JSON.stringify(state.settings);
  if (!isTrained) void start();
}
