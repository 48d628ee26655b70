import { benchEpoch } from "./epoch.ts";

await benchEpoch();
