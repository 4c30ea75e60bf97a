/**
 * The style sheets as constructed sheets: they work under `style-src 'none'`, where a style element
 * or attribute would be blocked.
 */

const SHEETS = ["tokens.css", "controls.css", "chat.css"];

/**
 * @param {string} assets
 * @returns {Promise<CSSStyleSheet[]>}
 */
export function loadStyles(assets) {
  return Promise.all(SHEETS.map((name) => loadSheet(new URL(name, assets).href)));
}

/** @param {string} url */
async function loadSheet(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await response.text());
  return sheet;
}
