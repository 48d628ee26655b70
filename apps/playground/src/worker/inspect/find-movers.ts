import type { Session } from "../session.ts";
import { inspectable } from "./inspectable.ts";

/** A word and how far it moves a unit on the average. */
export interface Mover {
  readonly word: string;
  readonly change: number;
  readonly count: number;
}

/** Words in a row and how far they moved the unit, once. */
export interface MovingSpan {
  readonly words: readonly string[];
  readonly change: number;
}

/** What moves a unit most. */
export interface Movers {
  readonly up: readonly Mover[];
  readonly down: readonly Mover[];
  readonly spans: readonly MovingSpan[];
}

/** Texts of the validation part that are looked through, words that are shown, and the length of a span. */
const mostTexts = 300;
const shownWords = 8;
const shownSpans = 6;
const spanLength = 4;
/** Rarer words say little. */
const leastCount = 3;

/** The words and the spans of the validation texts that move a unit's state most. */
export function findMovers(session: Session, { unit }: { readonly unit: number }): Movers {
  const { data, settings } = session;
  const rows = data.validationRows
    .slice(0, mostTexts)
    .map((row) => [...data.ids.row(row)].slice(-settings.length));
  const { network, read } = inspectable(session);
  const { data: states, shape } = network.states(read(rows));
  const [, steps, units] = shape;
  const sums = new Map<number, { sum: number; count: number }>();
  const spans: { ids: number[]; change: number }[] = [];
  for (const [n, ids] of rows.entries()) {
    const at = (place: number): number => {
      const step = steps - ids.length + place;
      return step < 0 || place < 0 ? 0 : states[(n * steps + step) * units + unit];
    };
    for (const [place, id] of ids.entries()) {
      const known = sums.get(id) ?? { sum: 0, count: 0 };
      known.sum += at(place) - at(place - 1);
      known.count++;
      sums.set(id, known);
    }
    const best = bestSpan(ids, at);
    if (best) spans.push(best);
  }
  const wordOf = (id: number): string => data.vocabulary[id] ?? "?";
  const movers = [...sums]
    .filter(([, { count }]) => count >= leastCount)
    .map(([id, { sum, count }]) => ({ word: wordOf(id), change: sum / count, count }))
    .sort((a, b) => b.change - a.change);
  return {
    up: movers.slice(0, shownWords).filter(({ change }) => change > 0),
    down: movers
      .slice(-shownWords)
      .toReversed()
      .filter(({ change }) => change < 0),
    spans: spans
      .sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
      .slice(0, shownSpans)
      .map(({ ids, change }) => ({ words: ids.map(wordOf), change })),
  };
}

/** The span of a text that moved the unit furthest. */
function bestSpan(ids: readonly number[], at: (place: number) => number) {
  let best: { ids: number[]; change: number } | undefined;
  for (let end = spanLength - 1; end < ids.length; end++) {
    const change = at(end) - at(end - spanLength);
    if (best === undefined || Math.abs(change) > Math.abs(best.change)) {
      best = { ids: ids.slice(end - spanLength + 1, end + 1), change };
    }
  }
  return best;
}
