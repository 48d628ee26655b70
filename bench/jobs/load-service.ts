/** A program that asks a service to classify texts, over several connections at once, and prints how it did as JSON. */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { quantileOf } from "../runner/statistics.ts";

/** How a service did under load. */
export interface ServiceLoad {
  /** Answers with status 200 and a class. */
  readonly answered: number;
  /** Other answers, and requests without one. */
  readonly failed: number;
  readonly seconds: number;
  /** Milliseconds from a request to the end of its answer. */
  readonly medianMs: number;
  readonly p99Ms: number;
}

const [url, file, connections, seconds] = process.argv.slice(2);
const texts = readFileSync(file, "utf8").split("\n").filter(Boolean);
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const times: number[] = [];
let failed = 0;
let next = 0;

/** Whether a text was classified. */
function classify(text: string): Promise<boolean> {
  const body = JSON.stringify({ text, top: 1 });
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve) => {
    const asked = request(`${url}/classify`, { method: "POST", agent, headers }, (response) => {
      let answer = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (answer += part));
      response.on("end", () => {
        resolve(response.statusCode === 200 && answer.includes('"className"'));
      });
    });
    asked.on("error", () => resolve(false));
    asked.end(body);
  });
}

async function ask(until: number): Promise<void> {
  while (performance.now() < until) {
    const started = performance.now();
    if (await classify(texts[next++ % texts.length])) times.push(performance.now() - started);
    else failed++;
  }
}

const started = performance.now();
const until = started + 1000 * Number(seconds);
await Promise.all(Array.from({ length: Number(connections) }, () => ask(until)));
agent.destroy();
const load: ServiceLoad = {
  answered: times.length,
  failed,
  seconds: (performance.now() - started) / 1000,
  medianMs: quantileOf(times, 0.5),
  p99Ms: quantileOf(times, 0.99),
};
process.stdout.write(JSON.stringify(load));
