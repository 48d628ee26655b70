/**
 * The page's only style sheet. Each colour is a variable that the dark scheme has its own value for; blue and
 * vermilion are of the palette of Okabe and Ito, brown and teal of ColorBrewer's BrBG: colour-blind readers
 * tell both pairs apart.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --half: linear-gradient(var(--line), var(--line)) 0 50% / 100% 1px no-repeat;
  --paper: #fdfdfb; --ink: #1f2328; --soft: #5a6168; --line: #e3e4df; --panel: #f5f5f1;
  --notice: #fbf3dd; --training: #0072b2; --validation: #d55e00; --reference: #8d9297;
  --class0-rgb: 166 97 26; --class1-rgb: 1 133 113; --unknown-rgb: 160 165 169;
  --class0: rgb(var(--class0-rgb)); --class1: rgb(var(--class1-rgb));
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #15181b; --ink: #e3e5e3; --soft: #a4abb1; --line: #2d3237; --panel: #1c2024;
    --notice: #322b18; --training: #56b4e9; --validation: #f28e4c; --reference: #868c92;
    --class0-rgb: 217 160 91; --class1-rgb: 90 184 166; --unknown-rgb: 110 117 124;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: anywhere; -webkit-text-size-adjust: 100%; print-color-adjust: exact; -webkit-print-color-adjust: exact;
}
main { max-width: 66rem; margin: 0 auto; padding: clamp(1.25rem, 4vw, 3.5rem) clamp(1rem, 4vw, 2.5rem) 4rem; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.3rem); line-height: 1.2; font-weight: 650; margin: 0 0 .4rem; }
h2 { font-size: 1.3rem; font-weight: 650; margin: 0 0 .9rem; }
h3 { font-size: 1rem; font-weight: 600; margin: 0 0 .5rem; }
p { margin: 0 0 1rem; max-width: 46rem; }
section { margin-top: 3.2rem; }
section section { margin-top: 2.4rem; }
.soft { color: var(--soft); font-size: .9rem; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 0 3rem; }
.columns > * { min-width: 0; }
.columns > section, .columns > div > section:first-child { margin-top: 3.2rem; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr)); gap: .75rem; margin: 1.6rem 0 0; }
.tiles > div { background: var(--panel); border-radius: .6rem; padding: .8rem 1rem .9rem; }
.tiles dt { color: var(--soft); font-size: .9rem; }
.tiles dd { margin: 0; line-height: 1.35; }
.tiles .figure { font-size: 1.75rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.tiles dd.soft { font-size: .8rem; margin-top: .15rem; }
time { white-space: nowrap; }
.notices li + li { margin-top: .6rem; }
.notices { list-style: none; background: var(--notice); border-radius: .6rem; padding: .7rem 1rem; margin: 1.2rem 0 0; }

figcaption.soft { margin-top: .6rem; }
figure { margin: 0 0 1.4rem; break-inside: avoid; }
.chart { display: block; width: 100%; height: auto; }
.chart text { font-family: inherit; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.3rem; padding: 0; margin: 0 0 .8rem; font-size: .9rem; }
.mark { display: inline-block; width: .85em; height: .85em; border-radius: .15em; margin-inline-end: .45em; vertical-align: -.06em; }
.mark.of0 { background: rgb(var(--class0-rgb)); }
.mark.of1 { background: rgb(var(--class1-rgb)); }
.mark.unknown { height: 2px; vertical-align: .25em; background: rgb(var(--unknown-rgb)); }
.mark.cut { border: 1px solid var(--soft); }
.mark.line { width: 1.7em; height: 0; border-radius: 0; vertical-align: .25em; border-top: 3px solid var(--training); }
.mark.validation { border-top: 3px dashed var(--validation); }
.mark.reference { border-top: 2px solid var(--reference); }

.wide { overflow-x: auto; container-type: inline-size; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; margin-bottom: 1.2rem; }
caption { text-align: start; padding-bottom: .6rem; max-width: min(46rem, 100cqi); position: sticky; left: 0; }
th { font-weight: 500; text-align: start; overflow-wrap: normal; word-break: keep-all; }
thead th { color: var(--soft); font-size: .85rem; vertical-align: bottom; }
th, td { padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
td { white-space: nowrap; }
.numbers th + th, .numbers td, .confusion td:last-child, .confusion thead th:last-child { text-align: end; }
.numbers td:last-child, .numbers th:last-child, .confusion td:last-child, .confusion th:last-child { padding-inline-end: .2rem; }
.confusion th + th, .confusion td { padding-inline-start: .7rem; }
.confusion td b { display: block; font-size: 1.25rem; font-weight: 600; line-height: 1.3; }
.confusion td span { font-size: .85rem; }
.confusion .right { background: rgb(0 114 178 / calc(.04 + var(--s) * .34)); }
.confusion .wrong { background: rgb(213 94 0 / calc(.04 + var(--s) * .34)); }
.confusion .right, .confusion .wrong { border: 2px solid var(--paper); padding: .7rem .9rem; }
.confusion.dense { width: auto; font-size: .9rem; }
.confusion.dense td, .confusion.dense thead th + th { text-align: end; }
.confusion.dense tbody th { min-width: 7rem; max-width: 16rem; overflow-wrap: anywhere; word-break: normal; }
.columns + h3 { margin-top: 1.6rem; }
.confusion.dense .right, .confusion.dense .wrong { padding: .35rem .5rem; }
.pairings .wrong { background: rgb(213 94 0 / calc(.04 + var(--s) * .5)); }
.numbers td.name, .numbers th.name { text-align: start; white-space: normal; }
.stacked { max-width: 54rem; }
.stacked th, .stacked .name { overflow-wrap: anywhere; word-break: normal; }
.stacked td:not(.name), .stacked th + th:not(.name) { width: 5.5rem; padding-inline-start: .7rem; }
.chosen th { font-weight: 650; }
.numbers td.range { white-space: normal; width: 45%; }
.range .soft { display: block; font-size: .8rem; }
.interval { display: block; height: 1.1em; background: linear-gradient(var(--reference), var(--reference)) 50% 0 / 1px 100% no-repeat; position: relative; }
.interval::before, .interval::after { content: ""; position: absolute; background: var(--training); }
.interval::before { left: var(--low); right: calc(100% - var(--high)); top: 50%; height: 3px; margin-top: -1.5px; }
.interval::after { left: var(--at); top: 50%; width: 9px; height: 9px; margin: -4.5px; border-radius: 50%; }

article { margin: 1.8rem 0 2.2rem; }
article h3, article .soft { margin-bottom: .25rem; }
.trace { max-width: none; line-height: 1.3; margin: .7rem 0 .4rem; }
.w { display: inline-block; vertical-align: bottom; max-width: 100%; padding-bottom: .85rem; }
.w::before { content: ""; display: block; height: 2.5em; margin: 0 -.14em; background: var(--half); }
.w.of0 { --c: var(--class0-rgb); }
.w.of1 { --c: var(--class1-rgb); }
.w.unknown { --c: var(--unknown-rgb); color: var(--soft); }
.w.cut { color: var(--soft); }
.w[style]::before {
  --low: min(var(--p) * 1%, 50%); --high: max(var(--p) * 1%, 50%);
  --ink-of-bar: rgb(var(--c) / calc(.5 + max(var(--p) - 50, 50 - var(--p)) / 80));
  background: linear-gradient(to top, transparent var(--low), var(--ink-of-bar) var(--low), var(--ink-of-bar) var(--high), transparent var(--high)) 50% 0 / calc(100% - 2px) 100% no-repeat, var(--half);
}
.w.likeliest[style]::before { --low: 0%; --high: calc(var(--p) * 1%); --ink-of-bar: rgb(var(--c) / calc(.25 + var(--p) / 140)); background: linear-gradient(to top, var(--ink-of-bar) var(--high), transparent var(--high)) 50% 0 / calc(100% - 2px) 100% no-repeat, linear-gradient(var(--line), var(--line)) 0 100% / 100% 1px no-repeat; }
.w.unknown::before { --low: calc(var(--p) * 1% - 1px); --high: calc(var(--p) * 1% + 1px); --ink-of-bar: rgb(var(--c)); }
.gap { display: inline-block; vertical-align: bottom; padding: 0 .6rem .85rem; color: var(--soft); font-style: italic; }
.gap:first-child { padding-inline-start: 0; }
.text { white-space: pre-wrap; background: var(--panel); border-radius: .6rem; padding: .8rem 1rem; margin: .5rem 0 0; max-width: none; }
details > summary { cursor: pointer; color: var(--soft); font-size: .9rem; padding: .2rem 0; }
details[open] > summary { margin-bottom: .5rem; }
:focus-visible { outline: 2px solid var(--training); outline-offset: 2px; border-radius: .2rem; }

.pairs { margin: 0; }
.pairs > div { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0 1rem; padding: .35rem 0; border-bottom: 1px solid var(--line); }
.pairs dt { color: var(--soft); }
.pairs dd { margin: 0; font-variant-numeric: tabular-nums; }
code { font: .875em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }

@media (max-width: 34rem) {
  .tiles > :last-child:nth-child(odd) { grid-column: 1 / -1; }
  .pairs > .short { grid-template-columns: 1fr auto; }
  .pairs > .short dd { text-align: end; }
  .pairs > .long { grid-template-columns: 1fr; }
  .stacked tr { display: grid; grid-template-columns: repeat(var(--columns), 1fr); border-bottom: 1px solid var(--line); padding: .3rem 0; }
  .stacked th, .stacked td { border: 0; padding: .1rem 0; }
  .stacked tbody th, .stacked .name, .stacked thead th:first-child { grid-column: 1 / -1; }
  .stacked td:not(.name), .stacked th + th:not(.name) { width: auto; padding: .1rem .2rem; }
  .stacked thead th { font-size: .75rem; overflow-wrap: normal; }
  .stacked td.name::before { content: "read as "; color: var(--soft); }
}
@media print {
  main { max-width: none; padding: 0; }
  section { margin-top: 1.6rem; }
  article, table, .tiles > div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  details > summary { list-style: none; }
  details::details-content { content-visibility: visible; height: auto; }
}
`;
