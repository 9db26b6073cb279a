### Simple Chats in English. The other languages translate exactly these messages.

## Words that many pages share

common-accept = Accept
common-account = Account
common-back = Back
common-block = Block
common-cancel = Cancel
common-close = Close
common-code = Code
common-current-password = Current password
common-delete = Delete
common-email = Email address
common-log-in = Log in
common-log-out = Log out
common-message = Message
common-my-chats = My chats
common-name = Name
common-new-password = New password
# Beside a person's name.
common-online = online
common-password = Password
common-repeat-new-password = Repeat new password
common-repeat-password = Repeat password
common-save = Save
common-search = Search
common-sign-up = Sign up
common-unblock = Unblock
common-username = Username
common-you = You

## The application and its languages

# Below the icon on a home screen: at most twelve characters.
manifest-short-name = Chats
manifest-description = One-to-one chats on a server of your own.
manifest-find-people = Find people
manifest-archived-chats = Archived chats
language-saved = Your language is saved
language-unknown = Choose one of the languages
language-title = Language
language-hint = The language of pages, mails, and notifications.
language-of-browser = As the browser asks
language-back = Back to the account

## Chats

chat-attach-files = Attach files
chat-back-my-chats = Back to my chats
chat-blocked = You have blocked { $name }. Unblock to write.
chat-cannot-write-deleted-user = You cannot write to a deleted user.
chat-check-new-messages = Check for new messages
chat-delete-chat = Delete chat
chat-deletion-alone = You can also clear it for you alone: { $name } keeps all messages.
chat-deletion-clear-me = Clear for me
chat-deletion-delete-both = Delete for both
chat-deletion-delete-chat = Delete this chat?
chat-deletion-explained = All messages between you and <strong>{ $name }</strong> will be deleted for both of you. This can't be undone.
chat-deletion-keep-chat = Keep chat
chat-dont-reply = Don't reply
chat-empty = No messages yet. Write the first one to { $name }.
chat-files-too = { $count ->
        [one] { $count } of your files will be sent, too.
       *[other] { $count } of your files will be sent, too.
    }
chat-message-to = Message to { $name }
chat-messages = Messages
chat-more = More
chat-newer-messages = Newer messages
chat-newest-messages = Newest messages
chat-nothing-here = There are no messages here.
chat-older-messages = Older messages
chat-pin-mute-archive = Pin, mute, archive…
chat-request-explained = { $name } wants to write to you, and doesn't see whether you have read this. An answer accepts it, too.
chat-search-chat = Search in this chat
chat-send = Send
chat-skip-chats = Skip to the chats
chat-skip-messages = Skip to the messages
chat-skip-writing = Skip to writing
chats-all-chats = All chats
chats-all-chats-archived = All your chats are archived.
chats-archived-chats = Archived chats
chats-archived-count = Archived ({ $count })
chats-chat = Chat
chats-chats = Chats
chats-choose-chat-from-list = Choose a chat from the list, or start a new one.
chats-conversations-will-appear-here = Your conversations will appear here.
chats-find-people = Find people
chats-first-page = First page
chats-hit-own = You:
chats-marked-unread = marked as unread
chats-muted = muted
chats-next-page = Next page
chats-no-chats-yet-find = No chats yet. Find someone to write to.
chats-no-messages-yet = No messages yet
chats-pages = Pages
chats-pinned = pinned
chats-previous-page = Previous page
chats-requests = Requests
chats-row-own = You: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> reacted { $emoji } to: <bdi>{ $text }</bdi>
chats-row-you-reacted = You reacted { $emoji } to: <bdi>{ $text }</bdi>
chats-start-chat = Start a chat
chats-there-no-archived-chats = There are no archived chats.
chats-there-no-more-chats = There are no more chats.
chats-unread = { $count ->
        [one] { $count } unread
       *[other] { $count } unread
    }
clear-clear-chat = Clear this chat for you?
clear-clear-me = Clear for me
clear-explained = All messages so far will disappear for you. <strong>{ $name }</strong> keeps them. This can't be undone.
clear-keep-messages = Keep messages
companion-back-chat = Back to the chat
companion-delete-chat = Delete chat
companion-go = Go
companion-go-day = Go to a day
companion-joined = Joined on { $time }
companion-lifetime = Disappearing messages: { $lifetime }
companion-lifetime-off = Disappearing messages: off
lifetime-back-chat = Back to the chat
lifetime-current = New messages disappear for both of you { $lifetime } after they are sent.
lifetime-days = days
lifetime-decline = Decline
lifetime-hint = A shorter time, and “Off”, take effect at once. { $name } has to agree to anything else. Messages that are there keep their time.
lifetime-hours = hours
lifetime-minutes = minutes
lifetime-new-messages-disappear-after = New messages disappear after
lifetime-none = New messages stay until one of you deletes them.
lifetime-number = Number
lifetime-other = Other
lifetime-own-proposal = You have proposed { $lifetime }. { $name } has to agree.
lifetime-proposal-of-other = { $name } proposes that new messages disappear after { $lifetime }.
lifetime-unit = Unit
lifetime-withdraw = Withdraw
message-another-emoji = Another emoji
message-delete-message-both = Delete message for both of you
message-deleted-message = Deleted message
message-disappears-at = Disappears on { $time }
message-disappears-on = Disappears on { $time }
message-edit-delete = Edit or delete
message-edited = edited
message-more = More
message-new-messages = New messages
message-one-emoji = Expected one emoji
message-react = React
message-reactions = Reactions
message-remove-emoji = { $emoji }, remove it
message-remove-reaction = Remove your reaction { $emoji }
message-reply = Reply
message-report = Report
message-seen = seen
message-sent = sent
people-back-my-chats = Back to my chats
people-chat = Chat
people-enter-part-name-username = Enter a part of a name or username, or a whole email address. With several words, all of them must match.
people-find-someone-chat-opens = Find someone, and the chat opens here.
people-no-one-found = No one found
people-search-again = Search again
people-truncated = These are the first { $count }. Add a word or a few letters to narrow the search.
preferences-archive = Archive
preferences-back-chat = Back to the chat
preferences-clear-me = Clear for me
preferences-delete-chat = Delete chat
preferences-disappearing-messages = Disappearing messages
preferences-hidden = { $name } sees nothing of these settings.
preferences-mark-read = Mark as read
preferences-mark-unread = Mark as unread
preferences-messages = Messages
preferences-mute = Mute
preferences-mute-1-hour = Mute for 1 hour
preferences-mute-1-week = Mute for 1 week
preferences-mute-8-hours = Mute for 8 hours
preferences-mute-ever = Mute for ever
preferences-muted = Muted.
preferences-muted-until = Muted until { $time }.
preferences-notifications = Notifications
preferences-pin = Pin
preferences-title = Chat with { $name }
preferences-unarchive = Unarchive
preferences-unmute = Unmute
preferences-unpin = Unpin
report-administrators-site-will-see = The administrators of this site will see this message, who wrote it, and who reports it. They see nothing else of the chat.
report-report = Report
report-what-wrong = What is wrong with it?
requests-more = More
requests-none = There are none. Who may write to you is set under <a href="{ $href }">Privacy</a>.
requests-requests = Requests
requests-strangers-who-want-write = Strangers who want to write to you. They don't see whether you have read their messages. Open one to accept it, to delete it, or to block the sender.
search-any-content = Any content
search-back-to-chat = Back to the chat
search-back-to-chats = Back to my chats
search-chat = Chat
search-content = Content
search-enter-words-beginnings-words = Enter words, or the beginnings of words. All of them must occur. Words in quotation marks must follow each other.
search-file = With a file
search-in-chat-with = Search in the chat with <bdi>{ $name }</bdi>
search-link = With a link
search-no-messages-found = No messages found
search-older-messages = Older messages
search-pages = Pages
search-search-message-its-chat = Search for a message, and its chat opens here.
search-search-messages = Search messages
search-too-long = { $count ->
        [one] Use at most { $count } character.
       *[other] Use at most { $count } characters.
    }
