/** Fields that begin and end with a quote, all those inside doubled. */

/** Whether a field begins or ends with a quote. */
export function hasQuote(field: string): boolean {
  return field.startsWith('"') || field.endsWith('"');
}

/** The field without the quotes around it, where it is in quotes as a whole. */
export function unquoteWhole(field: string): string {
  return isWhole(field) ? unquote(field) : field;
}

/** Whether a field is in quotes, with all those inside doubled. */
export function isWhole(field: string): boolean {
  return (
    field.length > 1 &&
    /^".*"$/s.test(field) &&
    !field.slice(1, -1).replaceAll('""', "").includes('"')
  );
}

/** A whole field, or one without quotes, as what it holds. */
export function unquote(field: string): string {
  return hasQuote(field) ? field.slice(1, -1).replaceAll('""', '"') : field;
}
