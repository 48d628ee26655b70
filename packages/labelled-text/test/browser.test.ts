import { bundle } from "@rnn/testing/bundle";
import { expect, test } from "vitest";

test("A page's bundle has no module of Node, and reads a File", { timeout: 600_000 }, async () => {
  const bundled = await bundle(new URL("../src/index.ts", import.meta.url));
  try {
    expect(bundled.source).not.toMatch(/from\s*["']node:|require\(/);
    const url = `data:text/javascript,${encodeURIComponent(bundled.source)}`;
    const { readLabelledTexts } = (await import(url)) as typeof import("../src/index.ts");
    const file = new File(["message;stars\nGreat, really.;1\nDull.;0\n"], "a.csv");
    const { train, description } = await readLabelledTexts(file);
    expect(train.texts).toEqual(["Great, really.", "Dull."]);
    expect(description).toBe('a.csv, texts in "message", labels in "stars"');
    await expect(readLabelledTexts("a.csv")).rejects.toThrow("expected a File, a list of Files");
  } finally {
    await bundled.remove();
  }
});
