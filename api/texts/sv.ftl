## bot

bot-refuse-offer = Det här hittar jag ingen guide om. Ska jag fråga en människa på it-stödet?
bot-refuse-note = Det här hittar jag ingen guide om. Ska jag lägga till det i ärendet du skickade?
bot-refuse-again = Det finns inte heller i guiderna, så nu är en människa snabbare. Tryck på knappen eller svara ja, så skickar jag din fråga till it-stödet.
bot-search-down = Jag kommer inte åt guiderna just nu. Jag kan skicka din fråga till it-stödet i stället.
bot-tell-more = Berätta gärna lite mer: vad vill du göra, eller vad är det som inte fungerar?
bot-clarify = Jag hittade flera guider som kan passa. Vilken menar du?
bot-none-next = Okej, inte de. Kan det vara den här?
bot-none-offer = Då har jag ingen bättre guide. Beskriv det gärna med andra ord, eller ska jag fråga en människa?
bot-next-best = Tråkigt att det inte hjälpte. Det du såg nyss var ur guiden ”{ $before }”. Det här är ur en annan guide, ”{ $title }”: { $section }.
bot-unsolved-offer = Tråkigt att det inte hjälpte. Ska jag fråga en människa? It-stödet får veta vad du redan har provat.
bot-solved = Vad bra! Hör av dig om det är något mer.
bot-solved-in-form = Vad bra att det löste sig! Då skickar jag ingenting.
bot-follow-section = Så här står det i samma guide, under { $section }.
bot-follow-nothing = Det hittar jag inget om i guiden ”{ $title }”. Ska jag fråga en människa på it-stödet?
bot-step-as-written = Så här står steget i guiden. Är det fortfarande oklart, frågar jag gärna en människa.
bot-step-by-step = Vi tar det ett steg i taget, så ser vi var det tar stopp.
bot-steps-done = Det var sista steget. Löste det sig?
bot-steps-of-what = Gärna, vi tar en sak i taget. Vad vill du göra?
bot-form-please = Förlåt, det förstod jag inte. Jag frågar en gång till.
bot-form-go-on = Här är svaret på din fråga. Sedan fortsätter vi.
bot-form-first = Det tar vi strax. Svara först på det här, eller tryck på Avbryt.
bot-form-changed = Tack, det är ändrat.
bot-form-added = Tack, det tar jag med.
bot-form-which = Vad ska jag ändra? Tryck på en knapp, eller skriv det som är rätt.
bot-form-ticket-what = Berätta kort: vad försökte du göra, och vad hände?
bot-form-ticket-where = Vilken apparat eller vilket program gäller det, och var finns den?
bot-form-ticket-urgency = Hur bråttom är det?
bot-form-ticket-contact = Hur når it-stödet dig bäst?
bot-form-idea-problem = Vilket problem skulle din idé lösa?
bot-form-idea-for-whom = Vem skulle ha nytta av den?
bot-form-idea-what-exists = Hur gör ni i dag, och finns det redan något liknande?
bot-summary-ticket = Så här skickar jag det till it-stödet. De ser också vad du har provat. Stämmer det?
bot-summary-idea = Så här skickar jag idén till utvecklingsenheten. Stämmer det?
bot-summary-waits = Det du har fyllt i väntar. Ska jag skicka det nu?
bot-cancelled = Okej, jag avbryter. Ingenting skickades.
bot-note-what = Vad vill du lägga till i ärendet?
bot-outage-known = Ja, det är en känd driftstörning: { $message }
bot-outage-none = Jag känner inte till någon driftstörning just nu. Ska jag meddela it-stödet?
bot-outage-none-but = Jag känner inte till någon driftstörning just nu. Det här kan du prova själv.
bot-idea-welcome = Vad roligt med en idé! Jag ställer några korta frågor så att den blir lätt att ta vidare.
bot-idea-related = Det här finns redan och kan höra ihop med idén: { $guides }.
bot-training = Jag noterar önskemålet åt utbildarna, utan ditt namn. Så här hittar du kurser och anmäler dig.
bot-training-noted = Jag noterar önskemålet åt utbildarna, utan ditt namn.
bot-training-when = När kurserna hålls ser du där du anmäler dig. Så här hittar du dit.
bot-training-guides = Vill du börja genast kan du läsa: { $guides }.
bot-greet-1 = Hej! Vad behöver du hjälp med?
bot-greet-2 = Hej igen. Berätta vad det gäller, så letar jag.
bot-greet-short = Hej!
bot-goodbye = Hej då, ha det bra!
bot-goodbye-2 = Vi hörs!
bot-thank-1 = Varsågod!
bot-thank-2 = Ingen orsak, hör av dig igen när du vill.
bot-small-talk-1 = Sådant vet jag tyvärr inget om, jag kan bara it. Fråga mig gärna något om datorn, telefonen eller programmen.
bot-small-talk-2 = Där är jag inte till stor hjälp. It-frågor svarar jag däremot gärna på.
bot-insult = Jag förstår att det är frustrerande. Jag hjälper gärna till, eller så kan jag fråga en människa.
bot-insult-short = Jag finns här när du vill ha hjälp.
bot-insult-shorter = Säg till om jag kan göra något.
bot-capabilities = Jag svarar på it-frågor med steg ur kommunens egna guider: lösenord, skrivare, Teams, mejl, VPN, telefon och mycket annat. Hittar jag inget svar skickar jag frågan till it-stödet, och svaret kommer hit. Du kan också berätta om en idé.
bot-capabilities-short = Jag svarar på it-frågor och kan nå it-stödet åt dig.
bot-identity = Jag är Bollplank, ett datorprogram. Jag svarar bara med det som står i it-stödets guider, och när det inte räcker frågar jag en människa.
bot-identity-short = Ett datorprogram, ingen människa. Men jag kan hämta en.
bot-delete-sure = Vill du att jag tar bort allt du har skrivit här? Öppna ärenden finns kvar hos it-stödet.
bot-language-changed = Nu fortsätter vi på svenska.
bot-guide-not-translated = Guiden ”{ $title }” finns inte på svenska än. Ska jag fråga en människa om det?
bot-language-which = Vilket språk vill du ha?
bot-affirm-nothing = Okej! Berätta vad du behöver hjälp med.
bot-deny-offer = Okej, då låter vi det vara. Fråga gärna på ett annat sätt.
bot-deny-nothing = Okej. Säg till om du behöver något annat.
bot-button-passed = Den knappen hörde till något tidigare. Skriv vad du behöver, så tar vi det härifrån.
bot-again = Nu säger jag samma sak igen. Prova med andra ord. Jag kan också fråga en människa.
bot-again-answer = Det är samma avsnitt som nyss. Hjälper det inte, frågar jag gärna en människa.
bot-again-step = Vi är kvar på samma steg. Ta den tid du behöver.
bot-again-form = Jag behöver det här svaret för att kunna skicka. Vill du inte skicka, tryck på Avbryt.
bot-again-status = Ingenting har ändrats sedan nyss.
bot-again-cancelled = Det är avbrutet redan. Fråga på när du vill.

