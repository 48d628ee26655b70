import type { PaddingCase } from "../../worker/inspect/compare-padding.ts";
import { paddingTexts } from "./padding-texts.ts";

/** A kind of padding in words. */
export function nameCase({ padding, mask }: PaddingCase): string {
  const t = paddingTexts();
  return `${padding === "pre" ? t.front : t.behind}, ${mask ? t.passedOver : t.read}`;
}
