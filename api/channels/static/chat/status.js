/** One line above the box: what is going on with the messages, and a way to try again. */
import { el } from "./dom.js";

const WORDS = { thinking: "thinking", offline: "offline", down: "server-down", unreachable: "unreachable" };
const CAN_RETRY = ["down", "unreachable"];

export class Status {
  /**
   * @param {import("./texts.js").Texts} texts
   * @param {{ retry: () => void, jump: () => void }} on
   */
  constructor(texts, { retry, jump }) {
    this.texts = texts;
    this.state = "idle";
    this.words = el("p", { role: "status" });
    this.button = el("button", { type: "button", className: "button small", onclick: retry });
    this.below = 0;
    this.jump = el("button", { type: "button", className: "button small jump", onclick: jump });
    this.element = el("div", { className: "status" }, this.words, this.button, this.jump);
    this.show("idle");
  }

  /** @param {string} state `idle`, `thinking`, `offline`, `down` or `unreachable` */
  show(state) {
    this.state = state;
    this.relabel();
  }

  /** @param {number} below how many replies came out of sight */
  showBelow(below) {
    this.below = below;
    this.relabel();
  }

  relabel() {
    const key = WORDS[/** @type {keyof typeof WORDS} */ (this.state)];
    const words = key ? this.texts.say(key) : "";
    // Setting the same words again would have them read again.
    if (this.words.textContent !== words) this.words.textContent = words;
    this.element.dataset.state = this.state;
    this.jump.textContent = this.texts.say("unread", { count: this.below });
    this.jump.hidden = !this.below;
    this.button.textContent = this.texts.say("retry");
    this.button.hidden = !CAN_RETRY.includes(this.state);
  }
}
