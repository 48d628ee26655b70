/**
 * The names of HTML that texts hold: elements, and the characters that are written by a name. All in lower case, as
 * texts are read: `&Eacute;` and `&eacute;` are one letter then.
 */

/** Elements that do not break a word: `<b>g</b>reat` shows one. */
export const inlineElements: ReadonlySet<string> = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small " +
    "span strike strong sub sup time tt u var wbr"
  ).split(" "),
);

/** Elements that begin a line, a cell or a picture, and so end a word. */
export const blockElements: ReadonlySet<string> = new Set(
  (
    "address article aside audio base basefont blockquote body br button canvas caption center col colgroup dd " +
    "details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 " +
    "head header hr html iframe img input legend li link main map menu meta nav noframes noscript object ol " +
    "optgroup option output p param picture pre progress rp rt ruby script section select source style summary " +
    "svg table tbody td template textarea tfoot th thead title tr track ul video"
  ).split(" "),
);

/** Attributes that are written without a value. */
export const bareAttributes =
  "allowfullscreen|async|autofocus|autoplay|checked|compact|controls|default|defer|disabled|download|hidden|ismap|" +
  "itemscope|loop|multiple|muted|noshade|novalidate|nowrap|open|readonly|required|reversed|selected";

/** The names of U+00A0 to U+00FF in their order; capitals have the names of the small letters. */
const latin1 =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute " +
  "micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest agrave aacute acirc atilde auml aring aelig " +
  "ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml times oslash " +
  "ugrave uacute ucirc uuml yacute thorn szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute " +
  "ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc " +
  "uuml yacute thorn yuml";

/** The other names of HTML 4, and of later ones the letters of European languages and the punctuation of ASCII. */
const others =
  "quot\" amp& lt< gt> apos' num# dollar$ percnt% lpar( rpar) ast* plus+ comma, period. sol/ colon: semi; equals= " +
  "quest? excl! commat@ lsqb[ lbrack[ rsqb] rbrack] bsol\\ lowbar_ grave` lcub{ lbrace{ rcub} rbrace} verbar| vert| " +
  "tab\t newline\n " +
  "oelig\u0153 scaron\u0161 zcaron\u017e ccaron\u010d ecaron\u011b rcaron\u0159 dcaron\u010f tcaron\u0165 " +
  "ncaron\u0148 lcaron\u013e lacute\u013a racute\u0155 cacute\u0107 nacute\u0144 sacute\u015b zacute\u017a " +
  "zdot\u017c lstrok\u0142 dstrok\u0111 aogon\u0105 eogon\u0119 iogon\u012f uogon\u0173 scedil\u015f tcedil\u0163 " +
  "gbreve\u011f abreve\u0103 inodot\u0131 imath\u0131 odblac\u0151 udblac\u0171 uring\u016f amacr\u0101 " +
  "emacr\u0113 imacr\u012b omacr\u014d umacr\u016b edot\u0117 " +
  "alpha\u03b1 beta\u03b2 gamma\u03b3 delta\u03b4 epsilon\u03b5 zeta\u03b6 eta\u03b7 theta\u03b8 iota\u03b9 " +
  "kappa\u03ba lambda\u03bb mu\u03bc nu\u03bd xi\u03be omicron\u03bf pi\u03c0 rho\u03c1 sigmaf\u03c2 sigma\u03c3 " +
  "tau\u03c4 upsilon\u03c5 phi\u03c6 chi\u03c7 psi\u03c8 omega\u03c9 thetasym\u03d1 upsih\u03d2 piv\u03d6 " +
  "ensp\u2002 emsp\u2003 thinsp\u2009 zwnj\u200c zwj\u200d lrm\u200e rlm\u200f ndash\u2013 mdash\u2014 lsquo\u2018 " +
  "rsquo\u2019 sbquo\u201a ldquo\u201c rdquo\u201d bdquo\u201e dagger\u2020 bull\u2022 hellip\u2026 permil\u2030 " +
  "prime\u2032 lsaquo\u2039 rsaquo\u203a oline\u203e frasl\u2044 euro\u20ac trade\u2122 circ\u02c6 tilde\u02dc " +
  "fnof\u0192 image\u2111 weierp\u2118 real\u211c alefsym\u2135 larr\u2190 uarr\u2191 rarr\u2192 darr\u2193 " +
  "harr\u2194 crarr\u21b5 forall\u2200 part\u2202 exist\u2203 empty\u2205 nabla\u2207 isin\u2208 notin\u2209 ni\u220b " +
  "prod\u220f sum\u2211 minus\u2212 lowast\u2217 radic\u221a prop\u221d infin\u221e ang\u2220 and\u2227 or\u2228 " +
  "cap\u2229 cup\u222a int\u222b there4\u2234 sim\u223c cong\u2245 asymp\u2248 ne\u2260 equiv\u2261 le\u2264 ge\u2265 " +
  "sub\u2282 sup\u2283 nsub\u2284 sube\u2286 supe\u2287 oplus\u2295 otimes\u2297 perp\u22a5 sdot\u22c5 lceil\u2308 rceil\u2309 " +
  "lfloor\u230a rfloor\u230b lang\u27e8 rang\u27e9 loz\u25ca spades\u2660 clubs\u2663 hearts\u2665 diams\u2666";

/** The character of each name. */
export const namedCharacters: ReadonlyMap<string, string> = new Map([
  ...latin1.split(" ").map((name, i) => [name, String.fromCharCode(0xa0 + i)] as const),
  ...Array.from(
    others.matchAll(/([a-z]+4?)([^ ]) ?/gs),
    ([, name, character]) => [name, character] as const,
  ),
]);

/** What the numbers 128 to 159 mean in a reference: not the control characters of Unicode, but Windows-1252. */
export const windows1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";
