/** The views, in the order of the navigation; the name of each is its place in the address. */
export const viewIds = [
  "train",
  "watch",
  "state",
  "gradient",
  "lens",
  "padding",
  "words",
  "errors",
  "texts",
  "take",
  "model",
] as const;

/** The name of a view. */
export type ViewId = (typeof viewIds)[number];

/** Whether a text names a view. */
export function isViewId(text: string): text is ViewId {
  return viewIds.some((id) => id === text);
}
