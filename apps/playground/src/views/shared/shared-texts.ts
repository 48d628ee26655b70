import { dictionary } from "../../i18n/dictionary.ts";

/** Texts that several views use. */
export const sharedTexts = dictionary({
  en: {
    needsNetwork: "There is no trained network yet. Training one takes about a second.",
    quoted: (name: string) => `“${name}”`,
    first: "the first class",
    second: "the second class",
    train: "Train now",
    text: "Text",
    textHint: "Type here; every word is read at once.",
    failed: "This could not be computed:",
    asTable: "The figures as a table",
    waiting: "Computing…",
    word: "Word",
    unit: (n: number) => `unit ${n}`,
    noWords: "The network knows none of these words. Try words such as “good”, “dull”, “film”.",
  },
  ko: {
    needsNetwork: "아직 학습된 네트워크가 없습니다. 학습에는 1초 정도 걸립니다.",
    quoted: (name: string) => `“${name}”`,
    first: "첫째 클래스",
    second: "둘째 클래스",
    train: "지금 학습",
    text: "텍스트",
    textHint: "여기에 입력하면 단어마다 바로 읽습니다.",
    failed: "계산하지 못했습니다:",
    asTable: "표로 보기",
    waiting: "계산 중…",
    word: "단어",
    unit: (n: number) => `유닛 ${n}`,
    noWords: "네트워크가 아는 단어가 없습니다. “good”, “dull”, “film” 같은 단어를 써 보세요.",
  },
});
