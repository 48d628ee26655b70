import { useSignalEffect } from "@preact/signals";
import { language } from "../i18n/language.ts";
import { view } from "../state/page.ts";
import { views } from "../views/views.ts";
import { Header } from "./header.tsx";
import { LessonBar } from "./lesson-bar.tsx";
import { Notices } from "./notices.tsx";
import { RunBar } from "./run-bar.tsx";
import { shellTexts } from "./shell-texts.ts";
import { ViewSlot } from "./view-slot.tsx";

/** The whole page. */
export function App() {
  const t = shellTexts();
  useSignalEffect(() => {
    document.documentElement.lang = language.value;
    document.title = `${views[view.value].name()} · @rnn`;
  });
  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        {t.skip}
      </a>
      <Header />
      <RunBar />
      <main id="main" tabIndex={-1}>
        <LessonBar />
        <Notices />
        <ViewSlot />
      </main>
      <footer>{t.footer}</footer>
    </>
  );
}

/** Without the address, which holds the view. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