## chat

chat-name = Bollplank
chat-title = Bollplank: fråga it-stödet
chat-language = Språk
chat-language-sv = Svenska
chat-language-en = English
chat-language-fi = Suomi
chat-open = Fråga it-stödet
chat-unread = Nya svar: { $count }
chat-close = Stäng
chat-guides = Alla guider
chat-log = Konversation
chat-welcome-title = Vad behöver du hjälp med?
chat-welcome-text = Bollplank visar stegen ur it-stödets egna guider, och hämtar en människa när guiderna inte räcker.
chat-welcome-popular = Det här frågar många
chat-new = Börja om
chat-new-title = Börja en ny konversation?
chat-new-text = Den här konversationen visas inte längre i den här webbläsaren. Ärenden som du har skickat finns kvar hos it-stödet.
chat-new-cancel = Fortsätt den här
chat-box = Skriv din fråga
chat-box-answer = Skriv ditt svar
chat-send = Skicka
chat-keys = Enter skickar, Skift + Enter ger ny rad.
chat-secret = Skriv inte lösenord eller personbeteckningar här.
chat-left = { $count } tecken kvar
chat-over = { $count } tecken för mycket. Korta texten eller dela upp den i flera meddelanden.
chat-empty = Skriv något först.
chat-attach = Bifoga fil
chat-attach-list = Filer som följer med
chat-attach-waits = { $name } följer med när du skickar din fråga.
chat-attach-too-large = { $name } är för stor. En fil får vara högst { $count } MB.
chat-attach-kind = { $name } går inte att skicka. Välj en bild, en PDF eller en textfil.
chat-attach-remove = Ta bort
chat-attach-failed = { $name } kom inte fram. Försök igen.
chat-sending = Skickar …
chat-thinking = Söker svar …
chat-unsent = Inte skickat än
chat-offline = Du är offline. Det du skriver sparas här och skickas när du har kontakt igen.
chat-server-down = Bollplank svarar inte just nu. Meddelandet är sparat här och skickas så snart det går.
chat-unreachable = Bollplank svarar inte just nu. Försök igen om en stund, eller ring it-stödet.
chat-retry = Försök nu
chat-refused = Meddelandet gick inte att skicka. Texten finns kvar i rutan.
chat-started-anew = Den tidigare konversationen finns inte längre. Här börjar en ny.
chat-you = Du
chat-desk = It-stödet
chat-desk-name = { $name }, it-stödet
chat-chosen = Du valde: { $label }
chat-source = Källa: { $title }
chat-source-owner = Ansvarig: { $owner }
chat-source-reviewed = Granskad { $date }
chat-source-unreviewed = Inte granskad än
chat-new-tab = öppnas i en ny flik
chat-overdue = Guiden har inte granskats i tid, så något kan ha ändrats.
chat-rest = Visa resten ({ $count } steg till)
chat-progress = Fråga { $number } av { $of }
chat-hint-what = Skriv vad du försökte göra och vad som hände. Står det ett felmeddelande på skärmen, skriv av det.
chat-hint-where = Till exempel datorns namn, skrivarens nummer eller rummet.
chat-hint-urgency = Välj ovan, eller skriv med egna ord.
chat-hint-contact = Till exempel telefonnummer eller mejladress.
chat-hint-problem = Vad är krångligt i dag, och hur ofta händer det?
chat-hint-for-whom = Till exempel ditt team, skolorna eller alla anställda.
chat-hint-what-exists = Till exempel ett program, en blankett eller ett sätt att göra det för hand.
chat-ticket = Ärende { $id }
chat-idea = Idé { $id }
chat-earlier = Visa tidigare meddelanden
chat-outage = Driftstörning
chat-outage-over = Driftstörningen är över.
chat-noscript = Chatten behöver JavaScript. Ring it-stödet på { $phone }, eller läs guiderna direkt.
chat-not-loaded = Chatten kunde inte laddas. Ladda om sidan, ring it-stödet på { $phone }, eller läs guiderna direkt.
chat-loading = Laddar chatten …

