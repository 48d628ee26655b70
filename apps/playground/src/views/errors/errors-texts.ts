import { dictionary } from "../../i18n/dictionary.ts";

/** The texts of the errors. */
export const errorsTexts = dictionary({
  en: {
    heading: "Where it errs",
    lead: "The network on the validation texts, which it has not been trained on. Choose a count to see its texts, the surest first, and take one into the other views to see what went wrong.",
    threshold: (name: string) => `Taken for “${name}” above`,
    right: (threshold: string, percent: string) => `${threshold}: ${percent}% right`,
    confusion: "Confusion matrix",
    takenFor: (name: string) => `taken for ${name}`,
    isReally: (name: string) => `really ${name}`,
    showTexts: (count: number, truth: string, taken: string) =>
      `${count} texts that are ${truth} and taken for ${taken}: show them`,
    listTitle: (truth: string, taken: string) => `Really ${truth}, taken for ${taken}`,
    none: "There are none.",
    openIn: (name: string, place: number) => `Text ${place} in the view ${name}`,
    histogramTitle: (name: string) => `Probability of “${name}”`,
    reallyAbove: (name: string) => `really ${name} (up)`,
    reallyBelow: (name: string) => `really ${name} (down)`,
    histogramSays: (low: number, first: string, high: number, second: string) =>
      `${low} ${first} texts have a probability below 5 percent, ${high} ${second} ones above 95.`,
    probability: "probability",
    reliabilityTitle: "Does 80 percent mean 80 percent?",
    reliabilitySays: (p: string, share: string) => `Of those near ${p}, ${share} are.`,
    share: "share that really is",
    network: "the network",
    ideal: "ideal",
  },
  ko: {
    heading: "어디서 틀리는가",
    lead: "학습에 쓰지 않은 검증 텍스트에 대한 결과입니다. 표의 수를 누르면 해당 텍스트를 확신이 큰 순서로 볼 수 있고, 다른 화면으로 가져가 무엇이 잘못되었는지 살펴볼 수 있습니다.",
    threshold: (name: string) => `“${name}” 판단 기준`,
    right: (threshold: string, percent: string) => `${threshold}: 정확도 ${percent}%`,
    confusion: "혼동 행렬",
    takenFor: (name: string) => `판단: ${name}`,
    isReally: (name: string) => `실제: ${name}`,
    showTexts: (count: number, truth: string, taken: string) =>
      `${count}: 실제 ${truth}, 판단 ${taken}인 텍스트 보기`,
    listTitle: (truth: string, taken: string) => `실제는 ${truth}, 판단은 ${taken}`,
    none: "없습니다.",
    openIn: (name: string, place: number) => `‘${name}’ 화면에서 텍스트 ${place} 보기`,
    histogramTitle: (name: string) => `“${name}”일 확률`,
    reallyAbove: (name: string) => `실제 ${name}(위)`,
    reallyBelow: (name: string) => `실제 ${name}(아래)`,
    histogramSays: (low: number, first: string, high: number, second: string) =>
      `${first} 텍스트 ${low}개는 확률이 5퍼센트 미만이고, ${second} 텍스트 ${high}개는 95퍼센트를 넘습니다.`,
    probability: "확률",
    reliabilityTitle: "80퍼센트는 정말 80퍼센트일까?",
    reliabilitySays: (p: string, share: string) => `확률 ${p} 부근에서 실제 비율은 ${share}입니다.`,
    share: "실제 비율",
    network: "네트워크",
    ideal: "이상적인 경우",
  },
});
