## bot

bot-refuse-offer = I cannot find a guide about this. Shall I ask a person at IT support?
bot-refuse-note = I cannot find a guide about this. Shall I add it to the ticket you sent?
bot-refuse-again = That is not in the guides either, so a person will be quicker now. Press the button or say yes, and I will send your question to IT support.
bot-search-down = I cannot reach the guides right now. I can send your question to IT support instead.
bot-tell-more = Tell me a little more: what would you like to do, or what is not working?
bot-clarify = I found several guides that may fit. Which one do you mean?
bot-none-next = OK, not those. Could it be this one?
bot-none-offer = I have no better guide, then. Try describing it in other words, or shall I ask a person?
bot-next-best = Sorry that it did not help. What you just saw was from the guide “{ $before }”. This is from another guide, “{ $title }”: { $section }.
bot-unsolved-offer = Sorry that it did not help. Shall I ask a person? IT support will see what you have already tried.
bot-solved = Great! Just ask if there is anything else.
bot-solved-in-form = Good to hear that it is solved! Then I won't send anything.
bot-follow-section = The same guide says this, under { $section }.
bot-follow-nothing = I can't find anything about that in the guide “{ $title }”. Shall I ask a person at IT support?
bot-step-as-written = This is how the guide puts it. If it is still unclear, I am happy to ask a person.
bot-step-by-step = Let's take it one step at a time and see where it stops.
bot-steps-done = That was the last step. Did it work?
bot-steps-of-what = Of course, one thing at a time. What would you like to do?
bot-form-please = Sorry, I did not get that. Let me ask once more.
bot-form-go-on = Here is the answer to your question. Then we'll go on.
bot-form-first = We will do that in a moment. Answer this first, or press Cancel.
bot-form-changed = Thanks, I have changed it.
bot-form-added = Thanks, I have added that.
bot-form-which = What should I change? Press a button, or write what is right.
bot-form-ticket-what = Tell me briefly: what did you try to do, and what happened?
bot-form-ticket-where = Which device or program is it about, and where is it?
bot-form-ticket-urgency = How urgent is it?
bot-form-ticket-contact = What is the best way for IT support to reach you?
bot-form-idea-problem = Which problem would your idea solve?
bot-form-idea-for-whom = Who would it help?
bot-form-idea-what-exists = How do you do it today, and is there anything like it already?
bot-summary-ticket = This is what I will send to IT support. They also see what you have tried. Is it right?
bot-summary-idea = This is how I will send the idea to the development unit. Is it right?
bot-summary-waits = What you have filled in is waiting. Shall I send it now?
bot-cancelled = OK, cancelled. Nothing was sent.
bot-note-what = What would you like to add to the ticket?
bot-outage-known = Yes, there is a known outage: { $message }
bot-outage-none = I know of no outage right now. Shall I tell IT support?
bot-outage-none-but = I know of no outage right now. Here is what you can try yourself.
bot-idea-welcome = An idea, how nice! I will ask a few short questions so that it is easy to take further.
bot-idea-related = These exist already and may have to do with your idea: { $guides }.
bot-training = I will note your wish for the trainers, without your name. This is how you find courses and sign up.
bot-training-noted = I will note your wish for the trainers, without your name.
bot-training-when = You can see when the courses are held where you sign up. This is how to get there.
bot-training-guides = If you want to start right away, read: { $guides }.
bot-greet-1 = Hello! What do you need help with?
bot-greet-2 = Hi again. Tell me what it is about, and I will have a look.
bot-greet-short = Hello!
bot-goodbye = Goodbye, take care!
bot-goodbye-2 = See you!
bot-thank-1 = You are welcome!
bot-thank-2 = No problem, just ask again any time.
bot-small-talk-1 = I am afraid I know nothing about that, only about IT. Ask me about your computer, phone or programs.
bot-small-talk-2 = I am not much help there. IT questions I am happy to answer.
bot-insult = I understand that this is frustrating. I am glad to help, or I can ask a person.
bot-insult-short = I am here when you want help.
bot-insult-shorter = Tell me if I can do something.
bot-capabilities = I answer IT questions with steps from your municipality's own guides: passwords, printers, Teams, mail, VPN, phones and much more. If I find no answer I send the question to IT support, and the answer comes here. You can also tell me about an idea.
bot-capabilities-short = I answer IT questions and can reach IT support for you.
bot-identity = I am Bollplank, a computer program. I only answer with what IT support's guides say, and when that is not enough I ask a person.
bot-identity-short = A computer program, not a person. But I can fetch one.
bot-delete-sure = Do you want me to delete all that you have written here? Open tickets stay with IT support.
bot-language-changed = Let's continue in English.
bot-guide-not-translated = The guide “{ $title }” is not in English yet. Shall I ask a person about it?
bot-language-which = Which language would you like?
bot-affirm-nothing = OK! Tell me what you need help with.
bot-deny-offer = OK, let's leave it. Feel free to ask in another way.
bot-deny-nothing = OK. Tell me if you need anything else.
bot-button-passed = That button belonged to something earlier. Write what you need, and we'll take it from here.
bot-again = I am repeating myself. Try other words, or I can ask a person.
bot-again-answer = This is the same section as before. If it does not help, I am happy to ask a person.
bot-again-step = We are still at the same step. Take the time you need.
bot-again-form = I need this answer before I can send it. If you would rather not send it, press Cancel.
bot-again-status = Nothing has changed since a moment ago.
bot-again-cancelled = It is cancelled already. Ask me whenever you like.

