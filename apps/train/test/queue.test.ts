import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isThorough } from "@rnn/testing/is-thorough";
import { findFreePort, hasRedis, TestRedis, withoutRedis } from "@rnn/testing/redis";
import { afterEach, describe, expect, test } from "vitest";
import { newFolder, runCli, startCli, waitForExit } from "./run-cli.ts";
import { runCommand } from "./run-command.ts";
import { contentOf, study, writeStudy } from "./small-study.ts";

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function startRedis(): Promise<string> {
  const redis = await TestRedis.start(["--appendonly", "yes"]);
  cleanUps.push(() => redis.remove());
  return redis.url;
}

/** A worker that is ready; it is ended with the test. */
async function startWorker(
  url: string,
  ...options: readonly string[]
): Promise<{ child: ChildProcess; exit: ReturnType<typeof waitForExit> }> {
  const child = startCli(["worker", "--queue", url, "--workers", "1", "--quiet", ...options]);
  const exit = waitForExit(child);
  cleanUps.push(() => {
    child.kill("SIGKILL");
    return exit;
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return { child, exit };
}

describe.skipIf(!hasRedis)(`over a queue${withoutRedis}`, () => {
  const whole = path.join(newFolder(), "whole");
  const wholeRun = hasRedis
    ? runCli(["sweep", "--config", writeStudy(), "--out", whole, "--quiet"])
    : undefined;

  test.each(isThorough ? [1, 2, 8] : [2])(
    "a study leaves the bytes of one without, with %i workers",
    async (count) => {
      const url = await startRedis();
      expect((await wholeRun)?.code).toBe(0);
      const workers = await Promise.all(Array.from({ length: count }, () => startWorker(url)));
      const out = path.join(newFolder(), "queued");
      const args = ["sweep", "--config", writeStudy(), "--out", out, "--queue", url, "--quiet"];
      const { code, stderr } = await runCli([...args, "--workers", "0"]);
      expect(stderr).toBe("");
      expect(code).toBe(0);
      expect(contentOf(out)).toEqual(contentOf(whole));
      for (const { child, exit } of workers) {
        child.kill("SIGTERM");
        const ended = await exit;
        expect(ended.code).toBe(0);
        expect(ended.stdout).toMatch(/Stopped, after \d+ done\.\n$/);
      }
    },
  );

  test("a study through a folder that is shared leaves the same bytes, and nothing in the folder", async () => {
    const url = await startRedis();
    expect((await wholeRun)?.code).toBe(0);
    const shared = path.join(newFolder(), "shared");
    const { exit: unfit } = await startWorker(url, "--shared", newFolder());
    const out = path.join(newFolder(), "queued");
    const sweep = ["sweep", "--config", writeStudy(), "--out", out, "--queue", url, "--quiet"];
    const swept = runCli([...sweep, "--workers", "0", "--shared", shared]);
    expect((await unfit).stderr).toMatch(
      /^error: worker: expected the folder of --shared, as the sender has it, got another one/m,
    );
    await startWorker(url, "--shared", shared);
    expect(await swept).toMatchObject({ code: 0, stderr: "" });
    expect(contentOf(out)).toEqual(contentOf(whole));
    expect(readdirSync(shared)).toEqual(["shared-id"]);
  });

  test("a folder that cannot be shared is named before anything is made", async () => {
    const url = await startRedis();
    const file = path.join(newFolder(), "file");
    writeFileSync(file, "");
    const shared = ["--queue", url, "--shared", path.join(file, "below")];
    const message = `--shared: expected a folder that can be made and written, got ENOTDIR (at ${shared[3]}). Name the folder that all machines share.`;
    const out = path.join(newFolder(), "none");
    const sweep = ["sweep", "--config", writeStudy(), "--out", out, ...shared];
    expect((await runCommand(sweep)).error).toBe(message);
    const score = ["score", newFolder(), "--input", "x.txt", "--out", out, ...shared];
    expect((await runCommand(score)).error).toBe(message);
    expect((await runCommand(["worker", ...shared])).error).toBe(message);
    expect(existsSync(out)).toBe(false);
  });

  test("a study without other machines is done by the threads of this one, and a scoring too", async () => {
    const url = await startRedis();
    const texts = path.join(newFolder(), "texts.jsonl");
    writeFileSync(
      texts,
      ["a great film", "a dull plot", "good"]
        .map((text) => `${JSON.stringify({ text })}\n`)
        .join(""),
    );
    const out = path.join(newFolder(), "alone");
    const small = { ...study, space: { nCells: [2] }, seeds: [1], epochs: 1, search: undefined };
    const swept = await runCli([
      "sweep",
      "--config",
      writeStudy(small),
      "--out",
      out,
      "--queue",
      url,
      "--workers",
      "1",
    ]);
    expect(swept.code).toBe(0);
    const [here, queued] = [path.join(newFolder(), "here"), path.join(newFolder(), "queued")];
    const args = ["score", out, "--input", texts, "--quiet", "--workers", "1"];
    await runCli([...args, "--out", here]);
    const scored = await runCli([...args, "--out", queued, "--queue", url]);
    expect(scored.code).toBe(0);
    const lines = readFileSync(path.join(queued, "texts.jsonl"), "utf8");
    expect(lines).toBe(readFileSync(path.join(here, "texts.jsonl"), "utf8"));
    expect(lines.split("\n")).toHaveLength(4);
  });

  test("a worker that lacks the data says so and ends, and the study waits for another", async () => {
    const url = await startRedis();
    const folder = newFolder();
    const data = path.join(folder, "texts.csv");
    const rows = Array.from(
      { length: 40 },
      (_, i) => `${i % 2 ? "good" : "bad"} film ${i},${i % 2}`,
    );
    writeFileSync(data, ["text,label", ...rows].join("\n"));
    const config = writeStudy({
      options: { command: "train", data, maxlen: 8, numWords: 50 },
      space: { nCells: [2] },
      epochs: 1,
    });
    const out = path.join(folder, "out");
    const args = ["sweep", "--config", config, "--out", out, "--queue", url, "--workers", "0"];
    const sweep = startCli(args);
    const swept = waitForExit(sweep);
    while (!existsSync(path.join(out, "sweep.json"))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // As the worker's machine has it.
    writeFileSync(data, ["text,label", ...rows.slice(2)].join("\n"));
    const { exit } = await startWorker(url);
    const { code, stderr } = await exit;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: worker: expected the data that the study began with \(\w{12}\), got other data/m,
    );
    sweep.kill("SIGTERM");
    expect((await swept).code).toBe(143);
  });
});

describe("what a queue cannot be used for is named", () => {
  test("an address where nobody listens, before anything is made", async () => {
    const url = `redis://127.0.0.1:${await findFreePort()}`;
    const out = path.join(newFolder(), "none");
    const message = `--queue: expected a Redis or Valkey, got ECONNREFUSED (at ${url}). Check that it runs, and its host and port.`;
    const sweep = ["sweep", "--config", writeStudy(), "--out", out, "--queue", url];
    expect((await runCommand(sweep)).error).toBe(message);
    expect(existsSync(out)).toBe(false);
    const score = ["score", newFolder(), "--input", "x.txt", "--out", out, "--queue", url];
    expect((await runCommand(score)).error).toBe(message);
    expect((await runCommand(["worker", "--queue", url])).error).toBe(message);
  });

  test("options that need one, and a worker without one", async () => {
    const out = path.join(newFolder(), "none");
    const sweep = ["sweep", "--config", writeStudy(), "--out", out];
    expect((await runCommand([...sweep, "--workers", "0"])).error).toBe(
      "error: option '--workers 0' needs '--queue <url>': nobody would train.",
    );
    expect((await runCommand([...sweep, "--shared", out])).error).toBe(
      "error: option '--shared <folder>' needs '--queue <url>'.",
    );
    const score = ["score", "runs/x", "--input", "x.txt", "--out", out, "--workers", "0"];
    expect((await runCommand(score)).error).toBe(
      "error: option '--workers 0' needs '--queue <url>': nobody would score.",
    );
    expect((await runCommand(["worker"])).error).toBe(
      "error: required option '--queue <url>' not given: where the work comes from.",
    );
  });
});
