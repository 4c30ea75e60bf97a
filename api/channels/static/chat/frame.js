/** What stands around the talk: the head with its choices, and on other sites' pages panel and opener. */
import { el, unseen } from "./dom.js";
import { link } from "./markdown.js";
import { LANGUAGES } from "./texts.js";

/** @typedef {{ town: string, logo: string }} Brand the town's name and its logo's address, or nothing */

/**
 * @typedef {object} On
 * @property {(code: string) => void} language
 * @property {() => void} startAnew
 * @property {() => string} guides
 * @property {() => void} opened
 */

export class Frame {
  /**
   * @param {ShadowRoot} root
   * @param {import("./texts.js").Texts} texts
   * @param {On} on
   * @param {{ brand: Brand, floating: boolean, body: HTMLElement[] }} parts
   */
  constructor(root, texts, on, { brand, floating, body }) {
    this.brand = brand;
    this.texts = texts;
    this.on = on;
    this.floating = floating;
    this.unread = 0;
    this.head = el("header", { className: "top" });
    this.panel = el("section", { className: "panel", hidden: floating }, this.head, ...body);
    this.opener = el("button", { type: "button", className: "button primary opener", onclick: () => this.toggle() });
    this.news = el("p", { className: "unseen", role: "status" });
    if (floating) this.panel.setAttribute("role", "dialog");
    this.panel.addEventListener("keydown", (event) => this.key(event));
    root.append(this.panel, ...(floating ? [this.opener, this.news] : []));
  }

  get open() {
    return !this.panel.hidden;
  }

  /** Say everything in the language of now; the focus stays where it is. */
  relabel() {
    const { texts } = this;
    const focused = /** @type {ShadowRoot} */ (this.panel.getRootNode()).activeElement?.getAttribute("data-id");
    this.panel.setAttribute("aria-label", texts.say("title"));
    this.head.replaceChildren(
      this.heading(),
      this.guides(),
      this.button("new", texts.say("new"), this.on.startAnew),
      this.languages(),
      ...(this.floating ? [this.button("close", texts.say("close"), () => this.close())] : []),
    );
    this.showOpener();
    if (focused) /** @type {HTMLElement | null} */ (this.head.querySelector(`[data-id="${focused}"]`))?.focus();
  }

  heading() {
    const { town, logo } = this.brand;
    const name = el("span", {}, this.texts.say("name"), town && " ", town && el("span", { className: "town" }, town));
    return el(
      this.floating ? "h2" : "h1",
      { className: "brand" },
      logo && el("img", { className: "logo", src: logo, alt: "" }),
      name,
    );
  }

  /** On another site's page the guides open beside it. */
  guides() {
    const { texts, on, floating } = this;
    const href = on.guides();
    const words = texts.say("guides");
    const guides = floating ? link(href, [words], texts.say("new-tab")) : el("a", { href }, words);
    guides.className = "button quiet";
    return guides;
  }

  /**
   * Nothing to start over before anything has been said.
   * @param {boolean} possible
   */
  offerStartAnew(possible) {
    /** @type {HTMLElement} */ (this.head.querySelector('[data-id="new"]')).hidden = !possible;
  }

  /** Something came while the panel was closed. */
  countUnread() {
    if (this.open) return;
    this.unread += 1;
    this.showOpener();
    this.news.textContent = this.texts.say("unread", { count: this.unread });
  }

  toggle() {
    this.panel.hidden = this.open;
    this.unread = 0;
    this.news.textContent = "";
    this.showOpener();
    if (this.open) this.on.opened();
  }

  close() {
    if (!this.floating || !this.open) return;
    this.toggle();
    this.opener.focus();
  }

  showOpener() {
    const { texts, unread } = this;
    const badge = unread > 0 && el("span", { className: "badge" }, unseen(`. ${texts.say("unread", { count: "" })}`), String(unread));
    this.opener.setAttribute("aria-expanded", String(this.open));
    this.opener.replaceChildren(texts.say("open"), ...(badge ? [badge] : []));
  }

  languages() {
    const { texts, on } = this;
    const buttons = LANGUAGES.map((code) => {
      const button = this.button(code, texts.say(`language-${code}`), () => on.language(code));
      button.setAttribute("aria-pressed", String(code === texts.language));
      button.setAttribute("lang", code);
      return button;
    });
    return el("div", { className: "languages", role: "group", "aria-label": texts.say("language") }, ...buttons);
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {() => void} onclick
   */
  button(id, label, onclick) {
    return el("button", { type: "button", className: "button quiet", "data-id": id, onclick }, label);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && !event.isComposing) this.close();
  }
}