## chat

chat-name = Bollplank
chat-title = Bollplank: ask IT support
chat-language = Language
chat-language-sv = Svenska
chat-language-en = English
chat-language-fi = Suomi
chat-open = Ask IT support
chat-unread = New replies: { $count }
chat-close = Close
chat-guides = All guides
chat-log = Conversation
chat-welcome-title = What do you need help with?
chat-welcome-text = Bollplank shows you the steps from IT support's own guides, and fetches a person when the guides are not enough.
chat-welcome-popular = Many people ask
chat-new = Start over
chat-new-title = Start a new conversation?
chat-new-text = This conversation will no longer be shown in this browser. Tickets you have sent stay with IT support.
chat-new-cancel = Keep this one
chat-box = Write your question
chat-box-answer = Write your answer
chat-send = Send
chat-keys = Enter sends, Shift + Enter makes a new line.
chat-secret = Do not write passwords or personal identity codes here.
chat-left = Characters left: { $count }
chat-over = Characters too many: { $count }. Shorten the text or send it in parts.
chat-empty = Write something first.
chat-attach = Attach a file
chat-attach-list = Files to be sent
chat-attach-waits = { $name } will be sent with your question.
chat-attach-too-large = { $name } is too large. A file may be at most { $count } MB.
chat-attach-kind = { $name } cannot be sent. Choose a picture, a PDF or a text file.
chat-attach-remove = Remove
chat-attach-failed = { $name } did not arrive. Try again.
chat-sending = Sending …
chat-thinking = Looking for an answer …
chat-unsent = Not sent yet
chat-offline = You are offline. What you write is kept here and sent when you are connected again.
chat-server-down = Bollplank is not responding right now. Your message is kept here and will be sent as soon as possible.
chat-unreachable = Bollplank is not responding right now. Try again in a while, or call IT support.
chat-retry = Try now
chat-refused = The message could not be sent. Your text is still in the box.
chat-started-anew = The earlier conversation no longer exists, so a new one starts here.
chat-you = You
chat-desk = IT support
chat-desk-name = { $name }, IT support
chat-chosen = You chose: { $label }
chat-source = Source: { $title }
chat-source-owner = Owner: { $owner }
chat-source-reviewed = Reviewed { $date }
chat-source-unreviewed = Not reviewed yet
chat-new-tab = opens in a new tab
chat-overdue = This guide has not been reviewed on time, so something may have changed.
chat-rest = Show the rest (steps left: { $count })
chat-progress = Question { $number } of { $of }
chat-hint-what = Write what you tried to do and what happened. If there is an error message on the screen, copy it here.
chat-hint-where = For example the computer's name, the printer's number or the room.
chat-hint-urgency = Choose above, or use your own words.
chat-hint-contact = For example a phone number or an e-mail address.
chat-hint-problem = What is difficult today, and how often does it happen?
chat-hint-for-whom = For example your team, the schools or all staff.
chat-hint-what-exists = For example a program, a form or a way to do it by hand.
chat-ticket = Ticket { $id }
chat-idea = Idea { $id }
chat-earlier = Show earlier messages
chat-outage = Outage
chat-outage-over = The outage is over.
chat-noscript = The chat needs JavaScript. Call IT support on { $phone }, or read the guides directly.
chat-not-loaded = The chat could not be loaded. Reload the page, call IT support on { $phone }, or read the guides directly.
chat-loading = Loading the chat …

