## bot

bot-refuse-offer = Tästä en löydä ohjetta. Kysynkö asiaa IT-tuen työntekijältä?
bot-refuse-note = Tästä en löydä ohjetta. Lisäänkö viestisi lähettämääsi tukipyyntöön?
bot-refuse-again = Sitäkään ei ole ohjeissa, joten ihminen auttaa nyt nopeammin. Paina painiketta tai vastaa kyllä, niin lähetän kysymyksesi IT-tukeen.
bot-search-down = En pääse ohjeisiin juuri nyt. Voin lähettää kysymyksesi IT-tukeen.
bot-tell-more = Kerro vähän lisää: mitä haluat tehdä, tai mikä ei toimi?
bot-clarify = Löysin useita ohjeita, jotka voivat sopia. Mitä niistä tarkoitat?
bot-none-next = Selvä, ei mikään niistä. Olisiko se tämä?
bot-none-offer = Parempaa ohjetta minulla ei sitten ole. Voit kuvata asian toisin sanoin. Vai kysynkö ihmiseltä?
bot-next-best = Harmi, ettei siitä ollut apua. Äskeinen oli ohjeesta ”{ $before }”. Tämä on toisesta ohjeesta, ”{ $title }”: { $section }.
bot-unsolved-offer = Harmi, ettei siitä ollut apua. Kysynkö ihmiseltä? IT-tuki näkee, mitä olet jo kokeillut.
bot-solved = Hienoa! Kysy taas, jos tulee muuta.
bot-solved-in-form = Hienoa, että asia ratkesi! En sitten lähetä mitään.
bot-follow-section = Samassa ohjeessa neuvotaan näin, kohdassa { $section }.
bot-follow-nothing = Ohjeesta ”{ $title }” en löydä siitä mitään. Kysynkö asiaa IT-tuen työntekijältä?
bot-step-as-written = Näin vaihe on ohjeessa. Jos se jää epäselväksi, kysyn mielelläni ihmiseltä.
bot-step-by-step = Edetään vaihe kerrallaan, niin nähdään, missä kohdassa ongelma on.
bot-steps-done = Se oli viimeinen vaihe. Ratkesiko asia?
bot-steps-of-what = Totta kai, edetään yksi asia kerrallaan. Mitä haluat tehdä?
bot-form-please = Anteeksi, en ymmärtänyt. Kysyn vielä kerran.
bot-form-go-on = Tässä vastaus kysymykseesi. Sitten jatketaan.
bot-form-first = Hoidetaan se ihan pian. Vastaa ensin tähän, tai paina Peruuta.
bot-form-changed = Kiitos, muutin sen.
bot-form-added = Kiitos, lisäsin sen.
bot-form-which = Mitä muutan? Paina painiketta tai kirjoita, miten sen kuuluu olla.
bot-form-ticket-what = Kerro lyhyesti: mitä yritit tehdä ja mitä tapahtui?
bot-form-ticket-where = Mitä laitetta tai ohjelmaa asia koskee, ja missä se on?
bot-form-ticket-urgency = Kuinka kiireellinen asia on?
bot-form-ticket-contact = Miten IT-tuki tavoittaa sinut parhaiten?
bot-form-idea-problem = Minkä ongelman ideasi ratkaisisi?
bot-form-idea-for-whom = Ketä se auttaisi?
bot-form-idea-what-exists = Miten toimitte nyt, ja onko jo olemassa jotain vastaavaa?
bot-summary-ticket = Lähetän tämän IT-tukeen. He näkevät myös, mitä olet kokeillut. Onko kaikki oikein?
bot-summary-idea = Näin lähetän idean kehittämisyksikköön. Onko kaikki oikein?
bot-summary-waits = Täyttämäsi tiedot odottavat. Lähetänkö ne nyt?
bot-cancelled = Selvä, peruutin. Mitään ei lähetetty.
bot-note-what = Mitä haluat lisätä tukipyyntöön?
bot-outage-known = Kyllä, tiedossa on häiriö: { $message }
bot-outage-none = Tiedossani ei ole häiriötä juuri nyt. Ilmoitanko IT-tukeen?
bot-outage-none-but = Tiedossani ei ole häiriötä juuri nyt. Tätä voit kokeilla itse.
bot-idea-welcome = Hienoa, idea! Kysyn pari lyhyttä kysymystä, jotta sitä on helppo viedä eteenpäin.
bot-idea-related = Nämä ovat jo olemassa ja voivat liittyä ideaasi: { $guides }.
bot-training = Kirjaan toiveen kouluttajille ilman nimeäsi. Näin löydät kurssit ja ilmoittaudut.
bot-training-noted = Kirjaan toiveen kouluttajille ilman nimeäsi.
bot-training-when = Kurssien ajat näet siellä, missä ilmoittaudut. Näin löydät sinne.
bot-training-guides = Jos haluat aloittaa heti, lue: { $guides }.
bot-greet-1 = Hei! Missä voin auttaa?
bot-greet-2 = Hei taas. Kerro, mistä on kyse, niin etsin.
bot-greet-short = Hei!
bot-goodbye = Hei hei, hyvää päivänjatkoa!
bot-goodbye-2 = Nähdään!
bot-thank-1 = Ole hyvä!
bot-thank-2 = Eipä kestä, kysy taas milloin vain.
bot-small-talk-1 = Siitä en valitettavasti tiedä, osaan vain IT-asioita. Kysy vaikka koneesta, puhelimesta tai ohjelmista.
bot-small-talk-2 = Siinä minusta ei ole paljon apua. IT-kysymyksiin vastaan mielelläni.
bot-insult = Ymmärrän, että tämä turhauttaa. Autan mielelläni, tai voin kysyä ihmiseltä.
bot-insult-short = Olen täällä, kun haluat apua.
bot-insult-shorter = Sano, jos voin tehdä jotain.
bot-capabilities = Vastaan IT-kysymyksiin kunnan omien ohjeiden avulla: salasanat, tulostimet, Teams, sähköposti, VPN, puhelimet ja paljon muuta. Jos en löydä vastausta, lähetän kysymyksen IT-tukeen, ja vastaus tulee tänne. Voit myös kertoa idean.
bot-capabilities-short = Vastaan IT-kysymyksiin ja voin ottaa yhteyttä IT-tukeen puolestasi.
bot-identity = Olen Bollplank, tietokoneohjelma. Vastaan vain sen, mitä IT-tuen ohjeissa lukee, ja kun se ei riitä, kysyn ihmiseltä.
bot-identity-short = Tietokoneohjelma, en ihminen. Mutta voin hakea sellaisen.
bot-delete-sure = Haluatko, että poistan kaiken, mitä olet kirjoittanut tähän? Avoimet tukipyynnöt jäävät IT-tukeen.
bot-language-changed = Jatketaan suomeksi.
bot-guide-not-translated = Ohjetta ”{ $title }” ei ole vielä suomeksi. Kysynkö asiaa ihmiseltä?
bot-language-which = Minkä kielen haluat?
bot-affirm-nothing = Selvä! Kerro, missä voin auttaa.
bot-deny-offer = Selvä, jätetään se. Voit kysyä myös toisin sanoin.
bot-deny-nothing = Selvä. Kerro, jos tarvitset muuta.
bot-button-passed = Se painike kuului aiempaan kohtaan. Kirjoita, mitä tarvitset, niin jatketaan tästä.
bot-again = Toistan itseäni. Kokeile toisin sanoin. Voin myös kysyä ihmiseltä.
bot-again-answer = Tämä on sama kohta kuin äsken. Jos siitä ei ole apua, kysyn mielelläni ihmiseltä.
bot-again-step = Olemme yhä samassa vaiheessa. Ota rauhassa aikaa.
bot-again-form = Tarvitsen tämän vastauksen, jotta voin lähettää asiasi. Jos et haluakaan lähettää, paina Peruuta.
bot-again-status = Mikään ei ole muuttunut äskeisestä.
bot-again-cancelled = Se on jo peruttu. Kysy milloin vain.

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
chat-over = Merkkejä liikaa: { $count }. Lyhennä tekstiä tai lähetä se osissa.
chat-empty = Kirjoita ensin jotain.
chat-attach = Liitä tiedosto
chat-attach-list = Mukaan tulevat tiedostot
chat-attach-waits = { $name } lähtee mukaan, kun lähetät kysymyksesi.
chat-attach-too-large = { $name } on liian suuri. Tiedosto saa olla enintään { $count } Mt.
chat-attach-kind = Tiedostoa { $name } ei voi lähettää. Valitse kuva, PDF tai tekstitiedosto.
chat-attach-remove = Poista
chat-attach-failed = { $name } ei mennyt perille. Yritä uudelleen.
chat-sending = Lähetetään …
chat-thinking = Etsitään vastausta …
chat-unsent = Ei vielä lähetetty
chat-offline = Sinulla ei ole verkkoyhteyttä. Kirjoittamasi säilyy tässä ja lähetetään, kun yhteys palaa.
chat-server-down = Bollplank ei vastaa juuri nyt. Viestisi on tallessa tässä ja lähetetään heti, kun se onnistuu.
chat-unreachable = Bollplank ei vastaa juuri nyt. Yritä hetken kuluttua uudelleen tai soita IT-tukeen.
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
chat-rest = Näytä loput (vaiheita jäljellä: { $count })
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
chat-outage-over = Häiriö on ohi.
chat-noscript = Chatti vaatii JavaScriptin. Soita IT-tukeen numeroon { $phone } tai lue ohjeet suoraan.
chat-not-loaded = Chattia ei voitu ladata. Lataa sivu uudelleen, soita IT-tukeen numeroon { $phone } tai lue ohjeet suoraan.
chat-loading = Ladataan chattia …

