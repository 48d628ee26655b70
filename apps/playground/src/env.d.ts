/** What Vite adds to modules. */
declare module "*.css" {}

interface ImportMeta {
  readonly env: { readonly PROD: boolean };
}
