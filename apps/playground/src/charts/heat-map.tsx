import { useEffect, useRef } from "preact/hooks";
import { theme } from "../shell/theme.ts";
import { readSignedColors, systemColors } from "./colors.ts";
import { useWidth } from "./use-width.ts";

interface HeatMapProps {
  readonly rows: number;
  readonly columns: number;
  /** From -1 to 1. */
  readonly valueAt: (row: number, column: number) => number;
  /** What the map shows, for those who do not see it; its figures are a table beside it. */
  readonly description: string;
  readonly rowHeight?: number;
  /** Written over the columns where there is room. */
  readonly columnLabels?: readonly string[];
  /** A row and a column that are framed. */
  readonly row?: number | undefined;
  readonly column?: number | undefined;
  readonly onPick?: (row: number, column: number) => void;
}

/** Cells coloured by their values, on a canvas as wide as its place. */
export function HeatMap(props: HeatMapProps) {
  const { rows, columns, valueAt, description, rowHeight = 14, row, column, onPick } = props;
  const { columnLabels } = props;
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(frame);
  const isLabelled = columnLabels !== undefined && (width - labelReach) / columns >= 14;
  const cell = Math.min(56, (isLabelled ? width - labelReach : width) / Math.max(1, columns));
  const top = isLabelled ? labelHeight : 0;
  const height = top + rows * rowHeight;
  // Read, so that the map is drawn anew in other colours.
  const colors = `${theme.value} ${systemColors.value}`;
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context) return;
    const scale = globalThis.devicePixelRatio || 1;
    element.width = Math.round(width * scale);
    element.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    if (top > 0 && columnLabels)
      writeLabels(context, columnLabels, cell, getComputedStyle(element));
    context.translate(0, top);
    const colorOf = readSignedColors(element);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        context.fillStyle = colorOf(valueAt(r, c));
        context.fillRect(c * cell, r * rowHeight, Math.max(1, cell - 0.5), rowHeight - 0.5);
      }
    }
    context.strokeStyle = getComputedStyle(element).color;
    context.lineWidth = 2;
    if (row !== undefined)
      context.strokeRect(1, r1(row * rowHeight), columns * cell - 2, rowHeight);
    if (column !== undefined) context.strokeRect(column * cell, 1, cell, height - top - 2);
  }, [
    rows,
    columns,
    valueAt,
    width,
    height,
    cell,
    rowHeight,
    row,
    column,
    colors,
    top,
    columnLabels,
  ]);
  return (
    <div ref={frame} class="heat-map">
      <canvas
        ref={canvas}
        role="img"
        aria-label={description}
        style={{ width: `${width}px`, height: `${height}px` }}
        onClick={({ offsetX, offsetY }) => {
          const [r, c] = [Math.floor((offsetY - top) / rowHeight), Math.floor(offsetX / cell)];
          if (r >= 0 && r < rows && c < columns) onPick?.(r, c);
        }}
      />
    </div>
  );
}

/** Room for slanted words. */
const labelHeight = 56;
/** How far the last of them reaches beyond its column. */
const labelReach = 36;

/** The words over their columns, rising to the right. */
function writeLabels(
  context: CanvasRenderingContext2D,
  labels: readonly string[],
  cell: number,
  { color, fontFamily }: CSSStyleDeclaration,
): void {
  context.fillStyle = color;
  context.font = `12px ${fontFamily}`;
  for (const [n, label] of labels.entries()) {
    context.save();
    context.translate((n + 0.5) * cell, labelHeight - 4);
    context.rotate(-Math.PI / 4);
    context.fillText(label.length > 10 ? `${label.slice(0, 9)}…` : label, 0, 0);
    context.restore();
  }
}

/** Inside the canvas, where the first row's frame would be cut. */
function r1(y: number): number {
  return Math.max(1, y);
}