## chat-button

chat-button-solved = Det löste sig
chat-button-unsolved = Det hjälpte inte
chat-button-human = Fråga en människa
chat-button-yes = Ja
chat-button-no = Nej
chat-button-cancel = Avbryt
chat-button-idea = Jag har en idé
chat-button-next = Nästa
chat-button-back = Tillbaka
chat-button-send = Ja, skicka
chat-button-urgency-low = Det kan vänta
chat-button-urgency-normal = Inom ett par dagar
chat-button-urgency-high = Jag kan inte jobba
chat-button-contact-chat = Svara här i chatten
chat-button-step-start = Ett steg i taget
chat-button-step-next = Nästa steg
chat-button-step-back = Föregående steg
chat-button-lang-sv = Svenska
chat-button-lang-en = English
chat-button-lang-fi = Suomi
chat-button-ask-bot = Fråga Bollplank i stället
chat-button-more = Visa mer
chat-button-choice-none = Ingen av dem
chat-button-step-stop = Visa alla steg
chat-button-change-what = Vad som händer
chat-button-change-where = Apparat eller plats
chat-button-change-urgency = Hur bråttom
chat-button-change-contact = Hur ni når mig
chat-button-change-problem = Problemet
chat-button-change-for-whom = Vem den är för
chat-button-change-what-exists = Det som finns i dag
chat-button-ticket-solved = Det löste sig
chat-button-ticket-reopen = Det är inte löst
chat-button-ticket-reply = Svara

## guide

guide-skip = Hoppa till innehållet
guide-chat = Chatt
guide-all = Guider
guide-list-title = Guider
guide-list-text = Samma guider som Bollplank svarar ur. Hittar du inte det du söker kan du fråga i chatten.
guide-filter = Sök bland guiderna
guide-filter-send = Sök
guide-filter-all = Visa alla guider
guide-filter-found = Guider som passar ”{ $words }”: { $count }
guide-filter-none = Ingen guide passar ”{ $words }”. Prova ett kortare ord, eller fråga i chatten.
guide-count = Antal guider: { $count }
guide-none = Det finns inga guider ännu.
guide-sections = På den här sidan
guide-owner = Ansvarig: { $owner }
guide-reviewed = Granskad { $date }
guide-unreviewed = Inte granskad än
guide-overdue = Guiden har inte granskats i tid, så något kan ha ändrats. Stämmer stegen inte, fråga it-stödet i chatten.
guide-other-languages = Guiden på andra språk
guide-only-in = Den här guiden finns inte på det språk du valde.
guide-ask = Fråga om det här
guide-ask-text = Hjälpte guiden inte?
guide-link-here = Länk till avsnittet { $section }
guide-closed-title = Guiden är inte för alla
guide-closed-text = Vi ser inte här vem du är. Fråga i chatten på intranätet, i Slack eller i Teams: får du se guiden, visar Bollplank stegen där.
guide-missing-title = Guiden finns inte
guide-missing-text = Den kan ha bytt namn eller tagits bort. Sök bland guiderna, eller fråga i chatten.

## desk

desk-title = Ärenden
desk-trainers = Utbildare
desk-chat = Chatten
desk-sign-out = Logga ut
desk-search = Sök i ärenden
desk-search-send = Sök
desk-filter-active = Att göra
desk-filter-new = Nya
desk-filter-open = Under arbete
desk-filter-waiting = Väntar på svar
desk-filter-solved = Lösta
desk-filter-all = Alla
desk-empty = Inga ärenden här. Bra jobbat!
desk-empty-search = Inget ärende passar sökningen.
desk-nav-pages = Sidor
desk-nav-language = Språk
desk-nav-filters = Visa ärenden
desk-turn-pages = Bläddra bland ärendena
desk-page-before = Föregående
desk-page-after = Nästa
desk-page-of = Sida { $page } av { $pages }, { $total } ärenden
desk-waited = Väntat { $time }
desk-minutes = { $count } min
desk-hours = { $count } h
desk-days =
    { $count -> 
        [one] 1 dag 
       *[other] { $count } dagar 
    }
