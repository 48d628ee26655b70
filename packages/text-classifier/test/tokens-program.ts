import { locateTokens, normalizeText, splitTokens } from "../src/index.ts";

/** Every character of the planes that have letters and signs, each between a letter, a mark and another letter. */
function* everyCharacter(): Generator<string> {
  for (let point = 0; point < 0xe1000; point += 64) {
    if (point >= 0x20000 && point < 0x2f800) continue;
    if (point >= 0x30000 && point < 0xe0000) continue;
    let text = "";
    for (let next = point; next < point + 64; next++) {
      text += `a${String.fromCodePoint(next)}\u0301'e `;
    }
    yield text;
  }
}

/** Texts of many scripts, with what people type, paste and escape. */
const samples = [
  "<p>Don’t&nbsp;miss &quot;it&quot; — <b>GR</b>E&#x301;AT… 8/10</p>",
  "ΟΔΥΣΣΕΥΣ İstanbul’da ÉTÉ straße ЁЖ ﬁn ＷＩＤＥ ｶﾞｯﾂ",
  "هل هو جيد؟ می‌خواهم ﺳﻼﻡ שלום עולם अच्छी फ़िल्म है। ශ්‍රී தமிழ்",
  "房间很好。コーヒー 정말 좋은 영화였다ㅋㅋ หนังดีมากที่สุด ຫຼາຍ ខ្ញុំស្រឡាញ់ ဗုဒ္ဓ",
  "👍🏽 👨‍👩‍👧 🇰🇷🇺🇸 ❤️ 1️⃣ $5 £6 \ud800 \u{10d50} \u{1e030} \u{2ebf0} \u{1fae9}",
];

/** A hash of the tokens of all of them, which no host may change. */
export function hashTokens(): string {
  let hash = 0;
  const add = (text: string): void => {
    for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  };
  for (const text of [...samples, ...everyCharacter()]) {
    add(normalizeText(text));
    for (const tokens of ["words", "characters"] as const) {
      for (const token of splitTokens(text, { tokens })) add(`|${token}`);
    }
  }
  for (const text of samples) {
    for (const { token, start, end } of locateTokens(text)) add(`${token}:${start}-${end}`);
  }
  return (hash >>> 0).toString(16);
}
