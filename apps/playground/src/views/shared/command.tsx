/** A command to type: it breaks between its words alone, never within `--`. */
export function Command({ children }: { readonly children: string }) {
  return (
    <code class="command">
      {children.split(" ").map((word, n) => (
        <>
          {n > 0 && " "}
          <span key={n}>{word}</span>
        </>
      ))}
    </code>
  );
}
