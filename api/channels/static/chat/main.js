/** Starts the chat on a page: loads words and styles, makes the element, opens the conversation. */
import { Api } from "./api.js";
import { Chat } from "./chat.js";
import { Store } from "./store.js";
import { loadStyles } from "./styles.js";
import { Texts, pickLanguage } from "./texts.js";

const TAG = "bollplank-chat";

/**
 * @param {{ base: string, assets: string, language?: string, theme?: string }} options
 */
export async function start({ base, assets, language, theme }) {
  const host = document.querySelector(TAG) ?? document.body.appendChild(document.createElement(TAG));
  if (!host.hasAttribute("mode")) host.setAttribute("mode", "float");
  if (theme) host.setAttribute("data-theme", theme);
  const store = new Store();
  const api = new Api(base);
  const texts = new Texts(api, store);
  const [styles] = await Promise.all([
    loadStyles(assets),
    texts.load(pickLanguage(store.get("language", null), language, document.documentElement.lang)),
  ]);
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = styles;
  const chat = new Chat({ host, root, api, store, texts });
  await chat.open(new URLSearchParams(location.search).get("ask"));
  host.setAttribute("ready", "");
}
