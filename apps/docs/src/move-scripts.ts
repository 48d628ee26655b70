import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The page with each inline script in a file of its own, as a policy wants it that allows no others. Equal scripts
 * share a file.
 */
export function moveScripts(html: string, site: { outDir: string; base: string }): string {
  const inline = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;
  return html.replaceAll(inline, (_, attributes: string, script: string) => {
    const hash = createHash("sha256").update(script).digest("hex").slice(0, 8);
    const name = `assets/inline.${hash}.js`;
    mkdirSync(join(site.outDir, "assets"), { recursive: true });
    writeFileSync(join(site.outDir, name), script);
    return `<script${attributes} src="${site.base}${name}"></script>`;
  });
}