desk-kind-idea = Idé
desk-nobody = Ingen
desk-assign-me = Ta ärendet
desk-status = Status
desk-set-status = Byt status
desk-status-new = Ny
desk-status-open = Under arbete
desk-status-waiting = Väntar på svar
desk-status-solved = Löst
desk-status-closed = Avslutat
desk-reply = Svar till personen
desk-send-reply = Skicka till chatten
desk-note = Intern anteckning
desk-save-note = Spara anteckningen
desk-conversation = Konversationen
desk-who-person = Personen
desk-who-bollplank = Bollplank
desk-who-desk = It-stödet
desk-who-note = { $name }, intern anteckning
desk-who-reopened = Personen säger att det inte är löst
desk-details = Om ärendet
desk-tried = Redan provat
desk-tried-none = Ingen guide visades.
desk-outcome-unsolved = hjälpte inte
desk-outcome-shown = visades, inget besked
desk-back = Till ärendena
desk-news =
    { $count -> 
        [one] En nyhet 
       *[other] { $count } nyheter 
    }
desk-show-news = Visa
desk-outage = Driftstörning
desk-outage-hint = Visas först i varje svar tills du tar bort den.
desk-surge = { $people } personer har frågat om ”{ $title }” den senaste halvtimmen. Är det en störning?
desk-surge-tell = Berätta för alla
desk-surge-message = Just nu har många samma problem: { $title }. Vi utreder det.
desk-outage-start = Visa för alla
desk-outage-end = Störningen är över
desk-outage-now = Visas nu: { $message }
desk-help = Kortkommandon
desk-close = Stäng
desk-missing = Ärendet finns inte.
desk-empty-text = Skriv något först.
desk-filter-mine = Mina
desk-filter-nobodys = Utan handläggare
desk-filter-ideas = Idéer
desk-filter-longest = Väntat längst
desk-nav-narrow = Begränsa urvalet
desk-empty-filter = Inga ärenden passar urvalet.
desk-unread = Oläst.
desk-merged-short = Följer { $number }
desk-followers =
    { $count -> 
        [one] 1 ärende följer med 
       *[other] { $count } ärenden följer med 
    }
desk-to-do =
    { $count -> 
        [0] Allt är gjort. 
        [one] Ett ärende att göra. Dina: { $mine }. Utan handläggare: { $nobodys }. 
       *[other] { $count } ärenden att göra. Dina: { $mine }. Utan handläggare: { $nobodys }. 
    }
desk-choose = Välj ett ärende i listan.
desk-undelivered =
    { $count -> 
        [one] Ett meddelande kom inte fram till ärendesystemet 
       *[other] { $count } meddelanden kom inte fram till ärendesystemet 
    }
desk-undelivered-text = Ärendesystemet tog inte emot allt. Inget är borttappat. Rätta felet och försök igen.
desk-undelivered-line = Till { $target }, { $attempts } försök, sedan { $time }.
desk-unshown =
    { $count ->
        [one] Ett meddelande kom inte fram till personen
       *[other] { $count } meddelanden kom inte fram till personen
    }
