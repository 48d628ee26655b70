import {
  defaultSettings,
  isSetting,
  type SettingName,
  type Settings,
  settingNames,
} from "./settings.ts";
import { isViewId, type ViewId } from "./view-id.ts";

/** What an address says: `#state?cell=gru&units=8`. */
export interface Address {
  readonly view: ViewId;
  readonly settings: Settings;
  /** The lesson that is open, from 1; undefined where none is. */
  readonly lesson: number | undefined;
  /** The parts that are not valid and were left out, as they are written: `units=1000000000`. */
  readonly refused: readonly string[];
}

/** No address of the page's own is longer. */
const longestHash = 2000;
/** What is shown of a part that was left out. */
const longestShown = 60;

/**
 * The view and the settings of an address's hash. What is missing has its default; what is not valid, too, and
 * is reported in `refused`.
 */
export function readAddress(hash: string): Address {
  if (hash.length > longestHash) {
    return {
      view: "train",
      settings: defaultSettings,
      lesson: undefined,
      refused: [shorten(hash)],
    };
  }
  const [name, query = ""] = hash.replace(/^#/, "").split("?", 2);
  const settings: Record<string, unknown> = { ...defaultSettings };
  const refused: string[] = [];
  if (name !== "" && !isViewId(name)) refused.push(shorten(`#${name}`));
  let lesson: number | undefined;
  for (const [key, text] of new URLSearchParams(query)) {
    if (key === "lesson" && /^[1-5]$/.test(text)) {
      lesson = Number(text);
      continue;
    }
    const setting = settingNames.find((each) => each === key);
    const value = setting && readValue(setting, text);
    if (setting && isSetting(setting, value)) settings[setting] = value;
    else refused.push(shorten(`${key}=${text}`));
  }
  const view = isViewId(name) ? name : "train";
  return { view, settings: settings as Settings, lesson, refused };
}

/** The hash of a view with all settings and the open lesson; `readAddress` reads it back. */
export function writeAddress(view: ViewId, settings: Settings, lesson?: number): string {
  const query = new URLSearchParams(settingNames.map((name) => [name, String(settings[name])]));
  if (lesson !== undefined) query.set("lesson", String(lesson));
  return `#${view}?${query}`;
}

function readValue(name: SettingName, text: string): unknown {
  const example = defaultSettings[name];
  if (typeof example === "boolean") return text === "true" ? true : text === "false" ? false : text;
  if (typeof example !== "number") return text;
  return /^\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : text;
}

function shorten(text: string): string {
  return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
}
