/** What the person sees, put together: the frame, the talk, the status line, the box to write in. */
import { Attach } from "./attach.js";
import { Composer } from "./composer.js";
import { confirm } from "./confirm.js";
import { el } from "./dom.js";
import { Frame } from "./frame.js";
import { Status } from "./status.js";
import { Thread } from "./thread.js";
import { welcome } from "./welcome.js";

/**
 * @typedef {object} On
 * @property {(text: string) => void} send
 * @property {(button: import("./api.js").Button) => void} press
 * @property {(code: string) => void} language
 * @property {() => void} startAnew
 * @property {() => void} retry
 * @property {(file: File, id: string, progress: (share: number) => void) => Promise<string>} attach
 * @property {() => string} guides
 * @property {(path: string) => string} url
 */

export class View {
  /**
   * @param {Element} host
   * @param {ShadowRoot} root
   * @param {{ texts: import("./texts.js").Texts, store: import("./store.js").Store,
   *   brand: import("./frame.js").Brand, on: On }} parts
   */
  constructor(host, root, { texts, store, brand, on }) {
    this.host = host;
    this.root = root;
    this.texts = texts;
    this.on = on;
    const floating = host.getAttribute("mode") === "float";
    const leaveButtons = (/** @type {HTMLElement | null} */ chosen) => this.leaveButtons(chosen);
    this.level = floating ? 3 : 2;
    const below = () => this.status.showBelow(this.status.below + 1);
    this.thread = new Thread(texts, { press: on.press, url: on.url, level: this.level, leaveButtons, below });
    this.thread.element.addEventListener("scroll", () => this.thread.atEnd() && this.status.below && this.status.showBelow(0));
    this.status = new Status(texts, { retry: on.retry, jump: () => this.jump() });
    this.composer = new Composer(texts, store, on.send);
    /** @type {string | null} */
    this.outageNow = null;
    // Always there, so that what comes into it is read out.
    this.banner = el("div", { role: "status" });
    this.attach = new Attach(texts, on.attach);
    this.composer.element.append(this.attach.element);
    this.frame = new Frame(
      root,
      texts,
      { ...on, startAnew: () => this.askStartAnew(), opened: () => this.jump() },
      { brand, floating, body: [this.banner, this.thread.element, this.status.element, this.composer.element] },
    );
    this.attach.listen(/** @type {HTMLElement} */ (host));
    this.relabel();
  }

  /** Say everything in the language of now; what was said stays. */
  relabel() {
    const { texts, frame } = this;
    this.host.setAttribute("lang", texts.language);
    if (!frame.floating) {
      document.documentElement.lang = texts.language;
      document.title = [texts.say("title"), frame.brand.town].filter(Boolean).join(" – ");
    }
    frame.relabel();
    this.showOutage();
    frame.offerStartAnew(!this.thread.empty);
    this.status.relabel();
    this.composer.relabel();
    this.attach.relabel();
    this.thread.element.setAttribute("aria-label", texts.say("log"));
    if (!this.thread.empty) this.thread.redraw();
  }

  /** @param {string | null} message what everyone is told before they ask */
  outage(message) {
    if (message === this.outageNow) return; // the same words again would be read again
    this.outageNow = message;
    this.showOutage(el("p", { className: "unseen" }, this.texts.say("outage-over")));
  }

  /** @param {HTMLElement} [over] said where there is none any more */
  showOutage(over) {
    const told = this.outageNow && el("p", { className: "outage" }, el("strong", {}, `${this.texts.say("outage")}: `), this.outageNow);
    this.banner.replaceChildren(...(told ? [told] : over ? [over] : []));
  }

  /** @param {string[]} popular */
  welcome(popular) {
    this.thread.reset([]);
    this.thread.quietly(() => this.thread.element.replaceChildren(welcome(popular, this.texts, this.on, this.level)));
    this.settle();
  }

  /**
   * A whole conversation, when the page is opened or another tab has changed it.
   * @param {import("./thread.js").Said[]} items
   */
  conversation(items) {
    this.thread.reset(items);
    this.settle();
  }

  /**
   * What was missed while the connection was away.
   * @param {import("./thread.js").Said[]} items
   */
  catchUp(items) {
    const before = this.thread.entries.length;
    if (items.length) this.root.querySelector(".welcome")?.remove();
    this.thread.merge(items);
    for (const { item } of this.thread.entries.slice(before)) if (item.who !== "person") this.frame.countUnread();
    this.settle();
  }

  /** @param {import("./thread.js").Said} item */
  item(item) {
    this.root.querySelector(".welcome")?.remove();
    if (this.thread.add(item) && item.who !== "person") this.frame.countUnread();
    this.settle();
  }

  /** @param {import("./outbox.js").Waiting} message */
  takeBack(message) {
    this.thread.remove(message.message_id);
    if (message.text) this.composer.fill(message.text);
    this.settle();
  }

  /** @param {string} text */
  note(text) {
    this.thread.note(text);
  }

  /** Head and box follow from what was said last. */
  settle() {
    const { form, kind } = this.thread.lastReply?.item.reply ?? {};
    this.composer.ask(form && kind === "form" ? form.field : null);
    this.frame.offerStartAnew(!this.thread.empty);
  }

  /**
   * The focused button is about to vanish. A finger would get the keyboard in the way of the reply.
   * @param {HTMLElement | null} chosen what stands in its place
   */
  leaveButtons(chosen) {
    if (chosen && matchMedia("(pointer: coarse)").matches) chosen.focus({ preventScroll: true });
    else this.composer.box.focus({ preventScroll: true });
  }

  jump() {
    const last = this.thread.entries.at(-1);
    if (last) this.thread.reveal(last.element);
    this.status.showBelow(0);
    this.composer.focus();
  }

  async askStartAnew() {
    const { texts } = this;
    const words = {
      title: texts.say("new-title"),
      text: texts.say("new-text"),
      yes: texts.say("new"),
      no: texts.say("new-cancel"),
    };
    if (!(await confirm(this.root, words))) return;
    this.on.startAnew();
    this.composer.focus();
  }
}
