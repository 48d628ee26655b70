import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { plotLosses, renderLossChart, renderPng } from "../src/index.ts";

const require = createRequire(import.meta.url);
const wasm = readFileSync(require.resolve("@resvg/resvg-wasm/index_bg.wasm"));
const fonts = [
  readFileSync(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")),
  readFileSync(require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf")),
];
const three = { losses: [0.7, 0.6, 0.5], valLosses: [0.72, 0.66, 0.64] };
const heading = { title: "Loss on IMDB reviews", subtitle: "32 cells" };

describe("renderPng", () => {
  const none = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';

  test("refuses what is not a rasteriser, and draws with the right one afterwards", async () => {
    await expect(renderPng(none, { wasm: Uint8Array.of(1, 2, 3), fonts })).rejects.toThrow(
      /^renderPng: expected wasm to be the bytes of index_bg\.wasm of @resvg\/resvg-wasm, got others: /,
    );
    const png = await renderPng(none, { wasm, fonts });
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  });

  test("refuses what is not an SVG document", async () => {
    await expect(renderPng("<p", { wasm, fonts })).rejects.toThrow(
      /^renderPng: expected an SVG document, got one that cannot be read: /,
    );
  });
});

describe("the chart", () => {
  test("names its title, axes and both curves, and has the two colours on white", async () => {
    const svg = await renderLossChart(three, heading);
    for (const text of ["Loss on IMDB reviews", "32 cells", "training loss", "validation loss"]) {
      expect(svg).toContain(text);
    }
    expect(svg).toContain(">epoch<");
    expect(svg).toContain('stroke="#0072b2"');
    expect(svg).toContain('stroke="#d55e00"');
    expect(svg).toContain('width="800" height="450"');
    expect(svg).toContain('fill="white"');
  });

  test.each([
    [1, ["1"]],
    [5, ["1", "2", "3", "4", "5"]],
    [20, ["1", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20"]],
    [100, ["1", "10", "20", "30", "40", "50", "60", "70", "80", "90", "100"]],
  ])("has whole epochs on the axis of %i epochs", async (epochs, expected) => {
    const losses = Array.from({ length: epochs }, (_, i) => 0.7 - i * 1e-3);
    const svg = await renderLossChart({ losses, valLosses: losses }, heading);
    const axis = svg.slice(svg.indexOf("X-axis"), svg.indexOf("Y-axis"));
    expect([...axis.matchAll(/>(\d+)<\/text>/g)].map(([, label]) => label)).toEqual(expected);
  });

  test("gives equal bytes for equal losses", async () => {
    expect(await renderLossChart(three, heading)).toBe(await renderLossChart(three, heading));
  });

  test("of a loss that does not change has an axis of distinct figures", async () => {
    const constant = { losses: [0.7, 0.7, 0.7], valLosses: [0.7, 0.7, 0.7] };
    const svg = await renderLossChart(constant, heading);
    const labels = [...svg.matchAll(/>(0\.\d+)<\/text>/g)].map(([, label]) => label);
    expect(labels.length).toBeGreaterThanOrEqual(3);
    expect(new Set(labels).size).toBe(labels.length);
  });

  test("becomes the same PNG on every machine", async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">' +
      '<text x="2" y="15" font-family="Verdana, sans-serif" font-size="14">0.6931</text></svg>';
    const png = await renderPng(svg, { wasm, fonts, zoom: 1 });
    expect(createHash("sha256").update(png).digest("hex")).toBe(
      "a079a8ea4e9b69189dfc8d65610c53f04e057c8390e1e41b9dae204410f1d127",
    );
  });

  test("becomes a PNG of twice its size in which the font's text is drawn", async () => {
    const svg = await renderLossChart(three, heading);
    const png = Buffer.from(await renderPng(svg, { wasm, fonts }));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1600, 900]);
    const empty = svg.replaceAll(/<text[^>]*>[^<]*<\/text>/g, "");
    const withoutText = await renderPng(empty, { wasm, fonts });
    expect(png.length).toBeGreaterThan(withoutText.length * 1.2);
  });
});

describe("the terminal's chart", () => {
  test("spans the losses, solid for training, dashed for validation, first and last epoch below", () => {
    const lines = plotLosses(three, false).split("\n");
    expect(lines[0]).toMatch(/^ 0\.7200 ┤/);
    expect(lines[12]).toMatch(/^ 0\.5000 ┤.*╰─*$/);
    expect(lines[4]).toContain("╌");
    expect(lines[13]).toMatch(/^ {9}1 +epoch +3$/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(80);
  });

  test("has no escape sequences without colours, and the same characters with them", () => {
    const plain = plotLosses(three, false);
    const colored = plotLosses(three, true);
    expect(plain).not.toContain("\u001B");
    expect(colored).toContain("\u001B[34m");
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  test("puts all but equal losses on an axis of distinct figures, in its middle", () => {
    const constant = { losses: [0.7, 0.7], valLosses: [0.7001, 0.7001] };
    const lines = plotLosses(constant, false).split("\n").slice(0, 13);
    const labels = lines.map((line) => line.slice(0, 7).trim());
    expect(new Set(labels).size).toBe(13);
    expect([labels[0], labels[12]]).toEqual(["0.7100", "0.6900"]);
    expect(lines[6]).toMatch(/^ 0\.7000 ┤─+/);
  });

  test("is empty for one epoch, and is drawn for equal losses", () => {
    expect(plotLosses({ losses: [0.7], valLosses: [0.7] }, false)).toBe("");
    expect(plotLosses({ losses: [0.7, 0.7], valLosses: [0.7, 0.7] }, false)).toContain("0.7000");
  });
});
