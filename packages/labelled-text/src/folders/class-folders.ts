import { classesError } from "../classes-error.ts";
import { quoteAll } from "../display.ts";
import { LabelledTextError } from "../labelled-text-error.ts";
import { matchLabels } from "../match-class-names.ts";
import type { SourceFolder } from "../sources/source.ts";

/** Stanford's name for the folder of reviews that have no label. */
const unlabelled = "unsup";

/** The folders of one part, train or test: each class, and its files by name. */
export interface ClassFolders {
  /** Relative to the data's folder, with slashes; `""` for the folder itself. */
  readonly part: "" | "train" | "test";
  readonly classes: readonly ClassFolder[];
  /** Relative to the data's folder: entries that are not a text of a class. */
  readonly leftAside: readonly string[];
}

export interface ClassFolder {
  readonly name: string;
  /** Names of its texts, in plain string order. */
  readonly files: readonly string[];
  /** Whether none of the files is a `.txt`: whether each is a text shows in its bytes. */
  readonly hasOtherFiles: boolean;
}

/** Which folders are wanted: those of the classes given, or any two or more. */
export interface WantedClasses {
  readonly classNames?: readonly string[] | undefined;
  /** Whether others than those are wanted too. */
  readonly allowNewClasses?: boolean | undefined;
}

/** The parts that a folder holds, itself being the only one unless it has a folder `train`. */
export async function findParts(
  root: SourceFolder,
  wanted: WantedClasses,
): Promise<{ train: ClassFolders; test: ClassFolders | undefined; leftAside: readonly string[] }> {
  const { folders, files } = await root.list("");
  if (!folders.includes("train")) {
    return { train: await findClasses(root, "", wanted), test: undefined, leftAside: [] };
  }
  const train = await findClasses(root, "train", wanted);
  const test = folders.includes("test") ? await findClasses(root, "test", wanted) : undefined;
  const names = train.classes.map(({ name }) => name);
  const isOther = test?.classes.some(({ name }) => !names.includes(name));
  if (test !== undefined && isOther && wanted.classNames === undefined) {
    throw new LabelledTextError("ERR_RNN_TEXT_CLASSES", {
      expected: `the folders ${quoteAll(names)}, as train has`,
      got: quoteAll(test.classes.map(({ name }) => name)),
      advice: "Name the classes alike in both.",
      location: root.locate("test"),
    });
  }
  const rest = folders.filter((name) => name !== "train" && name !== "test");
  return { train, test, leftAside: [...rest.map((name) => `${name}/`), ...files] };
}

/** The classes of a part: its folders with `.txt` files in them, or else those with any files. */
async function findClasses(
  root: SourceFolder,
  part: ClassFolders["part"],
  { classNames, allowNewClasses = false }: WantedClasses,
): Promise<ClassFolders> {
  const prefix = part === "" ? "" : `${part}/`;
  const { folders, files } = await root.list(part);
  const found = await Promise.all(
    folders.map(async (name) => {
      const inside = await root.list(`${prefix}${name}`);
      return { name, folders: inside.folders, files: inside.files };
    }),
  );
  const candidates = found.filter(({ name }) => name !== unlabelled);
  const withTexts = candidates.filter((folder) => folder.files.some(isText));
  // Other files are texts only where too few folders have any that say so by their names.
  const chosen =
    withTexts.length >= 2 ? withTexts : candidates.filter((folder) => folder.files.length > 0);
  const classes = chosen.map((folder): ClassFolder => {
    const texts = folder.files.filter(isText);
    return texts.length > 0
      ? { name: folder.name, files: texts, hasOtherFiles: false }
      : { name: folder.name, files: folder.files, hasOtherFiles: true };
  });
  const leftAside = [
    ...files.map((name) => `${prefix}${name}`),
    ...found.flatMap((folder) => {
      const own = classes.find(({ name }) => name === folder.name);
      if (own === undefined) return [`${prefix}${folder.name}/`];
      const texts = new Set(own.files);
      const others = folder.files.filter((file) => !texts.has(file));
      return [...folder.folders.map((inside) => `${inside}/`), ...others].map(
        (entry) => `${prefix}${folder.name}/${entry}`,
      );
    }),
  ];
  const location = root.locate(part);
  const counts = classes.map(({ name, files: texts }) => [name, texts.length] as const);
  if (classNames !== undefined && classes.length > 0) {
    if (!allowNewClasses) {
      matchLabels(
        counts.map(([name]) => name),
        classNames,
        location,
        new Map(counts),
      );
    }
  } else if (classes.length < 2) {
    const empty = found.filter(({ files: inside }) => inside.length === 0).map(({ name }) => name);
    throw classesError(counts, location, {
      advice:
        empty.length === 0
          ? "Make one folder a class, with a .txt file a text."
          : `Without .txt files: ${quoteAll(empty)}. Make one folder a class, with a .txt file a text.`,
    });
  }
  return { part, classes, leftAside };
}

function isText(file: string): boolean {
  return file.toLowerCase().endsWith(".txt");
}
