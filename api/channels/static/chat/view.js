/** What the person sees: the frame, the log of what was said, the box to write in. */
import { card } from "./cards.js";
import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { LANGUAGES } from "./texts.js";

/**
 * @typedef {object} On
 * @property {(text: string) => void} send
 * @property {(button: import("./api.js").Button) => void} press
 * @property {(code: string) => void} language
 * @property {() => void} startAnew
 * @property {() => string} guides
 * @property {(path: string) => string} sourceUrl
 */

export class View {
  /**
   * @param {Element} host
   * @param {ShadowRoot} root
   * @param {import("./texts.js").Texts} texts
   * @param {On} on
   */
  constructor(host, root, texts, on) {
    this.host = host;
    this.root = root;
    this.texts = texts;
    this.on = on;
    this.floating = host.getAttribute("mode") === "float";
    this.log = el("div", { className: "log", role: "log", tabIndex: 0, "aria-live": "polite" });
    this.status = el("p", { className: "status", role: "status" });
    this.composer = new Composer(texts, (text) => on.send(text));
    this.relabel();
  }

  /** Build the frame in the current language; what was said stays. */
  relabel() {
    const { texts } = this;
    this.host.setAttribute("lang", texts.language);
    if (!this.floating) document.documentElement.lang = texts.language;
    this.log.setAttribute("aria-label", texts.say("log"));
    this.composer.relabel();
    const panel = el("section", { className: "panel", "aria-label": texts.say("title") }, this.header(), this.log, this.status, this.composer.element);
    panel.addEventListener("keydown", (event) => this.floating && event.key === "Escape" && this.close());
    if (!this.floating) return this.root.replaceChildren(panel);
    const wasOpen = this.panel && !this.panel.hidden;
    this.panel = panel;
    panel.hidden = !wasOpen;
    this.opener = el("button", { type: "button", className: "button primary opener", "aria-expanded": String(Boolean(wasOpen)), onclick: () => this.toggle() }, texts.say("open"));
    this.root.replaceChildren(panel, this.opener);
  }

  header() {
    const { texts, on } = this;
    const languages = LANGUAGES.map((code) =>
      el("button", { type: "button", className: "button quiet language", lang: code, "aria-pressed": String(code === texts.language), onclick: () => on.language(code) }, texts.say(`language-${code}`)),
    );
    return el(
      "header",
      { className: "top" },
      el(this.floating ? "h2" : "h1", { className: "brand" }, texts.say("name")),
      el("div", { className: "languages", role: "group", "aria-label": texts.say("language") }, ...languages),
      el("a", { className: "button quiet", href: on.guides() }, texts.say("guides")),
      el("button", { type: "button", className: "button quiet", onclick: () => this.askStartAnew() }, texts.say("new")),
      this.floating && el("button", { type: "button", className: "button quiet", onclick: () => this.close() }, texts.say("close")),
    );
  }

  toggle() {
    if (!this.panel || !this.opener) return;
    this.panel.hidden = !this.panel.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.panel.hidden));
    if (!this.panel.hidden) this.composer.focus();
  }

  close() {
    if (this.panel && !this.panel.hidden) this.toggle();
    this.opener?.focus();
  }

  /** A question before anything disappears from sight. */
  askStartAnew() {
    const { texts, on } = this;
    const dialog = /** @type {HTMLDialogElement} */ (el("dialog", { className: "dialog" }));
    const end = () => (dialog.close(), dialog.remove());
    dialog.append(
      el("h2", {}, texts.say("new-title")),
      el("p", {}, texts.say("new-text")),
      el("div", { className: "buttons" },
        el("button", { type: "button", className: "button primary", onclick: () => (end(), on.startAnew()) }, texts.say("new")),
        el("button", { type: "button", className: "button", onclick: end }, texts.say("new-cancel"))),
    );
    this.root.append(dialog);
    dialog.showModal();
  }

  clear() {
    this.log.replaceChildren();
  }

  /** @param {string[]} popular */
  welcome(popular) {
    const { texts, on } = this;
    const questions = popular.map((text) => el("li", {}, el("button", { type: "button", className: "button choice", onclick: () => on.send(text) }, text)));
    this.log.replaceChildren(
      el("div", { className: "welcome" },
        el("h2", {}, texts.say("welcome-title")),
        el("p", {}, texts.say("welcome-text")),
        questions.length > 0 && el("h3", {}, texts.say("welcome-popular")),
        questions.length > 0 && el("ul", { className: "popular" }, ...questions),
        el("div", { className: "buttons" },
          ...["human", "idea"].map((id) => {
            const label = texts.say(`button-${id}`);
            return el("button", { type: "button", className: "button", onclick: () => on.press({ id, label }) }, label);
          }))),
    );
  }

  /**
   * What the person wrote, shown at once; it becomes plain when it has been sent.
   * @param {string} text
   * @param {{ message_id: string, at: string }} message
   */
  person(text, message) {
    this.root.querySelector(".welcome")?.remove();
    this.disableActions();
    const shown = card({ who: "person", at: message.at, text, name: null, reply: null }, this.texts, this.on);
    shown.dataset.message = message.message_id;
    shown.classList.add("unsent");
    this.add(shown);
  }

  /** @param {string} id */
  sent(id) {
    this.root.querySelector(`[data-message="${id}"]`)?.classList.remove("unsent");
  }

  /** @param {{ message_id: string, text?: string }} message */
  takeBack(message) {
    this.root.querySelector(`[data-message="${message.message_id}"]`)?.remove();
    if (message.text) this.fill(message.text);
    this.enableLast();
  }

  /**
   * @param {import("./api.js").Item} item
   * @param {{ live: boolean }} how
   */
  item(item, { live }) {
    this.root.querySelector(".welcome")?.remove();
    this.disableActions();
    this.add(card(item, this.texts, this.on), live);
    this.composer.hint(item.reply?.form ? `hint-${item.reply.form.field.replace(/_/g, "-")}` : null, item.reply?.kind === "form");
  }

  /** @param {string} text */
  note(text) {
    this.add(el("p", { className: "status-line" }, text));
  }

  /** Only the newest reply can be pressed. */
  enableLast() {
    const cards = [...this.root.querySelectorAll(".card.bollplank")];
    for (const button of cards.at(-1)?.querySelectorAll(".actions button") ?? []) button.removeAttribute("disabled");
  }

  disableActions() {
    const focused = this.root.activeElement?.closest(".actions");
    for (const actions of this.root.querySelectorAll(".actions")) {
      for (const button of actions.querySelectorAll("button")) button.setAttribute("disabled", "");
    }
    if (focused) this.composer.focus();
  }

  /** @param {string} text */
  fill(text) {
    this.composer.fill(text);
  }

  /** @param {string} state */
  state(state) {
    const keys = { thinking: "thinking", offline: "offline", down: "server-down" };
    const key = keys[/** @type {keyof typeof keys} */ (state)];
    this.status.textContent = key ? this.texts.say(key) : "";
    this.status.dataset.state = state;
  }

  /**
   * @param {HTMLElement} element
   * @param {boolean} [live]
   */
  add(element, live = true) {
    this.log.append(element);
    const calm = !live || matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: element.classList.contains("bollplank") && live ? "start" : "nearest", behavior: calm ? "instant" : "smooth" });
  }
}
