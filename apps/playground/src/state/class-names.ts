import { sharedTexts } from "../views/shared/shared-texts.ts";
import { run } from "./run-state.ts";

/** What texts call the two classes: by their names, or as the first and the second while none are known. */
export function namesOfClasses(): readonly [string, string] {
  const { classNames } = run.value.facts ?? {};
  const t = sharedTexts();
  return classNames ? [t.quoted(classNames[0]), t.quoted(classNames[1])] : [t.first, t.second];
}
