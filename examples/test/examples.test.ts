import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL("..", import.meta.url);
const files = readdirSync(folder).filter(
  (file) => file.endsWith(".ts") && !file.startsWith("vitest"),
);

test.each(files)("%s prints what its last lines say", (file) => {
  const source = readFileSync(new URL(file, folder), "utf8");
  const expected = /\/\* Output:\n([\s\S]*)\*\//.exec(source)?.[1];
  const printed = execFileSync(
    process.execPath,
    ["--conditions=@rnn/source", "--import", "tsx", file],
    { cwd: folder, encoding: "utf8" },
  );
  expect(printed).toBe(expected);
});
