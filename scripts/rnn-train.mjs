/** `rnn-train`, as `npm run link-cli` puts it on the path. */
import { runApp } from "./run-app.mjs";

// The app's own name, whatever npm command this runs under.
delete process.env.RNN_COMMAND;
await runApp(process.cwd());