search-written = Written by
search-written-anyone = Written by anyone
search-written-me = Written by me
search-written-me-2 = Written to me
share-pick-chat-can-still = Pick a chat. You can still change the text before it is sent.
share-share = Share
share-start-chat = Start a chat
share-there-no-chats-yet = There are no chats yet.
share-there-nothing-share-other = There is nothing to share. Other applications share texts and links with this one by their own menus.
chat-message-reply-deleted-can = The message that you reply to is deleted. You can send this one without it.
chats-chat-deleted = The chat is deleted
chats-delete-chat = Delete chat
lifetime-disappearing-messages = Disappearing messages
lifetime-new-messages-stay = New messages stay
lifetime-proposal-waits-answer = Your proposal waits for an answer
lifetime-there-no-proposal-any = There is no proposal any more
lifetime-use-1-minute-365 = Use 1 minute to 365 days
message-edit-message = Edit message
people-find-people = Find people
preferences-chat-archived = The chat is archived
preferences-chat-back-list = The chat is back in the list
preferences-chat-cleared = The chat is cleared for you
preferences-chat-marked-unread = The chat is marked as unread
preferences-chat-muted = The chat is muted
preferences-chat-muted-8-hours = The chat is muted for 8 hours
preferences-chat-muted-hour = The chat is muted for an hour
preferences-chat-muted-week = The chat is muted for a week
preferences-chat-no-longer-marked = The chat is no longer marked as unread
preferences-chat-no-longer-muted = The chat is no longer muted
preferences-chat-no-longer-pinned = The chat is no longer pinned
preferences-chat-pinned = The chat is pinned
preferences-chat-settings = Chat settings
preferences-clear-chat = Clear chat
report-message-reported-administrators = The message is reported to the administrators
report-report-done = The report is done
report-report-message = Report message
report-reports = Reports
requests-request-accepted = The request is accepted
requests-user-blocked-isnt-told = The user is blocked, and isn't told
requests-user-unblocked = The user is unblocked
lifetime-line-you-proposed = <bdi>You</bdi> proposed that messages disappear after { $lifetime }
lifetime-line-you-withdrew = <bdi>You</bdi> withdrew the proposal
lifetime-line-you-declined = <bdi>You</bdi> declined the proposal
lifetime-line-you-set = <bdi>You</bdi> set messages to disappear after { $lifetime }
lifetime-line-you-turned-off = <bdi>You</bdi> turned off disappearing messages
lifetime-line-proposed = <bdi>{ $name }</bdi> proposed that messages disappear after { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> withdrew the proposal
lifetime-line-declined = <bdi>{ $name }</bdi> declined the proposal
lifetime-line-set = <bdi>{ $name }</bdi> set messages to disappear after { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> turned off disappearing messages
duration-weeks = { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
duration-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
duration-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
duration-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
duration-seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 Photo
attachment-video = Video
attachment-audio = Audio
attachment-voice = Voice message
attachment-file = File
message-you-and = You and { $name }
lifetime-off = Off
lifetime-now-after = New messages disappear after { $lifetime }
chats-more-than-99-unread = more than 99 unread
chat-request = Request
lifetime-proposal = Proposal

## Every page

email-change-address = Change address
email-current = Your address is <strong>{ $address }</strong>. You log in with it, and it gets the link if you forget your password.
email-from-authenticator-app-recovery = From your authenticator app, or a recovery code. You needn't give one within five minutes after you used a passkey.
email-gets-link-which-open = It gets a link, which you open to confirm it.
email-new-email-address = New email address
form-errors = { $count ->
        [one] Please correct { $count } field:
       *[other] Please correct { $count } fields:
    }
form-it-may = It may
form-log-passkey = Log in with a passkey
form-name-or-username = Name or username
form-name-username = Name or username
form-number-of-people = Number of people
form-password-hint = { $count ->
        [one] At least { $count } character. A few random words work well.
       *[other] At least { $count } characters. A few random words work well.
    }
form-reason = Reason
form-valid-for = Valid for
offline-no-connection = No connection
offline-server-cant-reached-page = The server can't be reached. This page opens as soon as it is back.
offline-try-now = Try now
page-other-address = This site is at <a href="{ $url }">{ $url }</a>. At this address, pages don't update by themselves.
page-site = Site
page-skip-chats = Skip to the chats
page-skip-content = Skip to content
start-all-chats = All chats
start-almost-two-minutes = Almost. Two minutes
start-done-window = Done. By the window
start-find-people = Find people
start-find-someone-name-username = Find someone by name or username.
start-find-someone-name-write = Find someone by name and write. It works on a phone, and even without JavaScript.
start-i-am-new-here = I am new here
start-i-have-account = I have an account
start-instant = Instant
start-messages-arrive-moment-they = Messages arrive the moment they are sent. After a lost connection, nothing is missing.
start-no-chats-yet-find = No chats yet. Find someone to write to.
start-one-one-chat-server = One-to-one chat on a server of your own. Messages arrive instantly, on any device with a browser.
start-one-program-own-machine = One program on your own machine keeps everything. No third party reads along or counts anything.
start-save-me-seat = Save me a seat
start-simple = Simple
start-start-chat = Start a chat
start-there-yet = Are you there yet?
start-yours = Yours
email-address-already = This is your address already
email-address-use = Address in use
email-confirm-email-address = Confirm email address
email-email-address-confirmed = The email address is confirmed
email-if-account-waits-address = If an account waits for this address, a link is on its way
email-link-expired = Link expired
email-link-its-way-new = A link is on its way to the new address. Your address changes once you confirm it there.
email-page-not-found = Page not found
error-account-suspended = This account is suspended
error-another-message-was-sent = Another message was sent from this page. Please send this one again.
error-bad-request = Bad request
error-can-change-only-own = You can change only your own messages.
error-cannot-block-yourself = You cannot block yourself.
error-cannot-delete-chat-both = You cannot delete this chat for both of you.
error-cannot-write-deleted-user = You cannot write to a deleted user.
error-cannot-write-user = You cannot write to this user.
error-changed-meantime = Changed in the meantime
error-choose-time = Choose a time
error-choose-what-may-do = Choose what it may do
error-code-wrong-was-used = This code is wrong, or was used before
error-confirm-email-address-first = Confirm your email address first: open the link that we have sent to it
error-current-password-wrong = The current password is wrong
error-data-cant-read = Your data can't be read.
error-data-cant-read-please = Your data can't be read. Please try again.
error-data-compressed-which-page = Your data is compressed, which this page can't read.
error-data-didnt-arrive-time = Your data didn't arrive in time. Please try again.
error-data-didnt-arrive-within = Your data didn't arrive within 30 seconds. Please try again.
error-data-not-valid-utf = Your data is not valid UTF-8.
error-data-too-large-page = Your data is too large for this page.
error-dont-have-access = You don't have access to this.
error-email-address-already-has = This email address already has an account
error-enter-number-from-1 = Enter a number from 1 to 100
error-enter-valid-email-address = Enter a valid email address
error-files-didnt-arrive-time = Your files didn't arrive in time. Please try again.
error-form-has-expired-please = This form has expired. Please send it again.
error-form-was-sent-from = This form was sent from another site or address. Please open this site, and fill it in there.
error-give-code-well-use = Give a code as well, or use a passkey first
error-give-reason-up-1 = Give a reason of up to 1,000 characters
error-has-changed-meantime-please = This has changed in the meantime. Please reload.
error-invitation-not-valid-has = This invitation is not valid: it has expired, was used up or revoked, or is for another email address.
error-invitation-one-address-one = An invitation for one address is for one account
error-last-administrator-make-somebody = This is the last administrator. Make somebody else an administrator first.
error-message-contains-characters-cant = The message contains characters that can't be sent.
error-message-empty = The message is empty.
error-message-longer-than-4 = The message is longer than 4,000 characters.
error-name-cant-used-choose = This name can't be used. Choose another one
error-need-invitation-sign-up = You need an invitation to sign up here. Ask somebody who has an account.
error-no-longer-available = No longer available
error-no-longer-available-text = This is no longer available.
error-nobody-can-sign-up = Nobody can sign up here at present.
error-not-allowed = Not allowed
error-not-supported = Not supported
error-only-administrators-may-invite = Only administrators may invite people here.
error-page-doesnt-exist = This page doesn't exist
error-page-doesnt-support-kind = This page doesn't support this kind of request.
error-page-not-found = Page not found
error-page-only-reads-forms = This page only reads forms (application/x-www-form-urlencoded).
error-passkey-cant-used-try = This passkey can't be used. Try again
error-password-too-common-choose = This password is too common. Choose another one
error-password-too-long = This password is too long
error-password-wrong = The password is wrong
error-passwords-dont-match = The passwords don't match
error-server-busy-partly-unavailable = The server is busy or partly unavailable. Please try again.
error-something-went-wrong = Something went wrong
error-something-went-wrong-our = Something went wrong on our side. Please try again later.
error-temporarily-unavailable = Temporarily unavailable
error-too-large = Too large
error-too-many-requests = Too many requests
error-too-many-requests-please = Too many requests. Please wait a moment.
error-too-slow = Too slow
error-transfer-data-was-interrupted = The transfer of your data was interrupted.
error-unblock-user-write = Unblock this user to write.
error-unsupported-format = Unsupported format
error-use-1-25-characters = Use 1 to 25 characters
error-use-1-64-characters = Use 1 to 64 characters
error-use-1-64-visible = Use 1 to 64 visible characters
error-use-3-25-characters = Use 3 to 25 characters
error-use-letters-one-alphabet = Use letters of one alphabet in each word
error-use-only-latin-letters = Use only Latin letters (a–z), digits, “_”, “.”, and “-”
error-use-only-visible-characters = Use only visible characters
error-username-looks-too-much = This username looks too much like another one
error-username-taken = This username is taken
error-wrong-login-password = Wrong login or password
page-already-logged = You are already logged in
page-back-previous-page = Back to the previous page
page-log-continue = Log in to continue
page-start-page = Start page
page-try-again = Try again
error-password-too-short = { $count ->
        [one] Use at least { $count } character
       *[other] Use at least { $count } characters
    }
error-too-many-tokens = { $count ->
        [one] You have { $count } token. Revoke it first
       *[other] You have { $count } tokens. Revoke some of them first
    }
error-too-many-invitations = { $count ->
        [one] You have { $count } invitation. Revoke it first
       *[other] You have { $count } invitations. Revoke some of them first
    }
error-too-many-passkeys = { $count ->
        [one] You have { $count } passkey. Remove it first
       *[other] You have { $count } passkeys. Remove one of them first
    }
error-too-many-devices = { $count ->
        [one] You have { $count } device with notifications. Remove it first
       *[other] You have { $count } devices with notifications. Remove one of them first
    }
error-push-refused = This browser's push service can't be used
error-too-many-requests-wait = Too many requests. Try again in { $seconds } s.
error-busy-wait = The server is busy or partly unavailable. Try again in { $seconds } s.
error-logged = Something went wrong on our side. Please try again later. The error was logged under the number { $number }.
error-file-empty = The file is empty.
error-file-long = The file is longer than { $bytes } bytes.
error-quota = Your attachments take too much space. Delete some of them first.
error-file-gone = A file of this message is gone. Attach it again.
error-too-many-files = A message has up to { $count } attachments.
error-file-damaged = The file is damaged or incomplete.
error-picture-large = The picture has too many pixels.
error-file-complex = The file is too complex.
error-file-metadata = The file has metadata, such as a location, that can't be removed.
error-file-not-stored = The file wasn't stored. Please try again.

## Accounts

account-1-25-characters = 1 to 25 characters.
account-3-25-characters-latin = 3 to 25 characters: Latin letters (a–z), digits, “_”, “.”, and “-”.
account-administration = Administration
account-also-revoke-api-tokens = Also revoke API tokens
account-api-tokens = API tokens
account-appearance = Appearance
account-change-password = Change password
account-dark = Dark
account-data = Your data
account-delete-account = Delete account
account-devices = Devices
account-download-data = Download your data
account-from-authenticator-app-recovery = From your authenticator app, or a recovery code. You needn't give one within five minutes after you used a passkey.
account-invite-people = Invite people
account-large = Large
account-light = Light
account-new-password-logs-out = A new password logs out all your other devices.
account-normal = Normal
account-notifications = Notifications
account-privacy = Privacy
account-profile = Profile
account-save-profile = Save profile
account-security = Security
account-small = Small
account-storage = Your files use { $size }. Download a copy of all your chats, or delete your account.
account-storage-of-quota = Your files use { $size } of { $quota }. Download a copy of all your chats, or delete your account.
account-system = As the system
account-text-size = Text size
account-theme-browser = Theme of this browser
account-very-large = Very large
account-what-others-see-how = What others see, and how they find you.
confirm-another-account-uses-address = Another account uses this address by now.
confirm-back-login = Back to login
confirm-confirm-address = Confirm this address
confirm-email-address = Your email address
confirm-enter-email-address-which = Enter the email address with which you signed up. We send it another link that confirms it.
confirm-link-doesnt-exist-copy = This link doesn't exist. Copy the complete link from the mail, or ask for a new one.
confirm-link-has-expired-ask = This link has expired. Ask for a new one.
confirm-link-not-valid-any = This link is not valid any more: it was used already, or there is a newer one.
confirm-question = Is <strong>{ $address }</strong> your email address, and <strong>@{ $username }</strong> your account? It will use this address from now on.
confirm-send-link = Send link
devices-browser-on-system = { $browser } on { $system }
devices-device = this device
devices-devices = Devices
devices-explained = Where you are logged in. Log out what you don't recognize, and <a href="{ $href }">change your password</a>.
devices-log-out-all-other = Log out all other devices
devices-log-out-one = Log out { $browser } on { $system }, last seen { $time }
devices-times = From { $address }, logged in { $logged_in }, last seen { $last_seen }
export-back-account = Back to your account
export-data = Your data
export-download-data = Download your data
export-explained = Download a copy of your chats, with your profile, settings, devices, and what else belongs to your account. It is a ZIP file: unpack it and open <strong>index.html</strong> to read it in a browser, even without a connection. Programs read <strong>data.json</strong>.
export-keep-safe-contains-everything = Keep it safe: it contains everything that you and others wrote in your chats.
invitations-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
invitations-for-address = for { $address }
invitations-give-link-person-invite = Give this link to the person you invite. It is shown only now.
invitations-have-none = You have none.
invitations-invitation = Your invitation
invitations-invitations = Your invitations
invitations-invite-people = Invite people
invitations-leave-empty-anyone-who = Leave this empty for anyone who has the link.
invitations-link-invitation = Link of the invitation
invitations-make-invitation = Make an invitation
invitations-number-people = Number of people
invitations-only-email-address = Only for this email address
invitations-revoke = Revoke
invitations-revoke-one = Revoke the invitation valid until { $time }
invitations-used = { $used } of { $accounts } used
invitations-valid = Valid for
invitations-valid-until = Valid until { $time }
invitations-was-valid-until = No longer valid. It was valid until { $time }
invitations-whoever-signs-up-invitation = Whoever signs up with your invitation gets a chat with you.
leaving-account-deleted = Your account is deleted
leaving-delete-account = Delete your account?
leaving-delete-for-everyone = Delete them for everyone
leaving-keep-for-others = Keep them for others
leaving-delete-account-2 = Delete account
leaving-from-authenticator-app-recovery = From your authenticator app, or a recovery code.
leaving-keep-account = Keep account
leaving-logged-out-everywhere-nothing = You are logged out everywhere, and nothing of your profile is left here. Messages are left only if you chose to keep them for the people you wrote with.
leaving-messages-wrote = Messages that you wrote
leaving-only-administrator = <strong>You are the only administrator.</strong> Nobody can manage this server on its pages afterwards, until the operator appoints another administrator.
leaving-people-wrote-keep-their = The people you wrote with keep their chats, in which you appear as “Deleted user”.
leaving-profile-email-address-password = Your profile, email address, password, second factors, devices, API tokens, and invitations are deleted at once, and you are logged out everywhere. Your username becomes free for others. This can't be undone.
leaving-start-page = Start page
login-email-address-username = Email address or username
login-forgot-password = Forgot your password?
login-no-account-yet = No account yet?
login-send-link-again = Send the link again
logout-back-my-chats = Back to my chats
logout-logs-out-browser-chats = This logs out this browser. Your chats stay.
notifications-all-devices = All devices
notifications-browser = This browser
notifications-choose-one = Choose one
notifications-device-added = Since { $added }
notifications-device-used = Since { $added }, last notified { $used }
notifications-devices-told-messages = Devices that are told of messages
notifications-from = From
notifications-have-quiet-hours-each = Have quiet hours each day
notifications-mail-about-messages-missed = Mail about messages that you missed
notifications-no-device-gets-notifications = No device gets notifications yet.
notifications-none = None
notifications-nothing-sent-then-mails = Nothing is sent to you then. Mails wait until the hours are over.
notifications-notifications = Notifications
notifications-one-mail-time-none = One mail at a time, and none about muted chats.
notifications-quiet-hours = Quiet hours
notifications-remove = Remove
notifications-remove-device = Remove { $device }
notifications-save-settings = Save settings
notifications-send-test = Send a test
notifications-server-sends-no-mail = This server sends no mail.
notifications-servers-key-has-changed = The server's key has changed. Open Simple Chats on the device to turn its notifications on again.
notifications-show-mail-what-messages = Show in the mail what messages say
notifications-show-what-messages-say = Show what messages say
notifications-sound = Sound
notifications-test-device = Send a test to { $device }
notifications-these-devices-told-messages = These devices are told of messages while no page of yours is open. They get the sender's name and the beginning of the text, encrypted for them.
notifications-time-zone = Time zone
notifications-to = To
notifications-turn-device = Turn on for this device
notifications-when-message-unread-8 = When a message is unread for 8 hours
notifications-when-message-unread-day = When a message is unread for a day
notifications-when-message-unread-hour = When a message is unread for an hour
privacy-blocked-people = Blocked people
privacy-everyone = Everyone
privacy-everyone-any-part-name = Everyone, by any part of your name
privacy-have-blocked-nobody-block = You have blocked nobody. To block somebody, use the menu of your chat.
privacy-i-am-typing = That I am typing
privacy-more = More
privacy-only-people-who-know = Only people who know your exact username or email address
privacy-privacy = Privacy
privacy-save-settings = Save settings
privacy-they-cant-write-dont = They can't write to you, and don't see when you are online. They don't learn that they are blocked.
privacy-unblock-person = Unblock { $name }
privacy-what-dont-show-dont = What you don't show, you don't see of others either.
privacy-what-others-see = What others see of you
privacy-when-i-am-online = When I am online and was last seen
privacy-which-messages-i-have = Which messages I have read
privacy-who-finds = Who finds you
privacy-who-may-write = Who may write to you
privacy-write-invited = People with whom you have a chat. Messages from strangers wait as <a href="{ $href }">requests</a>
register-1-25-characters-what = 1 to 25 characters. This is what others see.
register-3-25-characters-latin = 3 to 25 characters: Latin letters (a–z), digits, “_”, “.”, and “-”. Others can find you by it.
register-already-have-account = Already have an account?
register-invited-by = <strong>{ $name }</strong> invites you to chat.
register-logging-resetting-password-nobody = For logging in and for resetting your password. Nobody else sees it.
reset-back-login = Back to login
reset-choose-new-password-then = Choose a new password. You then log in with it again on each of your devices.
reset-enter-email-address-account = Enter the email address of your account. We send it a link for choosing a new password.
reset-link-doesnt-exist-copy = This link doesn't exist. Copy the complete link from the mail, or request a new one.
reset-link-has-already-been = This link has already been used. Request a new one if you need it.
reset-link-has-expired-request = This link has expired. Request a new one.
reset-request-link = Request link
reset-request-new-link = Request a new link
reset-save-password = Save password
reset-send-link = Send link
reset-server-sends-no-mail = This server sends no mail. Its administrator can give you a new password, or pass on the link that you request here: the server keeps it in a file.
security-add-passkey = Add a passkey
security-adding-passkey-needs-javascript = Adding a passkey needs JavaScript.
security-besides-password-logging-will = Besides your password, logging in will take a passkey or a recovery code.
security-codes-left = { $count ->
        [one] You have { $count } recovery code left. New ones replace them.
       *[other] You have { $count } recovery codes left. New ones replace them.
    }
security-each-them-logs-once = Each of them logs you in once, after your password, if you don't have your phone or your passkey. Keep them in another place: they are shown only now.
security-enter-six-digits-app = Enter the six digits that the app shows.
security-from-app-recovery-code = From the app, or a recovery code.
security-from-authenticator-app-recovery = From your authenticator app, or a recovery code. You needn't give one within five minutes after you used a passkey.
security-key-authenticator-app = Key for the authenticator app
security-logs-others-out = Setting it up logs out all your other devices.
security-make-new-codes = Make new codes
security-name-new-passkey = Name of the new passkey
security-new-recovery-codes = New recovery codes
security-on-since = On since { $time }: besides your password, logging in takes a code from your authenticator app.
security-passkey = Passkey
security-passkey-added = Added { $added }
security-passkey-phone-computer-security = A passkey on your phone, your computer, or a security key logs you in without a password or a code. Once you have one, your password alone no longer logs anyone in.
security-passkey-used = Added { $added }, last used { $used }
security-passkeys = Passkeys
security-password-alone-will-enough = Your password alone will be enough to log in.
security-recovery-codes = Your recovery codes
security-remove = Remove
security-remove-passkey = Remove a passkey
security-scan = Scan this code with the app, open <a href="{ $href }">this link</a> on your phone, or type the key.
security-six-digits-from-app = Six digits from the app.
security-such-phone-blue-key = Such as “phone” or “blue key”.
security-turn-off = Turn off
security-turn-off-two-step = Turn off two-step verification
security-turn-two-step-verification = Turn on two-step verification
security-two-step-verification = Two-step verification
security-use-passkey = Use a passkey
security-use-passkey-now-five = Use a passkey now, and for five minutes the forms on this page ask for neither password nor code.
security-why-authenticator = With an authenticator app on your phone, nobody logs in with your password alone.
tokens-api-tokens = API tokens
tokens-copy-now-keep-like = Copy it now, and keep it like a password. It is shown only this once.
tokens-expired = expired { $time }
tokens-have-none = You have none.
tokens-last-used = last used { $time }
tokens-made = Made { $time }
tokens-make-token = Make a token
tokens-may = It may
tokens-month = 30 days
tokens-never-used = never used
tokens-new-token = Your new token
tokens-only-reads = only reads
tokens-quarter = 90 days
tokens-reads-writes = reads and writes
tokens-revoke = Revoke
tokens-revoke-one = Revoke the token { $name }
tokens-scope-read = Only read
tokens-scope-write = Read and write
tokens-token = Token
tokens-token-program-acts-without = With a token, a program acts for you without your password. It can’t change your password or address, or delete your account.
tokens-tokens = Your tokens
tokens-until-revoked = Until you revoke it
tokens-valid = Valid for
tokens-valid-until = valid until { $time }
tokens-valid-until-revoked = valid until you revoke it
tokens-week = 7 days
tokens-what-1-64-characters = What it is for. 1 to 64 characters.
tokens-year = 1 year
unsubscribe-get-mail-when-messages = You get a mail when messages on this site stay unread. Do you want no more of these mails?
unsubscribe-get-no-more-mails = You get no more mails about missed messages. You can have them again at any time.
unsubscribe-notifications = Notifications
unsubscribe-send-no-more-mails = Send no more mails
verify-six-digits-from-authenticator = Six digits from your authenticator app, or one of your recovery codes.
verify-start-over = Start over
verify-there-were-too-many = There were too many wrong codes. Please log in again.
account-new-password-saved = Your new password is saved
account-nothing-has-changed = Nothing has changed
account-profile-saved = Your profile is saved
devices-all-other-devices-logged = All other devices are logged out
devices-device-logged-out = The device is logged out
devices-logged-out = You are logged out
invitations-invitation-no-longer-valid = The invitation is no longer valid
invitations-invitations-text = Invitations
invitations-qr-code-link = QR code of the link
leaving-account-deleted-text = Account deleted
login-account-almost-ready-open = Your account is almost ready. Open the link that we have sent to your email address, then log in.
login-account-ready-log-start = Your account is ready. Log in to start chatting.
login-logged = You are logged in
login-logged-out = You are logged out
notifications-device-gets-no-more = The device gets no more notifications
notifications-device-gets-notifications = This device gets notifications
notifications-mails-about-missed-messages = Mails about missed messages
notifications-settings-saved = Your settings are saved
notifications-test-its-way-device = A test is on its way to the device
privacy-settings-saved = Your settings are saved
privacy-user-unblocked = The user is unblocked
reset-if-address-has-account = If this address has an account, a link is on its way
reset-link-expired = Link expired
reset-new-password-saved-log = Your new password is saved. Log in with it.
reset-page-not-found = Page not found
reset-reset-password = Reset password
reset-server-sends-no-mail-ask = This server sends no mail. Ask its administrator for the link
security-confirmed-five-minutes-page = Confirmed. For five minutes, this page asks for nothing else
security-passkey-added-text = The passkey is added
security-passkey-removed = The passkey is removed
security-qr-code-authenticator-app = QR code for an authenticator app
security-security = Security
security-two-step-verification-off = Two-step verification is off
security-two-step-verification-text = Two-step verification is on
security-use-passkey-first-log = Use a passkey first, or log in again, and then set up the app within five minutes
tokens-token-no-longer-valid = The token is no longer valid
verify-log-continue = Log in to continue
verify-two-step-verification = Two-step verification
notifications-quiet-times = Quiet hours begin and end at a time from 00:00 to 23:59
notifications-quiet-empty = Quiet hours can't end when they begin
notifications-quiet-zone = The time zone is not known

## Administration

administration-account-joined = { $address }, joined { $time }
administration-accounts = Accounts
administration-accounts-suspended = { $accounts }, { $suspended } of them suspended
administration-administration = Administration
administration-is-administrator = administrator
administration-after-edit = And after an edit:
administration-command-line = The command line
administration-delete-account = Delete this account?
administration-delete-account-2 = Delete account
administration-delete-them-everyone = Delete them for everyone
administration-deletion-explained = The profile, email address, password, devices, and invitations of <strong><bdi>{ $name }</bdi></strong> (@{ $username }) are deleted at once. This can't be undone.
administration-devices = Devices
administration-done = Done
administration-end-suspension = End suspension
administration-invitation-by = by <bdi>{ $name }</bdi>
administration-invitations = Invitations
administration-joined = Joined
administration-keep-them-people-user = Keep them for the people the user wrote with
administration-last-seen = Last seen
administration-mail-given-up = { $count ->
        [one] From { $made }, tried { $count } time, given up on { $time }
       *[other] From { $made }, tried { $count } times, given up on { $time }
    }
administration-mail-next = { $count ->
        [one] From { $made }, tried { $count } time, next on { $time }
       *[other] From { $made }, tried { $count } times, next on { $time }
    }
administration-mail-server-has-refused = A mail server has refused these for good, or they failed for too long. They are listed for 30 days.
administration-mails-fail = Mails that fail
administration-mails-given-up = Mails given up
administration-member = Member
administration-messages-participants-their-chats = Messages that participants of their chats have reported, the oldest first. When you are done with one, its text is erased here.
administration-messages-user-wrote = Messages that the user wrote
administration-name-username-email-address = Name, username, or email address
administration-next-page = Next page
administration-no-longer-valid-was = No longer valid. It was valid until
administration-no-one-found = No one found
administration-no-text = Attachments without a text
administration-none = None.
administration-not-known = Not known
administration-nothing-yet = Nothing yet.
administration-record = Record
administration-registration = Registration
administration-report-done = Done with the report of { $reporter } about { $reported }
administration-reported-by = Reported by { $name } on { $time }:
administration-reported-by-username = Reported by { $name } (@{ $username }) on { $time }:
administration-reports = Reports
administration-revoke = Revoke
administration-revoke-invitation-by = Revoke the invitation by { $name } valid until { $time }
administration-role = Role
administration-running-instances = Running instances
administration-send-reset-link = Send a reset link
administration-server = Server
administration-size-database = Size of the database
administration-storage-used = { $count ->
        [one] { $count } message, { $size }
       *[other] { $count } messages, { $size }
    }
administration-suspend = Suspend
administration-suspend-account = Suspend this account?
administration-suspend-account-2 = Suspend account
administration-is-suspended = suspended
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) is logged out everywhere at once, and can't log in until you end the suspension. Chats stay as they are.
administration-there-none = There are none.
administration-these-tried-again-about = These are tried again, for about a day.
administration-user-number = number { $number }
administration-valid-until = Valid until
administration-version = Version
administration-what-administrators-command-line = What administrators and the command line have done to accounts.
administration-wrote-on = wrote on { $time }
administration-account-can-used-again = The account can be used again
administration-account-deleted = The account is deleted
administration-account-suspended = The account is suspended
audit-something = did something to
audit-resumed = ended the suspension of
administration-everyone-may-invite = Everyone may invite
administration-everyone-may-sign-up = Everyone may sign up
administration-invitation-no-longer-valid = The invitation is no longer valid
administration-invitation-only = By invitation only
administration-link-reset-password-its = A link to reset the password is on its way
audit-promoted = made an administrator of
audit-report-done = marked a report as done, of a message by
administration-nobody-may-sign-up = Nobody may sign up
administration-only-administrators-may-invite = Only administrators may invite
audit-second-factor-removed = removed the second factor of
audit-revoked = revoked an invitation of
audit-reset-link = sent a reset link to
audit-password = set the password of
audit-demoted = took the rights of an administrator from
audit-added = added
audit-suspended = suspended
audit-deleted = deleted
administration-administrator = Administrator
administration-suspended = Suspended
administration-storage = Storage

## Mails and notifications

push-new-message = New message
push-test = Notifications arrive on this device.
mail-confirmation-subject = Confirm your email address - Simple Chats
mail-confirmation =
    Hello,

    Somebody, most likely you, wants to use this email address for the account
    { $username } on Simple Chats. To confirm it, open this page and press its button:

    { $link }

    The link works once, within { $duration }. If you did not ask for this, ignore this
    mail: nothing changes.
mail-taken-subject = Your email address is in use already - Simple Chats
mail-taken =
    Hello { $name },

    Somebody wants to use this email address for another account on Simple Chats. It
    belongs to your account, so nothing has changed, and there is nothing to do.

    If this was you: an address can belong to only one account. Change the address of this
    account first, or delete this account.
mail-reset-subject = Reset your password - Simple Chats
# The token must be the only text between " signs.
mail-reset =
    Hello { $name },

    Somebody, most likely you, asked for a new password for your account on Simple
    Chats. To choose one, open this page:

    { $link }

    If you use the REST API, this is your reset token:

    "{ $token }"

    Link and token work once, within { $duration }. If you did not ask for this, ignore
    this mail: your password stays as it is.
mail-missed-subject = You have unread messages - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } message
       *[other] { $name }: { $count } messages
    }