desk-unshown-text = Slack eller Teams kunde inte visa allt. Inget är borttappat. Rätta felet och försök igen, eller nå personen på annat sätt.
desk-unshown-reply = Ett svar från Bollplank
desk-unshown-desk-reply = Ert svar i { $ticket }
desk-unshown-status = Nytt läge för { $ticket }
desk-unshown-change = En ändring i ett meddelande
desk-try-again = Försök igen
desk-outage-message = Vad ska alla få veta?
desk-back-ticket = Till { $number }
desk-thread = Hela konversationen för { $number }
desk-thread-link = Läs hela konversationen
desk-reach-chat = Nås i chatten
desk-reach = Kontakt
desk-change = Ändra
desk-assign = Byt handläggare
desk-likely = Gäller troligen { $systems }
desk-merged-into = Det här ärendet följer
desk-separate = Skilj åt
desk-picture = Bild från personen: { $name }
desk-answers = Färdiga svar ur guiderna
desk-answers-search = Sök bland guiderna
desk-answers-open = Öppna guiden
desk-answers-insert = Infoga
desk-answers-none = Ingen guide passar. Prova andra ord.
desk-reply-many = Svar till { $count } personer
desk-send-and-solve = Skicka och markera som löst
desk-solve = Markera som löst
desk-reopen = Öppna igen
desk-let-go = Släpp ärendet
desk-draft = Gör ett guideutkast
desk-draft-hint = Svaret blir steg och frågan blir testfråga, i en fil som it läser igenom. När guiden publiceras får de som frågade veta det.
desk-draft-made = Guideutkastet { $file } finns i guidernas mapp.
desk-draft-told = De som frågade fick veta det { $time }.
desk-draft-folder = Utkastet gick inte att spara: mappen för utkast kan inte skrivas. Be den som sköter Bollplank se över inställningen BOLLPLANK_DRAFTS_DIR.
desk-erase = Radera uppgifterna
desk-erase-hint = Det personen skrev, svaren, anteckningarna, filerna och kontaktuppgifterna tas bort för alltid, och personen kan inte längre nås härifrån. Kvar blir numret, status och datum, och vem som raderade. Guideutkast finns kvar, och i personens egen chatt står det som sagts kvar tills konversationen glöms.
desk-erase-sure = Ja, radera för alltid
desk-erase-not-yet = Inget raderades. Ärendet måste vara löst, och allt till och från personen måste ha kommit fram. Försök igen om en stund.
desk-erased = Uppgifterna i ärendet raderades.
desk-erased-subject = Uppgifterna är raderade
desk-outcome-solved = hjälpte
desk-assigned-to = Handläggare
desk-came-in = Kom in
desk-note-hint = Syns bara för it-stödet, aldrig i chatten.
desk-related = Kan handla om samma sak
desk-merge = Slå ihop med det här
desk-merge-choose = Välj { $number } för sammanslagning
desk-merge-hint = Valda ärenden följer det här: alla som frågade får samma svar och status.
desk-key-move = nästa, föregående ärende
desk-key-open = öppna ärendet
desk-key-reply = skriv ett svar
desk-key-send = skicka svaret
desk-key-assign = ta ärendet
desk-key-solve = markera som löst
desk-key-search = sök
desk-key-help = visa den här hjälpen
desk-keys-on = Använd kortkommandon
desk-size = { $kilobytes } kB

## draft

draft-heading = Gör så här
draft-comment = Utkast ur ärende { $number }. Läs igenom stegen, skriv minst fyra testfrågor
    och byt status till published när guiden kan visas.
draft-published = Din fråga { $number } har blivit en guide, så att nästa person hittar svaret direkt: ”{ $title }”, { $link }. Tack för att du frågade!

## trainers

trainers-title = Vad frågar folk om?
trainers-period = Veckan { $from } – { $to }
trainers-questions =
    { $count -> 
        [0] Ingen har frågat något den här veckan. 
        [one] En fråga ställdes den här veckan. 
       *[other] { $count } frågor ställdes den här veckan. 
    }
trainers-top = Guiderna med flest frågor
trainers-top-answer = Flest frågor gällde ”{ $title }”: { $count }.
trainers-top-none = Ingen guide har visats den här veckan.
trainers-unanswered = Frågor utan svar
trainers-unanswered-answer =
    { $count -> 
        [one] En fråga fick inget svar. 
       *[other] { $count } frågor fick inget svar. 
    }
trainers-unanswered-none = Alla frågor fick ett svar eller ett val.
trainers-wishes = Önskemål om utbildning
trainers-wishes-answer = Det här vill folk lära sig:
trainers-wishes-none = Ingen har önskat sig någon utbildning den här veckan.
trainers-feedback = Hjälpte svaren?
trainers-feedback-answer = Visade svar: { $shown }. Löste sig: { $solved }, hjälpte inte: { $unsolved }, vet inte: { $unknown }.
trainers-guide = Guide
trainers-count = Frågor
trainers-solved = Löste sig
trainers-unsolved = Hjälpte inte
trainers-unknown = Vet inte
trainers-question = Fråga (personuppgifter borttagna)
trainers-when = När
trainers-language = Språk
trainers-download = Ladda ner som CSV
trainers-formulas = Så räknas siffrorna: ”löste sig” är svar där personen själv tryckte på knappen eller skrev det, ”hjälpte inte” likaså eller där personen bad om en människa. Alla andra svar är ”vet inte”: tystnad räknas aldrig som löst.

## login

login-title = Logga in
login-name = Namn
login-password = Lösenord
login-send = Logga in
login-wrong = Namnet eller lösenordet stämmer inte.
login-slow-down = För många försök. Vänta en minut och försök igen.
login-expired = Sidan hade stått öppen för länge. Försök igen.

## error

