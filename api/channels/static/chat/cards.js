/** One thing said, as an element: a person's words, a reply with its guide, the desk, a status line. */
import { day, when } from "./dates.js";
import { el } from "./dom.js";
import { blocks, inline, link } from "./markdown.js";

const FIRST_STEPS = 5;
const FORM_FIELDS = { ticket: ["what", "where", "urgency", "contact"], idea: ["problem", "for_whom", "what_exists"] };

/**
 * @typedef {object} On
 * @property {(button: import("./api.js").Button) => void} press
 * @property {(path: string) => string} sourceUrl
 */

/**
 * @param {import("./api.js").Item} item
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
export function card(item, texts, on) {
  if (item.who === "status") return el("p", { className: "status-line" }, item.text);
  const name = nameOf(item, texts);
  const body = item.reply ? replyParts(item.reply, texts, on) : [el("div", { className: "words" }, ...blocks(item.text, texts.say("new-tab")))];
  const time = el("time", { className: "time", dateTime: item.at }, when(item.at, texts.language));
  return el(
    "article",
    { className: `card ${item.who}`, lang: item.reply?.language ?? null },
    el("header", { className: "by" }, el("span", { className: "name" }, name), time),
    ...body,
  );
}

/**
 * @param {import("./api.js").Item} item
 * @param {import("./texts.js").Texts} texts
 */
function nameOf(item, texts) {
  if (item.who === "person") return texts.say("you");
  if (item.who === "desk") return item.name ? texts.say("desk-name", { name: item.name }) : texts.say("desk");
  return texts.say("name");
}

/**
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
function replyParts(reply, texts, on) {
  const newTab = texts.say("new-tab");
  return [
    progress(reply, texts),
    reply.text && el("div", { className: "words" }, ...blocks(reply.text, newTab)),
    reply.title && el("h3", { className: "guide-title" }, titleOf(reply)),
    reply.steps.length > 0 && stepList(reply, texts),
    reply.source_url && source(reply, texts, on),
    buttons(reply, on),
  ].filter(Boolean);
}

/** @param {import("./api.js").Reply} reply */
const titleOf = (reply) => (reply.section && reply.section !== reply.title ? `${reply.title}: ${reply.section}` : reply.title);

/**
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 */
function progress(reply, texts) {
  const fields = FORM_FIELDS[/** @type {"ticket" | "idea"} */ (reply.form?.name)];
  if (!fields || reply.kind !== "form") return null;
  const number = fields.indexOf(reply.form?.field ?? "") + 1;
  return el("p", { className: "progress" }, texts.say("progress", { number, of: fields.length }));
}

/**
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 */
function stepList(reply, texts) {
  const newTab = texts.say("new-tab");
  const items = reply.steps.map((step) => el("li", {}, ...step.split("\n").flatMap((line, at) => [...(at ? [el("br")] : []), ...inline(line, newTab)])));
  const list = el("ol", { className: "steps", lang: reply.language });
  const rest = items.length - FIRST_STEPS;
  if (rest <= 1) {
    list.append(...items);
    return list;
  }
  list.append(...items.slice(0, FIRST_STEPS));
  const more = el("button", { type: "button", className: "button quiet", onclick: () => showRest(list, items, more) }, texts.say("rest", { count: rest }));
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
 * @param {import("./api.js").Reply} reply
 * @param {import("./texts.js").Texts} texts
 * @param {On} on
 */
function source(reply, texts, on) {
  const words = texts.say("source", { title: [reply.title, reply.section].filter((part, at, all) => part && all.indexOf(part) === at).join(" › ") });
  const reviewed = reply.reviewed ? texts.say("source-reviewed", { date: day(reply.reviewed, texts.language) }) : texts.say("source-unreviewed");
  return el(
    "details",
    { className: "source" },
    el("summary", {}, words),
    el("p", {}, link(on.sourceUrl(reply.source_url ?? ""), [titleOf(reply) ?? ""], texts.say("new-tab"))),
    el("p", {}, [reply.owner && texts.say("source-owner", { owner: reply.owner }), reviewed].filter(Boolean).join(" · ")),
    reply.overdue && el("p", { className: "overdue" }, texts.say("overdue")),
  );
}

/**
 * Choices first, one a line; then what can be done.
 * @param {import("./api.js").Reply} reply
 * @param {On} on
 */
function buttons(reply, on) {
  if (!reply.choices.length && !reply.buttons.length) return null;
  const make = (/** @type {import("./api.js").Button} */ each, /** @type {string} */ className) =>
    el("button", { type: "button", className, "data-button": each.id, onclick: () => on.press(each) }, each.label);
  return el(
    "div",
    { className: "actions" },
    reply.choices.length > 0 && el("div", { className: "choices" }, ...reply.choices.map((each) => make(each, "button choice"))),
    reply.buttons.length > 0 && el("div", { className: "buttons" }, ...reply.buttons.map((each) => make(each, each.id === "send" ? "button primary" : "button"))),
  );
}

