/** What a column is for, and the names by which it is known. */
export interface ColumnRole {
  readonly what: string;
  readonly option: string;
  /**
   * Lower-case names without spaces and underscores; those of an earlier set go before those of a later. Messages show
   * the first two sets.
   */
  readonly names: readonly ReadonlySet<string>[];
  /**
   * Lower-case words that say it as the last one of a longer name, as in `airline_sentiment`, in the same order. Those
   * of later sets, as the first three sets of names, also say it at the end of a word: 문의내용, but not 이메일.
   */
  readonly lastWords: readonly ReadonlySet<string>[];
  /** The same as the first one, as in `is_sarcastic`. */
  readonly firstWords: ReadonlySet<string>;
}

/** The column of the texts. */
export const textRole: ColumnRole = {
  what: "texts",
  option: "--text-column",
  names: sets(
    "text",
    "review sentence comment content",
    "message tweet body document reviewtext commenttext tweettext messagetext reviewbody fulltext " +
      "cleantext rawtext textdata reviews comments sentences messages tweets texts documents " +
      "utterance post sms 내용 문장 텍스트 본문 리뷰 댓글 문서 리뷰내용 评论 内容 文本 正文 句子 テキスト 本文 文",
    "headline title summary description article question email 제목",
  ),
  lastWords: sets(
    "text review sentence comment content message tweet body 내용 문장 본문 리뷰 댓글 메일 문의",
    "문의 의견 후기",
  ),
  firstWords: new Set(),
};

/** The column of the labels. */
export const labelRole: ColumnRole = {
  what: "labels",
  option: "--label-column",
  names: sets(
    "label",
    "sentiment class category target y",
    "stars star polarity labels classes categories sentiments sentimentlabel classlabel classname " +
      "labelname categoryname isspam spam " +
      "라벨 레이블 분류 감성 감정 긍부정 클래스 카테고리 标签 类别 情感 分类 ラベル 感情 分類",
    "rating score tag topic intent emotion 평점 별점 평가 점수",
  ),
  lastWords: sets("label sentiment class category target 라벨 분류 유형 감성 감정", "유형"),
  firstWords: new Set(["is"]),
};

/** The column of the weights, which is read where it is named alone. */
export const weightRole = { what: "weights", option: "--weight-column" } as const;

function sets(...lists: readonly string[]): ReadonlySet<string>[] {
  return lists.map((list) => new Set(list.split(" ")));
}
