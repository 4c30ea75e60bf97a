/** A question before anything disappears from sight. Escape means no; the focus goes back by itself. */
import { el } from "./dom.js";

/**
 * @param {ShadowRoot} root
 * @param {{ title: string, text: string, yes: string, no: string }} words
 * @returns {Promise<boolean>}
 */
export function confirm(root, { title, text, yes, no }) {
  const dialog = /** @type {HTMLDialogElement} */ (el("dialog", { className: "dialog", "aria-labelledby": "dialog-title" }));
  const button = (/** @type {string} */ label, /** @type {string} */ answer, /** @type {string} */ className) =>
    el("button", { type: "button", className: `button ${className}`, onclick: () => dialog.close(answer) }, label);
  dialog.append(
    el("h2", { id: "dialog-title" }, title),
    el("p", {}, text),
    el("div", { className: "buttons" }, button(yes, "yes", "primary"), button(no, "", "")),
  );
  root.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => (dialog.remove(), resolve(dialog.returnValue === "yes")));
  });
}
