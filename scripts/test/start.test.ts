import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findCallersFolder, nameStartCommand } from "../caller.mjs";
import { root, runNode } from "./run-script.ts";

const newFolder = (): string => mkdtempSync(join(tmpdir(), "rnn-start-"));

describe("the caller's folder", () => {
  test("is the one that npm was called in", () => {
    const folder = newFolder();
    expect(findCallersFolder({ npm_package_name: "rnn", INIT_CWD: folder }, root)).toBe(folder);
  });

  test("is the current one without npm, under another package's script, and where it is gone", () => {
    const folder = newFolder();
    expect(findCallersFolder({}, root)).toBe(root);
    expect(findCallersFolder({ npm_package_name: "mine", INIT_CWD: folder }, root)).toBe(root);
    const gone = { npm_package_name: "rnn", INIT_CWD: join(folder, "gone") };
    expect(findCallersFolder(gone, root)).toBe(root);
  });
});

describe("the command to type again", () => {
  test.each([
    ["npm/11.0.0 node/v22", "/home/me/rnn", "npm start --"],
    ["npm/11.0.0 node/v22", "/home/me/rnn/apps/train", "npm start --"],
    ["npm/11.0.0 node/v22", "/home/me/rnn/..runs", "npm start --"],
    ["npm/11.0.0 node/v22", "/home/me/films", "npm --prefix ../rnn start --"],
    ["", "/home/me/rnn", "npm start --"],
    ["pnpm/12.21.0 npm/? node/v22", "/home/me/rnn", "pnpm start"],
    ["pnpm/12.21.0 npm/? node/v22", "/home/me/films", "pnpm --dir ../rnn start"],
  ])("by %j in %s is %s", (agent, folder, wanted) => {
    const env = { npm_config_user_agent: agent };
    expect(nameStartCommand(env, folder, "/home/me/rnn")).toBe(wanted);
  });
});

describe("npm start", { timeout: 600_000 }, () => {
  test("without -- before the options says what to type, with exit code 2", () => {
    const { code, stdout, stderr } = runNode(["scripts/start.mjs", "train", "x.csv"], {
      env: { npm_config_data: "true" },
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "npm start: expected -- before the app's options, got --data without it, so that npm kept them. Type: npm start -- train --data x.csv\n",
    );
  });

  test("reads and writes relative paths where the user is, and stdout is the app's alone", () => {
    const folder = newFolder();
    mkdirSync(join(folder, "texts"));
    const rows = Array.from({ length: 40 }, (_, n) =>
      n % 2 ? "a dull film,neg" : "a fine film,pos",
    );
    writeFileSync(join(folder, "texts", "films.csv"), ["review,sentiment", ...rows, ""].join("\n"));
    const args = ["train", "--data", "texts/films.csv", "--epochs", "1", "--out", "run", "--json"];
    const { code, stdout, stderr } = runNode(["scripts/start.mjs", ...args], {
      env: { npm_package_name: "rnn", INIT_CWD: folder },
    });
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ status: "completed" });
    expect(existsSync(join(folder, "run", "model.safetensors"))).toBe(true);
  });
});
