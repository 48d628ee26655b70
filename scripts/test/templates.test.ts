import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { runPage, withoutChromium } from "@rnn/testing/chromium";
import { findHosts } from "@rnn/testing/hosts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPublicPackages } from "../packages.mjs";
import { nameTarball } from "../tarball-name.mjs";
import { findInstalled } from "./find-installed.ts";
import { installByNpm } from "./install-by-npm.ts";
import { type LocalRegistry, startRegistry } from "./local-registry.ts";
import { root, runNode } from "./run-script.ts";

const folder = mkdtempSync(join(tmpdir(), "rnn-templates-"));
const templates = join(root, "templates");
const viteFolder = realpathSync(join(root, "node_modules/vite"));
const readme = readFileSync(join(templates, "README.md"), "utf8");
const [, printed] = /prints:\n\n```\n([\s\S]*?)```/.exec(readme) ?? [];
const deno = (await findHosts()).find(({ name }) => name.startsWith("Deno"));
const shell = process.platform === "win32";
let registry: LocalRegistry;

beforeAll(async () => {
  const { code, stderr } = runNode(["scripts/pack.mjs", join(folder, "packed")]);
  if (code !== 0) throw new Error(stderr);
  const installed = listPublicPackages().flatMap((item) => findInstalled(item.folder));
  const foreign = installed.filter((place) => place.includes(`${sep}node_modules${sep}`));
  registry = await startRegistry([...foreign, viteFolder, ...findInstalled(viteFolder)]);
}, 1_800_000);
afterAll(() => {
  registry.close();
  rmSync(folder, { recursive: true });
});

/** The template in a folder of its own, with the packed packages as its README has them installed. */
async function copyTemplate(name: string): Promise<string> {
  const project = join(folder, name);
  cpSync(join(templates, name), project, { recursive: true });
  const tarballs = listPublicPackages().map((item) => nameTarball(item.name, item.version));
  const tarball = tarballs.find((file) => file.includes("text-classifier")) ?? "";
  const args = ["--omit=dev", join(folder, "packed", tarball)];
  await installByNpm(project, registry.url, args);
  return project;
}

describe("a copy of a template runs:", { timeout: 1_800_000 }, () => {
  test("node", async () => {
    const project = await copyTemplate("node");
    const options = { cwd: project, encoding: "utf8", shell } as const;
    expect(execFileSync("npm", ["start", "--silent"], options)).toBe(printed);
    expect(existsSync(join(project, "model.safetensors"))).toBe(true);
  });

  test.skipIf(deno?.command === undefined)(`deno, on ${deno?.name}`, async () => {
    const project = await copyTemplate("deno");
    const [file = "deno"] = deno?.command ?? [];
    const stdout = execFileSync(file, ["task", "--quiet", "start"], {
      cwd: project,
      encoding: "utf8",
    });
    expect(stdout).toBe(printed);
    expect(existsSync(join(project, "model.safetensors"))).toBe(true);
  });

  test.skipIf(withoutChromium !== "")(`vite, in Chromium${withoutChromium}`, async () => {
    const project = await copyTemplate("vite");
    // Vite itself comes with native programs: the workspace's is taken.
    const bin = join(project, "node_modules", ".bin");
    mkdirSync(bin, { recursive: true });
    symlinkSync(join(viteFolder, "bin", "vite.js"), join(bin, "vite"));
    execFileSync("npm", ["run", "build"], { cwd: project, stdio: "pipe", shell });
    const built = readdirSync(join(project, "dist"), { recursive: true, withFileTypes: true });
    const files = built.flatMap((entry) => {
      if (!entry.isFile()) return [];
      const place = join(entry.parentPath, entry.name);
      const path = place.slice(join(project, "dist").length).replaceAll(sep, "/");
      return [[path === "/index.html" ? "/" : path, readFileSync(place, "utf8")]];
    });
    const page = Object.fromEntries(files) as Record<string, string>;
    const ask = '<script type="module" src="/page.js"></script></body>';
    const value = await runPage({
      files: { ...page, "/": page["/"].replace("</body>", ask) },
      script: `
        const output = document.querySelector("output");
        while (output.value === "") await new Promise((resolve) => setTimeout(resolve, 20));
        const input = document.querySelector("input");
        const first = output.value;
        input.value = "How bad!";
        input.dispatchEvent(new Event("input"));
        return [first, output.value];
      `,
    });
    expect(value).toEqual(["up", "down"]);
  });
});

describe("the templates", () => {
  const names = readdirSync(templates).filter((name) => name !== "README.md");

  test.each(names)("have %s in their README", (name) => {
    expect(readme).toContain(`| [${name}](${name}/main.`);
  });

  test.each(names)("%s has a program of about ten lines", (name) => {
    const file = existsSync(join(templates, name, "main.ts")) ? "main.ts" : "main.js";
    const lines = readFileSync(join(templates, name, file), "utf8")
      .trim()
      .split("\n");
    expect(lines.length).toBeLessThanOrEqual(11);
  });
});
