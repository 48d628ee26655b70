import { type Html, html } from "./html.ts";

/** Which class has which colour, for the charts that show both. */
export function classKey(entries: readonly { name: string; swatch: string }[]): Html {
  const items = entries.map(
    ({ name, swatch }) => html`<li><span class="swatch ${swatch}"></span>${name}</li>`,
  );
  return html`<ul class="key">${items}</ul>`;
}
