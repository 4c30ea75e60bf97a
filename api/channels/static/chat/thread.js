/**
 * The talk itself: what was said, in order, each thing once. It keeps the items, so that it can be
 * drawn anew in another language without a sound from the screen reader.
 */
import { actions, chosen, labelOf, pressedIn } from "./actions.js";
import { card, timeLine } from "./cards.js";
import { el } from "./dom.js";

/**
 * @typedef {import("./api.js").Item & { button?: string, event?: number | null, message_id?: string | null,
 *   buttons?: import("./api.js").Button[] }} Said
 * @typedef {{ item: Said, element: HTMLElement, answer: Entry | null }} Entry
 *   `answer`: the entry whose button this message pressed; it is shown there and not by itself
 */

const QUIET_MS = 15 * 60_000;
const NEAR_END_PX = 120;
const MARGIN_PX = 16;
const SETTLED_MS = 600;
const SHOWN_AT_FIRST = 60;

export class Thread {
  /**
   * @param {import("./texts.js").Texts} texts
   * @param {import("./cards.js").On & { press: (button: import("./api.js").Button) => void,
   *   leaveButtons: (chosen: HTMLElement | null) => void, below: () => void }} on
   *   `below`: something new came out of sight
   */
  constructor(texts, on) {
    this.texts = texts;
    this.on = on;
    /** @type {Entry[]} */
    this.entries = [];
    /** @type {Set<string>} */
    this.known = new Set();
    /** @type {Set<string>} */
    this.unsent = new Set();
    this.hidden = 0;
    this.settling = 0;
    this.element = el("div", { className: "log", role: "log", tabIndex: 0, "aria-live": "polite" });
  }

  get empty() {
    return !this.entries.length;
  }

  /**
   * Show a conversation from its beginning, without announcing it.
   * @param {Said[]} items
   */
  reset(items) {
    this.entries = [];
    this.known.clear();
    this.hidden = Math.max(0, items.length - SHOWN_AT_FIRST);
    this.merge(items, { draw: false });
    this.redraw();
  }

  /**
   * Add what is not there yet.
   * @param {Said[]} items a conversation, whole and in order
   * @param {{ draw: boolean }} [how]
   */
  merge(items, how = { draw: true }) {
    let question = "";
    for (const item of items) {
      if (item.who === "person") question = item.message_id ?? "";
      this.add(item.who === "bollplank" ? { ...item, message_id: question } : item, how);
    }
  }

  /**
   * @param {Said} item
   * @param {{ draw: boolean }} [how]
   * @returns {Entry | null} null when it was there already
   */
  add(item, { draw } = { draw: true }) {
    const key = keyOf(item);
    if (key && this.known.has(key)) return null;
    if (key) this.known.add(key);
    const entry = { item, element: el("div"), answer: this.pressed(item) };
    this.entries.push(entry);
    if (draw) this.draw(entry, this.entries.length - 1);
    return entry;
  }

  /**
   * A line of ours that belongs to no conversation.
   * @param {string} text
   */
  note(text) {
    const line = el("p", { className: "status-line" }, text);
    this.element.append(line);
    this.reveal(line);
  }

  /**
   * Take back a message that was refused.
   * @param {string} messageId
   */
  remove(messageId) {
    this.entries = this.entries.filter((entry) => entry.item.who !== "person" || entry.item.message_id !== messageId);
    this.known.delete(`m:${messageId}`);
    this.redraw();
  }

  /**
   * Say at the messages that wait, or no longer, that they have not been sent.
   * @param {Set<string>} waiting their ids
   */
  markUnsent(waiting) {
    this.unsent = waiting;
    for (const entry of this.entries) this.showUnsent(entry);
  }

  /** @param {Entry} entry */
  showUnsent({ item, element }) {
    const waits = item.who === "person" && this.unsent.has(item.message_id ?? "");
    const shown = element.querySelector(".unsent");
    if (waits && !shown) element.append(el("span", { className: "unsent" }, this.texts.say("unsent")));
    if (!waits) shown?.remove();
  }

  /** Draw everything anew, in the language of now; nothing is announced. */
  redraw() {
    this.quietly(() => {
      const end = this.atEnd();
      const top = this.element.scrollTop;
      this.element.replaceChildren();
      if (this.hidden) this.element.append(this.earlierButton());
      this.entries.forEach((entry, at) => at >= this.hidden && this.draw(entry, at, false));
      this.element.scrollTop = end ? this.element.scrollHeight : top;
    });
  }

  /** @returns {Entry | undefined} */
  get lastReply() {
    return this.entries.findLast(({ item }) => item.who === "bollplank");
  }

  atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /** @param {HTMLElement} element */
  reveal(element) {
    const bottom = element.offsetTop + element.offsetHeight + MARGIN_PX - this.element.clientHeight;
    // All of it, but never past its first line.
    this.element.scrollTo({ top: Math.min(bottom, element.offsetTop - MARGIN_PX) });
  }

  /**
   * @param {Entry} entry
   * @param {number} at
   * @param {boolean} [fresh] just said, so it is brought into sight
   */
  draw(entry, at, fresh = true) {
    if (entry.answer) this.drawChosen(entry, entry.answer);
    else this.drawCard(entry, at, fresh);
    this.showUnsent(entry);
  }

  /**
   * @param {Entry} entry
   * @param {number} at
   * @param {boolean} fresh
   */
  drawCard(entry, at, fresh) {
    const { texts, on } = this;
    const wasAtEnd = this.atEnd();
    const own = entry.item.who === "person";
    if (own) this.lastReply?.element.querySelector(".actions")?.remove();
    entry.element = card(this.inWords(entry.item), texts, on);
    const before = this.entries[at - 1];
    if (entry.item.who !== "status" && isLater(entry.item, before?.item)) this.element.append(timeLine(entry.item.at, texts.language));
    this.element.append(entry.element);
    if (offering(entry.item)) this.offer(entry);
    // What the person did not ask for moves nothing while they read further up.
    if (fresh && (wasAtEnd || ["person", "bollplank"].includes(entry.item.who))) this.reveal(entry.element);
    else if (fresh) this.on.below();
  }

  /**
   * Only the newest reply can be pressed, and only until the person has said something.
   * @param {Entry} entry
   */
  offer(entry) {
    const at = this.entries.indexOf(entry);
    // What the desk writes leaves a half-filled form its buttons.
    if (entry.item.reply) for (const older of this.entries.slice(0, at)) this.withdraw(older);
    if (this.entries.slice(at + 1).some(({ item }) => item.who !== "desk" && item.who !== "status")) return;
    const reply = offering(entry.item);
    const offered = reply && actions(reply, this.texts, this.on.press);
    if (offered) entry.element.append(offered);
  }

  /** @param {Entry} entry */
  withdraw({ element }) {
    const old = element.querySelector(".actions");
    if (!old) return;
    if (old.matches(":focus-within")) this.on.leaveButtons(null);
    old.remove();
  }

  /**
   * @param {Entry} entry
   * @param {Entry} answer
   */
  drawChosen(entry, answer) {
    const button = pressedIn(offering(answer.item), entry.item);
    if (!button) return;
    entry.element = chosen(button, this.texts);
    const old = answer.element.querySelector(".actions");
    const focused = old?.matches(":focus-within");
    answer.element.append(entry.element);
    if (focused) this.on.leaveButtons(entry.element);
    old?.remove();
  }

  /**
   * @param {Said} item
   * @returns {Entry | null}
   */
  pressed(item) {
    if (item.who !== "person") return null;
    const said = this.entries.findLastIndex(({ item: { reply } }) => reply);
    // The newest reply, or what the desk wrote after it.
    return this.entries.findLast((entry, at) => at >= said && pressedIn(offering(entry.item), item)) ?? null;
  }

  /**
   * A button that no reply offered (the first screen's) is known by its id alone.
   * @param {Said} item
   */
  inWords(item) {
    if (item.who !== "person") return item;
    return { ...item, text: labelOf({ id: item.button ?? item.text, label: item.text }, this.texts) };
  }

  earlierButton() {
    const showAll = () => ((this.hidden = 0), this.redraw(), this.element.focus());
    return el("button", { type: "button", className: "button small earlier", onclick: showAll }, this.texts.say("earlier"));
  }

  /** @param {() => void} work */
  quietly(work) {
    clearTimeout(this.settling);
    this.element.setAttribute("aria-live", "off");
    work();
    this.settling = window.setTimeout(() => this.element.setAttribute("aria-live", "polite"), SETTLED_MS);
  }
}

/**
 * The same thing comes by several ways: as an answer, in the history, as an event.
 * @param {Said} item
 */
function keyOf({ who, event, message_id: id }) {
  if (who === "person") return id && `m:${id}`;
  if (who === "bollplank") return id && `r:${id}`;
  return event && `e:${event}`;
}

/**
 * What can be done with an item: a reply's choices and buttons, or those of what the desk wrote.
 * @param {Said} item
 * @returns {any}
 */
const offering = ({ reply, buttons }) => reply ?? (buttons?.length ? { choices: [], buttons } : null);

/**
 * @param {Said} item
 * @param {Said | undefined} before
 */
const isLater = (item, before) => !before || Date.parse(item.at) - Date.parse(before.at) > QUIET_MS;
