import { effect, signal } from "@preact/signals";

/** How the page is coloured: as the system asks, or as the visitor chose. */
export type Theme = "system" | "light" | "dark";

/** The visitor's choice. */
export const theme = signal<Theme>(readKept());

function readKept(): Theme {
  try {
    const kept = localStorage.getItem("theme");
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

/** Colours the page by the choice, and remembers it where the browser lets pages remember. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset["theme"] = theme.value;
    try {
      localStorage.setItem("theme", theme.value);
    } catch {
      // A browser that remembers nothing follows the system.
    }
  });
}
