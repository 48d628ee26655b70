/** What a problem is described by, besides its code. */
export type ProblemValue = string | number;

type Words = Readonly<Record<string, (...values: ProblemValue[]) => string>>;
type Value = ProblemValue;

/** What can go wrong, in English, by its code. Without the page's signals, so that the worker has them too. */
export const english = {
  notTrained: () => "Nothing is trained yet.",
  noModel: () => "No model is open yet.",
  modelTooLarge: (most: Value, got: Value) =>
    `expected a model of at most ${most} MB, got ${got} MB. ` +
    "Use it with the command line: npm start -- predict model.safetensors",
  wrongModel: (said: Value) =>
    `expected a model.safetensors that the command line or this page wrote, but ${said}`,
  modelWithoutText: () =>
    "expected a classifier of texts, got a network without its vocabulary. " +
    "Open the model.safetensors that train wrote.",
  laterModel: () =>
    "expected a model of this version or an earlier one. Use it with the version that wrote it.",
  textsTooLarge: (most: Value, got: Value) =>
    `expected at most ${most} MB of texts, got ${got} MB. Take a part of the file, ` +
    "or classify it with the command line: npm start -- predict model.safetensors --file <file>",
  noTexts: (where: Value) => `${where}: expected at least one text, got none.`,
  noTextColumn: (where: Value) =>
    `${where}: expected a column of texts, found none by its name. Call it “text”.`,
  replaced: () => "Another training was begun.",
  workerFailed: (said: Value) => (said === "" ? "The worker did not start." : String(said)),
  noOwnTexts: () =>
    "There are no texts of your own here. Open a file in the view “Your texts” first.",
  filesTooLarge: (most: Value, got: Value) =>
    `expected at most ${most} MB, got ${got} MB. ` +
    "Take a part of the file, or train with the command line: npm start -- train --data <file>",
  tooManyClasses: (got: Value) =>
    `expected two classes, got ${got}: this page trains networks of two. ` +
    "Take the rows of two classes, or train with the command line.",
  tooFewTexts: (least: Value, got: Value) => `expected at least ${least} texts, got ${got}.`,
  noWordIndex: () =>
    "expected imdb_word_index.json beside imdb.npz, which holds numbers instead of words. " +
    "Choose both files together.",
  wrongWordIndex: () => "expected imdb_word_index.json to hold words with their ranks.",
  wrongReviewLabels: () => "expected a label 0 or 1 for each review in imdb.npz.",
  noMember: (name: Value) => `expected a member ${name} in the file, found none.`,
  memberTooLarge: (name: Value, bytes: Value) =>
    `expected ${name} to be smaller, got ${bytes} bytes.`,
  damagedMember: (name: Value) => `expected ${name} to be whole; it is damaged.`,
  damagedArchive: () => "expected a whole archive; it is damaged.",
  archiveTooLarge: (most: Value) =>
    `expected at most ${most} MB of texts in the archive. ` +
    "Take a part of them, or train with the command line: npm start -- train --data <folder>",
  noTextsInArchive: () =>
    "expected .txt files in the archive, in one folder a class, found none to train on.",
  otherCompression: () => "expected members that are stored or deflated.",
  notZip: () => "expected a zip archive such as imdb.npz, got other bytes.",
  // Of labelled texts, the library's own words are given as well.
  ERR_RNN_TEXT_NOT_FOUND: (_where: Value, said: Value) => String(said),
  ERR_RNN_TEXT_FORMAT: (_where: Value, said: Value) => String(said),
  ERR_RNN_TEXT_COLUMN: (_where: Value, said: Value) => String(said),
  ERR_RNN_TEXT_CLASSES: (_where: Value, said: Value) => String(said),
  ERR_RNN_TEXT_ENCODING: (_where: Value, said: Value) => String(said),
  unforeseen: (said: Value) => String(said),
} satisfies Words;

