import { execArgv } from "node:process";

/**
 * What Node is started with in threads: as this process is, without the check of its version, whose relative path
 * holds in the folder where npm started it alone.
 */
export function threadArguments(): string[] {
  const isCheck = (argument: string | undefined) => argument?.endsWith("check-node.cjs") === true;
  return execArgv.filter(
    (argument, i) => !isCheck(argument) && !(argument === "--require" && isCheck(execArgv[i + 1])),
  );
}
