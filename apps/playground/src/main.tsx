import { render } from "preact";
import { App } from "./shell/app.tsx";
import { followTheme } from "./shell/theme.ts";
import { followLastSession } from "./state/last-session.ts";
import { registerOffline } from "./state/offline.ts";
import { followAddress } from "./state/page.ts";
import { followRun } from "./state/train.ts";
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no value
import "./style.css";

followTheme();
followAddress();
followRun();
followLastSession();
registerOffline();
const place = document.getElementById("app");
if (place) render(<App />, place);
