import { describe, expect, test } from "vitest";
import { evaluate, findTrainingWarnings } from "../src/index.ts";

const falling = [0.69, 0.55, 0.4, 0.3, 0.2];

describe("findTrainingWarnings", () => {
  const codesOf = (...given: Parameters<typeof findTrainingWarnings>): string[] =>
    findTrainingWarnings(...given).map(({ code }) => code);
  /** Texts of each class, and how many of each are read as the second. */
  const scored = (zeros: number, ones: number, zerosAsOne: number, onesAsOne: number) => {
    const part = (label: number, count: number, asOne: number) =>
      Array.from({ length: count }, (_, i) => ({ label, p: i < asOne ? 0.9 : 0.1 }));
    const rows = [...part(0, zeros, zerosAsOne), ...part(1, ones, onesAsOne)];
    const evaluation = evaluate(
      rows.map(({ label }) => label),
      rows.map(({ p }) => p),
    );
    return { evaluation, of: "validation", classNames: ["ham", "spam"] } as const;
  };

  test("finds nothing where both losses fall and the classes are told apart", () => {
    expect(
      findTrainingWarnings({ losses: falling, valLosses: falling }, scored(50, 50, 5, 45)),
    ).toEqual([]);
  });

  test("names the best epoch of a validation loss that rises, and what to do", () => {
    const valLosses = [0.68, 0.6, 0.65, 0.7, 0.9];
    expect(findTrainingWarnings({ losses: falling, valLosses })).toEqual([
      {
        code: "validation-loss-rises",
        message:
          "The validation loss was lowest after epoch 2, 0.6000, and had risen to 0.9000 after epoch 5. " +
          "The training loss kept falling: since then the network has only learnt what is particular to its " +
          "training texts. Train for 2 epochs, or on more texts.",
      },
    ]);
  });

  test("blames the learning rate where the training loss rises too", () => {
    const losses = [0.69, 0.5, 0.55, 0.6];
    const [warning] = findTrainingWarnings({ losses, valLosses: losses });
    expect(warning.message).toMatch(
      /learning rate may be too high\. Lower it, or train for 2 epochs\.$/,
    );
  });

  test.each([
    ["a small rise in every one of three epochs", [0.6, 0.605, 0.61, 0.615], true],
    ["a small rise and a fall", [0.6, 0.61, 0.605, 0.611], false],
    [
      "a long plateau before the rise",
      [0.7, ...Array<number>(16).fill(0.71), 0.74, 0.76, 0.77],
      true,
    ],
    ["one bad last epoch", [0.6, 0.5, 0.4, 0.7], false],
    ["losses that go up and down", [0.6, 0.5, 0.55, 0.49, 0.5], false],
    ["no validation", [], false],
    ["a validation that gives no figures", [NaN, NaN, NaN], false],
    ["a single epoch", [0.6], false],
  ])("of %s: %j", (_, valLosses, expected) => {
    const losses = valLosses.map((_loss, i) => 0.69 - i / 40);
    expect(codesOf({ losses, valLosses })).toEqual(expected ? ["validation-loss-rises"] : []);
  });

  test.each([
    [[0.6921, 0.6922, 0.692], true],
    [[0.5, 0.9], true],
    [[0.7111, 0.7022], false],
    [[0.6921], false],
    [[], false],
  ])("says that a training loss has not fallen: %j", (losses, expected) => {
    expect(codesOf({ losses, valLosses: [] })).toEqual(expected ? ["training-loss-stays"] : []);
  });

  test("says where every text is read as one class, and which one needs texts", () => {
    const losses = [0.69, 0.6];
    const [warning] = findTrainingWarnings({ losses, valLosses: [] }, scored(90, 10, 0, 0));
    expect(warning).toEqual({
      code: "one-class-predicted",
      message:
        "All 100 validation texts are read as “ham”, right for 90 of them: the network does not tell the " +
        "classes apart. Train for more epochs or with a higher learning rate, or on more texts, above " +
        "all of “spam”.",
    });
  });

  test("says where the accuracy is that of naming the largest class, within two standard errors", () => {
    const losses = [0.69, 0.6];
    const [warning] = findTrainingWarnings({ losses, valLosses: [] }, scored(520, 480, 300, 330));
    expect(warning.code).toBe("accuracy-near-largest-class");
    expect(warning.message).toContain(
      "validation texts, 0.5500, is not clearly above 0.5200, which reading every text as “ham” gives",
    );
    expect(codesOf({ losses, valLosses: [] }, scored(520, 480, 200, 330))).toEqual([]);
  });

  test("does not advise longer training where the training texts are known by heart", () => {
    const [{ message }] = findTrainingWarnings(
      { losses: [0.69, 0.01], valLosses: [] },
      scored(50, 50, 25, 25),
    );
    expect(message).toMatch(/longer training will not help: it needs more texts\.$/);
  });

  test("does not take a loss that the rarity of a class explains for knowledge of the texts", () => {
    const rare = scored(198, 2, 0, 0);
    const [explained] = findTrainingWarnings({ losses: [0.3, 0.06], valLosses: [] }, rare);
    expect(explained.message).toContain("Train for more epochs");
    const [known] = findTrainingWarnings({ losses: [0.3, 0.006], valLosses: [] }, rare);
    expect(known.message).toContain("it needs more texts, above all of “spam”");
  });

  test("asks for texts of a class only where the other one is what all are read as", () => {
    const [warning] = findTrainingWarnings(
      { losses: [0.7, 0.68], valLosses: [] },
      scored(3, 9, 0, 0),
    );
    expect(warning.message).toMatch(/All 12 .* “ham”, right for 3 of them: .* or on more texts\.$/);
  });

  test("leaves a rare class alone that is found, however high the share of the other", () => {
    expect(codesOf({ losses: falling, valLosses: [] }, scored(990, 10, 2, 8))).toEqual([]);
    expect(codesOf({ losses: falling, valLosses: [] }, scored(990, 10, 2, 1))).toEqual([
      "accuracy-near-largest-class",
    ]);
  });

  test("expects nothing of texts that are all of one class", () => {
    expect(codesOf({ losses: falling, valLosses: [] }, scored(10, 0, 0, 0))).toEqual([]);
  });
});
