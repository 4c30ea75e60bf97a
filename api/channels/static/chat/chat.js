/** One conversation: what is sent, what comes back, and in which order it is shown. */
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { newId } from "./ids.js";
import { View } from "./view.js";

const THINKING_AFTER_MS = 400;
const OUTAGE_MS = 60_000;
const GONE = 404;
const SPEAKERS = { desk_reply: "desk", ticket_status: "status", reply: "bollplank" };

export class Chat {
  /**
   * @param {{ host: Element, root: ShadowRoot, api: import("./api.js").Api,
   *   store: import("./store.js").Store, texts: import("./texts.js").Texts, brand: import("./frame.js").Brand }} parts
   */
  constructor({ host, root, api, store, texts, brand }) {
    this.api = api;
    this.store = store;
    this.texts = texts;
    this.thinking = 0;
    this.view = new View(host, root, { texts, store, brand, on: this.wishes() });
    this.outbox = new Outbox(api, store, {
      answered: (message, replies) => this.answered(message, replies),
      refused: (message, detail) => this.refused(message, detail),
      startedAnew: () => this.view.note(texts.say("started-anew")),
      state: (state) => this.showState(state),
    });
    this.stream = new Stream({ event: (event, kind) => this.received(event, kind), gap: () => this.catchUp() });
    store.onChangeElsewhere("conversation", () => this.reload());
  }

