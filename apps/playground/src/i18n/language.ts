import { signal } from "@preact/signals";

/** The languages of the page. */
export type Language = "en" | "ko";

/** The language that the page speaks now. */
export const language = signal<Language>(chooseLanguage());

/** That of the last visit, else the first one of the browser's that there is. */
function chooseLanguage(): Language {
  const kept = readKept();
  if (kept === "en" || kept === "ko") return kept;
  return globalThis.navigator?.language.startsWith("ko") ? "ko" : "en";
}

function readKept(): string | null {
  try {
    return globalThis.localStorage?.getItem("language") ?? null;
  } catch {
    return null;
  }
}

/** Changes the language, and remembers it where the browser lets pages remember. */
export function setLanguage(chosen: Language): void {
  language.value = chosen;
  try {
    localStorage.setItem("language", chosen);
  } catch {
    // A browser that remembers nothing asks again.
  }
}
