import type { ComponentChildren } from "preact";

/** A table that scrolls sideways where it is too wide; the keyboard reaches it. */
export function ScrollTable(props: {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Whether the cells are texts, which wrap, rather than figures. */
  readonly isText?: boolean;
}) {
  const { label, head, rows, isText } = props;
  return (
    <div class="scrolls" tabIndex={0} role="region" aria-label={label}>
      <table class={isText ? "texts-table" : undefined}>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], n) => (
            <tr key={n}>
              <th scope="row">{first}</th>
              {rest.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
