import { signedColor } from "../../charts/colors.ts";

/** A difference of probabilities in points, on its colour. */
export function Signed({ value }: { readonly value: number }) {
  const points = (100 * value).toFixed(1).replace(/^-(0\.0)$/, "$1");
  return (
    <span class="signed" style={{ backgroundColor: signedColor(2 * value) }}>
      {value > 0 ? `+${points}` : points.replace("-", "−")}
    </span>
  );
}
