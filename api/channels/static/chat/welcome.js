/** The first screen: what this is, what people ask most, and the way to a person. */
import { el } from "./dom.js";

const SHORTCUTS = ["human", "idea"];

/**
 * @param {string[]} popular
 * @param {import("./texts.js").Texts} texts
 * @param {{ send: (text: string) => void, press: (button: import("./api.js").Button) => void }} on
 * @param {number} level of its heading
 */
export function welcome(popular, texts, on, level) {
  const questions = popular.map((text) => el("li", {}, button(text, "choice", () => on.send(text))));
  const shortcuts = SHORTCUTS.map((id) => {
    const label = texts.say(`button-${id}`);
    return button(label, "", () => on.press({ id, label }));
  });
  return el(
    "div",
    { className: "welcome" },
    el(`h${level}`, { className: "hello" }, texts.say("welcome-title")),
    el("p", {}, texts.say("welcome-text")),
    questions.length > 0 && el(`h${level + 1}`, { className: "often" }, texts.say("welcome-popular")),
    questions.length > 0 && el("ul", { className: "popular" }, ...questions),
    el("div", { className: "buttons" }, ...shortcuts),
  );
}

/**
 * @param {string} label
 * @param {string} className
 * @param {() => void} onclick
 */
const button = (label, className, onclick) => el("button", { type: "button", className: `button ${className}`, onclick }, label);
