/** The pages of the site that people write, in the order of the navigation. */

/** A name in both languages. */
export interface Name {
  readonly en: string;
  readonly ko: string;
}

/** A page: its English source in the repository, its place on the site and what the navigation calls it. */
export interface Guide {
  readonly source: string;
  readonly target: string;
  readonly name: Name;
}

/** Pages that belong together. */
export interface GuideGroup {
  readonly name: Name;
  readonly guides: readonly Guide[];
}

const guide = (page: string, en: string, ko: string): Guide => ({
  source: `docs/${page}.md`,
  target: `guide/${page}.md`,
  name: { en, ko },
});

/** The first page. */
const home: Guide = {
  source: "README.md",
  target: "index.md",
  name: { en: "From reviews to a score", ko: "리뷰에서 점수까지" },
};

/** Every guide; each has a Korean translation beside it, of the name `<page>.ko.md`. */
export const guideGroups: readonly GuideGroup[] = [
  {
    name: { en: "Start", ko: "시작하기" },
    guides: [
      home,
      guide("your-own-texts", "Texts of your own", "내 텍스트 분류하기"),
      guide("playground", "The playground", "플레이그라운드"),
      guide("recipes", "Recipes", "레시피"),
    ],
  },
  {
    name: { en: "The chapters", ko: "책의 장" },
    guides: [
      guide("chapter", "09-2: a recurrent network", "09-2: 순환 신경망"),
      guide("chapter-09-3", "09-3: an embedding", "09-3: 임베딩"),
      guide("chapter-09-4", "09-4: LSTM cells", "09-4: LSTM 셀"),
      guide("notation", "Notation", "기호"),
    ],
  },
  {
    name: { en: "Coming from", ko: "다른 도구에서 오셨다면" },
    guides: [
      guide("from-keras", "Keras", "Keras"),
      guide("from-tensorflow-js", "TensorFlow.js", "TensorFlow.js"),
      guide("from-numpy", "NumPy", "NumPy"),
      guide("keras-round-trip", "From Keras and back", "Keras에서 왔다가 돌아가기"),
    ],
  },
  {
    name: { en: "Good to know", ko: "알아 두면 좋은 것" },
    guides: [
      guide("correctness", "Why the numbers are right", "숫자가 맞는 이유"),
      guide("performance", "Performance", "성능"),
      guide("reliability", "Reliability", "신뢰성"),
      guide("many-machines", "Many machines", "여러 대의 컴퓨터"),
    ],
  },
];
