/** The site. Its pages are made first, by `buildSite`; see src/build-site.ts. */
import { fileURLToPath } from "node:url";
import { type DefaultTheme, defineConfigWithTheme } from "vitepress";
import { slugify } from "../src/headings.ts";
import { moveScripts } from "../src/move-scripts.ts";
import { navigationOf, searchTexts } from "../src/navigation.ts";
import { listPages } from "../src/pages.ts";
import { policy } from "../src/policy.ts";
import { splitIntoSections } from "../src/search-sections.ts";
import { turnEmptyHeaders } from "../src/turn-empty-headers.ts";
import { pages, root } from "../src/workspace.ts";

interface Theme extends DefaultTheme.Config {
  /** Pages that are there in Korean too. */
  readonly translated?: readonly string[];
}

// Set by `buildSite`.
const base = process.env["RNN_DOCS_BASE"] ?? "/";
const translated = listPages(root)
  .filter(({ language }) => language === "ko")
  .map(({ target }) => target.replace(/^ko\//, ""));

// oxlint-disable-next-line import/no-default-export -- VitePress asks for it
export default defineConfigWithTheme<Theme>({
  title: "@rnn",
  srcDir: pages,
  base,
  head: [
    ["link", { rel: "icon", href: `${base}images/icon.svg`, type: "image/svg+xml" }],
    ["meta", { "http-equiv": "Content-Security-Policy", content: policy }],
  ],
  // The rest of the site in files of its own, which no policy refuses.
  metaChunk: true,
  transformHtml: (html, _, { siteConfig }) =>
    moveScripts(html, { outDir: siteConfig.outDir, base: siteConfig.site.base }),
  markdown: {
    anchor: { slugify },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config: (md) => md.core.ruler.push("empty-headers", turnEmptyHeaders),
  },
  vite: {
    resolve: {
      alias: [
        {
          find: /^\.\.\/composables\/langs$/,
          replacement: fileURLToPath(new URL("theme/langs.ts", import.meta.url)),
        },
      ],
    },
    build: { chunkSizeWarningLimit: 4000 },
  },
  locales: {
    root: navigationOf(root, pages, "en"),
    ko: navigationOf(root, pages, "ko"),
  },
  themeConfig: {
    translated,
    search: {
      provider: "local",
      options: {
        locales: { ko: { translations: searchTexts } },
        miniSearch: { _splitIntoSections: (_, html) => splitIntoSections(html) },
      },
    },
  },
});