  /** What the person may want, as the view calls it. */
  wishes() {
    return {
      send: (/** @type {string} */ text) => this.put({ text }),
      press: (/** @type {import("./api.js").Button} */ { id, label }) => this.put({ button: id, label }),
      language: (/** @type {string} */ code) => this.changeLanguage(code),
      startAnew: () => this.startAnew(),
      attach: (/** @type {File} */ file, /** @type {string} */ id, /** @type {(share: number) => void} */ progress) => this.sendFile(file, id, progress),
      retry: () => this.tryAgain(),
      guides: () => this.api.url(`guides?lang=${this.texts.language}`),
      url: (/** @type {string} */ path) => this.api.url(path.replace(/^\//, "")),
    };
  }

  /** @param {string | null} question asked by a link, such as "ask about this" on a guide's page */
  async open(question) {
    document.addEventListener("visibilitychange", () => document.hidden || this.showOutage());
    // Before anything is asked no events come.
    window.setInterval(() => document.hidden || this.conversation || this.showOutage(), OUTAGE_MS);
    await this.reload();
    this.outbox.flush();
    if (question) this.view.composer.fill(question);
  }

  get conversation() {
    return this.store.get("conversation", /** @type {string | null} */ (null));
  }

  /** Show the conversation as the server has it, and what is still waiting here. */
  async reload() {
    const items = await this.history();
    if (items || !this.conversation) this.view.conversation(items ?? []);
    for (const message of this.outbox.waiting) this.showOwn(message);
    if (items || !this.conversation) await this.showWelcome();
    this.follow();
  }

  /** The connection was away: add what was missed. */
  async catchUp() {
    await this.showOutage();
    const items = await this.history();
    if (items) {
      this.view.catchUp(items);
      if (!this.outbox.waiting.length) this.showState("idle");
    } else if (!this.conversation) {
      this.view.note(this.texts.say("started-anew"));
      this.follow();
    }
  }

  /** @returns {Promise<import("./thread.js").Said[] | null>} null when there is none, or no way to it */
  async history() {
    const id = this.conversation;
    if (!id) return null;
    try {
      const { items } = await this.api.conversation(id);
      // Which language was chosen is seen from what follows.
      return items.filter((item) => item.who !== "person" || !/^lang:\w\w$/.test(item.text));
    } catch (error) {
      if (/** @type {{ status?: number }} */ (error).status === GONE) this.store.set("conversation", null);
      else this.cannotReach();
      return null;
    }
  }

  /** @param {{ text?: string, button?: string, label?: string }} words */
  put(words) {
    const message = { message_id: newId(), language: this.texts.language, at: new Date().toISOString(), ...words };
    this.showOwn(message);
    this.outbox.add(message);
  }

  /**
   * @param {File} file
   * @param {string} id
   * @param {(share: number) => void} progress
   */
  async sendFile(file, id, progress) {
    if (!this.conversation) return "waits";
    try {
      const { name, text } = await this.api.attach(this.conversation, file, id, progress);
      const item = { who: "person", at: new Date().toISOString(), text: `[${name}]`, message_id: id, name: null, reply: null };
      this.view.item(item);
      this.view.note(text);
      return "sent";
    } catch (error) {
      const { detail } = /** @type {{ detail?: string }} */ (error);
      return detail || this.texts.say("attach-failed", { name: file.name });
    }
  }

  /** @param {import("./outbox.js").Waiting} message */
  showOwn({ message_id, at, text, button, label }) {
    if (button?.startsWith("lang:")) return;
    this.view.item({ who: "person", at, text: text ?? label ?? "", button, message_id, name: null, reply: null });
  }

  /**
   * @param {import("./outbox.js").Waiting} message
   * @param {import("./api.js").Reply[]} replies
   */
  async answered({ message_id }, replies) {
    const at = new Date().toISOString();
    for (const reply of replies) {
      if (reply.kind === "language_changed" && reply.language !== this.texts.language) await this.useLanguage(reply.language);
      this.view.item({ who: "bollplank", at, text: reply.text, name: null, reply, message_id });
    }
    this.follow();
    this.view.attach.flush();
  }

  /**
   * @param {import("./outbox.js").Waiting} message
   * @param {string} detail
   */
  refused(message, detail) {
    this.view.takeBack(message);
    this.view.note(detail || this.texts.say("refused"));
  }

  /**
   * @param {any} event
   * @param {string} kind
   */
  received(event, kind) {
    if (kind === "outage") return this.view.outage(event.message);
    const who = SPEAKERS[/** @type {keyof typeof SPEAKERS} */ (kind)];
    this.view.item({ ...event, who, event: Number(event.id), reply: event.reply ?? null });
  }

  follow() {
    const id = this.conversation;
    this.stream.follow(id ? this.api.eventsUrl(id) : null);
    this.showOutage(); // it may have changed before events came
  }

  /** @param {import("./outbox.js").State | "unreachable"} state */
  showState(state) {
    clearTimeout(this.thinking);
    if (state === "sending") {
      // Most answers are there sooner; a sign that flashes by only disturbs.
      this.thinking = window.setTimeout(() => this.view.status.show("thinking"), THINKING_AFTER_MS);
      return;
    }
    const waiting = state === "idle" ? [] : this.outbox.waiting;
    this.view.thread.markUnsent(new Set(waiting.map((message) => message.message_id)));
    this.view.status.show(state);
  }

  /** Something could not be read; a message that waits has its own words. */
  cannotReach() {
    if (!this.outbox.waiting.length) this.showState(navigator.onLine ? "unreachable" : "offline");
  }

  tryAgain() {
    this.outbox.flush();
    if (this.view.thread.empty) this.reload();
    else if (!this.outbox.waiting.length) this.catchUp();
  }

  /** @param {string} code */
  async changeLanguage(code) {
    if (code === this.texts.language || !(await this.useLanguage(code))) return;
    await this.showWelcome();
    if (this.conversation) this.put({ button: `lang:${code}` });
  }

  /**
   * @param {string} code
   * @returns {Promise<boolean>} whether the words could be had
   */
  async useLanguage(code) {
    try {
      await this.texts.load(code);
    } catch {
      this.cannotReach();
      return false;
    }
    this.store.set("language", code);
    this.view.relabel();
    return true;
  }

  async showWelcome() {
    if (!this.view.thread.empty) return;
    const popular = await this.api.popular(this.texts.language).catch(() => []);
    if (this.view.thread.empty) this.view.welcome(popular);
  }

  async showOutage() {
    const told = await this.api.outage().catch(() => null); // no way to it: what was told may still hold
    if (told) this.view.outage(told.message);
  }

  async startAnew() {
    this.outbox.clear();
    this.view.attach.clear();
    this.store.set("conversation", null);
    this.view.conversation([]);
    this.follow();
    await this.showWelcome();
  }
}
