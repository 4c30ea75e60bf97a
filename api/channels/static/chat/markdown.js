/**
 * The little Markdown that guides and replies hold: bold, italics, code, https links, paragraphs,
 * lists. It becomes DOM nodes; whatever is not known stays as the text it is.
 */
import { el, unseen } from "./dom.js";

const INLINE = new RegExp(
  [
    "(?<code>`+)(?<codeText>[^\\n]*?[^`\\n])\\k<code>(?!`)",
    "\\*\\*(?<bold>\\S(?:[^\\n]*?\\S)?)\\*\\*",
    "(?<![\\w*])[*_](?<em>[^\\s*_](?:[^\\n*_]*[^\\s*_])?)[*_](?![\\w*])",
    "\\[(?<label>[^\\]\\n]+)\\]\\((?<href>[^\\s)]+)\\)",
    "<?(?<url>https://[^\\s<>()]*[^\\s<>().,;:!?'\"”*`])>?",
    "\\\\(?<escaped>[\\\\`*_{}\\[\\]()#+.!<>-])",
  ].join("|"),
  "gu",
);
const ITEM = /^\s*(?:[-*•]|(?<number>\d+)[.)])\s+(?<text>.*)$/u;

/**
 * @param {string} text
 * @param {string} newTab said after a link: that it opens in a new tab
 * @returns {(Node | string)[]}
 */
export function inline(text, newTab) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    nodes.push(marked(match, newTab));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

/**
 * Paragraphs and lists, in order. A line break inside a paragraph is kept.
 * @param {string} text
 * @param {string} newTab
 * @returns {HTMLElement[]}
 */
export function blocks(text, newTab) {
  /** @type {{ list: string, start: number, lines: string[] }[]} */
  const groups = [];
  let open = false;
  for (const line of text.split("\n")) {
    const item = ITEM.exec(line);
    const list = item ? (item.groups?.number ? "ol" : "ul") : "";
    const last = groups.at(-1);
    if (!line.trim()) {
      open = false;
    } else if (last && last.list === list && (open || list)) {
      last.lines.push(item?.groups?.text ?? line);
      open = true;
    } else {
      groups.push({ list, start: Number(item?.groups?.number ?? 1), lines: [item?.groups?.text ?? line] });
      open = true;
    }
  }
  return groups.map((group) => block(group, newTab));
}

/**
 * @param {{ list: string, start: number, lines: string[] }} group
 * @param {string} newTab
 */
function block({ list, start, lines }, newTab) {
  if (list) {
    const items = lines.map((line) => el("li", {}, ...inline(line, newTab)));
    return el(list, list === "ol" ? { start } : {}, ...items);
  }
  const words = lines.flatMap((line, at) => [...(at ? [el("br")] : []), ...inline(line, newTab)]);
  return el("p", {}, ...words);
}

/**
 * @param {RegExpMatchArray} match
 * @param {string} newTab
 * @returns {Node | string}
 */
function marked(match, newTab) {
  const { codeText, bold, em, label, href, url, escaped } = match.groups ?? {};
  if (codeText) return el("code", {}, codeText.trim());
  if (bold) return el("strong", {}, ...inline(bold, newTab));
  if (em) return el("em", {}, ...inline(em, newTab));
  if (label) return href.startsWith("https://") ? link(href, inline(label, newTab), newTab) : match[0];
  if (url) return link(url, [url], newTab);
  return escaped;
}

/**
 * A link out of the chat; it opens beside it, so that the conversation stays.
 * @param {string} href
 * @param {(Node | string)[]} words
 * @param {string} newTab
 */
export function link(href, words, newTab) {
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...words, unseen(` (${newTab})`));
}
