import { useId, useState } from "preact/hooks";

interface DropZoneProps {
  /** What is asked for, above the button. */
  readonly label: string;
  readonly button: string;
  /** Endings of names, with commas between. */
  readonly accept: string;
  /** Whether several files belong together. */
  readonly isMultiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place for files, to drop them on or to choose them. */
export function DropZone({ label, button, accept, isMultiple, onFiles }: DropZoneProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const hand = (files: FileList | null | undefined): void => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    <div
      class={`drop-zone${isOver ? " over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        hand(event.dataTransfer?.files);
      }}
    >
      <p>{label}</p>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        multiple={isMultiple === true}
        accept={accept}
        onChange={({ currentTarget }) => {
          hand(currentTarget.files);
          // So that the same file can be chosen again when it was mended.
          currentTarget.value = "";
        }}
      />
      <label for={id}>{button}</label>
    </div>
  );
}
