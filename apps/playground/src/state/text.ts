import { signal } from "@preact/signals";

/** The text that the views look at. */
export const text = signal("they said that it was dull but i found it great");
/** Where the caret is in it, counted in characters; undefined before the text is touched. */
export const caret = signal<number | undefined>(undefined);

/** More than this is cut off: the network reads the last few hundred words at most. */
export const longestText = 5000;
