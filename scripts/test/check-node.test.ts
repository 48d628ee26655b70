import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";
import { describe, expect, test } from "vitest";
import { root, runNode } from "./run-script.ts";

const script = join(root, "scripts", "check-node.cjs");

/** Runs `rest` after the check, as that version of Node. */
function check(version: string, rest: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const fake = `Object.defineProperty(process.versions, "node", { value: "${version}" });`;
  const load = `${fake}require(${JSON.stringify(script)});${rest.join(" ")}`;
  return runNode(["--input-type=commonjs", "--eval", load], { env });
}

describe("the check of Node's version", () => {
  test("can be parsed by Node 12, whose syntax is that of ES2019", () => {
    const source = readFileSync(script, "utf8");
    expect(() => parse(source, { ecmaVersion: 2019, sourceType: "script" })).not.toThrow();
  });

  test("uses no module but the package's manifest, which every Node has", () => {
    const source = readFileSync(script, "utf8");
    expect([...source.matchAll(/require\((.*?)\)/g)].map(([, name]) => name)).toEqual([
      '"../package.json"',
    ]);
  });

  test.each(["12.0.0", "14.21.3", "18.20.8", "20.18.3"])(
    "ends Node %s with a sentence and exit code 1",
    (version) => {
      const { code, stdout, stderr } = check(version, ["console.log('went on')"]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toMatch(
        /^node: expected Node 20\.19 or newer, got Node [\d.]+ \(.*\)\. Install .*\n$/,
      );
    },
  );

  test.each(["20.19.0", "21.0.0", "22.3.1", "24.0.0", "100.0.0"])(
    "lets Node %s pass",
    (version) => {
      const { code, stdout, stderr } = check(version, ["console.log('went on')"]);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "went on\n", stderr: "" });
    },
  );

  test.each([
    ["start", "npm start"],
    ["test", "npm test"],
    ["pack", "npm run pack"],
  ])("names the command that was typed: the script %s is %s", (event, command) => {
    const { stderr } = check("18.0.0", [], { npm_lifecycle_event: event });
    expect(stderr.startsWith(`${command}: expected Node`)).toBe(true);
  });

  test("comes before any other code in each verb that is a script of ours", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    for (const name of ["start", "test"]) {
      expect(scripts[name]).toMatch(/^node --require \.\/scripts\/check-node\.cjs scripts\//);
    }
    for (const command of Object.values(scripts)) {
      expect(command).not.toMatch(/node (?!--require \.\/scripts\/check-node\.cjs )\S*scripts\//);
    }
  });
});
