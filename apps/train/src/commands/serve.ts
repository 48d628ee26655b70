import { once } from "node:events";
import type { Command } from "commander";
import { commandName } from "../command-name.ts";
import { loadClassifier } from "../model/load-classifier.ts";
import { modelArgument } from "../model/read-model.ts";
import { rejectBelow, whole } from "../options/option-kinds.ts";
import type { CommandContext } from "./command-module.ts";

interface ServeOptions {
  readonly host: string;
  readonly port: number;
  readonly maxBytes: number;
  readonly maxTexts: number;
  readonly timeout: number;
  readonly rejectBelow?: number;
}

/** Requests that are being answered when the service stops have so long. */
const stopTimeoutMs = 1500;

export function declare(command: Command): Command {
  return command
    .summary("answers requests over HTTP")
    .description("Classifies the texts of HTTP requests, as JSON. Ctrl-C or SIGTERM ends it.")
    .argument("<model>", modelArgument)
    .addOption(whole("--port <port>", "where it listens; 0: any free port", 8080, 0, 65_535))
    .option("--host <address>", "0.0.0.0: also from other machines", "127.0.0.1")
    .addOption(whole("--max-bytes <bytes>", "of a request's body", 1_000_000, 1))
    .addOption(whole("--max-texts <count>", "of a request", 1000, 1))
    .addOption(whole("--timeout <seconds>", "that a request may take to arrive", 10, 1, 3600))
    .addOption(rejectBelow("default: as the model was trained"))
    .addHelpText("after", examples);
}

export async function run(
  command: Command,
  { stdout, stderr, abortOnSignals }: CommandContext,
): Promise<void> {
  const options = command.opts<ServeOptions>();
  const { host, port, maxBytes, maxTexts, timeout } = options;
  const signal = abortOnSignals();
  const classifier = await loadClassifier(command.args[0], options.rejectBelow);
  const { createApp } = await import("../serve/create-app.ts");
  const { listen } = await import("../serve/listen.ts");
  const { describeListenError } = await import("../serve/describe-listen-error.ts");
  const app = createApp(classifier, { maxBytes, maxTexts }, ({ stack, message }) => {
    stderr.write(`${stack ?? message}\n`);
  });
  const service = await listen(app.fetch, {
    host,
    port,
    requestTimeoutMs: timeout * 1000,
    stopTimeoutMs,
  }).catch((cause: NodeJS.ErrnoException) => {
    throw describeListenError(cause, { host, port });
  });
  stdout.write(`Listening on ${service.url}\n`);
  if (!signal.aborted) await once(signal, "abort");
  await service.stop();
  stdout.write("Stopped.\n");
}

const examples = `
Examples:
  $ ${commandName} serve runs/spam
  $ curl http://127.0.0.1:8080/classify -H 'content-type: application/json' -d '{"text": "you have won"}'
  $ curl http://127.0.0.1:8080/classify -H 'content-type: application/json' -d '{"texts": ["a", "b"], "top": 2}'

GET /health, /metrics (Prometheus) and /openapi.json describe the service.
`;
