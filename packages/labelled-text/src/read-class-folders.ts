import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type ClassFolders, findParts } from "./class-folders.ts";
import { listed, plain } from "./display.ts";
import { asNotFound } from "./file-errors.ts";
import { type LabelledData, type LabelledTexts, maxTextBytes } from "./labelled-data.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { TextBytes } from "./text-bytes.ts";

/** Files read at the same time: the wait for one is the work on another. */
const concurrentFiles = 32;

/**
 * The texts of a folder of one folder a class, or of such folders `train` and `test`: the layout of the
 * Large Movie Review Dataset. Classes and files are read in plain string order of their names.
 */
export async function readClassFolders(
  path: string,
  signal: AbortSignal | undefined,
): Promise<LabelledData> {
  const parts = await findParts(path);
  signal?.throwIfAborted();
  const train = await readPart(path, parts.train, signal);
  const test = parts.test && (await readPart(path, parts.test, signal));
  const [first, second] = parts.train.classes;
  const leftAside = [
    ...parts.leftAside,
    ...parts.train.leftAside,
    ...(parts.test?.leftAside ?? []),
  ];
  const name = basename(resolve(path));
  return {
    train,
    test,
    classNames: [first.name, second.name],
    description: plain(`${name}, a folder with one folder a class`),
    remarks:
      leftAside.length === 0
        ? []
        : [`Left aside, being no texts of a class: ${listed(leftAside)}.`],
  };
}

async function readPart(
  root: string,
  { part, classes }: ClassFolders,
  signal: AbortSignal | undefined,
): Promise<LabelledTexts> {
  const origins = classes.flatMap(({ name, files }) =>
    files.map((file) => [...(part === "" ? [] : [part]), name, file].join("/")),
  );
  const labels = new Uint8Array(origins.length).fill(1, classes[0].files.length);
  const texts: string[] = [];
  for (let i = 0; i < origins.length; i += concurrentFiles) {
    const names = origins.slice(i, i + concurrentFiles);
    const files = await Promise.all(names.map((name) => readText(join(root, name))));
    signal?.throwIfAborted();
    for (const [j, bytes] of files.entries()) {
      const checked = new TextBytes(join(root, names[j]));
      texts.push(checked.next(bytes).toString("utf8"));
      checked.end();
    }
  }
  return { texts, labels, origins };
}

async function readText(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > maxTextBytes) {
      throw new LabelledTextError("ERR_RNN_TEXT_FORMAT", {
        expected: `texts of at most ${maxTextBytes} bytes`,
        got: `${size} bytes`,
        advice: "Write one text a file.",
        location: path,
      });
    }
    return await readFile(path);
  } catch (error) {
    throw asNotFound(error, path);
  }
}
