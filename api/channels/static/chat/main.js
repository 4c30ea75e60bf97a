/** Starts the chat on a page: loads words and styles, makes the element, opens the conversation. */
import { Api } from "./api.js";
import { Chat } from "./chat.js";
import { Identity } from "./identity.js";
import { Store } from "./store.js";
import { loadStyles } from "./styles.js";
import { Texts, pickLanguage } from "./texts.js";

const TAG = "bollplank-chat";

/**
 * @param {{ base: string, assets: string, town: { name: string, logo: string }, language?: string, theme?: string, identity?: string,
 *   identityCallback?: string, logo?: string }} options
 */
export async function start({ base, assets, town, language, theme, logo, ...given }) {
  const host = document.querySelector(TAG) ?? document.body.appendChild(document.createElement(TAG));
  if (!host.hasAttribute("mode")) host.setAttribute("mode", "float");
  // On somebody else's page the address belongs to that page.
  const own = new URLSearchParams(host.getAttribute("mode") === "page" ? location.search : "");
  if (theme) host.setAttribute("data-theme", theme);
  const store = new Store();
  const api = new Api(base, new Identity(given));
  const texts = new Texts(api, store);
  const [styles] = await Promise.all([
    loadStyles(assets),
    texts.load(pickLanguage(own.get("lang"), store.get("language", null), language, document.documentElement.lang)),
  ]);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = styles;
  // Another site's policy may let no picture in, so there it is shown only where the page asks for it.
  const showLogo = town.logo && (host.getAttribute("mode") === "page" || logo !== undefined);
  const brand = { town: town.name, logo: showLogo ? new URL(town.logo, assets).href : "" };
  const chat = new Chat({ host, root, api, store, texts, brand });
  await chat.open(own.get("ask"));
  if (own.size) history.replaceState(null, "", location.pathname);
  host.setAttribute("ready", "");
}
