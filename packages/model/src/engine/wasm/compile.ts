/** WebAssembly modules from hexadecimal, each compiled once. */

/** The names that every JavaScript host has, typed here because the package is tied to no host. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports?: object) => { readonly exports: unknown };
};

/** Gives the module of a variant; its instances share the machine code. It throws what the host throws. */
export function compileOnce<V extends string>(
  hexadecimalByVariant: Readonly<Record<V, string>>,
): (variant: V) => object {
  const modules: Partial<Record<V, object>> = {};
  return (variant) => {
    modules[variant] ??= new WebAssembly.Module(bytesOf(hexadecimalByVariant[variant]));
    return modules[variant];
  };
}

/** The exports of a fresh instance. @throws what the host throws */
export function instantiateModule(module: object, imports?: object): unknown {
  return new WebAssembly.Instance(module, imports).exports;
}

/** Doing it is the test: `validate` would pass where a content security policy forbids to compile. */
export function succeeds(attempt: () => void): boolean {
  try {
    attempt();
    return true;
  } catch {
    return false;
  }
}

function bytesOf(hexadecimal: string): Uint8Array {
  return Uint8Array.from({ length: hexadecimal.length / 2 }, (_, i) =>
    Number.parseInt(hexadecimal.slice(2 * i, 2 * i + 2), 16),
  );
}
