/** Files that go along: chosen, pasted or dropped. Each is shown with its progress until it has arrived. */
import { el } from "./dom.js";
import { newId } from "./ids.js";

const KINDS = ["image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain"];
const MEGABYTE = 1_000_000;

export class Attach {
  /**
   * @param {import("./texts.js").Texts} texts
   * @param {(file: File, id: string, progress: (share: number) => void) => Promise<"sent" | "waits" | string>} send
   *   gives what became of it: sent, waiting for a conversation, or a sentence that says why not
   */
  constructor(texts, send) {
    this.texts = texts;
    this.send = send;
    /** @type {{ file: File, id: string, line: HTMLElement }[]} */
    this.waiting = [];
    this.input = /** @type {HTMLInputElement} */ (
      el("input", { type: "file", accept: KINDS.join(), multiple: true, hidden: true, onchange: () => this.chosen() })
    );
    this.button = el("button", { type: "button", className: "button small", onclick: () => this.input.click() });
    this.list = el("ul", { className: "files" });
    this.said = el("p", { className: "hint files-said", role: "status" });
    this.element = el("div", { className: "attach" }, this.list, this.button, this.input, this.said);
  }

  relabel() {
    this.button.textContent = this.texts.say("attach");
    this.list.setAttribute("aria-label", this.texts.say("attach-list"));
  }

  /** @param {HTMLElement} place where files may be dropped, and text pasted */
  listen(place) {
    const files = (/** @type {DataTransfer | null} */ data) => [...(data?.files ?? [])];
    place.addEventListener("paste", (event) => files(event.clipboardData).length && this.taken(event, files(event.clipboardData)));
    place.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
    place.addEventListener("drop", (event) => files(event.dataTransfer).length && this.taken(event, files(event.dataTransfer)));
  }

  chosen() {
    this.take([...(this.input.files ?? [])]);
    this.input.value = "";
  }

  /**
   * @param {Event} event
   * @param {File[]} files
   */
  taken(event, files) {
    event.preventDefault();
    this.take(files);
  }

  /** @param {File[]} files */
  take(files) {
    this.said.textContent = "";
    for (const file of files) {
      const why = this.refusal(file);
      if (why) this.said.textContent = why;
      else this.add(file);
    }
  }

  /** @param {File} file */
  refusal(file) {
    const most = Number(this.texts.say("attach-most"));
    if (file.size > most) return this.texts.say("attach-too-large", { name: file.name, count: Math.floor(most / MEGABYTE) });
    return KINDS.includes(file.type) ? "" : this.texts.say("attach-kind", { name: file.name });
  }

  /** @param {File} file */
  add(file) {
    const entry = { file, id: newId(), line: el("li") };
    this.waiting.push(entry);
    this.list.append(entry.line);
    this.go(entry);
  }

  /** There is a conversation now, or the connection is back. */
  flush() {
    for (const entry of this.waiting) this.go(entry);
  }

  clear() {
    this.waiting = [];
    this.list.replaceChildren();
    this.said.textContent = "";
  }

  /** @param {{ file: File, id: string, line: HTMLElement }} entry */
  async go(entry) {
    if (entry.line.dataset.busy) return;
    entry.line.dataset.busy = "yes";
    const { name } = entry.file;
    const bar = /** @type {HTMLProgressElement} */ (el("progress", { max: 1, value: 0, "aria-label": name }));
    entry.line.replaceChildren(name, bar);
    const became = await this.send(entry.file, entry.id, (share) => (bar.value = share));
    delete entry.line.dataset.busy;
    if (became === "sent") return this.remove(entry);
    entry.line.replaceChildren(name, ...this.buttons(entry, became !== "waits"));
    this.said.textContent = became === "waits" ? this.texts.say("attach-waits", { name }) : became;
  }

  /**
   * @param {{ file: File, id: string, line: HTMLElement }} entry
   * @param {boolean} failed
   */
  buttons(entry, failed) {
    const { name } = entry.file;
    const one = (/** @type {string} */ key, /** @type {() => void} */ onclick) =>
      el("button", { type: "button", className: "button small", onclick, "aria-label": `${this.texts.say(key)}: ${name}` }, this.texts.say(key));
    const leave = () => {
      this.remove(entry);
      this.said.textContent = "";
      this.button.focus();
    };
    return [failed && one("retry", () => this.go(entry)), one("attach-remove", leave)].filter((each) => each instanceof Node);
  }

  /** @param {{ id: string, line: HTMLElement }} entry */
  remove({ id, line }) {
    this.waiting = this.waiting.filter((other) => other.id !== id);
    line.remove();
    if (!this.waiting.length) this.said.textContent = "";
  }
}