## chat-button

chat-button-solved = Asia ratkesi
chat-button-unsolved = Tästä ei ollut apua
chat-button-human = Kysy ihmiseltä
chat-button-yes = Kyllä
chat-button-no = Ei
chat-button-cancel = Peruuta
chat-button-idea = Minulla on idea
chat-button-next = Seuraava
chat-button-back = Takaisin
chat-button-send = Kyllä, lähetä
chat-button-urgency-low = Voi odottaa
chat-button-urgency-normal = Parin päivän sisällä
chat-button-urgency-high = En voi tehdä töitä
chat-button-contact-chat = Vastatkaa tässä chatissa
chat-button-step-start = Yksi vaihe kerrallaan
chat-button-step-next = Seuraava vaihe
chat-button-step-back = Edellinen vaihe
chat-button-lang-sv = Svenska
chat-button-lang-en = English
chat-button-lang-fi = Suomi
chat-button-ask-bot = Kysy Bollplankilta
chat-button-more = Näytä lisää
chat-button-choice-none = Ei mikään näistä
chat-button-step-stop = Näytä kaikki vaiheet
chat-button-change-what = Mitä tapahtuu
chat-button-change-where = Laite tai paikka
chat-button-change-urgency = Kiireellisyys
chat-button-change-contact = Yhteystieto
chat-button-change-problem = Ongelma
chat-button-change-for-whom = Kenelle
chat-button-change-what-exists = Mitä on jo olemassa
chat-button-ticket-solved = Asia ratkesi
chat-button-ticket-reopen = Ei ratkennut
chat-button-ticket-reply = Vastaa

