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
    kept: "Kept a word",
    accuracy: "Right",
    whyTitle: "Why LSTM’s gradient can live longer",
    why: "The simple cell makes its whole state anew at every word: h[t] = tanh(W h[t−1] + …). Each step back therefore multiplies by the whole matrix and by tanh’s slope, which is small where a unit is near −1 or 1. LSTM has a second state, its memory c, which is not made anew but kept: c[t] = f c[t−1] + i g. The direct way back along it multiplies by the forget gate f alone: no matrix, no slope. A unit that holds f at 0.97 still has a fifth of its gradient after 50 words (0.97⁵⁰ ≈ 0.22), one that holds it at 0.6 has nothing left. So the network learns for itself what to keep; the view Lens shows every f. GRU’s update gate does the same.",
    whyTrained: (simple: string, lstm: string, gru: string) =>
      `In these networks each word further back keeps on the average ${lstm} of the gradient’s length in LSTM, ${simple} in the simple cell and ${gru} in GRU. A gate can also let go: where the end of a text decides, as in the made-up reviews, no cell has to remember for long, and GRU’s gates, which begin half open, may stay so.`,
    whyUntrained: (simple: string, lstm: string, gru: string) =>
      `Before training each word further back keeps ${simple} of the gradient’s length in the simple cell: its matrix begins as a rotation, which keeps lengths, and its states begin near 0, where tanh’s slope is 1. LSTM keeps ${lstm}, for its forget gates begin at 0.73; GRU ${gru}, for its update gates begin at 0.5. Training drives the simple cell’s states away from 0, where the slopes are small; gates can be learnt to stay open.`,
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
    kept: "단어당 남는 비율",
    accuracy: "정확도",
    whyTitle: "LSTM의 그레이디언트가 더 오래 남을 수 있는 까닭",
    why: "기본 셀은 단어마다 상태 전체를 새로 만듭니다: h[t] = tanh(W h[t−1] + …). 그래서 한 단계 거슬러 갈 때마다 행렬 전체와 tanh의 기울기가 곱해지는데, 유닛의 값이 −1이나 1에 가까우면 이 기울기가 작습니다. LSTM에는 메모리 c라는 상태가 하나 더 있고, 이것은 새로 만들지 않고 이어 갑니다: c[t] = f c[t−1] + i g. 메모리를 따라 곧장 거슬러 가는 길에서는 망각 게이트 f만 곱해집니다. 행렬도 기울기도 없습니다. f를 0.97로 유지하는 유닛은 50단어를 거슬러 가도 그레이디언트가 5분의 1 남고(0.97⁵⁰ ≈ 0.22), 0.6으로 유지하는 유닛에는 거의 남지 않습니다. 무엇을 간직할지를 네트워크가 스스로 배우는 셈입니다. f의 값은 ‘돋보기’ 화면에서 볼 수 있습니다. GRU에서는 업데이트 게이트가 같은 일을 합니다.",
    whyTrained: (simple: string, lstm: string, gru: string) =>
      `이 네트워크들에서 한 단어 거슬러 갈 때마다 남는 그레이디언트 크기의 비율은 평균적으로 LSTM ${lstm}, 기본 셀 ${simple}, GRU ${gru}입니다. 게이트는 잊는 쪽을 택할 수도 있습니다. 가상의 리뷰처럼 텍스트의 끝부분이 결과를 정한다면 어느 셀도 오래 기억할 필요가 없고, 반쯤 열린 채로 시작하는 GRU의 게이트는 그대로 머물 수 있습니다.`,
    whyUntrained: (simple: string, lstm: string, gru: string) =>
      `학습 전에는 한 단어 거슬러 갈 때마다 기본 셀에 ${simple}만큼 남습니다. 행렬이 크기를 바꾸지 않는 회전으로 시작하고, 상태가 tanh의 기울기가 1인 0 근처에서 시작하기 때문입니다. LSTM은 망각 게이트가 0.73에서 시작하므로 ${lstm}, GRU는 업데이트 게이트가 0.5에서 시작하므로 ${gru}만큼 남습니다. 학습이 진행되면 기본 셀의 상태는 0에서 멀어져 기울기가 작아지지만, 게이트는 열어 두도록 학습할 수 있습니다.`,
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
