import { basename } from "node:path";
import type { DefaultTheme, LocaleSpecificConfig } from "vitepress";
import { guideGroups } from "./guides.ts";
import { listOtherPages, listPages } from "./pages.ts";
import { readReferenceSidebars } from "./reference-sidebars.ts";

type Language = "en" | "ko";

const words = {
  en: {
    label: "English",
    description: "Recurrent neural networks by hand, in TypeScript: checked number by number.",
    guides: "Guides",
    packages: "Packages",
    reference: "Reference",
    commandLine: "The command line",
    making: "How it is made",
    architecture: "Architecture",
    contributing: "Contributing",
  },
  ko: {
    label: "한국어",
    description: "타입스크립트로 직접 만든 순환 신경망. 숫자 하나하나를 검증했습니다.",
    guides: "안내서",
    packages: "패키지",
    reference: "API 레퍼런스",
    commandLine: "명령줄 도구",
    making: "만들어진 방식",
    architecture: "아키텍처(영어)",
    contributing: "기여하기(영어)",
  },
} as const;

/** What the theme itself says, and which headings it lists. */
const themeTexts: Readonly<Record<Language, DefaultTheme.Config>> = {
  en: { outline: { level: [2, 3] } },
  ko: {
    outline: { level: [2, 3], label: "이 페이지의 내용" },
    docFooter: { prev: "이전", next: "다음" },
    darkModeSwitchLabel: "화면 모드",
    darkModeSwitchTitle: "어두운 화면으로",
    lightModeSwitchTitle: "밝은 화면으로",
    sidebarMenuLabel: "목차",
    returnToTopLabel: "맨 위로",
    langMenuLabel: "언어 바꾸기",
    skipToContentLabel: "본문으로 건너뛰기",
    notFound: {
      title: "페이지를 찾을 수 없습니다",
      quote: "주소가 바뀌었거나 없는 페이지입니다.",
      linkLabel: "첫 페이지로",
      linkText: "첫 페이지로",
    },
  },
};

/** The words of the search in Korean. */
export const searchTexts = {
  button: { buttonText: "검색", buttonAriaLabel: "검색" },
  modal: {
    displayDetails: "자세한 목록 보기",
    resetButtonTitle: "검색어 지우기",
    backButtonTitle: "검색 닫기",
    noResultsText: "결과가 없습니다:",
    footer: {
      selectText: "선택",
      selectKeyAriaLabel: "엔터",
      navigateText: "이동",
      navigateUpKeyAriaLabel: "위쪽 화살표",
      navigateDownKeyAriaLabel: "아래쪽 화살표",
      closeText: "닫기",
      closeKeyAriaLabel: "ESC",
    },
  },
};

/** Title, menus and sidebars of a language; `pages` is the folder with the pages of the site. */
export function navigationOf(
  root: string,
  pages: string,
  language: Language,
): LocaleSpecificConfig<DefaultTheme.Config> & { label: string; link: string } {
  const say = words[language];
  const first = listPages(root).find((page) => page.language === language);
  const home = linkTo(first?.target ?? "index.md");
  return {
    label: say.label,
    lang: language,
    link: home,
    description: say.description,
    themeConfig: {
      ...themeTexts[language],
      nav: [
        { text: say.guides, link: home },
        { text: say.packages, link: "/packages/model" },
        { text: say.reference, link: "/reference/" },
      ],
      sidebar: {
        [language === "en" ? "/" : "/ko/"]: [
          ...listGuides(root, language),
          ...listOthers(root, language),
        ],
        ...(language === "en" ? readReferenceSidebars(pages) : {}),
      },
    },
  };
}

/** The guides, those in the language where they have been translated. */
function listGuides(root: string, language: Language): DefaultTheme.SidebarItem[] {
  const pages = listPages(root);
  return guideGroups.map(({ name, guides }) => ({
    text: name[language],
    items: guides.flatMap((guide) => {
      const found = pages.filter(({ english }) => english === guide.source);
      const page = found.find((one) => one.language === language) ?? found[0];
      return page === undefined ? [] : [{ text: guide.name[language], link: linkTo(page.target) }];
    }),
  }));
}

/** Pages that are in English alone. */
function listOthers(root: string, language: Language): DefaultTheme.SidebarItem[] {
  const say = words[language];
  const readmes = listOtherPages(root).filter(({ target }) => target.startsWith("packages/"));
  const items = readmes
    .map(({ target }) => ({ text: `@rnn/${basename(target, ".md")}`, link: linkTo(target) }))
    .filter(({ text }) => text !== "@rnn/testing");
  return [
    {
      text: say.packages,
      items: [...items, { text: say.commandLine, link: linkTo("apps/train.md") }],
    },
    {
      text: say.making,
      items: [
        { text: say.architecture, link: linkTo("guide/architecture.md") },
        { text: say.contributing, link: linkTo("contributing.md") },
      ],
    },
  ];
}

function linkTo(target: string): string {
  return `/${target}`.replace(/(?:(?<=\/)index)?\.md$/, "");
}