## guide

guide-skip = Siirry sisältöön
guide-chat = Chatti
guide-all = Ohjeet
guide-list-title = Ohjeet
guide-list-text = Samat ohjeet, joista Bollplank vastaa. Jos et löydä etsimääsi, kysy chatissa.
guide-filter = Hae ohjeista
guide-filter-send = Hae
guide-filter-all = Näytä kaikki ohjeet
guide-filter-found = Hakuun ”{ $words }” sopivia ohjeita: { $count }
guide-filter-none = Hakuun ”{ $words }” ei löytynyt ohjetta. Kokeile lyhyempää sanaa tai kysy chatissa.
guide-count = Ohjeita: { $count }
guide-none = Ohjeita ei vielä ole.
guide-sections = Tällä sivulla
guide-owner = Vastuutaho: { $owner }
guide-reviewed = Tarkistettu { $date }
guide-unreviewed = Ei vielä tarkistettu
guide-overdue = Ohjetta ei ole tarkistettu ajallaan, joten jokin kohta on voinut muuttua. Jos vaiheet eivät täsmää, kysy IT-tuelta chatissa.
guide-other-languages = Ohje muilla kielillä
guide-only-in = Tätä ohjetta ei ole valitsemallasi kielellä.
guide-ask = Kysy tästä
guide-ask-text = Eikö ohje auttanut?
guide-link-here = Linkki osioon { $section }
guide-closed-title = Ohje ei ole kaikille
guide-closed-text = Täällä emme tiedä, kuka olet. Kysy intranetin chatissa, Slackissa tai Teamsissa: jos saat nähdä ohjeen, Bollplank näyttää vaiheet siellä.
guide-missing-title = Ohjetta ei ole
guide-missing-text = Sen nimi on voinut muuttua, tai se on poistettu. Hae ohjeista tai kysy chatissa.

## desk

desk-title = Tiketit
desk-trainers = Kouluttajat
desk-chat = Chatti
desk-sign-out = Kirjaudu ulos
desk-search = Hae tiketeistä
desk-search-send = Hae
desk-filter-active = Hoidettavat
desk-filter-new = Uudet
desk-filter-open = Työn alla
desk-filter-waiting = Odottaa vastausta
desk-filter-solved = Ratkaistut
desk-filter-all = Kaikki
desk-empty = Ei tikettejä täällä. Hyvää työtä!
desk-empty-search = Mikään tiketti ei vastaa hakua.
desk-nav-pages = Sivut
desk-nav-language = Kieli
desk-nav-filters = Näytä tiketit
desk-turn-pages = Selaa tikettejä
desk-page-before = Edellinen
desk-page-after = Seuraava
desk-page-of = Sivu { $page }/{ $pages }, { $total } tikettiä
desk-waited = Odottanut { $time }
desk-minutes = { $count } min
desk-hours = { $count } h
desk-days =
    { $count -> 
        [one] 1 päivä 
       *[other] { $count } päivää 
    }
desk-kind-idea = Idea
desk-nobody = Ei kukaan
desk-assign-me = Ota käsittelyyn
desk-status = Tila
desk-set-status = Vaihda tila
desk-status-new = Uusi
desk-status-open = Työn alla
desk-status-waiting = Odottaa vastausta
desk-status-solved = Ratkaistu
desk-status-closed = Suljettu
desk-reply = Vastaus kysyjälle
desk-send-reply = Lähetä chattiin
desk-note = Sisäinen muistiinpano
desk-save-note = Tallenna muistiinpano
desk-conversation = Keskustelu
desk-who-person = Kysyjä
desk-who-bollplank = Bollplank
desk-who-desk = IT-tuki
desk-who-note = { $name }, sisäinen muistiinpano
desk-who-reopened = Kysyjä kertoo, ettei asia ole ratkennut
desk-details = Tietoja tiketistä
desk-tried = Jo kokeiltu
desk-tried-none = Yhtään ohjetta ei näytetty.
desk-outcome-unsolved = ei auttanut
desk-outcome-shown = näytettiin, ei tietoa
desk-back = Tiketteihin
desk-news =
    { $count -> 
        [one] Yksi uusi asia 
       *[other] { $count } uutta asiaa 
    }
desk-show-news = Näytä
desk-outage = Häiriö
desk-outage-hint = Näkyy ensimmäisenä jokaisessa vastauksessa, kunnes poistat sen.
desk-surge = { $people } kysyjää puolessa tunnissa: ”{ $title }”. Onko kyseessä häiriö?
desk-surge-tell = Kerro kaikille
desk-surge-message = Monella on juuri nyt sama ongelma: { $title }. Selvitämme asiaa.
desk-outage-start = Näytä kaikille
desk-outage-end = Häiriö on ohi
desk-outage-now = Näkyy nyt: { $message }
desk-help = Pikanäppäimet
desk-close = Sulje
desk-missing = Tikettiä ei ole.
desk-empty-text = Kirjoita ensin jotain.
desk-filter-mine = Omat
desk-filter-nobodys = Ilman käsittelijää
desk-filter-ideas = Ideat
desk-filter-longest = Pisimpään odottaneet
desk-nav-narrow = Rajaa luetteloa
desk-empty-filter = Mikään tiketti ei vastaa rajausta.
desk-unread = Lukematta.
desk-merged-short = Yhdistetty: { $number }
desk-followers =
    { $count -> 
        [one] 1 yhdistetty tiketti 
       *[other] { $count } yhdistettyä tikettiä 
    }
