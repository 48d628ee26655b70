/**
 * What Markdown links to outside of code: `[text](target)` and `![text](target)`, each replaced by what `replace`
 * gives. Fenced blocks and code spans stay as they are.
 */
export function replaceLinks(
  markdown: string,
  replace: (link: { text: string; target: string; isImage: boolean; whole: string }) => string,
): string {
  const fences = /^(```|~~~)[^\n]*\n[\s\S]*?^\1[^\n]*$/gm;
  let replaced = "";
  let end = 0;
  for (const { 0: fence, index } of markdown.matchAll(fences)) {
    replaced += replaceInText(markdown.slice(end, index), replace) + fence;
    end = index + fence.length;
  }
  return replaced + replaceInText(markdown.slice(end), replace);
}

function replaceInText(text: string, replace: Parameters<typeof replaceLinks>[1]): string {
  const codeOrLink =
    /(`+)(?!`)[\s\S]*?[^`]\1(?!`)|(!?)\[((?:[^[\]`]|`[^`]*`|\[[^\]]*\])*)\]\(([^()\s]+)\)/g;
  return text.replace(codeOrLink, (whole, ticks, mark, label, target) =>
    ticks === undefined ? replace({ text: label, target, isImage: mark === "!", whole }) : whole,
  );
}
