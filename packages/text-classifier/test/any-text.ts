import * as fc from "fast-check";
import { characterClass, classOf } from "../src/text/character-class.ts";

/** Characters and pieces that the rules are about, beside any others. */
const pieces = fc.oneof(
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.string({ unit: "grapheme", maxLength: 4 }),
  fc.constantFrom(
    ...Array.from(
      "İiςΣσ’'`\"<>/&;# -\u0301\u0307\u200d\u200b\u00ad\u034f\ufe0f\u3099ｶﾞﾊﾟＡ＜＞＆각ﾡￂ한\u1161\u11a8กำเ្ក္",
    ),
  ),
  fc.constantFrom("<b>", "</b>", "<p>", "<br/>", "<!--", "-->", "<b", "<a href=", "<script>"),
  fc.constantFrom("&amp;", "amp;", "lt;", "gt;", "#60;", "&#x301;", "&nbsp;", "&eacute;", "\ud800"),
  fc.constantFrom("👍🏽", "👨‍👩‍👧", "🇰🇷", "1️⃣", "\u{1e030}", "\u{10d50}", "\u{2fa1f}", "\u{1fae9}"),
);
/** Any text, with much of what the rules of text format 2 are about. */
export const anyText = fc.array(pieces, { maxLength: 24 }).map((each) => each.join(""));

/** Such a text of characters that Unicode 15.0 has: of others the host may know another form. */
export const assignedText = anyText.filter((text) =>
  Array.from(text).every(
    (character) => classOf(character.codePointAt(0) ?? 0) !== characterClass.unassigned,
  ),
);