mail-missed-more = { $count ->
        [one] and one more chat
       *[other] and { $count } more chats
    }
mail-missed =
    Hello { $name },

    Messages on Simple Chats wait for you:

    { $list }
    Read them here:

    { $chats }

    When you get such mails, and what they say, is up to you:

    { $settings }

    To get no more of them, open this link and confirm it:

    { $unsubscribe }
# What a message has instead of a text.
mail-photo = Photo
mail-webhook-subject = Your webhook was paused - Simple Chats
mail-webhook =
    Hello { $name },

    Your webhook { $number } is not told any longer what happens in your chats on Simple Chats: an event
    could not be delivered for 24 hours, or more than 100,000 were waiting. It is paused, and what
    waited for it is dropped:

    { "  " }{ $host }

    What came back at each attempt is listed here for its owner:

    { $deliveries }

    Once its server answers again, let it go on by sending { "{" }"paused": false{ "}" } with PATCH to:

    { $webhook }
mail-notice =
    Hello { $name },

    { $what }

    When: { $time }
    From: { $address }, { $browser }

    If this was you, there is nothing to do.

    { $advice }

    { $link }
mail-notice-by-operator =
    Hello { $name },

    { $what }

    When: { $time }
    By: the operator of this server

    If you have asked for it, there is nothing to do.

    { $advice }

    { $link }
