/** Lets Node run the TypeScript sources, in threads too, which `--import tsx` does not reach. */
import { register } from "tsx/esm/api";

register();
