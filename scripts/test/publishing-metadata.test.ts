import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, test } from "vitest";
import { listPublicPackages } from "../packages.mjs";
import { withMetadata } from "../publishing-metadata.mjs";
import { root } from "./run-script.ts";

type Manifest = Record<string, unknown>;

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
const ofRoot = readManifest(root);

describe("what packages are published with comes from the root's package.json", () => {
  test.each(listPublicPackages())("in $name", ({ folder }) => {
    const manifest = readManifest(folder);
    const directory = relative(root, folder).replaceAll(sep, "/");
    const expected = withMetadata(manifest, ofRoot, directory);
    // `npm run metadata` makes it so, the order of the fields included.
    expect(JSON.stringify(manifest)).toBe(JSON.stringify(expected));
  });

  test("with the folder of the package in the repository, after the licence", () => {
    const manifest = { name: "@rnn/tensor", license: "MIT", bugs: "old", type: "module" };
    const metadata = {
      name: "rnn",
      author: "the authors",
      homepage: "https://rnn.example/",
      repository: { type: "git", url: "git+https://code.example/rnn.git" },
    };
    expect(Object.entries(withMetadata(manifest, metadata, "packages/tensor"))).toEqual([
      ["name", "@rnn/tensor"],
      ["license", "MIT"],
      ["author", "the authors"],
      ["homepage", "https://rnn.example/"],
      [
        "repository",
        { type: "git", url: "git+https://code.example/rnn.git", directory: "packages/tensor" },
      ],
      ["type", "module"],
    ]);
    const short = withMetadata({ license: "MIT" }, { repository: "github:us/rnn" }, "packages/a");
    expect(short).toEqual({
      license: "MIT",
      repository: { type: "git", url: "github:us/rnn", directory: "packages/a" },
    });
  });

  test("and asks for no provenance, which cannot be had without a repository and its runner", () => {
    for (const { name, folder } of listPublicPackages()) {
      expect(readManifest(folder)["publishConfig"], name).toEqual({ access: "public" });
    }
  });
});
