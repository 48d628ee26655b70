import { dictionary } from "../../i18n/dictionary.ts";

/** The texts of words in space. */
export const wordsTexts = dictionary({
  en: {
    heading: "Words in space",
    lead: (first: string, second: string) =>
      `To the network each word is a row of numbers, random at first. Training moves words that do the same to the state to the same place: nobody told it that “good” and “great” are alike. The map shows the plane in which the rows of the latest epoch differ most; a dot is blue where the word alone speaks for ${second}, orange where it speaks for ${first}.`,
    mapTitle: (first: string, second: string) =>
      `Two principal components: ${first} of the variance across, ${second} up`,
    mapSays: (words: number) =>
      `Map of ${words} words; the neighbours of each are listed below, and all numbers can be downloaded.`,
    epoch: "After epoch",
    play: "Play",
    pause: "Pause",
    neighboursTitle: "Neighbours",
    word: "Word",
    near: "Same direction (cosine)",
    far: "Opposite direction",
    unknown: "The network does not know this word.",
    download: "Download all words as a table (TSV)",
  },
  ko: {
    heading: "공간 속의 단어",
    lead: (first: string, second: string) =>
      `네트워크에게 단어는 수를 나열한 행 하나이고, 처음에는 무작위입니다. 학습이 진행되면 상태에 같은 영향을 주는 단어들이 같은 곳에 모입니다. “good”과 “great”이 비슷하다고 알려 준 사람은 없습니다. 지도는 마지막 에포크의 행들이 서로 가장 크게 다른 평면입니다. 점이 파란색이면 그 단어 하나만으로 ${second} 쪽, 주황색이면 ${first} 쪽입니다.`,
    mapTitle: (first: string, second: string) =>
      `두 주성분: 가로가 분산의 ${first}, 세로가 ${second}`,
    mapSays: (words: number) =>
      `단어 ${words}개의 지도입니다. 아래에서 단어별로 가까운 단어를 볼 수 있고, 모든 값을 내려받을 수 있습니다.`,
    epoch: "에포크",
    play: "재생",
    pause: "일시정지",
    neighboursTitle: "가까운 단어",
    word: "단어",
    near: "같은 방향(코사인)",
    far: "반대 방향",
    unknown: "네트워크가 모르는 단어입니다.",
    download: "모든 단어를 표로 내려받기(TSV)",
  },
});
