import { dictionary } from "../../i18n/dictionary.ts";

/** The texts of the gradient's way back. */
export const gradientTexts = dictionary({
  en: {
    heading: "The gradient’s way back",
    lead: "To learn from an early word, a network must know how the loss would change if its state at that word were a little different: ∂L/∂h. The loss is at the end, so this is carried back word by word, and at each step multiplied once more. If the factors are below one it vanishes: the network cannot learn from what it read long ago. The four curves are trained on the same texts, with the settings of the Train view but for the cell.",
    which: "Networks",
    trained: "after training",
    untrained: "before training, with random weights",
    simple: "Simple cell, exact",
    printed: "Simple cell, as printed",
    chartTitle: "Length of ∂L/∂h, by how many words before the last",
    chartSays: (name: string, norm: string, far: number) =>
      `${name}: ${norm} at ${far} words back.`,
    wordsBack: "words before the last",
    window: (steps: number) => `cut after ${steps}`,
    truncation: "Carry the error back at most this many words (truncation)",
    steps: (steps: number) => `${steps} words. Inside the window:`,
    tableTitle: "What is left of the gradient",
    cell: "Cell",
    back: (far: number) => (far === 0 ? "last word" : far === 1 ? "1 back" : `${far} back`),
    accuracy: "Right",
    transposeTitle: "What the transpose changes",
    transpose:
      "Going forward, the state is multiplied by the matrix W. The derivative goes back by its transpose, Wᵀ: what unit 3 sent to unit 7 must come back from 7 to 3. The book prints the backward pass with W itself, so the error goes back along the wrong connections. Its length is about right, so training still moves; its direction is not. A cosine of 1 would be the same direction, 0 is one that has nothing to do with it. Only at the last word, before the first multiplication, do they agree. Choose “as the book prints it” in the Train view to train so.",
    cosineTitle: "Cosine between the printed and the exact gradient",
    cosineSays: (last: string, five: string) =>
      `${last} at the last word, ${five} at five words before it.`,
    cosine: "cosine",
    unrelated: "0: unrelated directions",
  },
  ko: {
    heading: "그레이디언트가 거슬러 가는 길",
    lead: "앞쪽 단어에서 배우려면, 그 단어를 읽었을 때의 상태가 조금 달랐다면 손실이 얼마나 달라졌을지(∂L/∂h)를 알아야 합니다. 손실은 맨 끝에서 계산되므로 이 값은 단어를 하나씩 거슬러 오며 매번 한 번 더 곱해집니다. 곱하는 값이 1보다 작으면 결국 사라지고, 네트워크는 오래전에 읽은 것에서 배우지 못합니다. 네 곡선은 셀만 다르고 나머지는 ‘학습’ 화면의 설정 그대로, 같은 텍스트로 학습한 것입니다.",
    which: "네트워크",
    trained: "학습한 뒤",
    untrained: "학습하기 전(무작위 가중치)",
    simple: "기본 셀(정확한 식)",
    printed: "기본 셀(책에 실린 식)",
    chartTitle: "마지막에서 몇 단어 앞인지에 따른 ∂L/∂h의 크기",
    chartSays: (name: string, norm: string, far: number) => `${name}: ${far}단어 앞에서 ${norm}.`,
    wordsBack: "마지막 단어로부터의 거리",
    window: (steps: number) => `${steps}단어에서 자름`,
    truncation: "오차를 거슬러 보내는 최대 단어 수(truncation)",
    steps: (steps: number) => `${steps}단어. 창 안에 남는 비율:`,
    tableTitle: "남아 있는 그레이디언트",
    cell: "셀",
    back: (far: number) => (far === 0 ? "마지막 단어" : `${far}단어 앞`),
    accuracy: "정확도",
    transposeTitle: "전치가 바꾸는 것",
    transpose:
      "순방향에서는 상태에 행렬 W를 곱합니다. 미분은 그 전치인 Wᵀ를 곱하며 거슬러 갑니다. 유닛 3이 유닛 7로 보낸 것은 7에서 3으로 돌아와야 하기 때문입니다. 책에 실린 역전파는 W를 그대로 곱하므로 오차가 엉뚱한 연결을 따라 돌아갑니다. 크기는 대체로 맞아서 학습은 진행되지만 방향이 다릅니다. 코사인이 1이면 같은 방향이고 0이면 아무 관계가 없는 방향입니다. 아직 한 번도 곱하지 않은 마지막 단어에서만 둘이 일치합니다. ‘학습’ 화면에서 ‘책에 실린 그대로’를 고르면 그렇게 학습할 수 있습니다.",
    cosineTitle: "책의 식과 정확한 그레이디언트 사이의 코사인",
    cosineSays: (last: string, five: string) =>
      `마지막 단어에서 ${last}, 다섯 단어 앞에서 ${five}입니다.`,
    cosine: "코사인",
    unrelated: "0: 관계없는 방향",
  },
});