desk-to-do =
    { $count -> 
        [0] Kaikki on tehty. 
        [one] Yksi tiketti hoidettavana. Sinun: { $mine }. Ilman käsittelijää: { $nobodys }. 
       *[other] { $count } tikettiä hoidettavana. Sinun: { $mine }. Ilman käsittelijää: { $nobodys }. 
    }
desk-choose = Valitse tiketti luettelosta.
desk-undelivered =
    { $count -> 
        [one] Yksi viesti ei mennyt perille tikettijärjestelmään 
       *[other] { $count } viestiä ei mennyt perille tikettijärjestelmään 
    }
desk-undelivered-text = Tikettijärjestelmä ei ottanut kaikkea vastaan. Mitään ei ole kadonnut. Korjaa vika ja yritä uudelleen.
desk-undelivered-line = Kohde: { $target }. Yrityksiä: { $attempts }, alkaen { $time }.
desk-unshown =
    { $count ->
        [one] Yksi viesti ei mennyt perille kysyjälle
       *[other] { $count } viestiä ei mennyt perille kysyjälle
    }
desk-unshown-text = Slack tai Teams ei näyttänyt kaikkea. Mitään ei ole kadonnut. Korjaa vika ja yritä uudelleen, tai tavoita kysyjä muulla tavalla.
desk-unshown-reply = Bollplankin vastaus
desk-unshown-desk-reply = Vastauksenne tikettiin { $ticket }
desk-unshown-status = Tiketin { $ticket } uusi tila
desk-unshown-change = Viestin muutos
desk-try-again = Yritä uudelleen
desk-outage-message = Mitä kaikkien pitää tietää?
desk-back-ticket = Takaisin: { $number }
desk-thread = Koko keskustelu: { $number }
desk-thread-link = Lue koko keskustelu
desk-reach-chat = Tavoitettavissa chatissa
desk-reach = Yhteystieto
desk-change = Muuta
desk-assign = Vaihda käsittelijä
desk-likely = Koskee luultavasti: { $systems }
desk-merged-into = Tämä tiketti on yhdistetty tikettiin
desk-separate = Irrota
desk-picture = Kuva kysyjältä: { $name }
desk-answers = Valmiit vastaukset ohjeista
desk-answers-search = Hae ohjeista
desk-answers-open = Avaa ohje
desk-answers-insert = Lisää
desk-answers-none = Mikään ohje ei sovi. Kokeile muita sanoja.
desk-reply-many = Vastaus { $count } kysyjälle
desk-send-and-solve = Lähetä ja merkitse ratkaistuksi
desk-solve = Merkitse ratkaistuksi
desk-reopen = Avaa uudelleen
desk-let-go = Vapauta tiketti
desk-draft = Tee ohjeluonnos
desk-draft-hint = Vastauksesta tulee vaiheita ja kysymyksestä testikysymys tiedostoon, jonka IT lukee läpi. Kun ohje julkaistaan, kysyjät saavat tiedon.
desk-draft-made = Ohjeluonnos { $file } on ohjeiden kansiossa.
desk-draft-told = Kysyjille kerrottiin { $time }.
desk-draft-folder = Luonnosta ei voitu tallentaa: luonnosten kansioon ei voi kirjoittaa. Pyydä Bollplankin ylläpitäjää tarkistamaan asetus BOLLPLANK_DRAFTS_DIR.
desk-erase = Poista tiedot
desk-erase-hint = Kysyjän viestit, vastaukset, muistiinpanot, tiedostot ja yhteystiedot poistetaan pysyvästi, eikä kysyjää enää tavoita täältä. Jäljelle jäävät numero, tila ja päivämäärät sekä tieto siitä, kuka tiedot poisti. Ohjeluonnokset säilyvät, ja kysyjän omassa chatissa keskustelu näkyy, kunnes se unohdetaan.
desk-erase-sure = Kyllä, poista pysyvästi
desk-erase-not-yet = Mitään ei poistettu. Tiketin pitää olla ratkaistu, ja kaikkien viestien pitää olla perillä. Yritä hetken kuluttua uudelleen.
desk-erased = Tiketin tiedot poistettiin.
desk-erased-subject = Tiedot on poistettu
desk-outcome-solved = auttoi
desk-assigned-to = Käsittelijä
desk-came-in = Saapui
desk-note-hint = Näkyy vain IT-tuelle, ei koskaan chatissa.
desk-related = Voi koskea samaa asiaa
desk-merge = Yhdistä tähän
desk-merge-choose = Valitse { $number } yhdistettäväksi
desk-merge-hint = Valitut tiketit yhdistetään tähän: kaikki kysyjät saavat saman vastauksen ja tilan.
desk-key-move = seuraava, edellinen tiketti
desk-key-open = avaa tiketti
desk-key-reply = kirjoita vastaus
desk-key-send = lähetä vastaus
desk-key-assign = ota käsittelyyn
desk-key-solve = merkitse ratkaistuksi
desk-key-search = hae
desk-key-help = näytä tämä ohje
desk-keys-on = Käytä pikanäppäimiä
desk-size = { $kilobytes } kt

