import { execArgv } from "node:process";

/**
 * What Node is started with in threads, as an option of theirs: the arguments of this process without the check of
 * Node's version, whose relative path holds in the folder where npm started it alone. Where there is none, threads are
 * left to inherit the arguments: Node refuses V8's, as `--max-old-space-size`, in a list.
 */
export function threadArguments(): { readonly execArgv?: readonly string[] } {
  const isCheck = (argument: string | undefined) => argument?.endsWith("check-node.cjs") === true;
  const kept = execArgv.filter(
    (argument, i) => !isCheck(argument) && !(argument === "--require" && isCheck(execArgv[i + 1])),
  );
  return kept.length === execArgv.length ? {} : { execArgv: kept };
}
