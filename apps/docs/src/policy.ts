/**
 * The content security policy that every page carries: nothing from elsewhere, no inline scripts. Inline styles are
 * those of highlighted code.
 */
export const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
