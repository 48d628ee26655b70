import { type Language, language, setLanguage } from "../i18n/language.ts";
import { writeAddress } from "../settings/address.ts";
import { viewIds } from "../settings/view-id.ts";
import { lesson, settings, view } from "../state/page.ts";
import { views } from "../views/views.ts";
import { shellTexts } from "./shell-texts.ts";
import { type Theme, theme } from "./theme.ts";

/** The name of the page, the views, the language and the colours. */
export function Header() {
  const t = shellTexts();
  return (
    <header>
      <div class="title">
        <p class="brand">
          <strong>@rnn</strong> {t.playground}
        </p>
        <div class="options">
          <select
            aria-label={t.language}
            value={language.value}
            onChange={({ currentTarget }) => setLanguage(currentTarget.value as Language)}
          >
            <option value="en" lang="en">
              English
            </option>
            <option value="ko" lang="ko">
              한국어
            </option>
          </select>
          <select
            aria-label={t.theme}
            value={theme.value}
            onChange={({ currentTarget }) => {
              theme.value = currentTarget.value as Theme;
            }}
          >
            <option value="system">{t.system}</option>
            <option value="light">{t.light}</option>
            <option value="dark">{t.dark}</option>
          </select>
        </div>
      </div>
      <nav aria-label={t.views}>
        <ol>
          {viewIds.map((id) => (
            <li key={id}>
              <a
                href={writeAddress(id, settings.value, lesson.value)}
                {...(id === view.value && { "aria-current": "page" as const })}
              >
                {views[id].name()}
              </a>
            </li>
          ))}
        </ol>
      </nav>
    </header>
  );
}
