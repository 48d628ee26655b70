import { dictionary } from "../i18n/dictionary.ts";

/** Title and words of each lesson, a line each. */
const english = [
  "The chapter’s network\nIt reads each word as a list of zeros with a single one, and keeps 32 numbers, its state. Watch the loss: for each batch of 32 texts the network is moved a little in the direction in which the loss falls. The dashed line is what counting words and pairs achieves without any memory. Press Step or lower the speed to see single batches.",
  "A state that is carried along\nNow an LSTM cell, which has an embedding before it. Type a sentence with “but” in it and look at the probability after each word: “dull but great” is not “great but dull”. Only the state knows what came before. Leave the last word out and see what changes.",
  "What the transpose changes\nTo learn, the error goes back through the same connections. The exact gradient multiplies by the transpose of the state’s matrix; the book’s printed form leaves it out. Look at the lower chart: at the last word the two agree (cosine 1), and one word back they already have nothing to do with each other (near 0). The printed form still learns, but only the last step of its way back points the right way. Go back to lesson 1, choose “as the book prints it” and train: after 20 epochs it classifies about 70 % right, the exact form 79 %.",
  "Why the gradient vanishes, and why LSTM’s can live longer\nEach step back multiplies by factors mostly below one, so on the logarithmic scale the curves fall like straight lines. The simple cell multiplies by the whole matrix and by tanh’s slope each time. LSTM carries its memory along by the forget gate alone, which a unit can hold near 1 for what is worth keeping: compare the two far to the right, say 50 words back. “Before training” shows where each begins. Move the slider: how much of the gradient is lost if the way back is cut?",
  "Words that find their places\nThe embedding’s rows were random. Press Play below the map and watch words for and against move apart, although nobody told the network which is which. Then type a word of your own and look at its neighbours.",
];

const korean = [
  "책의 네트워크\n단어마다 하나만 1이고 나머지는 0인 목록으로 읽고, 상태라는 수 32개를 기억합니다. 손실을 지켜보세요. 텍스트 32개짜리 배치마다 네트워크를 손실이 줄어드는 방향으로 조금씩 움직입니다. 점선은 기억 없이 단어와 단어 쌍을 세기만 해도 얻을 수 있는 정확도입니다. ‘한 배치씩’을 누르거나 속도를 늦추면 배치 하나하나를 볼 수 있습니다.",
  "이어지는 상태\n이번에는 앞에 임베딩이 있는 LSTM 셀입니다. “but”이 들어간 문장을 입력하고 단어마다 확률을 보세요. “dull but great”과 “great but dull”은 다릅니다. 앞에 무엇이 있었는지는 상태만 알고 있습니다. 마지막 단어를 지우면 무엇이 달라지나요?",
  "전치가 바꾸는 것\n학습하려면 오차가 같은 연결을 따라 거슬러 가야 합니다. 정확한 그레이디언트는 상태 행렬의 전치를 곱하지만 책에 실린 식에는 전치가 빠져 있습니다. 아래쪽 차트를 보세요. 마지막 단어에서는 둘이 일치하지만(코사인 1), 한 단어만 거슬러 가도 서로 아무 관계가 없습니다(0 근처). 책의 식으로도 학습은 되지만, 거슬러 가는 길에서 방향이 맞는 것은 마지막 단계뿐입니다. 레슨 1로 돌아가 ‘책에 실린 그대로’를 골라 학습해 보세요. 20에포크 뒤의 정확도는 70% 정도이고, 정확한 식은 79%입니다.",
  "그레이디언트가 사라지는 까닭, LSTM에서 더 오래 남을 수 있는 까닭\n한 단계 거슬러 갈 때마다 대부분 1보다 작은 값이 곱해지므로 로그 눈금에서 곡선은 직선처럼 떨어집니다. 기본 셀은 매번 행렬 전체와 tanh의 기울기를 곱합니다. LSTM은 망각 게이트만 곱하며 기억을 나르고, 유닛은 간직할 것이 있으면 이 게이트를 1 가까이 유지할 수 있습니다. 오른쪽 끝, 이를테면 50단어 앞에서 두 곡선을 비교해 보세요. ‘학습하기 전’을 고르면 각 셀의 출발점이 보입니다. 슬라이더를 움직이면 길을 자를 때 그레이디언트를 얼마나 잃는지 알 수 있습니다.",
  "제자리를 찾는 단어\n임베딩의 행은 처음에 무작위였습니다. 지도 아래의 ‘재생’을 누르면, 아무도 알려 주지 않았는데도 긍정 단어와 부정 단어가 갈라지는 모습을 볼 수 있습니다. 단어를 직접 입력해 가까운 단어도 살펴보세요.",
];

/** The texts of the lessons. */
export const lessonTexts = dictionary({
  en: {
    lessons: "Lesson",
    begin: "Five short lessons",
    title: (n: number, all: number, title: string) => `Lesson ${n} of ${all}: ${title}`,
    lesson: (n: number) => english[n - 1],
    previous: "Previous",
    next: "Next",
    close: "Close",
  },
  ko: {
    lessons: "레슨",
    begin: "짧은 레슨 다섯 가지",
    title: (n: number, all: number, title: string) => `레슨 ${n}/${all}: ${title}`,
    lesson: (n: number) => korean[n - 1],
    previous: "이전",
    next: "다음",
    close: "닫기",
  },
});
