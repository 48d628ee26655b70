import { signal } from "@preact/signals";

/** Counts the changes of the system's colours, which a canvas does not follow by itself. */
export const systemColors = signal(0);
globalThis
  .matchMedia?.("(prefers-color-scheme: dark)")
  .addEventListener("change", () => systemColors.value++);

/** A stronger one would leave text on it too little contrast. */
const strongest = 0.45;

/** A colour of the page, to write on, for a value from -1, against, to 1, for; 0 is clear. */
export function signedColor(value: number): string {
  const strength = strongest * Math.min(1, Math.abs(value));
  return `rgb(var(${value < 0 ? "--against" : "--for"}) / ${strength.toFixed(3)})`;
}

/** The same for a canvas, which knows no variables of the page. */
export function readSignedColors(element: Element): (value: number) => string {
  const style = getComputedStyle(element);
  const [against, forIt] = ["--against", "--for"].map((name) =>
    style.getPropertyValue(name).trim(),
  );
  return (value) =>
    `rgb(${value < 0 ? against : forIt} / ${Math.min(1, Math.abs(value)).toFixed(3)})`;
}
