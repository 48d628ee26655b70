import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unfinished } from "@rnn/imdb-data/files";
import { afterEach, expect, test } from "vitest";
import { FolderStore, ResultConflictError } from "../src/index.ts";

const folders: string[] = [];
async function makeStore(): Promise<FolderStore> {
  const folder = await mkdtemp(join(tmpdir(), "rnn-store-"));
  folders.push(folder);
  return new FolderStore(join(folder, "results"));
}
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

test("what was put is got, to the byte, and nothing where nothing was put", async () => {
  const store = await makeStore();
  expect(await store.get("abc")).toBeUndefined();
  await store.put("abc", new Uint8Array([1, 2, 3]));
  expect(await store.get("abc")).toEqual(new Uint8Array([1, 2, 3]));
});

test("sixteen writers of one result leave one file, and nothing half-written", async () => {
  const store = await makeStore();
  const bytes = new Uint8Array(100_000).fill(7);
  await Promise.all(Array.from({ length: 16 }, () => store.put("abc", bytes)));
  expect(await readdir(store.path)).toEqual(["abc"]);
  expect(await store.get("abc")).toEqual(bytes);
});

test("another result for a key is a loud error, and the first is kept", async () => {
  const store = await makeStore();
  await store.put("abc", new Uint8Array([1]));
  await expect(store.put("abc", new Uint8Array([2]))).rejects.toThrow(ResultConflictError);
  await expect(store.put("abc", new Uint8Array([2]))).rejects.toThrow(
    /^put: expected the result that is kept for abc, got another \(.*abc\)\. Equal jobs give equal bytes: /,
  );
  expect(await store.get("abc")).toEqual(new Uint8Array([1]));
  expect(await readdir(store.path)).toEqual(["abc"]);
});

test("what a killed process left half-written is removed, and nothing else", async () => {
  const store = await makeStore();
  await store.removeLeftovers();
  await store.put("abc", new Uint8Array([1]));
  await writeFile(join(store.path, `def.1.2${unfinished}`), "half");
  await store.removeLeftovers();
  expect(await readdir(store.path)).toEqual(["abc"]);
});

test.each(["../abc", "", ".hidden", "a/b"])(
  "a key %j that is no name of a file is refused",
  async (key) => {
    const store = await makeStore();
    await expect(store.put(key, new Uint8Array(1))).rejects.toThrow(RangeError);
    await expect(store.get(key)).rejects.toThrow(RangeError);
  },
);

test("of several that are kept together, the last is there only where all are", async () => {
  const store = await makeStore();
  const bytes = (text: string) => new TextEncoder().encode(text);
  await store.putAll([
    ["a.checkpoint", bytes("1")],
    ["a.json", bytes("2")],
  ]);
  expect(await store.get("a.json")).toEqual(bytes("2"));
  const second = store.putAll([
    ["a.checkpoint", bytes("other")],
    ["b.json", bytes("3")],
  ]);
  await expect(second).rejects.toThrow("Equal jobs give equal bytes");
  expect(await store.get("b.json")).toBeUndefined();
  expect((await readdir(store.path)).sort()).toEqual(["a.checkpoint", "a.json"]);
});
