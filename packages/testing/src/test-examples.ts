/**
 * Runs the examples of a package as tests: each fenced `ts` block of its README.md and of the `@example`s
 * in src. A package calls it from test/examples.test.ts:
 *
 *     import * as tensorPackage from "../src/index.ts";
 *     testExamples({ packageUrl: import.meta.url, scope: tensorPackage });
 *
 * Imports in a block are left out: names come from `scope`. These are checked, at the block's top level:
 *
 *     expression; // => literal            its value; the comment may be on the next line
 *     console.log(expression); // => text  what is printed; lines of `//` that follow continue the text
 *
 * Typed arrays, tensors and whatever else has `toArray` or `toArrays` are compared as arrays, a number with
 * a decimal point to the digits given, and printed lines without their indentation. A block fenced as
 * `ts no-run` is left alone.
 */
import { basename, dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { format } from "node:util";
import { parseSync, transformWithOxc } from "vite";
import { describe, expect, test } from "vitest";
import { readDocstringExamples, readPage, readReadmeExamples } from "./read-examples.ts";

/** Where the examples are, and what they may use without importing it. */
export interface ExampleOptions {
  /** `import.meta.url` of the test file, which is in the package's folder `test`. */
  packageUrl: string;
  scope: Record<string, unknown>;
  /** Whether README.md is read too; default true. */
  readme?: boolean;
}

/** Registers one test for each example. */
export function testExamples({ packageUrl, scope, readme = true }: ExampleOptions): void {
  const root = dirname(dirname(fileURLToPath(packageUrl)));
  const examples = [...readDocstringExamples(root), ...(readme ? readReadmeExamples(root) : [])];
  describe("the examples of the documentation give what they say", () => {
    for (const { path, line, code } of examples) {
      test(`${relative(root, path)}:${line}`, async () => {
        expect(await runExample(code, scope)).toBeUndefined();
      });
    }
  });
}

/**
 * Registers one test for a page whose blocks build on each other: they run in order as one program.
 * `skip` is true where what the page needs is missing.
 */
export function testPage(page: { url: URL; scope: Record<string, unknown>; skip: boolean }): void {
  const path = fileURLToPath(page.url);
  const code = readPage(path).map((block) => block.code);
  // oxlint-disable-next-line vitest/expect-expect -- each `// =>` of the page becomes one
  test.skipIf(page.skip)(`${basename(path)} gives what it says`, () =>
    runExample(code.join("\n"), page.scope),
  );
}

/** Registers a test for each block of a page, which stands by itself. */
export function testBlocks(page: { url: URL; scope: Record<string, unknown> }): void {
  const path = fileURLToPath(page.url);
  describe(`${basename(path)} gives what it says`, () => {
    for (const { line, code } of readPage(path)) {
      test(`in the block of line ${line}`, async () => {
        expect(await runExample(code, page.scope)).toBeUndefined();
      });
    }
  });
}

const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
  ...parametersAndBody: string[]
) => (...values: unknown[]) => Promise<void>;

/** Runs the code; a failed check throws. The checks carry their expression, so that the report names it. */
export async function runExample(code: string, scope: Record<string, unknown>): Promise<void> {
  const { code: script } = await transformWithOxc(withChecks(code), "example.ts");
  const names = {
    ...scope,
    console: { log: (...values: unknown[]) => format(...values) },
    expectValue: (actual: unknown, wanted: unknown, expression: string) =>
      expect({ [expression]: toPlain(actual) }).toEqual({ [expression]: toPlain(wanted) }),
    expectText: (actual: string, wanted: string, expression: string) =>
      expect({ [expression]: unindent(actual) }).toEqual({ [expression]: unindent(wanted) }),
    near: (value: number, digits: number): unknown => expect.closeTo(value, digits),
  };
  // In a block of its own, an example may declare a name that the scope has too.
  const example = new AsyncFunction(...Object.keys(names), `"use strict"; {\n${script}\n}`);
  await example(...Object.values(names));
}

/** The code with each expectation turned into a call, and without its imports. */
function withChecks(code: string): string {
  const { program, errors } = parseSync("example.ts", code);
  if (errors.length > 0) throw new SyntaxError(errors[0].message);
  let script = "";
  let end = 0;
  for (const node of program.body) {
    script += code.slice(end, node.start);
    ({ end } = node);
    const comment = /^\s*\/\/ => (.*)((?:\n\s*\/\/.*)*)/.exec(code.slice(end));
    if (node.type === "ImportDeclaration") continue;
    if (node.type !== "ExpressionStatement" || comment === null) {
      script += code.slice(node.start, end);
      continue;
    }
    const [whole, first, rest] = comment;
    const expression = code.slice(node.expression.start, node.expression.end);
    const shown = JSON.stringify(expression);
    if (expression.startsWith("console.log(")) {
      const text = first + rest.replace(/\n\s*\/\/ ?/g, "\n");
      script += `expectText(${expression}, ${JSON.stringify(text)}, ${shown});`;
      end += whole.length;
    } else {
      script += `expectValue(${expression}, ${withDigits(first)}, ${shown});`;
      end += whole.length - rest.length;
    }
  }
  script += code.slice(end);
  const lost = /^.*\/\/ =>.*$/m.exec(script);
  if (lost) throw new SyntaxError(`An expectation follows no expression: ${lost[0].trim()}`);
  return script;
}

/** The literal with `1.25` written as `near(1.25, 2)`, outside its strings. */
function withDigits(literal: string): string {
  const stringsAndDecimals = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|-?\d+\.(\d+)(?:e([+-]?\d+))?/g;
  return literal.replace(stringsAndDecimals, (token, decimals?: string, exponent = "0") =>
    decimals === undefined ? token : `near(${token}, ${decimals.length - Number(exponent)})`,
  );
}

function unindent(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/gm, "");
}

interface Nested {
  toArray?: () => unknown;
  toArrays?: () => unknown;
}

/** The value with arrays in place of typed arrays and tensors, at any depth. */
function toPlain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  const { toArray, toArrays } = value as Nested;
  if (toArray ?? toArrays) return (toArray ?? toArrays)?.call(value);
  if (Array.isArray(value)) return value.map(toPlain);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
}
