import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { listHeadings } from "./headings.ts";
import { listPages, type Page, translationOf } from "./pages.ts";
import { replaceLinks } from "./replace-links.ts";
import { readTranslation } from "./translation.ts";

/**
 * Writes the pages of the repository into the folder, at their places on the site: links lead to pages of the site,
 * in the language of the page where there is one, pictures come along, and what is in the repository alone is named
 * without a link.
 * @throws Error for a link that leads nowhere
 */
export function collectPages(root: string, folder: string): void {
  const pages = listPages(root);
  copyImage(root, "apps/docs/icon.svg", folder);
  for (const page of pages) {
    const { body } = readTranslation(read(root, page.source));
    const text = page.language === "en" ? body : withAnchors(body, read(root, page.english));
    const linked = replaceLinks(text, (link) => {
      if (/^(?:[a-z]+:|#)/i.test(link.target)) return link.whole;
      const [path, anchor] = link.target.split("#", 2);
      const file = posix.normalize(posix.join(posix.dirname(page.source), path));
      if (!existsSync(join(root, file))) {
        throw new Error(`${page.source}: expected a file of the repository, got ${link.target}.`);
      }
      const target = targetOf(pages, file, page);
      if (target !== undefined) {
        return `[${link.text}](/${target}${anchor === undefined ? "" : `#${anchor}`})`;
      }
      if (!link.isImage) return link.text.includes("`") ? link.text : `\`${link.text}\``;
      copyImage(root, file, folder);
      return `![${link.text}](/images/${basename(file)})`;
    });
    write(join(folder, page.target), linked);
  }
}

function read(root: string, source: string): string {
  return readFileSync(join(root, source), "utf8").replaceAll("\r\n", "\n");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function targetOf(pages: readonly Page[], file: string, { language }: Page): string | undefined {
  const translated =
    language === "ko" ? pages.find(({ source }) => source === translationOf(file)) : undefined;
  return (translated ?? pages.find(({ source }) => source === file))?.target;
}

function copyImage(root: string, file: string, folder: string): void {
  const images = join(folder, "public", "images");
  mkdirSync(images, { recursive: true });
  cpSync(join(root, file), join(images, basename(file)));
}

/** A translation whose headings have the anchors of the English ones, so that links hold in both. */
function withAnchors(translation: string, english: string): string {
  const anchors = listHeadings(english);
  let text = translation;
  let end = 0;
  for (const [n, { line }] of listHeadings(translation).entries()) {
    const start = text.indexOf(`${line}\n`, end);
    const anchored = anchors[n] === undefined ? line : `${line} {#${anchors[n].slug}}`;
    text = text.slice(0, start) + anchored + text.slice(start + line.length);
    end = start + anchored.length;
  }
  return text;
}
