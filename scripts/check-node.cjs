"use strict";
// Loaded before any other script (`node --require`), so that an old Node gets a sentence instead of a
// syntax error. Keep to what Node 12 can parse.
const { engines } = require("../package.json");

const needed = engines.node.replace(">=", "").split(".").map(Number);
const version = process.versions.node;
const actual = version.split(".").map(Number);
if (actual[0] < needed[0] || (actual[0] === needed[0] && actual[1] < needed[1])) {
  const event = process.env.npm_lifecycle_event;
  const command = !event
    ? "node"
    : /^(start|test)$/.test(event)
      ? `npm ${event}`
      : `npm run ${event}`;
  process.stderr.write(
    `${command}: expected Node ${needed.join(".")} or newer, got Node ${version} (${process.execPath}). ` +
      "Install a newer one, from nodejs.org or with a version manager (nvm install 22), and try again.\n",
  );
  process.exit(1);
}
