import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  convertWorkflowTemplate,
  NoOperationTraceWriter,
  parseWorkflow,
} from "@actions/workflow-parser";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "./run-script.ts";

const github = join(root, ".github");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

interface Workflow {
  readonly jobs: Record<string, Job>;
}

interface Job {
  readonly permissions?: Record<string, string>;
  readonly strategy?: { readonly matrix: Record<string, string[]> };
  readonly steps: readonly { uses?: string; run?: string; with?: Record<string, string> }[];
}

const readWorkflow = (name: string): string =>
  readFileSync(join(github, "workflows", name), "utf8");

/** What GitHub's own parser finds wrong with a workflow. */
async function findErrors(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value === undefined) return context.errors.getErrors().map(String);
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return [...context.errors.getErrors().map(String), ...errors.map(({ Message }) => Message)];
}

describe("the workflows", () => {
  const names = readdirSync(join(github, "workflows"));

  test.each(names)("%s is valid", async (name) => {
    expect(await findErrors(name, readWorkflow(name))).toEqual([]);
  });

  test.each(names)("%s runs commands that there are", (name) => {
    const { jobs } = parse(readWorkflow(name)) as Workflow;
    const commands = Object.values(jobs).flatMap(({ steps }) =>
      steps.flatMap((step) => [step.run, step.with?.["version"], step.with?.["publish"]]),
    );
    const verbs = commands.flatMap((command) =>
      Array.from(command?.matchAll(/\bp?npm run ([\w-]+)/g) ?? [], ([, verb]) => verb),
    );
    expect(verbs.filter((verb) => !(verb in scripts))).toEqual([]);
  });

  test("would not pass with a misspelt key, a broken expression or an unknown context", async () => {
    const job = (step: string): string =>
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`;
    expect(await findErrors("good", job("run: ls"))).toEqual([]);
    for (const step of ["rin: ls", "run: ls ${{ contains( }}", "run: ls ${{ nobody.knows }}"]) {
      expect(await findErrors("bad", job(step)), step).not.toEqual([]);
    }
  });

  test("run the tests on three systems with three versions of Node, and on Deno, Bun and Chromium", () => {
    const { jobs } = parse(readWorkflow("test.yml")) as Workflow;
    expect(jobs["system"].strategy?.matrix).toEqual({
      system: ["ubuntu", "macos", "windows"],
      node: ["20.19", "22", "24"],
    });
    expect(jobs["host"].strategy?.matrix).toEqual({ host: ["Deno", "Bun", "Chromium"] });
  });

  test("may write, and vouch for what is published, only in the job that releases", () => {
    for (const name of names) {
      const { permissions, jobs } = parse(readWorkflow(name)) as Workflow &
        Pick<Job, "permissions">;
      expect(permissions, name).toEqual({ contents: "read" });
      const entitled = Object.keys(jobs).filter((id) => jobs[id].permissions !== undefined);
      expect(entitled, name).toEqual(name === "release.yml" ? ["release"] : []);
    }
  });
});

describe("the forms of issues", () => {
  const names = readdirSync(join(github, "ISSUE_TEMPLATE")).filter((name) => name !== "config.yml");

  test.each(names)("%s has a name, a description and fields with labels", (name) => {
    const form = parse(readFileSync(join(github, "ISSUE_TEMPLATE", name), "utf8")) as {
      name: unknown;
      description: unknown;
      body: { type: string; id: string; attributes: { label: unknown } }[];
    };
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) });
    const ids = form.body.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { type, attributes } of form.body) {
      expect(["textarea", "input", "dropdown", "checkboxes"]).toContain(type);
      expect(attributes.label).toEqual(expect.any(String));
    }
  });
});
