import { type Html, html } from "./html.ts";

/** A name, and the class of the page's style that draws its mark. */
export interface KeyEntry {
  readonly name: string;
  readonly mark: string;
}

/** What the marks of a chart stand for. */
export function renderKey(entries: readonly KeyEntry[]): Html {
  const items = entries.map(
    ({ name, mark }) => html`<li><span class="mark ${mark}"></span>${name}</li>`,
  );
  return html`<ul class="key">${items}</ul>`;
}
