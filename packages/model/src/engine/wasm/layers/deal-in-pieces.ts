import type { Pieces } from "../../pieces.ts";
import { cutWork, type Deal, type Work } from "./deal.ts";
import { mostMultiplyAdds } from "./piece-size.ts";

/**
 * Deals works, none of which depends on another, one piece after the other, each of few milliseconds. Whoever
 * iterates may do other things between two. The results are those of one piece, to the bit.
 */
export function* dealInPieces(deal: Deal, ...works: readonly Work[]): Pieces {
  const all = works.reduce((sum, { multiplyAdds = 0 }) => sum + multiplyAdds, 0);
  const pieces = Math.max(1, Math.ceil(all / mostMultiplyAdds));
  if (pieces === 1) {
    deal(...works);
    return;
  }
  for (let piece = 0; piece < pieces; piece++) {
    deal(...works.map((work) => pieceOf(work, piece / pieces, (piece + 1) / pieces)));
    if (piece < pieces - 1) yield;
  }
}

/** The part of a work between two shares of it. */
function pieceOf(work: Work, from: number, to: number): Work {
  if (work.part) return work.part(from, to);
  const { grain = 1, before } = work;
  const start = cutWork(work, from);
  return {
    count: cutWork(work, to) - start,
    grain,
    ...(before && { before: before.subarray(start) }),
    run: (first, end) => work.run(start + first, start + end),
  };
}