## chat-button

chat-button-solved = That solved it
chat-button-unsolved = It did not help
chat-button-human = Ask a person
chat-button-yes = Yes
chat-button-no = No
chat-button-cancel = Cancel
chat-button-idea = I have an idea
chat-button-next = Next
chat-button-back = Back
chat-button-send = Yes, send it
chat-button-urgency-low = It can wait
chat-button-urgency-normal = Within a few days
chat-button-urgency-high = I cannot work
chat-button-contact-chat = Answer here in the chat
chat-button-step-start = One step at a time
chat-button-step-next = Next step
chat-button-step-back = Previous step
chat-button-lang-sv = Svenska
chat-button-lang-en = English
chat-button-lang-fi = Suomi
chat-button-ask-bot = Ask Bollplank instead
chat-button-more = Show more
chat-button-choice-none = None of these
chat-button-step-stop = Show all steps
chat-button-change-what = What happens
chat-button-change-where = Device or place
chat-button-change-urgency = How urgent
chat-button-change-contact = How to reach me
chat-button-change-problem = The problem
chat-button-change-for-whom = Who it is for
chat-button-change-what-exists = What there is today
chat-button-ticket-solved = That solved it
chat-button-ticket-reopen = It is not solved
chat-button-ticket-reply = Answer

## guide

guide-skip = Skip to content
guide-chat = Chat
guide-all = Guides
guide-list-title = Guides
guide-list-text = The same guides that Bollplank answers from. If you can't find what you need, ask in the chat.
guide-filter = Search the guides
guide-filter-send = Search
guide-filter-all = Show all guides
guide-filter-found = Guides that match “{ $words }”: { $count }
guide-filter-none = No guide matches “{ $words }”. Try a shorter word, or ask in the chat.
guide-count = Number of guides: { $count }
guide-none = There are no guides yet.
guide-sections = On this page
guide-owner = Owner: { $owner }
guide-reviewed = Reviewed { $date }
guide-unreviewed = Not reviewed yet
guide-overdue = This guide has not been reviewed on time, so something may have changed. If the steps don't match, ask IT support in the chat.
guide-other-languages = This guide in other languages
guide-only-in = This guide is not available in the language you chose.
guide-ask = Ask about this
guide-ask-text = Didn't the guide help?
guide-link-here = Link to the section { $section }
guide-closed-title = This guide is not for everyone
guide-closed-text = We cannot see here who you are. Ask in the chat on the intranet, in Slack or in Teams: if you may see the guide, Bollplank shows the steps there.
guide-missing-title = There is no such guide
guide-missing-text = It may have a new name or have been removed. Search the guides, or ask in the chat.

## desk

desk-title = Tickets
desk-trainers = Trainers
desk-chat = The chat
desk-sign-out = Sign out
desk-search = Search tickets
desk-search-send = Search
desk-filter-active = To do
desk-filter-new = New
desk-filter-open = In progress
desk-filter-waiting = Waiting
desk-filter-solved = Solved
desk-filter-all = All
desk-empty = No tickets here. Well done!
desk-empty-search = No ticket matches the search.
desk-nav-pages = Pages
desk-nav-language = Language
desk-nav-filters = Show tickets
desk-turn-pages = Turn pages
desk-page-before = Previous
desk-page-after = Next
desk-page-of = Page { $page } of { $pages }, { $total } tickets
desk-waited = Waited { $time }
desk-minutes = { $count } min
desk-hours = { $count } h
desk-days =
    { $count -> 
        [one] 1 day 
       *[other] { $count } days 
    }
