import { sharedTexts } from "./shared-texts.ts";

/** Why an answer could not be given; nothing where it could. */
export function Failure({ error }: { readonly error: string | undefined }) {
  if (error === undefined) return null;
  return (
    <p class="notice" role="alert">
      {sharedTexts().failed} {error}
    </p>
  );
}