## draft

draft-heading = Toimi näin
draft-comment = Luonnos tiketistä { $number }. Lue vaiheet läpi, kirjoita vähintään neljä testikysymystä
    ja vaihda tilaksi published, kun ohjeen voi näyttää.
draft-published = Kysymyksestäsi { $number } on tehty ohje, jotta seuraava löytää vastauksen heti: ”{ $title }”, { $link }. Kiitos, että kysyit!

## trainers

trainers-title = Mistä kysytään?
trainers-period = Viikko { $from } – { $to }
trainers-questions =
    { $count -> 
        [0] Kukaan ei kysynyt mitään tällä viikolla. 
        [one] Tällä viikolla kysyttiin yksi kysymys. 
       *[other] Tällä viikolla kysyttiin { $count } kysymystä. 
    }
trainers-top = Kysytyimmät ohjeet
trainers-top-answer = Eniten kysyttiin aiheesta ”{ $title }”, { $count ->
        [one] kerran
       *[other] { $count } kertaa
    }.
trainers-top-none = Yhtään ohjetta ei näytetty tällä viikolla.
trainers-unanswered = Kysymykset ilman vastausta
trainers-unanswered-answer =
    { $count -> 
        [one] Yksi kysymys jäi ilman vastausta. 
       *[other] { $count } kysymystä jäi ilman vastausta. 
    }
trainers-unanswered-none = Kaikki kysymykset saivat vastauksen tai vaihtoehdot.
trainers-wishes = Koulutustoiveet
trainers-wishes-answer = Tätä ihmiset haluavat oppia:
trainers-wishes-none = Kukaan ei ole toivonut koulutusta tällä viikolla.
trainers-feedback = Auttoivatko vastaukset?
trainers-feedback-answer = Vastauksia näytettiin { $shown }. Ratkesi: { $solved }, ei auttanut: { $unsolved }, ei tiedossa: { $unknown }.
trainers-guide = Ohje
trainers-count = Kysymyksiä
trainers-solved = Ratkesi
trainers-unsolved = Ei auttanut
trainers-unknown = Ei tiedossa
trainers-question = Kysymys (henkilötiedot poistettu)
trainers-when = Milloin
trainers-language = Kieli
trainers-download = Lataa CSV:nä
trainers-formulas = Näin luvut lasketaan: ”ratkesi” ovat vastauksia, joissa kysyjä itse painoi painiketta tai kirjoitti niin, ”ei auttanut” samoin tai jos hän pyysi ihmisen apua. Kaikki muut ovat ”ei tiedossa”: jos kysyjä ei kerro mitään, asiaa ei koskaan lasketa ratkenneeksi.

## login

login-title = Kirjaudu sisään
login-name = Nimi
login-password = Salasana
login-send = Kirjaudu sisään
login-wrong = Nimi tai salasana on väärin.
login-slow-down = Liian monta yritystä. Odota minuutti ja yritä uudelleen.
login-expired = Sivu oli ollut auki liian kauan. Yritä uudelleen.

## error

error-bad-request = Tätä ei voitu tehdä.
error-unknown-conversation = Tätä keskustelua ei enää ole. Aloita uusi, niin autan sinua.
error-bad-message = Viestiä ei voitu lukea. Kirjoita se uudelleen tai valitse jokin painikkeista.
error-too-long = Viesti on liian suuri. Lyhennä tekstiä ja lähetä se uudelleen.
error-not-found = Täällä ei ole mitään. Tarkista osoite.
error-unexpected = Jokin meni pieleen meidän puolellamme, vika ei ole sinun. Yritä hetken kuluttua uudelleen tai soita IT-tukeen.
error-attachment-too-large = Tiedosto on liian suuri. Sen koko saa olla enintään { $most } Mt. Ota sen sijaan kuvakaappaus tärkeästä kohdasta.
error-attachment-kind = En voi ottaa vastaan tällaista tiedostoa. Lähetä kuva (PNG, JPEG, WebP tai GIF), PDF tai tekstitiedosto.
error-attachment-too-many = Täällä on jo { $most } tiedostoa, eikä enempää mahdu. Kuvaile loput sanoin.
error-identity = En saanut selville, kuka olet. Lataa sivu uudelleen ja yritä uudestaan.
error-api-key = Avain ei kelpaa. Pyydä uusi Bollplankin ylläpitäjältä.
error-scope = Avaimella ei voi tehdä tätä.
error-too-many = Kysymyksiä tuli liikaa kerralla. Odota hetki ja yritä uudelleen.
error-idempotency = Samaa Idempotency-Key-avainta on jo käytetty johonkin muuhun.
error-sign-in = Kirjaudu intranetiin ja kysy siellä, niin tiedän, kuka olet.

## attachment

attachment-kept = { $name } on tallennettu. Tiedosto lähtee mukaan, jos lähetät kysymyksesi IT-tukeen.
attachment-sent = { $name } on lähetetty: { $number }.

## ticket