desk-kind-idea = Idea
desk-nobody = Nobody
desk-assign-me = Take it
desk-status = Status
desk-set-status = Change status
desk-status-new = New
desk-status-open = In progress
desk-status-waiting = Waiting for answer
desk-status-solved = Solved
desk-status-closed = Closed
desk-reply = Reply to the person
desk-send-reply = Send to the chat
desk-note = Internal note
desk-save-note = Save the note
desk-conversation = The conversation
desk-who-person = The person
desk-who-bollplank = Bollplank
desk-who-desk = IT support
desk-who-note = { $name }, internal note
desk-who-reopened = The person says it is not solved
desk-details = About the ticket
desk-tried = Already tried
desk-tried-none = No guide was shown.
desk-outcome-unsolved = did not help
desk-outcome-shown = shown, no word on it
desk-back = To the tickets
desk-news =
    { $count -> 
        [one] One new item 
       *[other] { $count } new items 
    }
desk-show-news = Show
desk-outage = Outage
desk-outage-hint = Shown first in every answer until you remove it.
desk-surge = { $people } people asked about “{ $title }” in the last half hour. Is it an outage?
desk-surge-tell = Tell everyone
desk-surge-message = Many people have the same problem right now: { $title }. We are looking into it.
desk-outage-start = Show to everyone
desk-outage-end = The outage is over
desk-outage-now = Shown now: { $message }
desk-help = Keyboard shortcuts
desk-close = Close
desk-missing = There is no such ticket.
desk-empty-text = Write something first.
desk-filter-mine = Mine
desk-filter-nobodys = Unassigned
desk-filter-ideas = Ideas
desk-filter-longest = Waiting longest
desk-nav-narrow = Narrow the list
desk-empty-filter = No tickets match these filters.
desk-unread = Unread.
desk-merged-short = Follows { $number }
desk-followers =
    { $count -> 
        [one] 1 ticket follows 
       *[other] { $count } tickets follow 
    }
desk-to-do =
    { $count -> 
        [0] All done. 
        [one] One ticket to do. Yours: { $mine }. Unassigned: { $nobodys }. 
       *[other] { $count } tickets to do. Yours: { $mine }. Unassigned: { $nobodys }. 
    }
desk-choose = Choose a ticket from the list.
desk-undelivered =
    { $count -> 
        [one] One message did not get through to the ticket system 
       *[other] { $count } messages did not get through to the ticket system 
    }
desk-undelivered-text = The ticket system did not accept everything. Nothing is lost. Fix the cause and try again.
desk-undelivered-line = To { $target }. Tries: { $attempts }, since { $time }.
desk-unshown =
    { $count ->
        [one] One message did not get through to the person
       *[other] { $count } messages did not get through to the person
    }
