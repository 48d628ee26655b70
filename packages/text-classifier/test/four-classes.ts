/** The classes of ten rows: four, the last one of which is never predicted. */
export const labels = [0, 1, 2, 2, 1, 0, 3, 2, 1, 2];
/** Their probabilities, `[10, 4]`. */
export const ofFour = [
  [0.7, 0.1, 0.1, 0.1],
  [0.2, 0.5, 0.2, 0.1],
  [0.1, 0.2, 0.6, 0.1],
  [0.4, 0.3, 0.2, 0.1],
  [0.35, 0.3, 0.2, 0.15],
  [0.6, 0.2, 0.1, 0.1],
  [0.08, 0.2, 0.6, 0.12],
  [0.05, 0.15, 0.75, 0.05],
  [0.25, 0.4, 0.25, 0.1],
  [0.1, 0.6, 0.25, 0.05],
];
