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
const GUIDE = /^(?:\.\/)?(?<stem>[a-z0-9][a-z0-9.-]*)\.md(?<anchor>#[\w-]*)?$/u;
const ITEM = /^\s*(?:[-*•]|(?<number>\d+)[.)])\s+(?<text>.*)$/u;

/**
 * @typedef {object} Links
 * @property {string} newTab said after a link: that it opens in a new tab
 * @property {(path: string) => string} url where a path of ours is
 */

/**
 * @param {string} text
 * @param {Links} links
 * @returns {(Node | string)[]}
 */
export function inline(text, links) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > end) nodes.push(text.slice(end, match.index));
    nodes.push(marked(match, links));
    end = match.index + match[0].length;
  }
  if (end < text.length) nodes.push(text.slice(end));
  return nodes;
}

/**
 * Paragraphs and lists, in order. A line break inside a paragraph is kept.
 * @param {string} text
 * @param {Links} links
 * @returns {HTMLElement[]}
 */
export function blocks(text, links) {
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
  return groups.map((group) => block(group, links));
}

/**
 * @param {{ list: string, start: number, lines: string[] }} group
 * @param {Links} links
 */
function block({ list, start, lines }, links) {
  if (list) {
    const items = lines.map((line) => el("li", {}, ...inline(line, links)));
    return el(list, list === "ol" ? { start } : {}, ...items);
  }
  const words = lines.flatMap((line, at) => [...(at ? [el("br")] : []), ...inline(line, links)]);
  return el("p", {}, ...words);
}

/**
 * @param {RegExpMatchArray} match
 * @param {Links} links
 * @returns {Node | string}
 */
function marked(match, links) {
  const { codeText, bold, em, label, href, url, escaped } = match.groups ?? {};
  if (codeText) return el("code", {}, codeText.trim());
  if (bold) return el("strong", {}, ...inline(bold, links));
  if (em) return el("em", {}, ...inline(em, links));
  const target = url ?? (label && address(href, links));
  if (target) return link(target, label ? inline(label, links) : [url], links.newTab);
  return escaped ?? match[0];
}

/**
 * Where a link goes: over https, or to another guide, which guides name by its file.
 * @param {string} href
 * @param {Links} links
 * @returns {string | null}
 */
function address(href, { url }) {
  if (href.startsWith("https://")) return href;
  const { stem, anchor = "" } = GUIDE.exec(href)?.groups ?? {};
  return stem ? url(`/guides/${stem}${anchor}`) : null;
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