desk-unshown-text = Slack or Teams did not show everything. Nothing is lost. Fix the cause and try again, or reach the person another way.
desk-unshown-reply = An answer from Bollplank
desk-unshown-desk-reply = Your reply on { $ticket }
desk-unshown-status = New status of { $ticket }
desk-unshown-change = A change to a message
desk-try-again = Try again
desk-outage-message = What should everyone know?
desk-back-ticket = Back to { $number }
desk-thread = The whole conversation of { $number }
desk-thread-link = Read the whole conversation
desk-reach-chat = Reachable in the chat
desk-reach = Contact
desk-change = Change
desk-assign = Assign
desk-likely = Likely about { $systems }
desk-merged-into = This ticket follows
desk-separate = Separate
desk-picture = Picture from the person: { $name }
desk-answers = Ready answers from the guides
desk-answers-search = Search the guides
desk-answers-open = Open the guide
desk-answers-insert = Insert
desk-answers-none = No guide fits. Try other words.
desk-reply-many = Reply to { $count } people
desk-send-and-solve = Send and mark as solved
desk-solve = Mark as solved
desk-reopen = Open again
desk-let-go = Release the ticket
desk-draft = Make a guide draft
desk-draft-hint = The reply becomes steps and the question a test question, in a file that IT reads through. When the guide is published, those who asked are told.
desk-draft-made = The guide draft { $file } is in the guides folder.
desk-draft-told = Those who asked were told { $time }.
desk-draft-folder = The draft could not be saved: the folder for drafts is not writable. Ask whoever runs Bollplank to check the setting BOLLPLANK_DRAFTS_DIR.
desk-erase = Delete the data
desk-erase-hint = What the person wrote, the replies, notes, files and contact details are deleted for good, and the person can no longer be reached from here. What stays is the number, status and dates, and who deleted it. Guide drafts stay, and in the person’s own chat what was said stays until the conversation is forgotten.
desk-erase-sure = Yes, delete for good
desk-erase-not-yet = Nothing was deleted. The ticket must be solved, and everything to and from the person must have arrived. Try again in a moment.
desk-erased = The data in this ticket was deleted.
desk-erased-subject = The data is deleted
desk-outcome-solved = helped
desk-assigned-to = Assigned to
desk-came-in = Came in
desk-note-hint = Seen by IT support only, never in the chat.
desk-related = May be about the same thing
desk-merge = Merge into this one
desk-merge-choose = Choose { $number } for merging
desk-merge-hint = Chosen tickets follow this one: everyone who asked gets the same reply and status.
desk-key-move = next, previous ticket
desk-key-open = open the ticket
desk-key-reply = write a reply
desk-key-send = send the reply
desk-key-assign = assign to yourself
desk-key-solve = mark as solved
desk-key-search = search
desk-key-help = show this help
desk-keys-on = Use keyboard shortcuts
desk-size = { $kilobytes } kB

## draft

draft-heading = What to do
draft-comment = Draft from ticket { $number }. Read the steps through, write at least four test questions,
    and change the status to published when the guide may be shown.
draft-published = Your question { $number } has become a guide, so that the next person finds the answer at once: “{ $title }”, { $link }. Thank you for asking!

## trainers

trainers-title = What do people ask about?
trainers-period = The week { $from } – { $to }
trainers-questions =
    { $count -> 
        [0] Nobody asked anything this week. 
        [one] One question was asked this week. 
       *[other] { $count } questions were asked this week. 
    }
trainers-top = Guides with the most questions
trainers-top-answer = Most questions were about “{ $title }”: { $count }.
trainers-top-none = No guide was shown this week.
trainers-unanswered = Questions without an answer
trainers-unanswered-answer =
    { $count -> 
        [one] One question got no answer. 
       *[other] { $count } questions got no answer. 
    }
trainers-unanswered-none = Every question got an answer or a choice.
trainers-wishes = Wishes for training
trainers-wishes-answer = This is what people want to learn:
trainers-wishes-none = Nobody has wished for training this week.
trainers-feedback = Did the answers help?
trainers-feedback-answer = Answers shown: { $shown }. Solved: { $solved }, did not help: { $unsolved }, unknown: { $unknown }.
trainers-guide = Guide
trainers-count = Questions
trainers-solved = Solved
trainers-unsolved = Did not help
trainers-unknown = Unknown
trainers-question = Question (personal data removed)
trainers-when = When
trainers-language = Language
trainers-download = Download as CSV
trainers-formulas = How it is counted: “solved” are answers where the person pressed the button or said so, “did not help” likewise or where the person asked for a human. All other answers are “unknown”: silence never counts as solved.

## login

login-title = Sign in
login-name = Name
login-password = Password
login-send = Sign in
login-wrong = The name or the password is wrong.
login-slow-down = Too many tries. Wait a minute and try again.
login-expired = The page had been open too long. Try again.

## error

