import { language } from "./language.ts";

/** A text, or one with values in it. */
type Entry = string | ((...values: never[]) => string);

/** The same entries in another language. */
type Translated<T extends Record<string, Entry>> = {
  readonly [Name in keyof T]: T[Name] extends (...values: infer Values) => string
    ? (...values: Values) => string
    : string;
};

/**
 * The texts of one part of the page in each language; what is missing in one does not compile.
 * @returns what gives them in the language of the page; a component that calls it changes with the language
 */
export function dictionary<T extends Record<string, Entry>>(texts: {
  readonly en: T;
  readonly ko: Translated<T>;
}): () => T | Translated<T> {
  return () => (language.value === "ko" ? texts.ko : texts.en);
}
