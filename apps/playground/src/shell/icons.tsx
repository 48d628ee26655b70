/** The signs on the buttons of a player. */
const shapes = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 2.5h3v11H4zM9 2.5h3v11H9z",
  step: "M3 2.5v11l7-5.5zM11 2.5h2.2v11H11z",
  stop: "M3.5 3.5h9v9h-9z",
};

/** A sign; the words beside it say what it means. */
export function Icon({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