error-bad-request = That could not be done.
error-unknown-conversation = This conversation no longer exists. Start a new one and I will help you.
error-bad-message = The message could not be read. Write it again or choose one of the buttons.
error-too-long = The message is too large. Shorten the text and send it again.
error-not-found = There is nothing here. Please check the address.
error-unexpected = Something went wrong on our side, not yours. Try again in a while or call IT support.
error-attachment-too-large = The file is too large. It can be { $most } MB at most. Try a screenshot of the important part instead.
error-attachment-kind = I can't take this kind of file. Send a picture (PNG, JPEG, WebP or GIF), a PDF or a text file.
error-attachment-too-many = There are { $most } files here already, and there is no room for more. Describe the rest in words.
error-identity = I could not tell who you are. Reload the page and try again.
error-api-key = The key is not valid. Ask whoever runs Bollplank for a new one.
error-scope = The key may not do this.
error-too-many = Too many questions came at once. Wait a moment and try again.
error-idempotency = The same Idempotency-Key has already been used for something else.
error-sign-in = Sign in to the intranet and ask there, so that I know who you are.

## attachment

attachment-kept = { $name } is saved. It will be sent too if you send your question to IT support.
attachment-sent = { $name } has been sent to { $number }.

## ticket

ticket-created = Your ticket **{ $number }** is saved and on its way to IT support. The answer comes here in the chat, and you can ask how it is going at any time.
ticket-idea-received = Thank you for the idea! It is saved as **{ $number }** and on its way to the development unit. If they get back to you, it will be here in the chat.
ticket-field-what = What happens
ticket-field-where = Device or place
ticket-field-urgency = How urgent
ticket-field-contact = Contact
ticket-field-problem = The problem
ticket-field-for-whom = For whom
ticket-field-what-exists = What exists today
ticket-value-urgency-low = Can wait
ticket-value-urgency-normal = Within a few days
ticket-value-urgency-high = Cannot work
ticket-value-contact-chat = In the chat
ticket-status-none = You have no tickets in this conversation. Shall I ask a person?
ticket-status-intro = { $count ->
    [one] This is how your ticket is doing:
   *[other] This is how your tickets are doing:
 }
ticket-status-line = **{ $number }**, { $subject }: { $status }
ticket-status-new = waiting for IT support
ticket-status-open = IT support is working on it
ticket-status-waiting = waiting for your answer
ticket-status-solved = solved
ticket-status-closed = closed
ticket-status-changed = Ticket { $number }: { $status }.
ticket-note-sent = Sent to { $number }.
ticket-note-which = Which ticket is it about?
ticket-solved-thanks = Thanks! **{ $number }** is marked as solved.
ticket-reopened = **{ $number }** is open again. Write what is still not working and I will send it to IT support.
ticket-reply-write = Write your answer and I will send it to **{ $number }**.
ticket-desk-closed = IT support is closed right now. Somebody will look at it on { $day } at { $clock }.
ticket-note-no-ticket = You have no open ticket that I could add this to. Shall I ask a person?
ticket-data-export = This is what is stored about this conversation:
    - messages: { $messages } (deleted { $conversation_days } days after the last one)
    - tickets and ideas: { $tickets } (stay with IT support{ $ticket_days ->
        [0] )
       *[other] , deleted { $ticket_days } days after they are closed)
    }
    - ideas you agree with: { $agreed } (the count stays, but not that it was you)
    - questions in the statistics: { $questions }, without any personal data that I recognise (deleted after { $question_days } days)
    If you want me to forget it, write “forget me”.
ticket-data-deleted = Done. What was said here is deleted, and the questions in the statistics can no longer be linked to you.
ticket-data-deleted-open = Done. What was said here is deleted, and the questions in the statistics can no longer be linked to you. Still open at IT support: { $numbers }. This stays, but answers can no longer come here. Contact IT support if you want it deleted too.

## idea: what others see of ideas, and what becomes of them

idea-earlier =
    Something like it has been suggested before:
    { $ideas }
idea-agree = If you agree, pressing the button is enough. Otherwise we'll go on with your idea.
idea-line = **{ $title }**: { $state }.
idea-button-agree = I agree: { $title }
idea-state-new = new
idea-state-seen = has been read
idea-state-doing = being done
idea-state-done = done
idea-state-not-now = not now
idea-agreed = Thank you, you are counted too: **{ $title }**. You will be told here when something happens with it. There is nothing more to send.
idea-agreed-before = You agree with **{ $title }** already. You will be told here when something happens with it.
idea-agreed-own = **{ $title }** is your own idea. You will be told here when something happens with it.
idea-agreed-gone = That idea is no longer shown. Would you like to send one of your own?
idea-news-own = There is news about your idea **{ $number }**: { $state }.
idea-news-agreed = There is news about the idea **{ $title }**, which you agree with: { $state }.
idea-news-hidden = There is news about an idea you agree with: { $state }.

