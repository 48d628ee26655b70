import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { listed } from "./display.ts";
import { asNotFound } from "./file-errors.ts";
import { LabelledTextError } from "./labelled-text-error.ts";
import { classesError } from "./row-texts.ts";

/** Stanford's name for the folder of reviews that have no label. */
const unlabelled = "unsup";

/** The folders of one part, train or test: each class, and its files by name. */
export interface ClassFolders {
  /** Relative to the data's folder, with slashes; `""` for the folder itself. */
  readonly part: "" | "train" | "test";
  readonly classes: readonly ClassFolder[];
  /** Relative to the data's folder: entries that are no text of a class. */
  readonly leftAside: readonly string[];
}

export interface ClassFolder {
  readonly name: string;
  /** Names of its `.txt` files, in plain string order. */
  readonly files: readonly string[];
}

/** The parts that a folder holds, itself being the only one unless it has a folder `train`. */
export async function findParts(
  root: string,
): Promise<{ train: ClassFolders; test: ClassFolders | undefined; leftAside: readonly string[] }> {
  const { folders, others } = await entriesOf(root);
  if (!folders.includes("train")) {
    return { train: await findClasses(root, ""), test: undefined, leftAside: [] };
  }
  const train = await findClasses(root, "train");
  const test = folders.includes("test") ? await findClasses(root, "test") : undefined;
  const names = train.classes.map(({ name }) => name);
  if (test !== undefined && test.classes.some(({ name }, i) => name !== names[i])) {
    throw new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
      expected: `the folders ${listed(names)}, as train has`,
      got: listed(test.classes.map(({ name }) => name)),
      advice: "Name the classes alike in both.",
      location: join(root, "test"),
    });
  }
  const rest = folders.filter((name) => name !== "train" && name !== "test");
  return { train, test, leftAside: [...rest.map((name) => `${name}/`), ...others] };
}

/** The two classes of a part: its folders with `.txt` files in them. */
async function findClasses(root: string, part: ClassFolders["part"]): Promise<ClassFolders> {
  const location = join(root, part);
  const prefix = part === "" ? "" : `${part}/`;
  const { folders, others } = await entriesOf(location);
  const leftAside = others.map((name) => `${prefix}${name}`);
  const classes: ClassFolder[] = [];
  const empty: string[] = [];
  for (const name of folders) {
    if (name === unlabelled) {
      leftAside.push(`${prefix}${name}/`);
      continue;
    }
    const inside = await entriesOf(join(location, name));
    const files = inside.others.filter((file) => file.toLowerCase().endsWith(".txt"));
    if (files.length === 0) {
      empty.push(name);
      leftAside.push(`${prefix}${name}/`);
      continue;
    }
    classes.push({ name, files });
    const noTexts = [
      ...inside.folders.map((folder) => `${folder}/`),
      ...inside.others.filter((file) => !file.toLowerCase().endsWith(".txt")),
    ];
    leftAside.push(...noTexts.map((entry) => `${prefix}${name}/${entry}`));
  }
  if (classes.length !== 2) {
    const counts = classes.map(({ name, files }) => [name, files.length] as const);
    throw classesError(counts, location, {
      advice:
        empty.length === 0
          ? "Make one folder a class, with a .txt file a text."
          : `Without .txt files: ${listed(empty)}. Make one folder a class, with a .txt file a text.`,
    });
  }
  return { part, classes, leftAside };
}

/** What is in a folder, links followed, hidden entries left out, in plain string order. */
async function entriesOf(path: string): Promise<{ folders: string[]; others: string[] }> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const folders: string[] = [];
    const others: string[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      ((await isFolder(path, entry)) ? folders : others).push(entry.name);
    }
    return { folders: folders.sort(), others: others.sort() };
  } catch (error) {
    throw asNotFound(error, path);
  }
}

async function isFolder(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return (await stat(join(path, entry.name))).isDirectory();
}
