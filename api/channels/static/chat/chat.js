/** One conversation: what is sent, what comes back, and in which order it is shown. */
import { Outbox } from "./outbox.js";
import { Stream } from "./stream.js";
import { View } from "./view.js";

const THINKING_AFTER_MS = 400;

export class Chat {
  /**
   * @param {{ host: Element, root: ShadowRoot, api: import("./api.js").Api,
   *   store: import("./store.js").Store, texts: import("./texts.js").Texts }} parts
   */
  constructor({ host, root, api, store, texts }) {
    this.api = api;
    this.store = store;
    this.texts = texts;
    this.seen = new Set();
    this.thinking = 0;
    this.view = new View(host, root, texts, {
      send: (text) => this.say(text),
      press: (button) => this.press(button),
      language: (code) => this.changeLanguage(code),
      startAnew: () => this.startAnew(),
      guides: () => api.url("guides"),
      sourceUrl: (path) => api.url(path.replace(/^\//, "")),
    });
    this.outbox = new Outbox(api, store, {
      answered: (message, replies) => this.answered(message, replies),
      refused: (message, detail) => this.refused(message, detail),
      startedAnew: () => this.view.note(texts.say("started-anew")),
      state: (state) => this.showState(state),
    });
    this.stream = new Stream({ event: (event, kind) => this.received(event, kind), gap: () => this.reload() });
  }

  /** @param {string | null} question asked by a link, such as "ask about this" on a guide's page */
  async open(question) {
    await this.reload();
    for (const message of this.outbox.waiting) this.view.person(message.label ?? message.text ?? "", message);
    this.follow();
    this.outbox.flush();
    if (question) this.view.fill(question);
  }

  /** Show the conversation as the server has it. */
  async reload() {
    const id = this.store.get("conversation", null);
    if (!id) return this.showWelcome();
    try {
      const conversation = await this.api.conversation(id);
      this.view.clear();
      this.seen = new Set(conversation.items.map((item) => item.event).filter(Boolean));
      for (const item of conversation.items) this.view.item(item, { live: false });
      this.view.enableLast();
      if (!conversation.items.length) await this.showWelcome();
    } catch (error) {
      if (error?.status !== 404) return;
      this.store.set("conversation", null);
      await this.showWelcome();
    }
  }

  /** @param {string} text */
  say(text) {
    this.put({ text });
  }

  /** @param {import("./api.js").Button} button */
  press(button) {
    this.put({ button: button.id, label: button.label });
  }

  /** @param {{ text?: string, button?: string, label?: string }} words */
  put(words) {
    const message = {
      message_id: crypto.randomUUID(),
      language: this.texts.language,
      at: new Date().toISOString(),
      ...words,
    };
    this.view.person(message.label ?? message.text ?? "", message);
    this.outbox.add(message);
  }

  /**
   * @param {import("./outbox.js").Waiting} message
   * @param {import("./api.js").Reply[]} replies
   */
  answered(message, replies) {
    this.view.sent(message.message_id);
    for (const reply of replies) {
      const at = new Date().toISOString();
      this.view.item({ who: "bollplank", at, text: reply.text, name: null, reply }, { live: true });
      if (reply.kind === "language_changed" && reply.language !== this.texts.language) this.useLanguage(reply.language);
    }
    this.view.enableLast();
    this.follow();
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
    if (this.seen.has(Number(event.id))) return;
    this.seen.add(Number(event.id));
    const who = { desk_reply: "desk", ticket_status: "status" }[kind] ?? "bollplank";
    this.view.item({ ...event, who }, { live: true });
    this.view.enableLast();
  }

  follow() {
    const id = this.store.get("conversation", null);
    this.stream.follow(id ? this.api.eventsUrl(id) : null);
  }

  /** @param {import("./outbox.js").State} state */
  showState(state) {
    clearTimeout(this.thinking);
    if (state === "sending") {
      // Most answers are there sooner; a sign that flashes by only disturbs.
      this.thinking = window.setTimeout(() => this.view.state("thinking"), THINKING_AFTER_MS);
    } else {
      this.view.state(state);
    }
  }

  /** @param {string} code */
  async changeLanguage(code) {
    await this.useLanguage(code);
    if (this.store.get("conversation", null)) this.press({ id: `lang:${code}`, label: this.texts.say(`language-${code}`) });
    else await this.showWelcome();
  }

  /** @param {string} code */
  async useLanguage(code) {
    await this.texts.load(code);
    this.store.set("language", code);
    this.view.relabel();
  }

  async showWelcome() {
    const popular = await this.api.popular(this.texts.language).catch(() => []);
    this.view.welcome(popular);
  }

  async startAnew() {
    this.outbox.clear();
    this.store.set("conversation", null);
    this.seen = new Set();
    this.stream.close();
    this.stream.url = null;
    this.view.clear();
    await this.showWelcome();
  }
}
