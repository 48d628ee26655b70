/** A row as it stands in a file. */
export interface Row {
  readonly text: string;
  /** White space around it does not count; undefined where labels are not read. */
  readonly label: string | undefined;
  /** Undefined where weights are not read. */
  readonly weight?: string | undefined;
  /** At which the row starts. */
  readonly line: number;
  /** Default: the file and the line. */
  readonly origin?: string;
}

/** Takes the rows of a table, one after the other. */
export interface RowSink {
  add(row: Row): void;
  /** Whether a row with this label has been added. */
  hasLabel(label: string): boolean;
}

/** Where a row is. */
export function originOf(name: string, { origin, line }: Row): string {
  return origin ?? `${name}:${line}`;
}
