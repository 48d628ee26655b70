import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** This app. */
export const app = fileURLToPath(new URL("..", import.meta.url));

/** The folder in which the pages are put together. */
export const pages = fileURLToPath(new URL("../.vitepress/pages", import.meta.url));