ticket-created = Tukipyyntösi **{ $number }** on tallessa ja menee IT-tukeen. Vastaus tulee tähän keskusteluun, ja voit kysyä milloin vain, miten asia etenee.
ticket-idea-received = Kiitos ideasta! Se on tallessa numerolla **{ $number }** ja menee kehittämisyksikköön. Jos he ottavat yhteyttä, viesti tulee tähän keskusteluun.
ticket-field-what = Mitä tapahtuu
ticket-field-where = Laite tai paikka
ticket-field-urgency = Kiireellisyys
ticket-field-contact = Yhteystieto
ticket-field-problem = Ongelma
ticket-field-for-whom = Kenelle
ticket-field-what-exists = Mitä on jo olemassa
ticket-value-urgency-low = Voi odottaa
ticket-value-urgency-normal = Parin päivän sisällä
ticket-value-urgency-high = Ei voi tehdä töitä
ticket-value-contact-chat = Chatissa
ticket-status-none = Sinulla ei ole tukipyyntöjä tässä keskustelussa. Kysynkö ihmiseltä?
ticket-status-intro = { $count ->
    [one] Tukipyyntösi tilanne:
   *[other] Tukipyyntöjesi tilanne:
 }
ticket-status-line = **{ $number }**, { $subject }: { $status }
ticket-status-new = odottaa IT-tukea
ticket-status-open = IT-tuki selvittää asiaa
ticket-status-waiting = odottaa vastaustasi
ticket-status-solved = ratkaistu
ticket-status-closed = suljettu
ticket-status-changed = Tukipyyntö { $number }: { $status }.
ticket-note-sent = Lähetetty tukipyyntöön { $number }.
ticket-note-which = Mitä tukipyyntöä se koskee?
ticket-solved-thanks = Kiitos! **{ $number }** on merkitty ratkaistuksi.
ticket-reopened = **{ $number }** on taas auki. Kirjoita, mikä ei vieläkään toimi, niin lähetän sen IT-tuelle.
ticket-reply-write = Kirjoita vastauksesi, niin lähetän sen tukipyyntöön **{ $number }**.
ticket-desk-closed = IT-tuki on nyt kiinni. Joku katsoo asiaa { $day } klo { $clock }.
ticket-note-no-ticket = Sinulla ei ole avointa tukipyyntöä, johon voisin lisätä tämän. Kysynkö ihmiseltä?
ticket-data-export = Tästä keskustelusta on tallessa:
    - viestejä: { $messages } (poistetaan { $conversation_days } päivän kuluttua viimeisestä)
    - tukipyyntöjä ja ideoita: { $tickets } (jäävät IT-tuelle{ $ticket_days ->
        [0] )
       *[other] , poistetaan { $ticket_days } päivän kuluttua sulkemisesta)
    }
    - kannattamiasi ideoita: { $agreed } (kannattajien määrä säilyy, mutta ei tietoa siitä, että kannatit)
    - kysymyksiä tilastossa: { $questions }, ilman tunnistamiani henkilötietoja (poistetaan { $question_days } päivän kuluttua)
    Jos haluat, että unohdan ne, kirjoita ”unohda minut”.
ticket-data-deleted = Tehty. Tässä käyty keskustelu on poistettu, eikä tilaston kysymyksiä voi enää yhdistää sinuun.
ticket-data-deleted-open = Tehty. Tässä käyty keskustelu on poistettu, eikä tilaston kysymyksiä voi enää yhdistää sinuun. Avoinna IT-tuessa: { $numbers }. Nämä tiedot säilyvät, mutta vastauksia ei voi enää tulla tänne. Ota yhteyttä IT-tukeen, jos haluat nekin poistettaviksi.

## idea: what others see of ideas, and what becomes of them

idea-earlier =
    Samankaltaista on ehdotettu aiemmin:
    { $ideas }
idea-agree = Jos kannatat jotakin näistä, painikkeen painaminen riittää. Muuten jatketaan sinun ideallasi.
idea-line = **{ $title }**: { $state }.
idea-button-agree = Kannatan: { $title }
idea-state-new = uusi
idea-state-seen = luettu
idea-state-doing = työn alla
idea-state-done = valmis
idea-state-not-now = ei juuri nyt
idea-agreed = Kiitos, sinutkin lasketaan mukaan: **{ $title }**. Saat tiedon tänne, kun asiassa tapahtuu jotain. Muuta ei tarvitse lähettää.
idea-agreed-before = Kannatat jo ideaa **{ $title }**. Saat tiedon tänne, kun asiassa tapahtuu jotain.
idea-agreed-own = **{ $title }** on oma ideasi. Saat tiedon tänne, kun asiassa tapahtuu jotain.
idea-agreed-gone = Tätä ideaa ei enää näytetä. Haluatko lähettää oman?
idea-news-own = Ideastasi **{ $number }** on uutta: { $state }.
idea-news-agreed = Kannattamastasi ideasta **{ $title }** on uutta: { $state }.
idea-news-hidden = Kannattamastasi ideasta on uutta: { $state }.

## ideas: the desk's page of ideas

ideas-title = Ideat
ideas-text = Muut näkevät vain otsikon, tekstin ja tilanteen. Idean lähettäjää ei koskaan näytetä.
ideas-none = Ideoita ei ole vielä tullut.
ideas-count = { $count ->
        [one] Yksi idea näytetään muille.
       *[other] { $count } ideaa näytetään muille.
    }
