import { countColumns, plain } from "@rnn/labelled-text/display";
import type { DataSummary, PartSummary } from "./data-summary.ts";
import { formatPercent } from "./format-percent.ts";
import { nameToken } from "./text/name-token.ts";
import type { Tokens } from "./text/text-format.ts";

const lineWidth = 78;
const nameWidth = 32;
const columnWidth = 18;
/** Columns for a class's name, between its indent and the figures. */
const classNameWidth = nameWidth - 3;
/** Of more classes, so many of the largest and of the smallest are shown. */
const mostClasses = 12;
const shownClasses = 4;

/** What `formatSummary` takes besides the summary. */
export interface FormatSummaryOptions {
  /** What the texts were counted in; default words. */
  readonly tokens?: Tokens | undefined;
}

/** The summary as plain text for a terminal, in lines of at most 78 columns. */
export function formatSummary(
  summary: DataSummary,
  { tokens = "words" }: FormatSummaryOptions = {},
): string {
  const { description, classNames, maxlen, train, test, leakedRows, remarks, warnings } = summary;
  const token = nameToken(tokens);
  const parts = test === undefined ? [train] : [train, test];
  const row = (name: string, cell: (part: PartSummary) => string | number): string =>
    alignRow(name, parts.map(cell));
  return [
    ...wrapText(`Texts: ${description}`),
    "",
    alignRow("", test === undefined ? ["train"] : ["train", "test"]),
    row("texts", ({ texts }) => texts),
    ...formatClasses(classNames, train, row),
    row(`${token}s a text: least`, ({ lengths }) => lengths.min),
    row("  lower quartile", ({ lengths }) => lengths.lowerQuartile),
    row("  median", ({ lengths }) => lengths.median),
    row("  upper quartile", ({ lengths }) => lengths.upperQuartile),
    row("  most", ({ lengths }) => lengths.max),
    row(`${token}s not in the vocabulary`, ({ unknownShare }) => formatPercent(unknownShare)),
    row(`texts without a ${token}`, ({ emptyRows, texts }) => formatShare(emptyRows, texts)),
    row(`texts without a known ${token}`, ({ unknownRows, texts }) =>
      formatShare(unknownRows, texts),
    ),
    row(`texts cut at ${maxlen} known ${token}s`, ({ cutShare }) => formatPercent(cutShare)),
    row("texts that repeat an earlier one", ({ repeatedRows }) => repeatedRows),
    ...(test === undefined ? [] : [alignRow("test texts to train on too", ["", leakedRows])]),
    ...[...remarks, ...warnings.map(({ message }) => message)].flatMap((note) =>
      wrapText(`Note: ${note}`, [""]),
    ),
  ].join("\n");
}

/** A row for each class, or of many classes for the largest and the smallest. */
function formatClasses(
  classNames: readonly string[],
  { classCounts: counts }: PartSummary,
  row: (name: string, cell: (part: PartSummary) => string | number) => string,
): string[] {
  const ofClass = (i: number): string =>
    row(`  ${short(classNames[i])}`, ({ classCounts, texts }) =>
      formatShare(classCounts[i], texts),
    );
  const labels = [...classNames.keys()];
  if (labels.length <= mostClasses) return labels.map(ofClass);
  const largestFirst = labels.sort((a, b) => counts[b] - counts[a] || a - b);
  return [
    row("classes", ({ classCounts }) => classCounts.filter((count) => count > 0).length),
    ...largestFirst.slice(0, shownClasses).map(ofClass),
    `  ... ${labels.length - 2 * shownClasses} more`,
    ...largestFirst.slice(-shownClasses).map(ofClass),
  ];
}

function alignRow(name: string, cells: readonly (string | number)[]): string {
  const padding = " ".repeat(Math.max(0, nameWidth - countColumns(name)));
  return name + padding + cells.map((cell) => String(cell).padStart(columnWidth)).join("");
}

function formatShare(count: number, of: number): string {
  return `${count} (${formatPercent(of === 0 ? 0 : count / of)})`;
}

/** A class's name, or as much of its beginning as there is room for. */
function short(name: string): string {
  const shown = plain(name);
  if (countColumns(shown) <= classNameWidth) return shown;
  let start = "";
  for (const character of shown) {
    if (countColumns(start + character) > classNameWidth - 3) break;
    start += character;
  }
  return `${start}...`;
}

/** The lines before, then the text in lines that fit; words that do not fit in one are cut. */
function wrapText(text: string, before: readonly string[] = []): string[] {
  const lines = [...before];
  let line = "";
  for (const word of plain(text).split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (countColumns(longer) <= lineWidth) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = word;
    for (; line.length > lineWidth; line = line.slice(lineWidth)) {
      lines.push(line.slice(0, lineWidth));
    }
  }
  return [...lines, line];
}
