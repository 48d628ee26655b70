import { useData } from "vitepress";
import { computed } from "vue";

interface Link {
  readonly text: string;
  readonly link: string;
}

/**
 * The languages of the page, in the place of the theme's own list: where the page is not translated, the other
 * language is that of the first page.
 */
export function useLangs() {
  const { site, localeIndex, page, theme } = useData();
  const folderOf = (key: string): string => (key === "root" ? "/" : `/${key}/`);
  const firstPageOf = (key: string): string => site.value.locales[key]?.link ?? folderOf(key);
  const currentLang = computed(() => ({
    label: site.value.locales[localeIndex.value]?.label,
    link: firstPageOf(localeIndex.value),
  }));
  const localeLinks = computed((): Link[] => {
    const here = folderOf(localeIndex.value).slice(1);
    const target = page.value.relativePath.slice(here.length);
    const { translated } = theme.value as { translated: readonly string[] };
    const path = target.replace(/(^|\/)index\.md$/, "$1").replace(/\.md$/, ".html");
    const isTranslated = translated.includes(target);
    return Object.entries(site.value.locales)
      .filter(([key]) => key !== localeIndex.value)
      .map(([key, { label }]) => ({
        text: label,
        link: isTranslated ? folderOf(key) + path : firstPageOf(key),
      }));
  });
  return { localeLinks, currentLang };
}
