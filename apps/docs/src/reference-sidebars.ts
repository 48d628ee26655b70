import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DefaultTheme } from "vitepress";

/**
 * A sidebar for each package's part of the reference, with the exports of this package and a way back to the list
 * of all: one with everything would be on every page.
 */
export function readReferenceSidebars(folder: string): Record<string, DefaultTheme.SidebarItem[]> {
  const file = join(folder, "reference", "typedoc-sidebar.json");
  if (!existsSync(file)) return {};
  const modules = JSON.parse(readFileSync(file, "utf8")) as DefaultTheme.SidebarItem[];
  const all = { text: "All packages", link: "/reference/" };
  const sidebars: Record<string, DefaultTheme.SidebarItem[]> = {
    "/reference/": modules.map(({ text = "", link = "" }) => ({ text, link })),
  };
  for (const { text = "", link = "", items = [] } of modules) {
    const [, name] = text.split("/");
    // Always open: a group that can be closed has a button in a button.
    const opened = items.map(({ text: group = "", items: pages = [] }) => ({
      text: group,
      items: pages,
    }));
    const sidebar = (sidebars[`/reference/${name}/`] ??= [all]);
    sidebar.push({ text, link, items: opened });
  }
  return sidebars;
}
