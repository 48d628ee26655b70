import type { ComponentType } from "preact";

/** A view of the page: its name in the page's language, and its component, loaded when it is first shown. */
export interface View {
  readonly name: () => string;
  readonly load: () => Promise<ComponentType>;
}
