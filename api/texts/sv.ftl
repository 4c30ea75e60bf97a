## bot

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
chat-secret = Skriv inte lösenord eller personnummer här.
chat-left = { $count } tecken kvar
chat-over = { $count } tecken för mycket. Korta texten eller dela upp den i flera meddelanden.
chat-empty = Skriv något först.
chat-sending = Skickar …
chat-thinking = Söker svar …
chat-unsent = Inte skickat än
chat-offline = Du är offline. Det du skriver sparas här och skickas när du har kontakt igen.
chat-server-down = Bollplank svarar inte just nu. Meddelandet är sparat här och skickas så snart det går.
chat-retry = Försök nu
chat-refused = Meddelandet gick inte att skicka. Texten finns kvar i rutan.
chat-started-anew = Den tidigare konversationen finns inte längre, så här börjar en ny.
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
chat-noscript = Chatten behöver JavaScript. Ring it-stödet på { $phone }, eller läs guiderna direkt.
chat-not-loaded = Chatten kunde inte laddas. Ladda om sidan, ring it-stödet på { $phone }, eller läs guiderna direkt.
chat-loading = Laddar chatten …

## chat-button

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
guide-filter-none = Ingen guide passar ”{ $words }”. Pröva ett kortare ord, eller fråga i chatten.
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
guide-missing-title = Guiden finns inte
guide-missing-text = Den kan ha bytt namn eller tagits bort. Sök bland guiderna, eller fråga i chatten.

## desk

## trainers

## login

## error

## ticket