mail-new-browser-subject = New login - Simple Chats
mail-new-browser =
    Somebody, most likely you, has logged in to your account on Simple Chats with a
    browser that was not used for it before.
mail-new-browser-advice =
    If it was not you, somebody knows your password. Change it, and log out the
    devices that you don't recognize:
mail-password-changed-subject = Your password was changed - Simple Chats
mail-password-changed = The password of your account on Simple Chats was changed.
mail-password-changed-advice = If it was not you, choose a new password at once:
mail-address-changed-subject = Your email address was changed - Simple Chats
mail-address-changed =
    Your account on Simple Chats has a new email address. This one no longer belongs
    to it, and can't be used to log in or to choose a new password.
mail-address-changed-advice =
    If it was not you, log in with your username, change your password and then your
    address. If you can't, ask the people who run this server for help:
mail-factor-added-subject = A second factor was added - Simple Chats
mail-factor-added =
    A second factor was added to your account on Simple Chats:

    { "  " }{ $name }
mail-factor-removed-subject = A second factor was removed - Simple Chats
mail-factor-removed =
    A second factor was removed from your account on Simple Chats:

    { "  " }{ $name }
mail-factor-advice =
    If it was not you, somebody uses your account. Change your password, log out all
    other devices, and look at your second factors:
mail-token-made-subject = An API token was made - Simple Chats
mail-token-made =
    An API token was made, with which a program can use your account on Simple Chats:

    { "  " }{ $name }
