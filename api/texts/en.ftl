## bot

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
chat-over = Too long by { $count } characters. Shorten the text or send it in parts.
chat-empty = Write something first.
chat-sending = Sending …
chat-thinking = Looking for an answer …
chat-unsent = Not sent yet
chat-offline = You are offline. What you write is kept here and sent when you are connected again.
chat-server-down = Bollplank is not responding right now. Your message is kept here and will be sent as soon as possible.
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
chat-rest = Show the rest ({ $count } more steps)
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
chat-noscript = The chat needs JavaScript. Call IT support on { $phone }, or read the guides directly.
chat-not-loaded = The chat could not be loaded. Reload the page, call IT support on { $phone }, or read the guides directly.
chat-loading = Loading the chat …

## chat-button

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
guide-missing-title = There is no such guide
guide-missing-text = It may have a new name or have been removed. Search the guides, or ask in the chat.

## desk

## trainers

## login

## error

## ticket
