/** One thing said, as an element: a person's words, a reply with its guide, the desk, a status line. */
import { day, when } from "./dates.js";
import { el, unseen } from "./dom.js";
import { blocks, link } from "./markdown.js";

const FIRST_STEPS = 5;
const FORM_FIELDS = { ticket: ["what", "where", "urgency", "contact"], idea: ["problem", "for_whom", "what_exists"] };

/**
 * @typedef {object} On
 * @property {(path: string) => string} url where a path of ours is
 * @property {number} level of the headings, below the brand's
 */

/**
 * @param {import("./api.js").Item} item
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
export function card(item, texts, on) {
  if (item.who === "status") return el("p", { className: "status-line" }, item.text);
  const { reply } = item;
  const className = ["card", item.who, reply?.kind].filter(Boolean).join(" ");
  return el("article", { className, lang: reply?.language }, byline(item, texts), ...parts(item, texts, on));
}

/**
 * When something was said, between what was said long before and what follows.
 * @param {string} at
 * @param {string} language
 */
export function timeLine(at, language) {
  return el("p", { className: "status-line" }, el("time", { dateTime: at }, when(at, language)));
}

/**
 * A person at the desk has a name and a time; who else speaks is seen from the side, and heard.
 * @param {import("./api.js").Item} item
 * @param {import("./texts.js").Texts} texts
 */
function byline(item, texts) {
  if (item.who !== "desk") return unseen(`${texts.say(item.who === "person" ? "you" : "name")}: `);
  const name = item.name ? texts.say("desk-name", { name: item.name }) : texts.say("desk");
  const time = el("time", { dateTime: item.at }, when(item.at, texts.language));
  return el("p", { className: "by", lang: texts.language }, el("span", { className: "name" }, name), " ", time);
}

/**
 * @param {import("./api.js").Item} item
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
function parts({ text, who, reply }, texts, on) {
  // What people write is shown as they wrote it; Markdown is for guides and replies.
  if (who === "person") return [el("div", { className: "words" }, text)];
  // Beside steps, the words are about the guide: that it is overdue, or in another language.
  const className = reply?.overdue && reply.steps.length ? "words notice" : "words";
  const words = text && el("div", { className }, ...blocks(text, links(texts, on)));
  if (!reply) return [words];
  return [
    progress(reply, texts),
    words,
    reply.title && el(`h${on.level}`, { className: "guide-title" }, titleOf(reply)),
    reply.steps.length > 0 && stepList(reply, texts, on),
    reply.source_url && source(reply, texts, on),
  ];
}

/**
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
const links = (texts, on) => ({ newTab: texts.say("new-tab"), url: on.url });

/** @param {import("./api.js").Reply} reply */
const titleOf = ({ title, section }) => (section && section !== title ? `${title}: ${section}` : (title ?? ""));

/**
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 */
function progress(reply, texts) {
  const fields = FORM_FIELDS[/** @type {"ticket" | "idea"} */ (reply.form?.name)];
  const number = (fields?.indexOf(reply.form?.field ?? "") ?? -1) + 1;
  if (reply.kind !== "form" || !number) return null;
  const bars = fields.map((_, at) => el("span", { className: at < number ? "done" : "" }));
  return el(
    "p",
    { className: "progress", lang: texts.language },
    texts.say("progress", { number, of: fields.length }),
    el("span", { className: "bars", "aria-hidden": "true" }, ...bars),
  );
}

/**
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
function stepList(reply, texts, on) {
  const items = reply.steps.map((step) => el("li", {}, ...blocks(step, links(texts, on))));
  // "One step at a time": the one step keeps its number, which only the words tell.
  const start = reply.kind === "step" ? Number(/\d+/.exec(reply.text)?.[0] ?? 1) : 1;
  const list = el("ol", { className: "steps", start });
  const rest = items.length - FIRST_STEPS;
  if (rest <= 1) {
    list.append(...items);
    return list;
  }
  list.append(...items.slice(0, FIRST_STEPS));
  const onclick = () => showRest(list, items, more);
  const more = el("button", { type: "button", className: "button small", onclick, lang: texts.language }, texts.say("rest", { count: rest }));
  return el("div", {}, list, more);
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement[]} items
 * @param {HTMLElement} more
 */
function showRest(list, items, more) {
  const first = items[FIRST_STEPS];
  list.append(...items.slice(FIRST_STEPS));
  more.remove();
  first.tabIndex = -1;
  first.focus();
}

/**
 * Folded, as it is for those who want to check. An overdue review is said in the reply's own words.
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
function source(reply, texts, on) {
  const { title, section, owner, reviewed } = reply;
  const path = [title, section].filter((part, at, all) => part && all.indexOf(part) === at).join(" › ");
  const about = [
    owner && texts.say("source-owner", { owner }),
    reviewed ? texts.say("source-reviewed", { date: day(reviewed, texts.language) }) : texts.say("source-unreviewed"),
  ];
  return el(
    "details",
    { className: "source", lang: texts.language },
    el("summary", {}, texts.say("source", { title: title ?? "" })),
    el("p", { lang: reply.language }, link(on.url(reply.source_url ?? ""), [path], texts.say("new-tab"))),
    el("p", {}, about.filter(Boolean).join(" · ")),
  );
}
