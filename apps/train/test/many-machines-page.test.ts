import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findPython, runPython } from "@rnn/testing/run-python";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { CommandModule } from "../src/commands/command-module.ts";
import { newFolder } from "./run-cli.ts";

const page = readFileSync(new URL("../../../docs/many-machines.md", import.meta.url), "utf8");

function blocksOf(language: string): string[] {
  return Array.from(
    page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "gm")),
    (found) => found[1],
  );
}

const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  worker: () => import("../src/commands/worker.ts"),
  score: () => import("../src/commands/score.ts"),
};

/** Reads the arguments of a command as the program would. @throws CommanderError for wrong ones */
async function readArguments([name, ...args]: readonly string[]): Promise<Command> {
  const command = (await commands[name]()).declare(new Command(name)).exitOverride();
  return command.parse(args, { from: "user" });
}

/** What a shell script calls `rnn-train` with, where that and `srun` are stand-ins. */
function callsOf(script: string, env: Readonly<Record<string, string>>): string[][] {
  const folder = newFolder();
  const log = path.join(folder, "calls");
  const program = path.join(folder, "rnn-train");
  writeFileSync(
    program,
    `#!/bin/sh\nfor each in "$@"; do printf '%s\\0' "$each"; done >> ${log}\n`,
  );
  writeFileSync(path.join(folder, "srun"), '#!/bin/sh\nexec "$@"\n');
  for (const name of ["rnn-train", "srun"]) chmodSync(path.join(folder, name), 0o755);
  const PATH = `${folder}:${process.env["PATH"]}`;
  execFileSync("bash", ["--norc", "-euc", script], {
    stdio: "ignore",
    env: { ...env, PATH, RNN_FOLDER: folder },
  });
  return [readFileSync(log, "utf8").split("\0").slice(0, -1)];
}

interface Container {
  readonly command: readonly string[];
}
interface Job {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

describe("docs/many-machines.md", () => {
  test.each(blocksOf("yaml"))(
    "has a Job that is YAML, whose command the program takes (%#)",
    async (yaml) => {
      const job = parse(yaml) as Job;
      expect(job).toMatchObject({
        apiVersion: "batch/v1",
        kind: "Job",
        spec: { completionMode: "Indexed" },
      });
      const [{ command }] = job.spec.template.spec.containers;
      const [program, ...args] = command;
      const [called] =
        program === "sh" ? callsOf(command[2], { JOB_COMPLETION_INDEX: "7" }) : [args];
      const { out, workers } = (await readArguments(called)).opts<{
        out?: string;
        workers?: number;
      }>();
      expect(workers).toBe(2);
      expect(out).toBe(program === "sh" ? "scored/7" : undefined);
    },
  );

  test.each(blocksOf("bash"))(
    "has a Slurm script that runs, whose command the program takes (%#)",
    async (script) => {
      const [called] = callsOf(script, {
        RNN_QUEUE: "redis://host",
        SLURM_CPUS_PER_TASK: "4",
        SLURM_ARRAY_TASK_ID: "12",
      });
      const options = (await readArguments(called)).opts<{ workers?: number; input?: string[] }>();
      expect(options.workers).toBe(4);
      expect(options.input ?? ["texts/12.jsonl"]).toEqual(["texts/12.jsonl"]);
    },
  );

  const python = findPython("json");
  test.skipIf(python === undefined)(
    "pipes partitions of Spark and Ray through predict --json",
    () => {
      const folder = newFolder();
      const program = path.join(folder, "rnn-train");
      // Answers each line by its length.
      writeFileSync(
        program,
        `#!/bin/sh\nwhile IFS= read -r line; do printf '{"className":"%s","probability":%d}\\n' "$1 $2 $3" "\${#line}"; done\n`,
      );
      chmodSync(program, 0o755);
      const [source] = blocksOf("python");
      const script = `${source}
import os
os.environ["PATH"] = ${JSON.stringify(`${folder}:`)} + os.environ["PATH"]
class Rows:
    def mapPartitions(self, f): return f(iter(["ab", "c\\nd\\n"]))
class Dataset:
    def map_batches(self, f, **options): return f({"text": ["abc"]})
print(json.dumps([with_spark(Rows()), with_ray(Dataset())]))`;
      const name = "predict runs/films --json";
      expect(JSON.parse(runPython(python, script).toString())).toEqual([
        [
          { className: name, probability: 2 },
          { className: name, probability: 3 },
        ],
        { text: ["abc"], className: [name], probability: [3] },
      ]);
    },
  );
});