mail-token-made-advice =
    If it was not you, somebody uses your account. Revoke the token, and change your
    password:
mail-recovery-code-subject = A recovery code was used - Simple Chats
mail-recovery-code =
    A recovery code was used instead of the second factor of your account on Simple
    Chats. It doesn't work again.
mail-recovery-code-advice =
    If it was not you, somebody knows your password and your recovery codes. Change
    your password, log out all other devices, and make new recovery codes:
mail-operator-factor-advice =
    If you have not asked for it, ask the people who run this server why it was
    done, and set up a second factor again:
mail-operator-advice =
    If you have not asked for it, ask the people who run this server why it was
    done. You can choose a new password here:

## Scripts

script-attached = Files of the next message
script-attached-file = { $name }, { $place } of { $count }
script-attached-file-of-several = { $name }, { $place } of { $count }. The arrow keys move it.
script-by-http = This network blocks live updates. New messages appear every few seconds.
script-cancel-editing = Cancel editing
# $number is $count with separators, such as 1,000.
script-characters-left = { $count ->
        [one] { $number } character left
       *[other] { $number } characters left
    }
# $number is $count with separators, such as 1,000.
script-characters-too-many = { $count ->
        [one] { $number } character too many
       *[other] { $number } characters too many
    }
script-chat-deleted = This chat has been deleted for both of you.
script-clear-consequence = All messages so far will disappear for you. { $name } keeps them.
# In a menu. The dots say that a question follows.
script-clear-for-me = Clear for me…
script-connecting = Connecting…
script-copy = Copy
script-copy-code = Copy the code
script-delete-chat = Delete chat…
script-delete-consequence = It will be deleted for both of you.
script-delete-question = Delete this message?
# Two or more.
script-delete-several = { $count ->
        [one] Delete { $count } messages?
       *[other] Delete { $count } messages?
    }
