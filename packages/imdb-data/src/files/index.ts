export { makeFolder } from "./make-folder.ts";
export { unfinished, writeWhole } from "./write-whole.ts";
