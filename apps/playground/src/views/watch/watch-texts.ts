import type { Tokens } from "@rnn/text-classifier";
import { dictionary } from "../../i18n/dictionary.ts";

const nameEnglish = (tokens: Tokens): string => (tokens === "characters" ? "character" : "word");
const nameKorean = (tokens: Tokens): string => (tokens === "characters" ? "글자" : "단어");

/** The texts of typing and watching. */
export const watchTexts = dictionary({
  en: {
    heading: "Type, and watch it change its mind",
    lead: "The network reads from left to right and keeps only its state. After every word one can ask what it would say if the text ended there.",
    verdict: (name: string, percent: string) => `${name}, ${percent}%.`,
    turned: (word: string, place: number, tokens: Tokens) =>
      `${tokens === "characters" ? "Character" : "Word"} ${place}, “${word}”, took it to this side for good.`,
    noTurn: (tokens: Tokens) => `It was on this side from the first ${nameEnglish(tokens)} on.`,
    colored: (first: string, second: string) =>
      `What each word did: blue towards ${second}, orange towards ${first}`,
    unknown: (tokens: Tokens) => `unknown ${nameEnglish(tokens)}: not read`,
    cut: () => "too far back: not read",
    chartTitle: (name: string, tokens: Tokens) =>
      `Probability of “${name}” after each ${nameEnglish(tokens)}`,
    chartSays: (count: number, percent: string, tokens: Tokens) =>
      `${count} ${nameEnglish(tokens)}s are read; after the last the probability is ${percent} percent.`,
    tokensRead: (tokens: Tokens) => `${nameEnglish(tokens)}s read`,
    probability: "probability",
    half: "50%: undecided",
    tableTitle: (tokens: Tokens) =>
      tokens === "characters" ? "Character by character" : "Word by word",
    tableLead:
      "“When read” is the step that the probability took at the word. “Left out” reads the text once more without the word: the difference is what the word is worth in this text. They differ because what follows can undo a step.",
    after: "After it",
    whenRead: "When read",
    whenLeftOut: "Left out",
  },
  ko: {
    heading: "입력하면서 판단이 바뀌는 순간 보기",
    lead: "네트워크는 왼쪽에서 오른쪽으로 읽으며 상태 하나만 기억합니다. 단어를 하나 읽을 때마다 ‘텍스트가 여기서 끝난다면’ 어떻게 판단할지 볼 수 있습니다.",
    verdict: (name: string, percent: string) => `${name} ${percent}%.`,
    turned: (word: string, place: number, tokens: Tokens) =>
      `${place}번째 ${nameKorean(tokens)} “${word}”에서 판단이 이쪽으로 굳어졌습니다.`,
    noTurn: (tokens: Tokens) => `첫 ${nameKorean(tokens)}부터 줄곧 이쪽이었습니다.`,
    colored: (first: string, second: string) =>
      `단어마다 미친 영향: 파랑은 ${second} 쪽, 주황은 ${first} 쪽`,
    unknown: (tokens: Tokens) => `모르는 ${nameKorean(tokens)}라 읽지 않음`,
    cut: () => "너무 앞쪽이라 읽지 않음",
    chartTitle: (name: string, tokens: Tokens) => `${nameKorean(tokens)}마다 “${name}”일 확률`,
    chartSays: (count: number, percent: string, tokens: Tokens) =>
      `${nameKorean(tokens)} ${count}개를 읽었고, 마지막 ${nameKorean(tokens)} 뒤의 확률은 ${percent}퍼센트입니다.`,
    tokensRead: (tokens: Tokens) => `읽은 ${nameKorean(tokens)} 수`,
    probability: "확률",
    half: "50%: 판단 보류",
    tableTitle: (tokens: Tokens) => `${nameKorean(tokens)}별로 보기`,
    tableLead:
      "‘읽을 때’는 그 단어에서 확률이 움직인 폭입니다. ‘뺐을 때’는 그 단어 없이 다시 읽었을 때와의 차이로, 이 텍스트에서 그 단어가 갖는 무게입니다. 뒤따르는 단어가 앞의 움직임을 되돌릴 수 있어 두 값은 서로 다릅니다.",
    after: "읽은 뒤",
    whenRead: "읽을 때",
    whenLeftOut: "뺐을 때",
  },
});
