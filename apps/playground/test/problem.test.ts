import { expect, test } from "vitest";
import { setLanguage } from "../src/i18n/language.ts";
import { problemOf } from "../src/problem/problem.ts";
import { korean, type ProblemValue } from "../src/problem/problem-words.ts";
import { sayProblem } from "../src/problem/say-problem.ts";
import { readOwnTexts } from "../src/worker/read-own-texts.ts";

const forever = new AbortController().signal;
const read = (content: string, name = "mine.csv") =>
  readOwnTexts({ files: [{ name, content }] }, forever).then(
    () => expect.unreachable(),
    (error: unknown) => problemOf(error),
  );

test.each([
  ["columns of other names", "one,two,three\n1,2,3\n", "ERR_RNN_TEXT_COLUMN"],
  ["one class", "text,label\na,1\nb,1\n", "ERR_RNN_TEXT_CLASSES"],
  ["an open quote", 'text,label\n"a,0\n', "ERR_RNN_TEXT_FORMAT"],
  ["binary bytes", "text,label\n\u0000,1\n", "ERR_RNN_TEXT_ENCODING"],
  ["three classes", "text,label\na,1\nb,2\nc,3\n", "tooManyClasses"],
  ["few texts", "text,label\na,1\nb,2\n", "tooFewTexts"],
])("texts with %s are refused in the language of the page", async (_, content, code) => {
  const problem = await read(content);
  expect(problem.code).toBe(code);
  setLanguage("ko");
  expect(sayProblem(problem)).toMatch(/[가-힣]/);
  expect(sayProblem(problem)).not.toMatch(/expected|Call the/);
  setLanguage("en");
  expect(sayProblem(problem)).toMatch(/^expected .*, got /);
});

test("an error that nobody foresaw keeps its words, and is introduced in Korean", () => {
  const problem = problemOf(new RangeError("fit: out of memory"));
  expect(sayProblem(problem)).toBe("fit: out of memory");
  setLanguage("ko");
  expect(sayProblem(problem)).toBe("예상하지 못한 오류입니다(영어 원문): fit: out of memory");
  setLanguage("en");
});

test("every problem has Korean words", () => {
  const words: readonly ((...values: ProblemValue[]) => string)[] = Object.values(korean);
  for (const say of words) expect(say("x", "y")).toMatch(/[가-힣]/);
});
