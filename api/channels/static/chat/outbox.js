/**
 * Messages on their way. Each is kept until the gateway has answered it, goes out in the order it was
 * written, and carries one id for its whole life, so that sending it twice is harmless.
 */
import { RefusedError } from "./api.js";

/**
 * @typedef {import("./api.js").Message & { label?: string, at: string }} Waiting
 *   `label` is what a pressed button said
 * @typedef {"idle" | "sending" | "offline" | "down"} State
 */

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
const UNKNOWN_CONVERSATION = 404;

export class Outbox {
  /**
   * @param {import("./api.js").Api} api
   * @param {import("./store.js").Store} store
   * @param {object} on
   * @param {(message: Waiting, replies: import("./api.js").Reply[]) => void} on.answered
   * @param {(message: Waiting, detail: string) => void} on.refused it will never be taken as it is
   * @param {() => void} on.startedAnew the conversation was unknown, so a new one takes the message
   * @param {(state: State) => void} on.state
   */
  constructor(api, store, on) {
    this.api = api;
    this.store = store;
    this.on = on;
    this.busy = false;
    this.failures = 0;
    this.timer = 0;
    window.addEventListener("online", () => this.flush());
    window.addEventListener("offline", () => this.waiting.length && this.on.state("offline"));
  }

  /** @returns {Waiting[]} */
  get waiting() {
    return this.store.get("outbox", []);
  }

  /** @param {Waiting} message */
  add(message) {
    this.store.set("outbox", [...this.waiting, message]);
    return this.flush();
  }

  /** Forget what has not been sent. */
  clear() {
    clearTimeout(this.timer);
    this.store.set("outbox", []);
    this.on.state("idle");
  }

  /** Send everything, oldest first, until it is all sent or something stands in the way. */
  async flush() {
    clearTimeout(this.timer);
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.waiting.length && (await this.sendFirst()));
    } finally {
      this.busy = false;
    }
  }

  /** @returns {Promise<boolean>} whether to go on with the next */
  async sendFirst() {
    const message = this.waiting[0];
    this.on.state("sending");
    try {
      const { at, label, ...body } = message;
      const answer = await this.api.send(this.store.get("conversation", null), body);
      this.answered(message, answer);
      return true;
    } catch (error) {
      return this.failed(message, error);
    }
  }

  /**
   * @param {Waiting} message
   * @param {{ conversation: string, replies: import("./api.js").Reply[] }} answer
   */
  answered(message, answer) {
    this.failures = 0;
    const wanted = this.drop(message);
    if (wanted) this.store.set("conversation", answer.conversation);
    this.on.state(this.waiting.length ? "sending" : "idle");
    // It may have been forgotten meanwhile ("start over"), or another tab has had the answer.
    if (!wanted) return;
    this.on.answered(message, answer.replies);
  }

  /**
   * @param {Waiting} message
   * @param {unknown} error
   */
  failed(message, error) {
    if (error instanceof RefusedError && !error.passing) return this.refused(message, error);
    this.failures += 1;
    this.on.state(error instanceof RefusedError ? "down" : navigator.onLine ? "down" : "offline");
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
    this.timer = window.setTimeout(() => this.flush(), wait);
    return false;
  }

  /**
   * @param {Waiting} message
   * @param {RefusedError} error
   */
  refused(message, error) {
    if (error.status === UNKNOWN_CONVERSATION && this.store.get("conversation", null)) {
      this.store.set("conversation", null);
      this.on.startedAnew();
      return true;
    }
    this.drop(message);
    if (!this.waiting.length) this.on.state("idle");
    this.on.refused(message, error.detail);
    return true;
  }

  /**
   * @param {Waiting} message
   * @returns {boolean} whether it was still there
   */
  drop(message) {
    const before = this.waiting;
    const after = before.filter((other) => other.message_id !== message.message_id);
    this.store.set("outbox", after);
    return after.length < before.length;
  }
}