## ideas: the desk's page of ideas

ideas-title = Ideas
ideas-text = Others see only the title, the text and the news here. Who sent the idea is never shown.
ideas-none = No ideas have come in yet.
ideas-count = { $count ->
        [one] One idea is shown to others.
       *[other] { $count } ideas are shown to others.
    }
ideas-count-none = No idea is shown to others yet.
ideas-shown = Shown to others
ideas-hidden = Not shown
ideas-agreeing = { $count ->
        [0] Nobody else has agreed.
        [one] One more person agrees.
       *[other] { $count } more people agree.
    }
ideas-show-title = Show to others
ideas-show-text = People with a similar idea will see this in the chat and can agree. Word it so that it does not tell who sent it.
ideas-words-title = Title
ideas-words-text = One or two sentences
ideas-redacted = Phone numbers, e-mail addresses and the like are taken out when you save.
ideas-other-languages = In other languages
ideas-show = Show to others
ideas-show-again = Save the text
ideas-hide = Hide again
ideas-state = What becomes of the idea?
ideas-why = Why, in a few words
ideas-why-hint = Those who sent the idea or agree with it are told in their chat, once, in their language.
ideas-state-save = Save and tell
ideas-incomplete = Write a title and a text, in at least one language.
ideas-ticket = To ticket { $number }
ideas-all = All ideas
ideas-missing = There is no such idea.

## reply

reply-step = **Step { $number } of { $of }**
reply-guide-in-sv = This guide is only available in Swedish.
reply-guide-in-en = This guide is only available in English.
reply-guide-in-fi = This guide is only available in Finnish.
reply-guide-overdue = This guide has not been reviewed on time, so something may have changed.
reply-outage = **Outage:** { $message }
reply-warning-password = Never write your password here. I have removed it, but change it to be on the safe side.
reply-warning-files = Your file did not come along: here I only read text. Please write what it shows, such as the error message.
reply-warning-identity = Do not write a personal identity code here. I have removed it from your message.
reply-warning-bank = Do not write an account number here. I have removed it from your message.
reply-warning-card = Do not write a card number here. I have removed it from your message.
reply-warning-cut = The message was long, so I read the first { $longest } characters.
reply-says-nothing = I need a few words to be able to help. Tell me what you are trying to do and what happens.
reply-says-nothing-again = I only see symbols. Write it in words, or ask a person.
reply-read-on = The rest is in the guide, which you can open below.
reply-ask-bot = I am listening. What would you like to ask?
reply-language-changed = Let's continue in English.
reply-simple-mode = I am only partly working right now: I search the guides, but do not remember what we just said.
reply-clarify = Which of these is it about?
reply-not-covered = I cannot find a guide about this. Shall I ask a person?
reply-open-guide = The steps are in the guide “{ $title }”, which you can open below.
reply-solved = Good to hear that it is solved!
reply-unsolved = Sorry that it did not help. Shall I ask a person?
reply-cancelled = All right, cancelled. Ask me whenever you like.
reply-simple-later = I cannot do that right now. Write your question again, or ask a person.
reply-simple-form-kept = I have saved what you wrote. I cannot ask the remaining questions right now, but I can send what you have told me to IT support.
reply-all-down = I cannot search the guides right now. Shall I send your question to a person? You can also read the guides yourself.

## channel

channel-own-tickets = Your tickets
channel-no-tickets = You have no tickets. Write what you need help with, and we'll start there.
channel-not-yours = These buttons are for the person who asked. Write me a question of your own and I will help you too.
channel-writing = is writing …
channel-working = One moment …
channel-here-comes = Here comes a message …
channel-answer-in-chat = I answer in our own chat.
channel-write-first = First write something to me in our own chat, so that I know where to answer.
channel-ask-about = Ask Bollplank about this
channel-about = IT questions, answered from your municipality's own guides

## time

