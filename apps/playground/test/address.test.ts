import { describe, expect, test } from "vitest";
import { readAddress, writeAddress } from "../src/settings/address.ts";
import { defaultSettings } from "../src/settings/settings.ts";

describe("an address", () => {
  test("gives back the view and every setting that were written", () => {
    const settings = {
      ...defaultSettings,
      cell: "gru",
      mask: false,
      rate: 0.003,
      seed: 2 ** 32 - 1,
    } as const;
    expect(readAddress(writeAddress("train", settings))).toEqual({
      view: "train",
      settings,
      lesson: undefined,
      refused: [],
    });
  });

  test("without settings has their defaults", () => {
    for (const hash of ["", "#", "#train"]) {
      expect(readAddress(hash)).toEqual({
        view: "train",
        settings: defaultSettings,
        lesson: undefined,
        refused: [],
      });
    }
  });

  test.each([
    ["units=1000000000"],
    ["units=NaN"],
    ["units=-1"],
    ["units=1.5"],
    ["units="],
    ["units=0x10"],
    ["rate=Infinity"],
    ["rate=1e999"],
    ["mask=yes"],
    ["cell=<script>alert(1)</script>"],
    ["__proto__=1"],
    ["constructor=1"],
    ["unknown=1"],
    ["lesson=6"],
  ])("reports %s, and has the default", (part) => {
    expect(readAddress(`#train?${part}`)).toEqual({
      view: "train",
      settings: defaultSettings,
      lesson: undefined,
      refused: [part],
    });
  });

  test("holds the open lesson", () => {
    const hash = writeAddress("gradient", defaultSettings, 4);
    expect(readAddress(hash)).toMatchObject({ view: "gradient", lesson: 4, refused: [] });
  });

  test("of an unknown view shows the training, and reports it", () => {
    expect(readAddress("#nowhere?units=3")).toEqual({
      view: "train",
      settings: { ...defaultSettings, units: 3 },
      lesson: undefined,
      refused: ["#nowhere"],
    });
  });

  test("of 50 MB is refused whole, and shown in short", () => {
    const { settings, refused } = readAddress(`#train?units=${"9".repeat(50_000_000)}`);
    expect(settings).toEqual(defaultSettings);
    expect(refused).toEqual([`#train?units=${"9".repeat(47)}…`]);
  });
});
