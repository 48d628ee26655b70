import theme from "vitepress/theme-without-fonts";
// oxlint-disable-next-line import/no-unassigned-import -- styles have no value
import "./style.css";

// oxlint-disable-next-line import/no-default-export -- VitePress asks for it
export default theme;
