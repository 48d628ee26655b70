import { useState } from "preact/hooks";
import { NeedsNetwork } from "../shared/needs-network.tsx";
import { CodeBox } from "./code-box.tsx";
import { Files } from "./files.tsx";
import { LinkBox } from "./link-box.tsx";
import { takeTexts } from "./take-texts.ts";

/** Take along: files, a link and a program. */
export function TakeView() {
  const t = takeTexts();
  const [said, setSaid] = useState("");
  return (
    <>
      <h1>{t.heading}</h1>
      <p class="lead">{t.lead}</p>
      <LinkBox onSay={setSaid} />
      <NeedsNetwork>
        <Files />
        <CodeBox onSay={setSaid} />
      </NeedsNetwork>
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