script-delete-several-consequence = They will be deleted for both of you.
script-disappears-in = Disappears in { $left }
script-discard = Discard
script-download = Download
# In the list of chats: a text that is written, but not sent.
script-draft = <span class="row-draft">Draft: </span><bdi>{ $text }</bdi>
script-edit = Edit
script-edit-not-saved = Your change was not saved. { $reason }
script-editing = Editing your message
script-emoji = Emoji
# The title of the emoji that a search finds.
script-emoji-found = Found
# Groups of emoji.
script-emoji-groups = Groups
script-emoji-not-loaded = The emoji couldn't be loaded.
script-emoji-recent = Used last
script-error-bad-request = The server does not accept this text.
script-error-conflict = Another message was sent with the same id. Please copy the text and send it again.
script-error-internal = Something went wrong on the server.
script-error-no-response = The server did not respond.
script-error-not-found = The chat or the message no longer exists.
script-error-offline = There is no connection.
script-error-quota-exceeded = Your files take all the space that you have on this server.
script-error-unavailable = The server is busy.
script-file-empty = This file is empty.
script-file-not-found = This file is no longer there.
script-file-too-long = This file is too large.
script-file-unusable = This picture can't be used.
script-find-chat = Find a chat
script-find-emoji = Find an emoji
script-forward = Forward
script-forward-menu = Forward…
script-forward-to = Forward to
# $names are one or more, with commas between them.
script-forwarded-to = Forwarded to { $names }
script-hide-password = Hide password
script-info = Info
# A label: the time when the message was edited follows.
script-info-edited = Edited
# A label: the time when the message was sent follows.
script-info-sent = Sent
# A label: whether the message is sent or seen follows.
script-info-state = State
# Below or beside the name of the person.
script-is-typing = is typing…
script-last-seen-just-now = last seen just now
script-last-seen-minute = last seen a minute ago
# $day is a date, such as 20 May.
script-last-seen-on = last seen on { $day }
# Two to 59.
script-last-seen-minutes = { $count ->
        [one] last seen { $count } minutes ago
       *[other] last seen { $count } minutes ago
    }
