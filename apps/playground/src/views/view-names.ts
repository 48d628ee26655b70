import { dictionary } from "../i18n/dictionary.ts";

/** What the navigation calls the views. */
export const viewNames = dictionary({
  en: {
    train: "Train",
    watch: "Type and watch",
    state: "State",
    gradient: "Gradient",
    lens: "Lens",
    padding: "Padding",
    words: "Words",
    errors: "Errors",
    texts: "Your texts",
    take: "Take along",
    model: "Use a model",
  },
  ko: {
    train: "학습",
    watch: "입력해 보기",
    state: "상태",
    gradient: "그레이디언트",
    lens: "돋보기",
    padding: "패딩",
    words: "단어 공간",
    errors: "오류",
    texts: "내 텍스트",
    take: "가져가기",
    model: "모델 사용",
  },
});
