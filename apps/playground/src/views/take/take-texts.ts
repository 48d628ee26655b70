import { dictionary } from "../../i18n/dictionary.ts";

/** The texts of taking along. */
export const takeTexts = dictionary({
  en: {
    heading: "Take it along",
    lead: "The network is yours: as a file that the command line and other programs read, as a link that trains it again, as a program.",
    link: "A link",
    linkLabel: "All settings are in it; equal settings give equal weights on every machine",
    copy: "Copy",
    copied: "Copied.",
    files: "Files",
    model: "The network with its vocabulary. It gives the same probabilities on the command line:",
    onnx: "For ONNX Runtime and others, in Python, C++, Java. Vocabulary and length are in its metadata.",
    reportPage:
      "The training as a page: curves, figures and mistakes, in one file without scripts.",
    reportTitle: "A training in the @rnn playground",
    reportLead: (percent: string, count: number) =>
      `The network classifies ${percent} of ${count} validation texts right.`,
    surestMistakes: "The surest mistakes",
    settings: "Settings",
    setting: "Name in the link",
    value: "Value",
    report:
      "Figures, curves and traced texts, with timings.json and config.json. Put the three into a folder, and the command line draws a page of them:",
    code: "A program",
    codeLead:
      "This TypeScript trains the same network with the packages that this page uses, and writes the same file.",
    downloadCode: "Download train.ts",
  },
  ko: {
    heading: "가져가기",
    lead: "네트워크는 여러분의 것입니다. 명령줄과 다른 프로그램이 읽는 파일로, 다시 학습하는 링크로, 프로그램으로 가져갈 수 있습니다.",
    link: "링크",
    linkLabel: "모든 설정이 들어 있으며, 설정이 같으면 어느 컴퓨터에서나 같은 가중치가 나옵니다",
    copy: "복사",
    copied: "복사했습니다.",
    files: "파일",
    model: "어휘를 포함한 네트워크입니다. 명령줄에서도 같은 확률을 냅니다:",
    onnx: "Python, C++, Java 등의 ONNX Runtime에서 쓸 수 있습니다. 어휘와 길이는 메타데이터에 있습니다.",
    reportPage: "곡선, 수치, 오류를 담은 학습 보고서입니다. 스크립트 없는 파일 하나입니다.",
    reportTitle: "@rnn 플레이그라운드 학습 보고서",
    reportLead: (percent: string, count: number) =>
      `검증 텍스트 ${count}개에 대한 정확도는 ${percent}입니다.`,
    surestMistakes: "확신이 컸던 오류",
    settings: "설정",
    setting: "링크에서 쓰는 이름",
    value: "값",
    report:
      "수치와 곡선, 추적한 텍스트입니다. timings.json, config.json과 함께 한 폴더에 넣으면 명령줄에서 보고서 페이지를 만들 수 있습니다:",
    code: "프로그램",
    codeLead:
      "이 TypeScript 프로그램은 이 페이지와 같은 패키지로 같은 네트워크를 학습하고 같은 파일을 만듭니다.",
    downloadCode: "train.ts 내려받기",
  },
});
