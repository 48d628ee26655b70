import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { guideGroups } from "./guides.ts";

/** A page of the site. */
export interface Page {
  /** In the repository. */
  readonly source: string;
  /** On the site. */
  readonly target: string;
  readonly language: "en" | "ko";
  /** Of a translation, the English source. */
  readonly english: string;
}

/** Where the translation of a page is, or would be. */
export function translationOf(source: string): string {
  return source.replace(/\.md$/, ".ko.md");
}

/** Every page that is written by hand: guides, their translations, and pages that are in English alone. */
export function listPages(root: string): readonly Page[] {
  const isThere = ({ source }: { source: string }): boolean => existsSync(join(root, source));
  const guides = guideGroups.flatMap((group) => group.guides).filter(isThere);
  const english = [...guides, ...listOtherPages(root)].map(
    ({ source, target }): Page => ({ source, target, language: "en", english: source }),
  );
  const korean = guides.map(
    ({ source, target }): Page => ({
      source: translationOf(source),
      target: `ko/${target}`,
      language: "ko",
      english: source,
    }),
  );
  return [...english, ...korean.filter(isThere)];
}

/** READMEs of packages and apps, how it is all made, and why. */
export function listOtherPages(root: string): readonly { source: string; target: string }[] {
  const list = (folder: string): string[] => readdirSync(join(root, folder)).toSorted();
  const readmes = ["packages", "apps"].flatMap((folder) =>
    list(folder)
      .map((name) => ({ source: `${folder}/${name}/README.md`, target: `${folder}/${name}.md` }))
      .filter(({ source }) => existsSync(join(root, source))),
  );
  const decisions = list("docs/decisions").map((name) => ({
    source: `docs/decisions/${name}`,
    target: `decisions/${name}`,
  }));
  return [
    ...readmes,
    { source: "docs/architecture.md", target: "guide/architecture.md" },
    { source: "CONTRIBUTING.md", target: "contributing.md" },
    ...decisions,
  ];
}
