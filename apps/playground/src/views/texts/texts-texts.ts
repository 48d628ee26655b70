import { dictionary } from "../../i18n/dictionary.ts";

/** The texts of one's own texts. */
export const textsTexts = dictionary({
  en: {
    heading: "Your own texts",
    lead: "Open a table of labelled texts (CSV, TSV, JSON Lines) with two classes, a column of texts and one of labels. It is read in this page and never leaves it. A .tar.gz with one folder of .txt files a class is read too, and so is imdb.npz together with imdb_word_index.json. Then every view is about your texts.",
    drop: "Drop files here",
    choose: "Choose files…",
    paste: "Or paste rows",
    pasteLabel: "Rows, with a header",
    read: "Read these rows",
    reading: "Reading…",
    failed: "These texts cannot be used:",
    train: "Train on them",
    readTitle: "What was read",
    counts: (count: number) => `${count} texts.`,
    spread: (used: number, count: number) =>
      `${used} of ${count} texts are used, at equal distances.`,
    remarks: "Remarks on reading",
    coverage: (words: number, percent: number) =>
      `The network knows ${words} words or characters of them, ${percent}% of what the validation texts consist of. Raise “known words” in the Train view if this is low.`,
    preview: "The first texts",
    className: "Class",
    text: "Text",
  },
  ko: {
    heading: "내 텍스트로 해 보기",
    lead: "텍스트 열과 레이블 열이 있고 클래스가 둘인 표(CSV, TSV, JSON Lines)를 여세요. 파일은 이 페이지 안에서만 읽으며 밖으로 전송되지 않습니다. 클래스마다 .txt 파일 폴더가 하나씩 있는 .tar.gz나, imdb.npz와 imdb_word_index.json도 열 수 있습니다. 그다음부터는 모든 화면이 내 텍스트를 다룹니다.",
    drop: "여기에 파일을 끌어다 놓으세요",
    choose: "파일 선택…",
    paste: "또는 행을 붙여넣기",
    pasteLabel: "머리글이 있는 행",
    read: "이 행 읽기",
    reading: "읽는 중…",
    failed: "이 텍스트는 사용할 수 없습니다:",
    train: "이 텍스트로 학습",
    readTitle: "읽은 내용",
    counts: (count: number) => `텍스트 ${count}개.`,
    spread: (used: number, count: number) =>
      `텍스트 ${count}개 가운데 고른 간격으로 ${used}개를 씁니다.`,
    remarks: "파일을 읽으며 알게 된 점(영어)",
    coverage: (words: number, percent: number) =>
      `네트워크가 아는 단어(또는 글자)는 ${words}개이며 검증 텍스트의 ${percent}%를 차지합니다. 이 값이 낮으면 ‘학습’ 화면에서 어휘 크기를 늘리세요.`,
    preview: "처음 몇 개",
    className: "클래스",
    text: "텍스트",
  },
});
