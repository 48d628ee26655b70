import type { ComponentChildren } from "preact";

interface ActionButtonProps {
  /** Default true. */
  readonly isAvailable?: boolean;
  readonly isPrimary?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button that keeps the focus when its own press makes it unavailable; one that is `disabled` would lose it. */
export function ActionButton(props: ActionButtonProps) {
  const { isAvailable = true, isPrimary = false, onClick, children } = props;
  return (
    <button
      type="button"
      class={isPrimary ? "primary" : undefined}
      aria-disabled={!isAvailable}
      onClick={() => {
        if (isAvailable) onClick();
      }}
    >
      {children}
    </button>
  );
}
