## bot

## chat

chat-name = Bollplank
chat-title = Bollplank: kysy IT-tuelta
chat-language = Kieli
chat-language-sv = Svenska
chat-language-en = English
chat-language-fi = Suomi
chat-open = Kysy IT-tuelta
chat-unread = Uusia vastauksia: { $count }
chat-close = Sulje
chat-guides = Kaikki ohjeet
chat-log = Keskustelu
chat-welcome-title = Missä tarvitset apua?
chat-welcome-text = Bollplank näyttää vaiheet IT-tuen omista ohjeista ja hakee ihmisen avuksi, kun ohjeet eivät riitä.
chat-welcome-popular = Näitä kysytään usein
chat-new = Aloita alusta
chat-new-title = Aloitetaanko uusi keskustelu?
chat-new-text = Tämä keskustelu ei enää näy tässä selaimessa. Lähettämäsi tukipyynnöt säilyvät IT-tuessa.
chat-new-cancel = Jatka tätä
chat-box = Kirjoita kysymyksesi
chat-box-answer = Kirjoita vastauksesi
chat-send = Lähetä
chat-keys = Enter lähettää, Vaihto + Enter tekee uuden rivin.
chat-secret = Älä kirjoita tähän salasanoja tai henkilötunnuksia.
chat-left = Merkkejä jäljellä: { $count }
chat-over = Tekstissä on { $count } merkkiä liikaa. Lyhennä tekstiä tai lähetä se osissa.
chat-empty = Kirjoita ensin jotain.
chat-sending = Lähetetään …
chat-thinking = Etsitään vastausta …
chat-unsent = Ei vielä lähetetty
chat-offline = Sinulla ei ole verkkoyhteyttä. Kirjoittamasi säilyy tässä ja lähetetään, kun yhteys palaa.
chat-server-down = Bollplank ei vastaa juuri nyt. Viestisi on tallessa tässä ja lähetetään heti, kun se onnistuu.
chat-retry = Yritä nyt
chat-refused = Viestiä ei voitu lähettää. Teksti on yhä kentässä.
chat-started-anew = Aiempaa keskustelua ei enää ole, joten tästä alkaa uusi.
chat-you = Sinä
chat-desk = IT-tuki
chat-desk-name = { $name }, IT-tuki
chat-chosen = Valitsit: { $label }
chat-source = Lähde: { $title }
chat-source-owner = Vastuutaho: { $owner }
chat-source-reviewed = Tarkistettu { $date }
chat-source-unreviewed = Ei vielä tarkistettu
chat-new-tab = avautuu uuteen välilehteen
chat-overdue = Ohjetta ei ole tarkistettu ajallaan, joten jokin kohta on voinut muuttua.
chat-rest = Näytä loput ({ $count } vaihetta)
chat-progress = Kysymys { $number }/{ $of }
chat-hint-what = Kerro, mitä yritit tehdä ja mitä tapahtui. Jos näytöllä on virheilmoitus, kopioi se tähän.
chat-hint-where = Esimerkiksi tietokoneen nimi, tulostimen numero tai huone.
chat-hint-urgency = Valitse yltä tai kirjoita omin sanoin.
chat-hint-contact = Esimerkiksi puhelinnumero tai sähköpostiosoite.
chat-hint-problem = Mikä on nyt hankalaa, ja kuinka usein niin käy?
chat-hint-for-whom = Esimerkiksi oma tiimisi, koulut tai koko henkilöstö.
chat-hint-what-exists = Esimerkiksi ohjelma, lomake tai tapa tehdä se käsin.
chat-ticket = Tukipyyntö { $id }
chat-idea = Idea { $id }
chat-earlier = Näytä aiemmat viestit
chat-outage = Häiriö
chat-noscript = Keskustelu tarvitsee JavaScriptin. Soita IT-tukeen numeroon { $phone } tai lue ohjeet suoraan.
chat-not-loaded = Keskustelua ei voitu ladata. Lataa sivu uudelleen, soita IT-tukeen numeroon { $phone } tai lue ohjeet suoraan.
chat-loading = Ladataan keskustelua …

## chat-button

## guide

guide-skip = Siirry sisältöön
guide-chat = Keskustelu
guide-all = Ohjeet
guide-list-title = Ohjeet
guide-list-text = Samat ohjeet, joista Bollplank vastaa. Jos et löydä etsimääsi, kysy keskustelussa.
guide-filter = Hae ohjeista
guide-filter-send = Hae
guide-filter-all = Näytä kaikki ohjeet
guide-filter-found = Hakuun ”{ $words }” sopivia ohjeita: { $count }
guide-filter-none = Hakuun ”{ $words }” ei löytynyt ohjetta. Kokeile lyhyempää sanaa tai kysy keskustelussa.
guide-count = Ohjeita: { $count }
guide-none = Ohjeita ei vielä ole.
guide-sections = Tällä sivulla
guide-owner = Vastuutaho: { $owner }
guide-reviewed = Tarkistettu { $date }
guide-unreviewed = Ei vielä tarkistettu
guide-overdue = Ohjetta ei ole tarkistettu ajallaan, joten jokin kohta on voinut muuttua. Jos vaiheet eivät täsmää, kysy IT-tuelta keskustelussa.
guide-other-languages = Ohje muilla kielillä
guide-only-in = Tätä ohjetta ei ole valitsemallasi kielellä.
guide-ask = Kysy tästä
guide-ask-text = Eikö ohje auttanut?
guide-link-here = Linkki osioon { $section }
guide-missing-title = Ohjetta ei ole
guide-missing-text = Sen nimi on voinut muuttua, tai se on poistettu. Hae ohjeista tai kysy keskustelussa.

## desk

## trainers

## login

## error

## ticket