error-bad-request = Det där gick inte att utföra.
error-unknown-conversation = Den här konversationen finns inte längre. Börja en ny, så hjälper jag dig.
error-bad-message = Meddelandet gick inte att läsa. Skriv det på nytt eller välj en av knapparna.
error-too-long = Meddelandet är för stort. Korta texten och skicka den på nytt.
error-not-found = Här finns ingenting. Kontrollera adressen.
error-unexpected = Något gick fel hos oss, och det är inte ditt fel. Försök igen om en stund eller ring it-stödet.
error-attachment-too-large = Filen är för stor. Den får vara högst { $most } MB. Ta en skärmbild av det viktiga i stället.
error-attachment-kind = Den här sortens fil kan jag inte ta emot. Skicka en bild (PNG, JPEG, WebP eller GIF), en PDF eller en textfil.
error-attachment-too-many = Det finns redan { $most } filer här, och fler får inte plats. Beskriv resten i ord.
error-identity = Jag kunde inte se vem du är. Ladda om sidan och försök igen.
error-api-key = Nyckeln gäller inte. Be den som sköter Bollplank om en ny.
error-scope = Nyckeln får inte göra det här.
error-too-many = Det kom för många frågor på en gång. Vänta en stund och försök igen.
error-idempotency = Samma Idempotency-Key har redan använts till något annat.
error-sign-in = Logga in på intranätet och fråga där, så vet jag vem du är.

## attachment

attachment-kept = { $name } är sparad. Filen följer med om du skickar frågan till it-stödet.
attachment-sent = { $name } är skickad till { $number }.

## ticket

ticket-created = Ditt ärende **{ $number }** är sparat och går till it-stödet. Svaret kommer här i chatten, och du kan när som helst fråga hur det går.
ticket-idea-received = Tack för idén! Den är sparad som **{ $number }** och går till utvecklingsenheten. Om de hör av sig kommer svaret hit till chatten.
ticket-field-what = Vad som händer
ticket-field-where = Apparat eller plats
ticket-field-urgency = Hur bråttom
ticket-field-contact = Kontakt
ticket-field-problem = Problemet
ticket-field-for-whom = För vem
ticket-field-what-exists = Det som finns i dag
ticket-value-urgency-low = Kan vänta
ticket-value-urgency-normal = Inom ett par dagar
ticket-value-urgency-high = Kan inte jobba
ticket-value-contact-chat = I chatten
ticket-status-none = Du har inga ärenden i den här konversationen. Ska jag fråga en människa?
ticket-status-intro = { $count ->
    [one] Så här går det med ditt ärende:
   *[other] Så här går det med dina ärenden:
 }
ticket-status-line = **{ $number }**, { $subject }: { $status }
ticket-status-new = väntar på it-stödet
ticket-status-open = it-stödet arbetar med det
ticket-status-waiting = väntar på svar från dig
ticket-status-solved = löst
ticket-status-closed = avslutat
ticket-status-changed = Ärende { $number }: { $status }.
ticket-note-sent = Skickat till { $number }.
ticket-note-which = Vilket ärende gäller det?
ticket-solved-thanks = Tack! **{ $number }** är märkt som löst.
ticket-reopened = **{ $number }** är öppet igen. Skriv vad som fortfarande inte fungerar, så skickar jag det till it-stödet.
ticket-reply-write = Skriv ditt svar, så skickar jag det till **{ $number }**.
ticket-desk-closed = It-stödet har stängt just nu. Någon tittar på det { $day } kl. { $clock }.
ticket-note-no-ticket = Du har inget öppet ärende som jag kan lägga till det på. Ska jag fråga en människa?
ticket-data-export = Det här finns sparat om den här konversationen:
    - meddelanden: { $messages } (tas bort { $conversation_days } dagar efter det sista)
    - ärenden och idéer: { $tickets } (finns kvar hos it-stödet{ $ticket_days ->
        [0] )
       *[other] , tas bort { $ticket_days } dagar efter att de avslutats)
    }
    - idéer du håller med om: { $agreed } (antalet finns kvar, men inte att det var du)
    - frågor i statistiken: { $questions }, utan personuppgifter som jag känner igen (tas bort efter { $question_days } dagar)
    Vill du att jag glömmer det, skriv ”glöm mig”.
ticket-data-deleted = Klart. Det som sades här är borttaget, och frågorna i statistiken kan inte längre kopplas till dig.
ticket-data-deleted-open = Klart. Det som sades här är borttaget, och frågorna i statistiken kan inte längre kopplas till dig. Öppet hos it-stödet: { $numbers }. Det finns kvar, men svar kan inte längre komma hit. Kontakta it-stödet om du vill ta bort även det.

## idea: what others see of ideas, and what becomes of them

idea-earlier =
    Liknande har föreslagits förut:
    { $ideas }
idea-agree = Håller du med räcker det att trycka på knappen. Annars går vi vidare med din idé.
idea-line = **{ $title }**: { $state }.
idea-button-agree = Jag håller med: { $title }
idea-state-new = ny
idea-state-seen = har lästs
idea-state-doing = på gång
idea-state-done = klar
idea-state-not-now = inte just nu
idea-agreed = Tack, nu räknas du också med: **{ $title }**. Du får veta här när något händer med den. Du behöver inte skicka något mer.
idea-agreed-before = Du håller redan med om **{ $title }**. Du får veta här när något händer med den.
idea-agreed-own = **{ $title }** är din egen idé. Du får veta här när något händer med den.
idea-agreed-gone = Den idén visas inte längre. Vill du skicka en egen?
idea-news-own = Din idé **{ $number }** har fått ett besked: { $state }.
idea-news-agreed = Idén **{ $title }**, som du håller med om, har fått ett besked: { $state }.
idea-news-hidden = En idé som du håller med om har fått ett besked: { $state }.

