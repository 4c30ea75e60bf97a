/** The box to write in: Enter sends, Shift+Enter gives a new line, and the limit is told in time. */
import { el } from "./dom.js";

const LONGEST = 2000;
const TELL_FROM = 200;
const SAY_AFTER_MS = 1000;

export class Composer {
  /**
   * @param {import("./texts.js").Texts} texts
   * @param {import("./store.js").Store} store keeps what is typed and not sent
   * @param {(text: string) => void} send
   */
  constructor(texts, store, send) {
    this.texts = texts;
    this.store = store;
    this.send = send;
    /** @type {string | null} */
    this.field = null;
    this.saying = 0;
    this.box = /** @type {HTMLTextAreaElement} */ (
      el("textarea", { className: "field box", rows: 1, id: "box", enterKeyHint: "send", "aria-describedby": "hint" })
    );
    this.label = el("label", { className: "unseen", htmlFor: "box" });
    this.hint = el("p", { className: "hint", id: "hint" });
    // The hint changes with every key; only where typing rests is it read out.
    this.said = el("p", { className: "unseen", role: "status" });
    this.button = el("button", { type: "submit", className: "button primary" });
    this.element = el(
      "form",
      { className: "composer" },
      this.label,
      el("div", { className: "row" }, this.box, this.button),
      this.hint,
      this.said,
    );
    this.element.addEventListener("submit", (event) => this.submit(event));
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("input", () => this.typed());
    this.box.value = store.get("draft", "");
  }

  relabel() {
    const words = this.texts.say(this.field ? "box-answer" : "box");
    this.label.textContent = words;
    this.box.placeholder = words;
    this.button.textContent = this.texts.say("send");
    this.tell();
  }

  /** @param {string | null} field what a form asks for */
  ask(field) {
    this.field = field;
    this.relabel();
  }

  focus() {
    this.box.focus();
  }

  /** @param {string} text */
  fill(text) {
    this.box.value = text;
    this.typed();
    this.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  typed() {
    this.store.set("draft", this.box.value || null);
    this.tell();
    clearTimeout(this.saying);
    const say = () => (this.said.textContent = this.left <= TELL_FROM ? (this.hint.textContent ?? "") : "");
    this.saying = window.setTimeout(say, SAY_AFTER_MS);
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text || this.left < 0) return this.warn(text ? null : this.texts.say("empty"));
    this.box.value = "";
    this.typed();
    this.send(text);
  }

  /** @param {string | null} words `null` for what the hint already says */
  warn(words) {
    if (words) this.hint.textContent = words;
    this.said.textContent = this.hint.textContent;
    this.box.focus();
  }

  /** Characters as people count them, and the gateway: an emoji is one. */
  get left() {
    return LONGEST - [...this.box.value].length;
  }

  tell() {
    const { left } = this;
    this.box.setAttribute("aria-invalid", String(left < 0));
    this.hint.classList.toggle("wrong", left < 0);
    this.hint.textContent = this.hintWords(left);
  }

  /** @param {number} left */
  hintWords(left) {
    if (left < 0) return this.texts.say("over", { count: -left });
    if (left <= TELL_FROM) return this.texts.say("left", { count: left });
    const hint = this.field && this.texts.find(`hint-${this.field.replace(/_/g, "-")}`);
    return hint ?? this.texts.say("secret");
  }
}
