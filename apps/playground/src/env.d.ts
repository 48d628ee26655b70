/** What Vite adds to modules. */
declare module "*.css" {}