script-last-seen-today = last seen today at { $time }
script-last-seen-yesterday = last seen yesterday at { $time }
script-loading = Loading…
# The label of the button of a message's menu.
script-menu-of = Menu of “{ $text }”
script-menu-of-chat = Menu of the chat with { $name }
# Read aloud: who has written a message, and the message.
script-message-by = { $name }: { $text }
script-mute = Mute…
script-mute-8-hours = For 8 hours
script-mute-forever = For ever
script-mute-hour = For 1 hour
script-mute-week = For 1 week
script-new-message-from = New message from { $name }
# Two or more.
script-new-messages-from = { $count ->
        [one] { $count } new messages from { $name }
       *[other] { $count } new messages from { $name }
    }
script-next-picture = Next picture
script-no-chat-found = No chat found
script-no-connection = No connection.
script-no-emoji = No emoji found
script-no-passkey = No passkey was used
script-not-now = Not now
script-not-sent = Not sent
script-notifications-denied = This browser blocks notifications of this site. You can allow them in its settings.
script-notifications-off = This browser shows no notifications.
script-notifications-offer = Show desktop notifications for new messages?
script-notifications-on = This browser shows a notification when a message arrives while no page of Simple chats is visible.
script-opens-with-connection = There is no connection. This chat opens as soon as it is back.
script-other-reaction = React with another emoji
script-out-of-date = This page is out of date. Please reload it.
script-passkey-failed = This didn't work. Please try again.
script-people = People
script-picture-of = { $name } ({ $place } of { $count })
script-pictures = Pictures
script-previous-picture = Previous picture
script-react-with = React with { $emoji }
# Who has reacted with the emoji: one name, or “You and …”.
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Reconnecting in { $count } s…
       *[other] Reconnecting in { $count } s…
    }
