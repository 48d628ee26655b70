import { lessons, openLesson } from "../state/lesson.ts";
import { lesson } from "../state/page.ts";
import { ActionButton } from "./action-button.tsx";
import { lessonTexts } from "./lesson-texts.ts";

/** The lesson that is open, with the way to the next; or a button that opens the first. */
export function LessonBar() {
  const t = lessonTexts();
  const number = lesson.value;
  if (number === undefined) {
    return (
      <p class="lesson-start">
        <button type="button" onClick={() => openLesson(1)}>
          {t.begin}
        </button>
      </p>
    );
  }
  const [title, words] = t.lesson(number).split("\n");
  return (
    <section class="lesson" aria-label={t.lessons}>
      <h2>{t.title(number, lessons.length, title)}</h2>
      <p>{words}</p>
      <p class="buttons">
        <ActionButton isAvailable={number > 1} onClick={() => openLesson(number - 1)}>
          {t.previous}
        </ActionButton>
        <ActionButton isAvailable={number < lessons.length} onClick={() => openLesson(number + 1)}>
          {t.next}
        </ActionButton>
        <button type="button" onClick={() => openLesson(undefined)}>
          {t.close}
        </button>
      </p>
    </section>
  );
}
