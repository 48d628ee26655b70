import { dictionary } from "../../i18n/dictionary.ts";

/** The texts of the state. */
export const stateTexts = dictionary({
  en: {
    heading: "What it remembers",
    lead: (first: string, second: string) =>
      `All that the network keeps of a text is its state: a number a unit, between −1 and 1. Each column is the state after a word, each row a unit; blue in the rows at the top speaks for ${second}, in those at the bottom for ${first}, and orange the other way round. Move through the words with the slider or the caret in the text.`,
    mapTitle: "Units × words",
    mapSays: (units: number, words: number) =>
      `Heat map of ${units} units over ${words} words; the table below has the figures of one word.`,
    word: "After the word",
    at: (word: string, place: number, words: number) => `“${word}” (${place} of ${words})`,
    stateTable: (word: string) => `The state after “${word}” as a table`,
    unit: "Unit",
    value: "State",
    outputWeight: "Weight in the output",
    product: "Product",
    moversTitle: "What moves a unit",
    up: "Words that raise it",
    down: "Words that lower it",
    spans: "Four words in a row",
    times: (count: number) => `(${count} times)`,
  },
  ko: {
    heading: "무엇을 기억하는가",
    lead: (first: string, second: string) =>
      `네트워크가 텍스트에서 기억하는 것은 상태뿐입니다. 상태는 유닛마다 −1에서 1 사이의 수 하나입니다. 각 열은 한 단어를 읽은 뒤의 상태이고 각 행은 유닛입니다. 파란색이 위쪽 행에 있으면 ${second} 쪽, 아래쪽 행에 있으면 ${first} 쪽이라는 뜻이고 주황색은 그 반대입니다. 슬라이더나 텍스트의 커서로 단어를 옮겨 다닐 수 있습니다.`,
    mapTitle: "유닛 × 단어",
    mapSays: (units: number, words: number) =>
      `유닛 ${units}개와 단어 ${words}개의 히트맵입니다. 아래 표에 단어 하나의 값이 있습니다.`,
    word: "이 단어를 읽은 뒤",
    at: (word: string, place: number, words: number) => `“${word}” (${place}/${words})`,
    stateTable: (word: string) => `“${word}” 뒤의 상태를 표로 보기`,
    unit: "유닛",
    value: "상태",
    outputWeight: "출력 가중치",
    product: "곱",
    moversTitle: "유닛을 움직이는 것",
    up: "값을 올리는 단어",
    down: "값을 내리는 단어",
    spans: "연속된 네 단어",
    times: (count: number) => `(${count}번)`,
  },
});