ideas-count-none = Yhtään ideaa ei vielä näytetä muille.
ideas-shown = Näytetään muille
ideas-hidden = Ei näytetä
ideas-agreeing = { $count ->
        [0] Kukaan muu ei ole vielä kannattanut.
        [one] Yksi muu kannattaa.
       *[other] { $count } muuta kannattaa.
    }
ideas-show-title = Näytä muille
ideas-show-text = Se, jolla on samankaltainen idea, näkee tämän chatissa ja voi kannattaa sitä. Kirjoita niin, ettei tekstistä näy, kuka idean lähetti.
ideas-words-title = Otsikko
ideas-words-text = Yksi tai kaksi lausetta
ideas-redacted = Puhelinnumerot, sähköpostiosoitteet ja muut henkilöön viittaavat tiedot poistetaan, kun tallennat.
ideas-other-languages = Muilla kielillä
ideas-show = Näytä muille
ideas-show-again = Tallenna teksti
ideas-hide = Piilota taas
ideas-state = Mitä idealle tapahtuu?
ideas-why = Miksi, muutamalla sanalla
ideas-why-hint = Idean lähettäneet ja sitä kannattavat saavat tiedon chattiinsa kerran, omalla kielellään.
ideas-state-save = Tallenna ja kerro
ideas-incomplete = Kirjoita otsikko ja teksti ainakin yhdellä kielellä.
ideas-ticket = Tikettiin { $number }
ideas-all = Kaikki ideat
ideas-missing = Tällaista ideaa ei ole.

## reply

reply-step = **Vaihe { $number }/{ $of }**
reply-guide-in-sv = Tämä ohje on vain ruotsiksi.
reply-guide-in-en = Tämä ohje on vain englanniksi.
reply-guide-in-fi = Tämä ohje on vain suomeksi.
reply-guide-overdue = Ohjetta ei ole tarkistettu ajallaan, joten jokin kohta on voinut muuttua.
reply-outage = **Häiriö:** { $message }
reply-warning-password = Älä koskaan kirjoita salasanaa tähän. Poistin sen viestistäsi, mutta vaihda salasana varmuuden vuoksi.
reply-warning-files = Tiedosto ei tullut mukana: täällä luen vain tekstiä. Kirjoita, mitä kuvassa lukee, esimerkiksi virheilmoitus.
reply-warning-identity = Älä kirjoita henkilötunnusta tähän. Poistin sen viestistäsi.
reply-warning-bank = Älä kirjoita tilinumeroa tähän. Poistin sen viestistäsi.
reply-warning-card = Älä kirjoita korttinumeroa tähän. Poistin sen viestistäsi.
reply-warning-cut = Viesti oli pitkä, joten luin siitä ensimmäiset { $longest } merkkiä.
reply-says-nothing = Tarvitsen muutaman sanan, jotta voin auttaa. Kerro, mitä yrität tehdä ja mitä tapahtuu.
reply-says-nothing-again = Näen vain merkkejä. Kirjoita sanoin tai kysy ihmiseltä.
reply-read-on = Loput ovat ohjeessa, jonka voit avata tästä alta.
reply-ask-bot = Kuuntelen. Mitä haluat kysyä?
reply-language-changed = Jatketaan suomeksi.
reply-simple-mode = Toimin juuri nyt vain osittain: haen ohjeista, mutta en muista, mistä juuri puhuimme.
reply-clarify = Mistä näistä on kyse?
reply-not-covered = En löydä tästä ohjetta. Kysynkö ihmiseltä?
reply-open-guide = Vaiheet ovat ohjeessa ”{ $title }”, jonka voit avata tästä alta.
reply-solved = Hienoa, että asia ratkesi!
reply-unsolved = Harmi, ettei siitä ollut apua. Kysynkö ihmiseltä?
reply-cancelled = Selvä, peruutetaan. Kysy milloin vain.
reply-simple-later = En voi tehdä sitä juuri nyt. Kirjoita kysymyksesi uudelleen tai kysy ihmiseltä.
reply-simple-form-kept = Tallensin sen, mitä kirjoitit. En voi nyt kysyä loppuja kysymyksiä, mutta voin lähettää kertomasi IT-tukeen.
reply-all-down = En voi hakea ohjeista juuri nyt. Lähetänkö kysymyksesi ihmiselle? Voit myös lukea ohjeita itse.

## channel

channel-own-tickets = Omat tukipyyntösi
channel-no-tickets = Sinulla ei ole tukipyyntöjä. Kirjoita, missä tarvitset apua, niin aloitetaan siitä.
channel-not-yours = Nämä painikkeet ovat kysymyksen esittäjälle. Kirjoita minulle oma kysymyksesi, niin autan sinuakin.
channel-writing = kirjoittaa …
channel-working = Hetkinen …
channel-here-comes = Tässä tulee viesti …
channel-answer-in-chat = Vastaan omassa keskustelussamme.
channel-write-first = Kirjoita minulle ensin omaan keskusteluumme, niin tiedän, minne vastata.
channel-ask-about = Kysy tästä Bollplankilta
channel-about = IT-kysymykset, vastaukset kunnan omista ohjeista

## time

time-today = tänään { $clock }
time-yesterday = eilen { $clock }
time-other-day = { $day } { $clock }