## ideas: the desk's page of ideas

ideas-title = Idéer
ideas-text = Det som visas för andra är bara rubriken, texten och beskedet här. Vem som skickade idén syns aldrig.
ideas-none = Inga idéer har kommit in ännu.
ideas-count = { $count ->
        [one] En idé visas för andra.
       *[other] { $count } idéer visas för andra.
    }
ideas-count-none = Ingen idé visas för andra ännu.
ideas-shown = Visas för andra
ideas-hidden = Visas inte
ideas-agreeing = { $count ->
        [0] Ingen annan har hållit med.
        [one] En till håller med.
       *[other] { $count } till håller med.
    }
ideas-show-title = Visa för andra
ideas-show-text = Den som har en liknande idé får se det här i chatten och kan hålla med. Skriv om texten så att den inte säger vem som har skickat den.
ideas-words-title = Rubrik
ideas-words-text = En eller två meningar
ideas-redacted = Telefonnummer, mejladresser och annat som pekar ut en person tas bort när du sparar.
ideas-other-languages = På andra språk
ideas-show = Visa för andra
ideas-show-again = Spara texten
ideas-hide = Dölj igen
ideas-state = Vad händer med idén?
ideas-why = Varför, med några ord
ideas-why-hint = De som skickade idén eller håller med får veta det här i sin chatt, en gång, på sitt språk.
ideas-state-save = Spara och berätta
ideas-incomplete = Skriv en rubrik och en text, på minst ett språk.
ideas-ticket = Till ärendet { $number }
ideas-all = Alla idéer
ideas-missing = Den idén finns inte.

## reply

reply-step = **Steg { $number } av { $of }**
reply-guide-in-sv = Den här guiden finns bara på svenska.
reply-guide-in-en = Den här guiden finns bara på engelska.
reply-guide-in-fi = Den här guiden finns bara på finska.
reply-guide-overdue = Guiden har inte granskats i tid, så något kan ha ändrats.
reply-outage = **Driftstörning:** { $message }
reply-warning-password = Skriv aldrig lösenord här. Jag har tagit bort det, men byt det för säkerhets skull.
reply-warning-files = Filen kom inte med: här läser jag bara text. Skriv vad som står på bilden, till exempel felmeddelandet.
reply-warning-identity = Skriv inte personbeteckningen här. Jag har tagit bort den ur ditt meddelande.
reply-warning-bank = Skriv inte kontonummer här. Jag har tagit bort det ur ditt meddelande.
reply-warning-card = Skriv inte kortnummer här. Jag har tagit bort det ur ditt meddelande.
reply-warning-cut = Meddelandet var långt, så jag läste de första { $longest } tecknen.
reply-says-nothing = Jag behöver några ord för att kunna hjälpa. Berätta vad du försöker göra och vad som händer.
reply-says-nothing-again = Jag ser bara tecken. Skriv gärna med ord, eller fråga en människa.
reply-read-on = Resten står i guiden, som du kan öppna här under.
reply-ask-bot = Jag lyssnar. Vad vill du fråga?
reply-language-changed = Då tar vi det på svenska.
reply-simple-mode = Just nu fungerar jag bara delvis: jag söker i guiderna, men minns inte vad vi sade nyss.
reply-clarify = Vilken av de här gäller det?
reply-not-covered = Det här hittar jag ingen guide om. Ska jag fråga en människa?
reply-open-guide = Stegen finns i guiden ”{ $title }”, som du kan öppna här under.
reply-solved = Fint att det löste sig!
reply-unsolved = Synd att det inte hjälpte. Ska jag fråga en människa?
reply-cancelled = Då avbryter vi det. Fråga på när du vill.
reply-simple-later = Det kan jag inte göra just nu. Skriv frågan på nytt, eller fråga en människa.
reply-simple-form-kept = Jag har sparat det du skrev. Just nu kan jag inte ställa resten av frågorna, men jag kan skicka det du har berättat till it-stödet.
reply-all-down = Jag kan inte söka i guiderna just nu. Ska jag skicka din fråga till en människa? Du kan också läsa guiderna själv.

## channel

channel-own-tickets = Dina ärenden
channel-no-tickets = Du har inga ärenden. Skriv vad du behöver hjälp med, så börjar vi där.
channel-not-yours = De här knapparna är till för den som ställde frågan. Skriv din egen fråga till mig, så hjälper jag dig också.
channel-writing = skriver …
channel-working = Ett ögonblick …
channel-here-comes = Här kommer ett meddelande …
channel-answer-in-chat = Jag svarar i vår egen chatt.
channel-write-first = Skriv först något till mig i vår egen chatt, så vet jag var jag ska svara.
channel-ask-about = Fråga Bollplank om det här
channel-about = Frågor om it, svar ur kommunens egna guider

