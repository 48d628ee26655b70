import { lstatSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { listPublicPackages } from "../packages.mjs";
import { planSetUp, recordPartialInstall } from "../set-up.mjs";
import { findInstalled } from "./find-installed.ts";
import { root } from "./run-script.ts";

/** A workspace whose lock file is that text, and of which the other was installed. */
function makeWorkspace(wanted: string, installed?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "rnn-set-up-"));
  writeFileSync(join(folder, "pnpm-lock.yaml"), wanted);
  if (installed !== undefined) install(folder, installed);
  return folder;
}

function install(folder: string, lock: string): void {
  mkdirSync(join(folder, "node_modules", ".pnpm"), { recursive: true });
  writeFileSync(join(folder, "node_modules", ".pnpm", "lock.yaml"), lock);
}

/** Pretends that the tools of all checks are there. */
function installTools(folder: string): void {
  mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
  writeFileSync(join(folder, "node_modules", ".bin", "vitest"), "");
}

const everything = ["install", "--frozen-lockfile"];

describe("planSetUp", () => {
  test("installs on a fresh clone all for the checks, and the app's alone for npm start", () => {
    const folder = makeWorkspace("a");
    expect(planSetUp(folder, { onlyBuild: false })).toMatchObject({ args: everything });
    expect(planSetUp(folder, { onlyBuild: true })).toMatchObject({
      args: expect.arrayContaining(["--filter-prod=@rnn/train...", ...everything, "--prod"]),
      isPartial: true,
    });
  });

  test("does nothing where all is installed", () => {
    const folder = makeWorkspace("a", "a");
    installTools(folder);
    expect(planSetUp(folder, { onlyBuild: false })).toBeUndefined();
    expect(planSetUp(folder, { onlyBuild: true })).toBeUndefined();
  });

  test("takes the app's dependencies as enough for the app, and as too little for the checks", () => {
    const folder = makeWorkspace("a", "part of a");
    recordPartialInstall(folder);
    expect(planSetUp(folder, { onlyBuild: true })).toBeUndefined();
    expect(planSetUp(folder, { onlyBuild: false })).toMatchObject({ args: everything });
  });

  test("installs the playground's beside the app's, and takes both as enough for the app", () => {
    const folder = makeWorkspace("a", "part of a");
    recordPartialInstall(folder);
    const options = { onlyBuild: true, extra: "playground" };
    expect(planSetUp(folder, options)).toMatchObject({
      args: expect.arrayContaining([
        "--filter-prod=@rnn/train...",
        "--filter-prod=@rnn/playground...",
        "--prod",
      ]),
    });
    recordPartialInstall(folder, ["playground"]);
    expect(planSetUp(folder, options)).toBeUndefined();
    expect(planSetUp(folder, { onlyBuild: true })).toBeUndefined();
  });

  test("installs the documentation's beside the playground's, and keeps both", () => {
    const folder = makeWorkspace("a", "part of a");
    recordPartialInstall(folder, ["playground"]);
    const options = { onlyBuild: true, extra: "docs" };
    expect(planSetUp(folder, options)).toMatchObject({
      args: expect.arrayContaining([
        "--filter-prod=@rnn/playground...",
        "--filter-prod=@rnn/docs...",
      ]),
      parts: ["playground", "docs"],
    });
    recordPartialInstall(folder, ["playground", "docs"]);
    expect(planSetUp(folder, options)).toBeUndefined();
    expect(planSetUp(folder, { onlyBuild: true, extra: "playground" })).toBeUndefined();
  });

  test("installs the app's again when the wanted or the installed ones have changed, or it was cut off", () => {
    const folder = makeWorkspace("a", "part of a");
    expect(planSetUp(folder, { onlyBuild: true })).toMatchObject({ isPartial: true });
    recordPartialInstall(folder);
    writeFileSync(join(folder, "pnpm-lock.yaml"), "b");
    expect(planSetUp(folder, { onlyBuild: true })).toMatchObject({ isPartial: true });
    recordPartialInstall(folder);
    install(folder, "something else");
    expect(planSetUp(folder, { onlyBuild: true })).toMatchObject({ isPartial: true });
  });

  test("brings everything up to date where everything was there before", () => {
    const folder = makeWorkspace("b", "a");
    installTools(folder);
    expect(planSetUp(folder, { onlyBuild: true })).toMatchObject({ args: everything });
  });
});

function countBytes(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = join(folder, entry.name);
    if (entry.isDirectory()) bytes += countBytes(place);
    else bytes += lstatSync(place).blocks * 512 || lstatSync(place).size;
  }
  return bytes;
}

describe("what npm start and npm run pack install", () => {
  const folders = [
    root,
    join(root, "scripts"),
    join(root, "apps", "train"),
    ...listPublicPackages().map(({ folder }) => folder),
  ]
    .flatMap(findInstalled)
    .filter((folder) => folder.includes(`${sep}node_modules${sep}`));
  const names = folders.map((folder) => folder.slice(folder.lastIndexOf("node_modules") + 13));

  test("is at most 300 MB", () => {
    const bytes = [...new Set(folders)].reduce((sum, folder) => sum + countBytes(folder), 0);
    expect(bytes).toBeGreaterThan(30e6);
    expect(bytes).toBeLessThan(300e6);
  });

  test("is the compiler and what the app runs on, and no tool of the tests", () => {
    expect(names).toEqual(expect.arrayContaining(["typescript", "commander", "undici"]));
    for (const tool of [
      "onnxruntime-node",
      "vitest",
      "vite",
      "vitepress",
      "typedoc",
      "turbo",
      "tsx",
    ]) {
      expect(names).not.toContain(tool);
    }
  });
});
