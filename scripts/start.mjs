/** `npm start`: sets up, builds what changed, and runs the app with the arguments given. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { fail, root, run, setUp } from "./workspace.mjs";

setUp();
if (run("tsc", ["-b", "apps/train"]) !== 0) fail("The app could not be built.");
await import(pathToFileURL(path.join(root, "apps/train/dist/main.js")).href);
