/** The box to write in: Enter sends, Shift+Enter gives a new line, and the limit is told in time. */
import { el } from "./dom.js";

const LONGEST = 2000;
const TELL_FROM = 200;

export class Composer {
  /**
   * @param {import("./texts.js").Texts} texts
   * @param {(text: string) => void} send
   */
  constructor(texts, send) {
    this.texts = texts;
    this.send = send;
    this.box = /** @type {HTMLTextAreaElement} */ (el("textarea", { className: "field box", rows: 2, id: "box", "aria-describedby": "hint" }));
    this.label = el("label", { className: "unseen", htmlFor: "box" });
    this.told = el("p", { className: "hint", id: "hint", "aria-live": "polite" });
    this.button = el("button", { type: "submit", className: "button primary" });
    this.element = el("form", { className: "composer" }, this.label, el("div", { className: "row" }, this.box, this.button), this.told);
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.tell());
    /** @type {string | null} */
    this.hintKey = null;
    this.answering = false;
  }

  relabel() {
    this.label.textContent = this.texts.say(this.answering ? "box-answer" : "box");
    this.box.placeholder = this.texts.say(this.answering ? "box-answer" : "box");
    this.button.textContent = this.texts.say("send");
    this.tell();
  }

  /**
   * @param {string | null} key what to write, while a form asks
   * @param {boolean} answering
   */
  hint(key, answering) {
    this.hintKey = answering ? key : null;
    this.answering = answering;
    this.relabel();
  }

  focus() {
    this.box.focus();
  }

  /** @param {string} text */
  fill(text) {
    this.box.value = text;
    this.tell();
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text) return this.warn("empty");
    if (text.length > LONGEST) return this.tell();
    this.box.value = "";
    this.tell();
    this.send(text);
  }

  /** @param {string} key */
  warn(key) {
    this.told.textContent = this.texts.say(key);
    this.box.focus();
  }

  tell() {
    const left = LONGEST - this.box.value.length;
    this.box.setAttribute("aria-invalid", String(left < 0));
    if (left < 0) this.told.textContent = this.texts.say("over", { count: -left });
    else if (left <= TELL_FROM) this.told.textContent = this.texts.say("left", { count: left });
    else this.told.textContent = this.hintKey ? this.texts.say(this.hintKey) : this.texts.say("secret");
  }
}
