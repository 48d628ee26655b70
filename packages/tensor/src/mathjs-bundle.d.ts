/** mathjs's bundled file; the package types only its other entries. */
declare module "mathjs/lib/browser/math.js" {
  const mathjs: {
    /** A new instance with all functions, sharing nothing with this one. */
    create(): import("./mathjs-instance.ts").MathjsInstance;
  };
  export = mathjs;
}