script-record-voice = Record a voice message
script-recorder-denied = Microphone access is blocked for this site. You can allow it in the browser's settings.
script-recorder-failed = The microphone couldn't be used. Another program may be using it.
script-recorder-insecure = Browsers allow voice messages only on sites with HTTPS.
script-recorder-listen = Listen to it
script-recorder-no-microphone = No microphone was found.
script-recorder-pause = Pause recording
script-recorder-resume = Resume recording
script-recorder-send = Send the voice message
script-recorder-started = Recording
script-recorder-stop-listening = Stop listening
script-recorder-unsupported = This browser can't record voice messages.
script-reload = Reload
script-remove-file = Remove { $name }
script-report = Report…
script-retry = Retry
# $text is what the user searches for.
script-search-messages-for = Search messages for “{ $text }”
# In a menu: starts to select several messages.
script-select = Select
script-select-message = Select “{ $text }”
# How many messages are selected.
script-selected = { $count ->
        [one] { $count } selected
       *[other] { $count } selected
    }
script-selection = Selected messages
# The state of a message.
script-sending = sending
script-shortcut-cancel = Cancel; back to writing
script-shortcut-edit = Edit your last message, in an empty field
script-shortcut-help = This help
script-shortcut-messages = To the messages; then ↑ and ↓, and Enter for the menu
script-shortcut-new-line = New line
script-shortcut-other-chat = Previous and next chat
script-shortcut-search-messages = Search in messages
script-shortcuts = Keyboard shortcuts
script-show-more = Show more
script-show-password = Show password
script-skin-tone = Skin tone
script-skin-tone-dark = Dark skin tone
script-skin-tone-light = Light skin tone
script-skin-tone-medium = Medium skin tone
script-skin-tone-medium-dark = Medium-dark skin tone
script-skin-tone-medium-light = Medium-light skin tone
script-skin-tone-none = Without skin tone
script-sound-off = This browser plays no sounds.
script-sound-on = This browser plays a sound when a message arrives that you are not reading.
script-start-again = Start again
script-to-newest = Go to the newest message
script-to-newest-with-count = { $count ->
        [one] Go to the newest message, { $count } new
       *[other] Go to the newest message, { $count } new
    }
# Between the messages of two days.
script-today = Today
script-too-many-files = { $count ->
        [one] A message can have { $count } file.
       *[other] A message can have { $count } files.
    }
script-too-many-windows = Simple chats is open in too many windows. Please close some of them.
# Notifications or sounds of this browser.
script-turn-off = Turn off
script-turn-on = Turn on
script-voice-failed = Can't be played
# $duration is such as 0:07.
script-voice-lasting = Voice message, { $duration }
script-voice-pause = Pause
script-voice-play = Play
script-voice-position = Position
# Both are such as 0:07.
script-voice-position-of = { $position } of { $duration }
script-voice-speed = Speed
script-voice-speed-of = Speed { $speed }×
# The state of a message.
script-waiting = waiting for the connection
script-yesterday = Yesterday