## time

time-today = i dag { $clock }
time-yesterday = i går { $clock }
time-other-day = { $day } { $clock }

## ticket-out: what other ticket systems show, in the desk's language
ticket-out-language = Personens språk: { $name }
ticket-out-language-sv = svenska
ticket-out-language-en = engelska
ticket-out-language-fi = finska
ticket-out-tried = Guider som personen har sett:
ticket-out-tried-none = Ingen guide passade.
ticket-out-tried-shown = visad, vi vet inte om den hjälpte
ticket-out-tried-unsolved = hjälpte inte
ticket-out-conversation = Konversationen:
ticket-out-who-person = Personen
ticket-out-who-bollplank = Bollplank
ticket-out-who-desk = It-stödet
ticket-out-who-status = Status
ticket-out-link = Konversationen finns på { $link }
ticket-out-footer = Ärende { $number } från Bollplank. Det du svarar här går till personens chatt; interna anteckningar gör det inte.
ticket-out-duplicate = Stängt av Bollplank: det här är samma ärende som { $of }, som gäller.
ticket-out-nobody-there = Konversationen med personen är borttagen, så svaret kan inte längre nå chatten.
ticket-out-forget = Personen har bett Bollplank att ta bort sina uppgifter. Svar härifrån når inte längre chatten. Ta bort personuppgifterna här när ärendet är klart.
ticket-out-solved = Personen säger att det har löst sig.
ticket-out-reopened = Personen säger att det inte är löst.

## people

people-channel-web = webben
people-channel-slack = Slack
people-channel-teams = Teams
people-channel-api = de andra systemen
people-channel-mcp = de andra assistenterna
people-linked = Jag känner igen dig som { $email }. Kanaler: { $channels }. Säger du ”glöm mig” tas allt det bort (antal konversationer: { $count }).

# --- api keys ---
keys-title = Nycklar
keys-text = Med en nyckel får ett annat system, till exempel intranätet, fråga Bollplank. Ge varje system en egen, med bara de rättigheter det behöver.
keys-made = Nyckeln är klar
keys-made-text = Kopiera den nu. Den visas bara den här gången och går inte att få fram igen.
keys-new = Ny nyckel
keys-name = Vilket system är den till?
keys-scopes = Vad får det göra?
keys-scope-ask = ställa frågor
keys-scope-feedback = säga om svaret hjälpte
keys-scope-escalate = skicka ärenden till en människa
keys-scope-read = läsa guider och konversationer
keys-audience = Vilka gruppers guider får systemet se, utöver dem som alla får se?
keys-audience-hint = Grupper med mellanslag emellan, till exempel: it. Tomt: bara det alla får se.
keys-lasts = Hur länge gäller den?
keys-for-ever = Tills den återkallas
keys-make = Skapa nyckel
keys-incomplete = Skriv vilket system nyckeln är till, och välj minst en sak det får göra.
keys-all = Alla nycklar
keys-none = Det finns inga nycklar än.
keys-since = skapad { $time }
keys-used = senast använd { $time }
keys-unused = inte använd
keys-until = gäller till { $time }
keys-revoke = Återkalla
keys-revoked = återkallad
keys-expired = utgången

# --- staff accounts and roles ---
staff-title = Konton
staff-text = De här kan logga in på sidorna för it-stöd och utbildare. Ge var och en ett eget konto, så syns det vem som svarar.
staff-made = Lösenord för { $name }
staff-made-text = Ge det till personen nu. Det visas bara den här gången och går inte att få fram igen.
staff-new = Nytt konto
staff-name = Namn
staff-name-hint = Den som får svar ser namnet. Skriver du namnet på ett stängt konto öppnas det igen.
staff-role = Roll
staff-role-admin = administratör
staff-role-desk = it-stöd
staff-role-editor = guideskribent
staff-role-trainer = utbildare
staff-may-admin = ser och gör allt, också nycklar och konton
staff-may-desk = sköter ärenden, idéer, driftstörningar och guideutkast
staff-may-editor = ser vilka frågor som saknar en guide
staff-may-trainer = ser vad folk frågar om, utan personuppgifter
staff-add = Skapa konto
staff-all = Alla konton
staff-since = skapat { $time }
staff-signed-in = senast inloggad { $time }
staff-never = inte inloggad än
staff-closed = stängt { $time }
staff-new-password = Nytt lösenord
staff-set-role = Byt roll
staff-close = Stäng kontot
staff-bad-name = Skriv ett namn, högst 80 tecken.
staff-no-role = Välj en roll.
staff-taken = Det finns redan ett konto med namnet { $name }.
staff-last-admin = Det måste finnas en administratör. Gör någon annan till administratör först.
staff-unknown = Det finns inget öppet konto med namnet { $name }.
staff-may-not-title = Den här sidan är inte för din roll
staff-may-not = Du är inloggad som { $role }. Behöver du sidan? Be en administratör byta din roll.
staff-may = Det här kan du öppna:
