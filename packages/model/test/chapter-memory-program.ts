/** An epoch of the chapter's shape in a process of its own; prints the most memory it was resident in. */
import process from "node:process";
import { RecurrentNetwork } from "../src/index.ts";
import { lastToken } from "./last-token.ts";

const training = lastToken(20_000, 100, 100);
const { x: xVal, y: yVal } = lastToken(5000, 100, 100);
const network = new RecurrentNetwork({ nCells: 32 });
await network.fit(training.x, training.y, { epochs: 1, xVal, yVal });
// `maxRSS` is in units of 1,024 bytes.
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
