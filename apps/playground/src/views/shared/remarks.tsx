import type { JSX } from "preact";

/** What a reader has to say of a file, in its own English; nothing where there is nothing to say. */
export function Remarks({
  title,
  remarks,
}: {
  readonly title: string;
  readonly remarks: readonly string[];
}): JSX.Element | null {
  if (remarks.length === 0) return null;
  return (
    <>
      <p>{title}:</p>
      <ul class="hint" lang="en">
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </>
  );
}