## ticket-out: what other ticket systems show, in the desk's language
ticket-out-language = Kysyjän kieli: { $name }
ticket-out-language-sv = ruotsi
ticket-out-language-en = englanti
ticket-out-language-fi = suomi
ticket-out-tried = Ohjeet, jotka kysyjä on nähnyt:
ticket-out-tried-none = Mikään ohje ei sopinut.
ticket-out-tried-shown = näytetty, emme tiedä, auttoiko se
ticket-out-tried-unsolved = ei auttanut
ticket-out-conversation = Keskustelu:
ticket-out-who-person = Kysyjä
ticket-out-who-bollplank = Bollplank
ticket-out-who-desk = IT-tuki
ticket-out-who-status = Tila
ticket-out-link = Keskustelu on osoitteessa { $link }
ticket-out-footer = Tiketti { $number } Bollplankista. Vastauksesi menee kysyjän chattiin; sisäiset muistiinpanot eivät mene.
ticket-out-duplicate = Bollplank sulki tämän: sama tiketti kuin { $of }, joka on voimassa.
ticket-out-nobody-there = Keskustelu kysyjän kanssa on poistettu, joten vastaus ei enää tavoita chattia.
ticket-out-forget = Kysyjä on pyytänyt, että Bollplank poistaa hänen tietonsa. Vastaukset täältä eivät enää tavoita chattia. Poista henkilötiedot täältä, kun tiketti on valmis.
ticket-out-solved = Kysyjä kertoo, että asia ratkesi.
ticket-out-reopened = Kysyjä kertoo, ettei asia ole ratkennut.

## people

people-channel-web = verkko
people-channel-slack = Slack
people-channel-teams = Teams
people-channel-api = muut järjestelmät
people-channel-mcp = muut avustajat
people-linked = Tunnistan sinut osoitteesta { $email }. Kanavat: { $channels }. Jos sanot ”unohda minut”, kaikki tämä poistetaan (keskusteluja: { $count }).

# --- api keys ---
keys-title = Avaimet
keys-text = Avaimella toinen järjestelmä, esimerkiksi intranet, saa kysyä Bollplankilta. Anna joka järjestelmälle oma avain ja vain tarpeelliset oikeudet.
keys-made = Avain on valmis
keys-made-text = Kopioi se nyt. Se näytetään vain tämän kerran, eikä sitä saa enää esiin.
keys-new = Uusi avain
keys-name = Mille järjestelmälle avain on?
keys-scopes = Mitä se saa tehdä?
keys-scope-ask = esittää kysymyksiä
keys-scope-feedback = kertoa, auttoiko vastaus
keys-scope-escalate = lähettää tikettejä ihmiselle
keys-scope-read = lukea ohjeita ja keskusteluja
keys-audience = Minkä ryhmien ohjeet se saa nähdä kaikille tarkoitettujen lisäksi?
keys-audience-hint = Ryhmät välilyönnein erotettuina, esimerkiksi: it. Tyhjä: vain kaikille tarkoitetut.
keys-lasts = Kuinka kauan avain on voimassa?
keys-for-ever = Kunnes se perutaan
keys-make = Luo avain
keys-incomplete = Kirjoita, mille järjestelmälle avain on, ja valitse ainakin yksi asia, jonka se saa tehdä.
keys-all = Kaikki avaimet
keys-none = Avaimia ei vielä ole.
keys-since = luotu { $time }
keys-used = viimeksi käytetty { $time }
keys-unused = ei käytetty
keys-until = voimassa { $time } asti
keys-revoke = Peru
keys-revoked = peruttu
keys-expired = vanhentunut

# --- staff accounts and roles ---
staff-title = Tilit
staff-text = Nämä voivat kirjautua IT-tuen ja kouluttajien sivuille. Anna jokaiselle oma tili, niin näkyy, kuka vastaa.
staff-made = Salasana tilille { $name }
staff-made-text = Anna se tilin käyttäjälle nyt. Se näytetään vain tämän kerran, eikä sitä saa enää esiin.
staff-new = Uusi tili
staff-name = Nimi
staff-name-hint = Vastauksen saaja näkee nimen. Jos kirjoitat suljetun tilin nimen, tili avataan uudelleen.
staff-role = Rooli
staff-role-admin = ylläpitäjä
staff-role-desk = IT-tuki
staff-role-editor = ohjeiden kirjoittaja
staff-role-trainer = kouluttaja
staff-may-admin = näkee ja tekee kaiken, myös avaimet ja tilit
staff-may-desk = hoitaa tiketit, ideat, häiriöt ja ohjeluonnokset
staff-may-editor = näkee, mistä kysymyksistä puuttuu ohje
staff-may-trainer = näkee, mitä ihmiset kysyvät, ilman henkilötietoja
staff-add = Luo tili
staff-all = Kaikki tilit
staff-since = luotu { $time }
staff-signed-in = kirjautui viimeksi { $time }
staff-never = ei ole vielä kirjautunut
staff-closed = suljettu { $time }
staff-new-password = Uusi salasana
staff-set-role = Vaihda rooli
staff-close = Sulje tili
staff-bad-name = Kirjoita nimi, enintään 80 merkkiä.
staff-no-role = Valitse rooli.
staff-taken = Nimellä { $name } on jo tili.
staff-last-admin = Ylläpitäjiä on oltava ainakin yksi. Tee ensin jostakusta muusta ylläpitäjä.
staff-unknown = Nimellä { $name } ei ole avointa tiliä.
staff-may-not-title = Tämä sivu ei kuulu rooliisi
staff-may-not = Olet kirjautunut roolissa { $role }. Tarvitsetko sivua? Pyydä ylläpitäjää vaihtamaan roolisi.
staff-may = Voit avata nämä:
