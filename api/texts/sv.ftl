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

chat-button-solved = Det löste sig
chat-button-unsolved = Det hjälpte inte
chat-button-human = Fråga en människa
chat-button-yes = Ja
chat-button-no = Nej
chat-button-cancel = Avbryt
chat-button-idea = Jag har en idé
chat-button-next = Nästa
chat-button-back = Tillbaka
chat-button-send = Skicka
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

error-bad-request = Det där gick inte att utföra.
error-unknown-conversation = Den här konversationen finns inte längre. Börja en ny, så hjälper jag dig.
error-bad-message = Meddelandet gick inte att läsa. Skriv det på nytt eller välj en av knapparna.
error-too-long = Meddelandet är för stort. Korta texten och skicka den på nytt.
error-not-found = Här finns ingenting. Kontrollera adressen.
error-unexpected = Något gick fel hos oss, och det är inte ditt fel. Försök igen om en stund eller ring it-stödet.

## ticket

ticket-created = Ditt ärende **{ $number }** är sparat och går till it-stödet. Svaret kommer här i chatten, och du kan när som helst fråga hur det går.
ticket-idea-received = Tack för idén! Den är sparad som **{ $number }** och går till utvecklarna. Hör de av sig kommer det här i chatten.
ticket-field-what = Vad som händer
ticket-field-where = Enhet eller plats
ticket-field-urgency = Hur bråttom
ticket-field-contact = Så når vi dig
ticket-field-problem = Problemet
ticket-field-for-whom = För vem
ticket-field-what-exists = Det som finns i dag
ticket-value-urgency-low = Kan vänta
ticket-value-urgency-normal = Inom ett par dagar
ticket-value-urgency-high = Kan inte jobba
ticket-value-contact-chat = Här i chatten
ticket-status-none = Du har inga ärenden i den här konversationen. Ska jag ta in en människa?
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
ticket-note-no-ticket = Du har inget öppet ärende som jag kan lägga till det på. Ska jag ta in en människa?
ticket-data-export = Det här finns sparat om den här konversationen:
    - meddelanden: { $messages } (tas bort { $conversation_days } dagar efter det sista)
    - ärenden och idéer: { $tickets } (finns kvar hos it-stödet)
    - frågor i statistiken: { $questions }, utan personuppgifter som jag känner igen (tas bort efter { $question_days } dagar)
    Vill du att jag glömmer det, skriv ”glöm mig”.
ticket-data-deleted = Klart. Det som sades här är borttaget, och frågorna i statistiken kan inte längre kopplas till dig.
ticket-data-deleted-open = Klart. Det som sades här är borttaget, och frågorna i statistiken kan inte längre kopplas till dig. Ärende { $numbers } är öppet och finns kvar hos it-stödet, men svaret kan inte längre komma hit. Kontakta it-stödet om du vill ta bort det också.

## reply

reply-step = **Steg { $number } av { $of }**
reply-guide-in-sv = Den här guiden finns bara på svenska.
reply-guide-in-en = Den här guiden finns bara på engelska.
reply-guide-in-fi = Den här guiden finns bara på finska.
reply-guide-overdue = Guiden har inte granskats i tid, så något kan ha ändrats.
reply-outage = **Driftstörning:** { $message }
reply-warning-password = Skriv aldrig lösenord här. Jag har tagit bort det, men byt det för säkerhets skull.
reply-warning-identity = Skriv inte personbeteckningar här. Jag har tagit bort den ur ditt meddelande.
reply-warning-bank = Skriv inte kontonummer här. Jag har tagit bort det ur ditt meddelande.
reply-warning-card = Skriv inte kortnummer här. Jag har tagit bort det ur ditt meddelande.
reply-warning-cut = Meddelandet var långt, så jag läste de första { $longest } tecknen.
reply-says-nothing = Jag behöver några ord för att kunna hjälpa. Berätta vad du försöker göra och vad som händer.
reply-ask-bot = Jag lyssnar. Vad vill du fråga?
reply-language-changed = Då tar vi det på svenska.
reply-simple-mode = Jag går i enkelt läge just nu: jag söker i guiderna, men minns inte vad vi sade nyss.
reply-clarify = Vilken av de här gäller det?
reply-not-covered = Det här hittar jag ingen guide om. Ska jag ta in en människa?
reply-open-guide = Stegen finns i guiden ”{ $title }”, som du kan öppna här under.
reply-solved = Fint att det löste sig!
reply-unsolved = Synd att det inte hjälpte. Ska jag ta in en människa?
reply-cancelled = Då avbryter vi det. Fråga på när du vill.
reply-simple-later = Det kan jag inte göra just nu. Skriv frågan på nytt, eller ta in en människa.
reply-simple-form-kept = Jag har sparat det du skrev. Just nu kan jag inte ställa resten av frågorna, men jag kan skicka det du har berättat till it-stödet.
reply-all-down = Jag kan inte söka i guiderna just nu. Ska jag skicka din fråga till en människa? Du kan också läsa guiderna själv.

## time

time-today = i dag { $clock }
time-yesterday = i går { $clock }
time-other-day = { $day } { $clock }