time-today = today { $clock }
time-yesterday = yesterday { $clock }
time-other-day = { $day } { $clock }

## ticket-out: what other ticket systems show, in the desk's language
ticket-out-language = The person's language: { $name }
ticket-out-language-sv = Swedish
ticket-out-language-en = English
ticket-out-language-fi = Finnish
ticket-out-tried = Guides the person has seen:
ticket-out-tried-none = No guide fitted.
ticket-out-tried-shown = shown, we do not know whether it helped
ticket-out-tried-unsolved = did not help
ticket-out-conversation = The conversation:
ticket-out-who-person = The person
ticket-out-who-bollplank = Bollplank
ticket-out-who-desk = IT support
ticket-out-who-status = Status
ticket-out-link = The conversation is at { $link }
ticket-out-footer = Ticket { $number } from Bollplank. What you reply here goes to the person's chat; internal notes do not.
ticket-out-duplicate = Closed by Bollplank: this is the same ticket as { $of }; use that one.
ticket-out-nobody-there = The conversation with the person has been deleted, so the reply can no longer reach the chat.
ticket-out-forget = The person has asked Bollplank to delete their data. Replies from here no longer reach the chat. Please remove the personal data here once the ticket is done.
ticket-out-solved = The person says it is solved.
ticket-out-reopened = The person says it is not solved.

## people

people-channel-web = the web
people-channel-slack = Slack
people-channel-teams = Teams
people-channel-api = other systems
people-channel-mcp = other assistants
people-linked = I know you as { $email }. Channels: { $channels }. Say “forget me” and all of it is deleted (conversations: { $count }).

# --- api keys ---
keys-title = Keys
keys-text = With a key another system, such as the intranet, may ask Bollplank. Give each system its own, with only the rights it needs.
keys-made = The key is ready
keys-made-text = Copy it now. It is shown only this once and cannot be brought back.
keys-new = New key
keys-name = Which system is it for?
keys-scopes = What may it do?
keys-scope-ask = ask questions
keys-scope-feedback = say whether the answer helped
keys-scope-escalate = send tickets to a person
keys-scope-read = read guides and conversations
keys-audience = Which groups' guides may it see, besides those for everyone?
keys-audience-hint = Groups with spaces between, for example: it. Empty: only what everyone may see.
keys-lasts = How long is it valid?
keys-for-ever = Until it is revoked
keys-make = Make the key
keys-incomplete = Write which system the key is for, and choose at least one thing it may do.
keys-all = All keys
keys-none = There are no keys yet.
keys-since = made { $time }
keys-used = last used { $time }
keys-unused = not used
keys-until = valid until { $time }
keys-revoke = Revoke
keys-revoked = revoked
keys-expired = expired

# --- staff accounts and roles ---
staff-title = Accounts
staff-text = These can sign in to the pages for IT support and trainers. Give everyone their own account, so that it shows who answers.
staff-made = Password for { $name }
staff-made-text = Give it to the person now. It is shown only this once and cannot be brought back.
staff-new = New account
staff-name = Name
staff-name-hint = Whoever gets an answer sees the name. Write the name of a closed account to open it again.
staff-role = Role
staff-role-admin = administrator
staff-role-desk = IT support
staff-role-editor = guide writer
staff-role-trainer = trainer
staff-may-admin = sees and does everything, keys and accounts too
staff-may-desk = handles tickets, ideas, outages and guide drafts
staff-may-editor = sees which questions lack a guide
staff-may-trainer = sees what people ask about, without personal data
staff-add = Make the account
staff-all = All accounts
staff-since = made { $time }
staff-signed-in = last signed in { $time }
staff-never = not signed in yet
staff-closed = closed { $time }
staff-new-password = New password
staff-set-role = Change role
staff-close = Close the account
staff-bad-name = Write a name, at most 80 characters.
staff-no-role = Choose a role.
staff-taken = There is already an account named { $name }.
staff-last-admin = There must be an administrator. Make somebody else an administrator first.
staff-unknown = There is no open account named { $name }.
staff-may-not-title = This page is not for your role
staff-may-not = You are signed in as { $role }. Do you need the page? Ask an administrator to change your role.
staff-may = You can open:
