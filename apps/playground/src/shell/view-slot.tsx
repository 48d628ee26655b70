import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ViewId } from "../settings/view-id.ts";
import { view } from "../state/page.ts";
import { views } from "../views/views.ts";
import { shellTexts } from "./shell-texts.ts";

/** The view of the address, whose code comes when it is first shown. */
export function ViewSlot() {
  const id = view.value;
  const [loaded, setLoaded] = useState<{ id: ViewId; Component: ComponentType }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let isShown = true;
    setFailed(false);
    views[id].load().then(
      (Component) => isShown && setLoaded({ id, Component }),
      () => isShown && setFailed(true),
    );
    return () => {
      isShown = false;
    };
  }, [id]);
  const t = shellTexts();
  if (failed) return <p role="alert">{t.viewFailed}</p>;
  if (loaded?.id !== id) return <p class="loading">{t.loading}</p>;
  const { Component } = loaded;
  return <Component />;
}