/** The same in Korean. */
export const korean: { readonly [Code in keyof typeof english]: (typeof english)[Code] } = {
  notTrained: () => "아직 학습한 것이 없습니다.",
  noModel: () => "아직 연 모델이 없습니다.",
  modelTooLarge: (most, got) =>
    `모델 파일은 ${most}MB까지 열 수 있는데 ${got}MB입니다. ` +
    "명령줄에서 사용하세요: npm start -- predict model.safetensors",
  wrongModel: () =>
    "명령줄이나 이 페이지에서 만든 model.safetensors가 아니거나 파일이 손상되었습니다.",
  modelWithoutText: () =>
    "어휘가 없는 네트워크 파일입니다. train 명령이 만든 model.safetensors를 여세요.",
  laterModel: () => "더 새로운 버전에서 만든 모델입니다. 그 버전으로 여세요.",
  textsTooLarge: (most, got) =>
    `텍스트 파일은 ${most}MB까지 열 수 있는데 ${got}MB입니다. 일부만 잘라 쓰거나 ` +
    "명령줄에서 분류하세요: npm start -- predict model.safetensors --file <file>",
  noTexts: (where) => `${where}: 텍스트가 없습니다.`,
  noTextColumn: (where) => `${where}: 텍스트 열을 찾지 못했습니다. 열의 이름을 text로 바꾸세요.`,
  replaced: () => "다른 학습이 시작되었습니다.",
  workerFailed: () => "워커를 실행하지 못했습니다. 페이지를 새로고침하세요.",
  noOwnTexts: () => "아직 연 텍스트가 없습니다. 먼저 ‘내 텍스트’ 화면에서 파일을 여세요.",
  filesTooLarge: (most, got) =>
    `파일은 ${most}MB까지 열 수 있는데 ${got}MB입니다. ` +
    "일부만 잘라 쓰거나 명령줄에서 학습하세요: npm start -- train --data <file>",
  tooManyClasses: (got) =>
    `클래스가 ${got}개입니다. 이 페이지의 네트워크는 클래스 둘을 구분합니다. ` +
    "두 클래스의 행만 남기거나 명령줄에서 학습하세요.",
  tooFewTexts: (least, got) => `텍스트가 ${least}개 이상 있어야 하는데 ${got}개입니다.`,
  noWordIndex: () =>
    "imdb.npz에는 단어 대신 번호가 들어 있어 imdb_word_index.json도 필요합니다. 두 파일을 함께 선택하세요.",
  wrongWordIndex: () => "imdb_word_index.json에는 단어와 그 순위가 들어 있어야 합니다.",
  wrongReviewLabels: () => "imdb.npz의 리뷰마다 레이블 0 또는 1이 있어야 합니다.",
  noMember: (name) => `파일 안에 ${name} 항목이 없습니다.`,
  memberTooLarge: (name, bytes) => `${name} 항목이 너무 큽니다(${bytes}바이트).`,
  damagedMember: (name) => `${name} 항목이 손상되었습니다.`,
  damagedArchive: () => "압축 파일이 손상되었습니다.",
  archiveTooLarge: (most) =>
    `압축 파일에 든 텍스트는 ${most}MB까지 읽을 수 있습니다. ` +
    "일부만 쓰거나 명령줄에서 학습하세요: npm start -- train --data <folder>",
  noTextsInArchive: () =>
    "압축 파일에 학습할 .txt 파일이 없습니다. 클래스마다 폴더를 하나씩 두고 그 안에 .txt 파일을 넣으세요.",
  otherCompression: () => "이 페이지에서 풀 수 없는 압축 방식입니다.",
  notZip: () => "imdb.npz와 같은 zip 형식의 파일이 아닙니다.",
  ERR_RNN_TEXT_NOT_FOUND: (where) => `${where}: 파일을 읽을 수 없습니다.`,
  ERR_RNN_TEXT_FORMAT: (where) =>
    `${where}: 내용이 파일 형식에 맞지 않습니다. 표라면 행마다 열의 수가 같아야 하고 따옴표가 닫혀 있어야 합니다.`,
  ERR_RNN_TEXT_COLUMN: (where) =>
    `${where}: 텍스트 열과 레이블 열을 찾지 못했습니다. 텍스트 열의 이름은 text로, 레이블 열의 이름은 label로 바꾸세요.`,
  ERR_RNN_TEXT_CLASSES: (where) => `${where}: 레이블에 서로 다른 두 클래스가 있어야 합니다.`,
  ERR_RNN_TEXT_ENCODING: (where) =>
    `${where}: UTF-8 텍스트가 아닙니다. 파일을 UTF-8로 저장한 뒤 다시 여세요.`,
  unforeseen: (said) => `예상하지 못한 오류입니다(영어 원문): ${said}`,
};
