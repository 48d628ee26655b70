import { spawn } from "node:child_process";
import { once } from "node:events";
import { programOf, spawnOptions } from "./workspace.mjs";

/** Runs a command beside others, in the workspace's root, and gives its exit code; its output shows on failure. */
export async function runQuietly(command, args) {
  const child = spawn(programOf(command), args, {
    ...spawnOptions(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => output.push(data));
  const [code] = await once(child, "close");
  if (code !== 0) process.stderr.write(Buffer.concat(output));
  return code ?? 1;
}
