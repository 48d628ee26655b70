import { effect, signal } from "@preact/signals";
import { readAddress, writeAddress } from "../settings/address.ts";
import type { Settings } from "../settings/settings.ts";
import type { ViewId } from "../settings/view-id.ts";

const first = readAddress(location.hash);

/** The view that is shown. */
export const view = signal<ViewId>(first.view);
/** What the next training is made of. */
export const settings = signal<Settings>(first.settings);
/** The lesson that is open, counted from 1; undefined where none is. */
export const lesson = signal<number | undefined>(first.lesson);
/** The parts of the address that were not valid. */
export const refused = signal<readonly string[]>(first.refused);

/** Changes some of the settings. */
export function changeSettings(changes: Partial<Settings>): void {
  settings.value = { ...settings.value, ...changes };
}

/** Keeps the address and the page's state equal, whichever changes. */
export function followAddress(): void {
  effect(() => {
    const hash = writeAddress(view.value, settings.value, lesson.value);
    if (hash !== location.hash) history.replaceState(null, "", hash);
  });
  addEventListener("hashchange", () => {
    const address = readAddress(location.hash);
    view.value = address.view;
    settings.value = address.settings;
    lesson.value = address.lesson;
    refused.value = address.refused;
  });
}
