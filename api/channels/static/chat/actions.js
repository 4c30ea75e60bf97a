/** What can be done with a reply: choices first, one a line, then buttons; and what became of them. */
import { el, unseen } from "./dom.js";

/** Shown on the left and filled, since it is what the person came to do. */
const PRIMARY = new Set(["send"]);

/**
 * A button in the interface's language, or as the gateway labelled it (choices carry guides' titles).
 * @param {import("./api.js").Button} button
 * @param {import("./texts.js").Texts} texts
 */
export function labelOf(button, texts) {
  return texts.find(`button-${button.id.replace(/[:_]/g, "-")}`) ?? button.label;
}

/**
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 * @param {(button: import("./api.js").Button) => void} press
 */
export function actions(reply, texts, press) {
  if (!offered(reply).length) return null;
  const make = (/** @type {import("./api.js").Button} */ button, /** @type {string} */ className) => {
    const label = labelOf(button, texts);
    const onclick = () => press({ id: button.id, label });
    return el("button", { type: "button", className: `button ${className}`, onclick }, label);
  };
  const { choices, buttons } = reply;
  return el(
    "div",
    { className: "actions", lang: texts.language },
    choices.length > 0 && el("div", { className: "choices" }, ...choices.map((each) => make(each, "choice"))),
    buttons.length > 0 &&
      el("div", { className: "buttons" }, ...buttons.map((each) => make(each, PRIMARY.has(each.id) ? "primary" : ""))),
  );
}

/**
 * The offered button that a person's message stands for, if any. The history knows only its label.
 * @param {import("./api.js").Reply | null | undefined} reply
 * @param {{ text: string, button?: string }} message
 */
export function pressedIn(reply, { text, button }) {
  return offered(reply).find((each) => (button ? each.id === button : each.label === text || each.id === text));
}

/**
 * What takes the buttons' place when one has been used.
 * @param {import("./api.js").Button} button
 * @param {import("./texts.js").Texts} texts
 */
export function chosen(button, texts) {
  const label = labelOf(button, texts);
  const [before, after] = texts.say("chosen", { label: "\n" }).split("\n");
  return el("p", { className: "chosen", tabIndex: -1 }, unseen(before), el("span", {}, label), after);
}

/** @param {import("./api.js").Reply | null | undefined} reply */
const offered = (reply) => [...(reply?.choices ?? []), ...(reply?.buttons ?? [])];
