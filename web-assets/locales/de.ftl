### Simple Chats in German.

## Words that many pages share

common-accept = Annehmen
common-account = Konto
common-back = Zurück
common-block = Blockieren
common-cancel = Abbrechen
common-close = Schließen
common-code = Code
common-current-password = Aktuelles Passwort
common-delete = Löschen
common-email = E-Mail-Adresse
common-log-in = Anmelden
common-log-out = Abmelden
common-message = Nachricht
common-my-chats = Meine Chats
common-name = Name
common-new-password = Neues Passwort
common-online = online
common-password = Passwort
common-repeat-new-password = Neues Passwort wiederholen
common-repeat-password = Passwort wiederholen
common-save = Speichern
common-search = Suchen
common-sign-up = Registrieren
common-unblock = Freigeben
common-username = Benutzername
common-you = Du

## The application and its languages

manifest-short-name = Chats
manifest-description = Chats zu zweit auf dem eigenen Server.
manifest-find-people = Leute finden
manifest-archived-chats = Archivierte Chats
language-saved = Deine Sprache ist gespeichert
language-unknown = Wähle eine der Sprachen
language-title = Sprache
language-hint = Die Sprache der Seiten, Mails und Benachrichtigungen.
language-of-browser = Wie der Browser sie verlangt
language-back = Zurück zum Konto

## Chats

chat-attach-files = Dateien anhängen
chat-back-my-chats = Zurück zu meinen Chats
chat-blocked = Du hast { $name } blockiert. Gib die Person frei, um zu schreiben.
chat-cannot-write-deleted-user = An ein gelöschtes Konto kannst du nicht schreiben.
chat-check-new-messages = Nach neuen Nachrichten sehen
chat-delete-chat = Chat löschen
chat-deletion-alone = Du kannst ihn auch nur für dich leeren: { $name } behält alle Nachrichten.
chat-deletion-clear-me = Für mich leeren
chat-deletion-delete-both = Für beide löschen
chat-deletion-delete-chat = Diesen Chat löschen?
chat-deletion-explained = Alle Nachrichten zwischen dir und <strong>{ $name }</strong> werden für euch beide gelöscht. Das lässt sich nicht rückgängig machen.
chat-deletion-keep-chat = Chat behalten
chat-dont-reply = Nicht antworten
chat-empty = Noch keine Nachrichten. Schreib { $name } die erste.
chat-files-too = { $count ->
        [one] { $count } deiner Dateien wird mitgeschickt.
       *[other] { $count } deiner Dateien werden mitgeschickt.
    }
chat-message-to = Nachricht an { $name }
chat-messages = Nachrichten
chat-more = Mehr
chat-newer-messages = Neuere Nachrichten
chat-newest-messages = Neueste Nachrichten
chat-nothing-here = Hier sind keine Nachrichten.
chat-older-messages = Ältere Nachrichten
chat-pin-mute-archive = Anheften, stummschalten, archivieren …
chat-request-explained = { $name } möchte dir schreiben und sieht nicht, ob du das gelesen hast. Auch eine Antwort nimmt die Anfrage an.
chat-search-chat = In diesem Chat suchen
chat-send = Senden
chat-skip-chats = Zu den Chats springen
chat-skip-messages = Zu den Nachrichten springen
chat-skip-writing = Zum Schreiben springen
chats-all-chats = Alle Chats
chats-all-chats-archived = Alle deine Chats sind archiviert.
chats-archived-chats = Archivierte Chats
chats-archived-count = Archiviert ({ $count })
chats-chat = Chat
chats-chats = Chats
chats-choose-chat-from-list = Wähle einen Chat aus der Liste oder beginne einen neuen.
chats-conversations-will-appear-here = Deine Unterhaltungen erscheinen hier.
chats-find-people = Leute finden
chats-first-page = Erste Seite
chats-hit-own = Du:
chats-marked-unread = als ungelesen markiert
chats-muted = stummgeschaltet
chats-next-page = Nächste Seite
chats-no-chats-yet-find = Noch keine Chats. Finde jemanden zum Schreiben.
chats-no-messages-yet = Noch keine Nachrichten
chats-pages = Seiten
chats-pinned = angeheftet
chats-previous-page = Vorige Seite
chats-requests = Anfragen
chats-row-own = Du: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> hat mit { $emoji } reagiert auf: <bdi>{ $text }</bdi>
chats-row-you-reacted = Du hast mit { $emoji } reagiert auf: <bdi>{ $text }</bdi>
chats-start-chat = Chat beginnen
chats-there-no-archived-chats = Es gibt keine archivierten Chats.
chats-there-no-more-chats = Es gibt keine weiteren Chats.
chats-unread = { $count ->
        [one] { $count } ungelesen
       *[other] { $count } ungelesen
    }
clear-clear-chat = Diesen Chat für dich leeren?
clear-clear-me = Für mich leeren
clear-explained = Alle bisherigen Nachrichten verschwinden für dich. <strong>{ $name }</strong> behält sie. Das lässt sich nicht rückgängig machen.
clear-keep-messages = Nachrichten behalten
companion-back-chat = Zurück zum Chat
companion-delete-chat = Chat löschen
companion-go = Los
companion-go-day = Zu einem Tag gehen
companion-joined = Dabei seit { $time }
companion-lifetime = Verschwindende Nachrichten: { $lifetime }
companion-lifetime-off = Verschwindende Nachrichten: aus
lifetime-back-chat = Zurück zum Chat
lifetime-current = Neue Nachrichten verschwinden für euch beide, und zwar { $lifetime } nach dem Senden.
lifetime-days = Tage
lifetime-decline = Ablehnen
lifetime-hint = Eine kürzere Zeit und „Aus“ gelten sofort. Allem anderen muss { $name } zustimmen. Nachrichten, die schon da sind, behalten ihre Zeit.
lifetime-hours = Stunden
lifetime-minutes = Minuten
lifetime-new-messages-disappear-after = Neue Nachrichten verschwinden nach
lifetime-none = Neue Nachrichten bleiben, bis eine Person von euch sie löscht.
lifetime-number = Anzahl
lifetime-other = Andere
lifetime-own-proposal = Du hast { $lifetime } vorgeschlagen. { $name } muss zustimmen.
lifetime-proposal-of-other = { $name } schlägt vor, wie lange neue Nachrichten bleiben: { $lifetime }.
lifetime-unit = Einheit
lifetime-withdraw = Zurückziehen
message-another-emoji = Ein anderes Emoji
message-delete-message-both = Nachricht für euch beide löschen
message-deleted-message = Gelöschte Nachricht
message-disappears-at = Verschwindet am { $time }
message-disappears-on = Verschwindet am { $time }
message-edit-delete = Bearbeiten oder löschen
message-edited = bearbeitet
message-more = Mehr
message-new-messages = Neue Nachrichten
message-one-emoji = Ein Emoji wird erwartet
message-react = Reagieren
message-reactions = Reaktionen
message-remove-emoji = { $emoji }, entfernen
message-remove-reaction = Deine Reaktion { $emoji } entfernen
message-reply = Antworten
message-report = Melden
message-seen = gesehen
message-sent = gesendet
people-back-my-chats = Zurück zu meinen Chats
people-chat = Chat
people-enter-part-name-username = Gib einen Teil eines Namens oder Benutzernamens ein oder eine ganze E-Mail-Adresse. Von mehreren Wörtern müssen alle passen.
people-find-someone-chat-opens = Finde jemanden, und der Chat öffnet sich hier.
people-no-one-found = Niemand gefunden
people-search-again = Noch einmal suchen
people-truncated = Das sind die ersten { $count }. Ein weiteres Wort oder ein paar Buchstaben grenzen die Suche ein.
preferences-archive = Archivieren
preferences-back-chat = Zurück zum Chat
preferences-clear-me = Für mich leeren
preferences-delete-chat = Chat löschen
preferences-disappearing-messages = Verschwindende Nachrichten
preferences-hidden = { $name } sieht nichts von diesen Einstellungen.
preferences-mark-read = Als gelesen markieren
preferences-mark-unread = Als ungelesen markieren
preferences-messages = Nachrichten
preferences-mute = Stummschalten
preferences-mute-1-hour = 1 Stunde stummschalten
preferences-mute-1-week = 1 Woche stummschalten
preferences-mute-8-hours = 8 Stunden stummschalten
preferences-mute-ever = Für immer stummschalten
preferences-muted = Stummgeschaltet.
preferences-muted-until = Stummgeschaltet bis { $time }.
preferences-notifications = Benachrichtigungen
preferences-pin = Anheften
preferences-title = Chat mit { $name }
preferences-unarchive = Aus dem Archiv holen
preferences-unmute = Stummschaltung aufheben
preferences-unpin = Lösen
report-administrators-site-will-see = Die Administratoren dieser Seite sehen diese Nachricht, wer sie geschrieben hat und wer sie meldet. Vom übrigen Chat sehen sie nichts.
report-report = Melden
report-what-wrong = Was ist daran nicht in Ordnung?
requests-more = Mehr
requests-none = Es gibt keine. Wer dir schreiben darf, steht unter <a href="{ $href }">Privatsphäre</a>.
requests-requests = Anfragen
requests-strangers-who-want-write = Fremde, die dir schreiben möchten. Sie sehen nicht, ob du ihre Nachrichten gelesen hast. Öffne eine Anfrage, um sie anzunehmen, zu löschen oder die Person zu blockieren.
search-any-content = Beliebiger Inhalt
search-back-to-chat = Zurück zum Chat
search-back-to-chats = Zurück zu meinen Chats
search-chat = Chat
search-content = Inhalt
search-enter-words-beginnings-words = Gib Wörter oder Wortanfänge ein. Alle müssen vorkommen. Wörter in Anführungszeichen müssen aufeinanderfolgen.
search-file = Mit einer Datei
search-in-chat-with = Im Chat mit <bdi>{ $name }</bdi> suchen
search-link = Mit einem Link
search-no-messages-found = Keine Nachrichten gefunden
search-older-messages = Ältere Nachrichten
search-pages = Seiten
search-search-message-its-chat = Suche eine Nachricht, und ihr Chat öffnet sich hier.
search-search-messages = Nachrichten durchsuchen
search-too-long = { $count ->
        [one] Höchstens { $count } Zeichen.
       *[other] Höchstens { $count } Zeichen.
    }
search-written = Geschrieben von
search-written-anyone = Von allen geschrieben
search-written-me = Von mir geschrieben
search-written-me-2 = An mich geschrieben
share-pick-chat-can-still = Wähle einen Chat. Den Text kannst du vor dem Senden noch ändern.
share-share = Teilen
share-start-chat = Chat beginnen
share-there-no-chats-yet = Es gibt noch keine Chats.
share-there-nothing-share-other = Es gibt nichts zu teilen. Andere Anwendungen teilen Texte und Links über ihre eigenen Menüs mit dieser.
chat-message-reply-deleted-can = Die Nachricht, auf die du antwortest, ist gelöscht. Du kannst diese ohne sie senden.
chats-chat-deleted = Der Chat ist gelöscht
chats-delete-chat = Chat löschen
lifetime-disappearing-messages = Verschwindende Nachrichten
lifetime-new-messages-stay = Neue Nachrichten bleiben
lifetime-proposal-waits-answer = Dein Vorschlag wartet auf eine Antwort
lifetime-there-no-proposal-any = Es gibt keinen Vorschlag mehr
lifetime-use-1-minute-365 = Erlaubt sind 1 Minute bis 365 Tage
message-edit-message = Nachricht bearbeiten
people-find-people = Leute finden
preferences-chat-archived = Der Chat ist archiviert
preferences-chat-back-list = Der Chat ist wieder in der Liste
preferences-chat-cleared = Der Chat ist für dich geleert
preferences-chat-marked-unread = Der Chat ist als ungelesen markiert
preferences-chat-muted = Der Chat ist stummgeschaltet
preferences-chat-muted-8-hours = Der Chat ist für 8 Stunden stummgeschaltet
preferences-chat-muted-hour = Der Chat ist für eine Stunde stummgeschaltet
preferences-chat-muted-week = Der Chat ist für eine Woche stummgeschaltet
preferences-chat-no-longer-marked = Der Chat ist nicht mehr als ungelesen markiert
preferences-chat-no-longer-muted = Der Chat ist nicht mehr stummgeschaltet
preferences-chat-no-longer-pinned = Der Chat ist nicht mehr angeheftet
preferences-chat-pinned = Der Chat ist angeheftet
preferences-chat-settings = Einstellungen des Chats
preferences-clear-chat = Chat leeren
report-message-reported-administrators = Die Nachricht ist den Administratoren gemeldet
report-report-done = Die Meldung ist erledigt
report-report-message = Nachricht melden
report-reports = Meldungen
requests-request-accepted = Die Anfrage ist angenommen
requests-user-blocked-isnt-told = Die Person ist blockiert und erfährt nichts davon
requests-user-unblocked = Die Person ist freigegeben
lifetime-line-you-proposed = <bdi>Du</bdi> hast vorgeschlagen, wie lange Nachrichten bleiben: { $lifetime }
lifetime-line-you-withdrew = <bdi>Du</bdi> hast den Vorschlag zurückgezogen
lifetime-line-you-declined = <bdi>Du</bdi> hast den Vorschlag abgelehnt
lifetime-line-you-set = <bdi>Du</bdi> hast festgelegt, wie lange Nachrichten bleiben: { $lifetime }
lifetime-line-you-turned-off = <bdi>Du</bdi> hast verschwindende Nachrichten ausgeschaltet
lifetime-line-proposed = <bdi>{ $name }</bdi> hat vorgeschlagen, wie lange Nachrichten bleiben: { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> hat den Vorschlag zurückgezogen
lifetime-line-declined = <bdi>{ $name }</bdi> hat den Vorschlag abgelehnt
lifetime-line-set = <bdi>{ $name }</bdi> hat festgelegt, wie lange Nachrichten bleiben: { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> hat verschwindende Nachrichten ausgeschaltet
duration-weeks = { $count ->
        [one] { $count } Woche
       *[other] { $count } Wochen
    }
duration-days = { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
duration-hours = { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
duration-minutes = { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
duration-seconds = { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 Foto
attachment-video = Video
attachment-audio = Audio
attachment-voice = Sprachnachricht
attachment-file = Datei
message-you-and = Du und { $name }
lifetime-off = Aus
lifetime-now-after = So lange bleiben neue Nachrichten: { $lifetime }
chats-more-than-99-unread = mehr als 99 ungelesen
chat-request = Anfrage
lifetime-proposal = Vorschlag

## Every page

email-change-address = Adresse ändern
email-current = Deine Adresse ist <strong>{ $address }</strong>. Damit meldest du dich an, und an sie geht der Link, wenn du dein Passwort vergisst.
email-from-authenticator-app-recovery = Aus deiner Authenticator-App oder ein Wiederherstellungscode. In den fünf Minuten nach der Nutzung eines Passkeys brauchst du keinen.
email-gets-link-which-open = An sie geht ein Link, den du zur Bestätigung öffnest.
email-new-email-address = Neue E-Mail-Adresse
form-errors = { $count ->
        [one] Bitte korrigiere { $count } Feld:
       *[other] Bitte korrigiere { $count } Felder:
    }
form-it-may = Es darf
form-log-passkey = Mit einem Passkey anmelden
form-name-or-username = Name oder Benutzername
form-name-username = Name oder Benutzername
form-number-of-people = Anzahl der Personen
form-password-hint = { $count ->
        [one] Mindestens { $count } Zeichen. Ein paar zufällige Wörter eignen sich gut.
       *[other] Mindestens { $count } Zeichen. Ein paar zufällige Wörter eignen sich gut.
    }
form-reason = Grund
form-valid-for = Gültig für
offline-no-connection = Keine Verbindung
offline-server-cant-reached-page = Der Server ist nicht erreichbar. Diese Seite öffnet sich, sobald er wieder da ist.
offline-try-now = Jetzt versuchen
page-other-address = Diese Seite ist unter <a href="{ $url }">{ $url }</a> zu Hause. Unter der jetzigen Adresse aktualisieren sich Seiten nicht von selbst.
page-site = Website
page-skip-chats = Zu den Chats springen
page-skip-content = Zum Inhalt springen
start-all-chats = Alle Chats
start-almost-two-minutes = Fast. Zwei Minuten
start-done-window = Gemacht. Am Fenster
start-find-people = Leute finden
start-find-someone-name-username = Finde jemanden mit Namen oder Benutzernamen.
start-find-someone-name-write = Finde jemanden mit Namen und schreib. Es läuft auf dem Handy und sogar ohne JavaScript.
start-i-am-new-here = Ich bin neu hier
start-i-have-account = Ich habe ein Konto
start-instant = Sofort
start-messages-arrive-moment-they = Nachrichten kommen an, sobald sie gesendet sind. Nach einer Unterbrechung fehlt nichts.
start-no-chats-yet-find = Noch keine Chats. Finde jemanden zum Schreiben.
start-one-one-chat-server = Chats zu zweit auf dem eigenen Server. Nachrichten kommen sofort an, auf jedem Gerät mit Browser.
start-one-program-own-machine = Ein einziges Programm auf deinem eigenen Rechner bewahrt alles auf. Kein Dritter liest mit oder zählt etwas.
start-save-me-seat = Halt mir einen Platz frei
start-simple = Einfach
start-start-chat = Chat beginnen
start-there-yet = Bist du schon da?
start-yours = Deins
email-address-already = Das ist schon deine Adresse
email-address-use = Adresse vergeben
email-confirm-email-address = E-Mail-Adresse bestätigen
email-email-address-confirmed = Die E-Mail-Adresse ist bestätigt
email-if-account-waits-address = Wenn ein Konto auf diese Adresse wartet, ist ein Link unterwegs
email-link-expired = Link abgelaufen
email-link-its-way-new = Ein Link ist zur neuen Adresse unterwegs. Deine Adresse ändert sich, sobald du sie dort bestätigst.
email-page-not-found = Seite nicht gefunden
error-account-suspended = Dieses Konto ist gesperrt
error-another-message-was-sent = Von dieser Seite wurde eine andere Nachricht gesendet. Bitte sende diese noch einmal.
error-bad-request = Unverständliche Anfrage
error-can-change-only-own = Du kannst nur deine eigenen Nachrichten ändern.
error-cannot-block-yourself = Du kannst dich nicht selbst blockieren.
error-cannot-delete-chat-both = Du kannst diesen Chat nicht für euch beide löschen.
error-cannot-write-deleted-user = An ein gelöschtes Konto kannst du nicht schreiben.
error-cannot-write-user = An diese Person kannst du nicht schreiben.
error-changed-meantime = Inzwischen geändert
error-choose-time = Wähle eine Zeit
error-choose-what-may-do = Wähle, was es darf
error-code-wrong-was-used = Dieser Code ist falsch oder wurde schon benutzt
error-confirm-email-address-first = Bestätige zuerst deine E-Mail-Adresse: Öffne den Link, den wir dorthin gesendet haben
error-current-password-wrong = Das aktuelle Passwort ist falsch
error-data-cant-read = Deine Daten sind nicht lesbar.
error-data-cant-read-please = Deine Daten sind nicht lesbar. Bitte versuche es noch einmal.
error-data-compressed-which-page = Deine Daten sind komprimiert, was diese Seite nicht lesen kann.
error-data-didnt-arrive-time = Deine Daten kamen nicht rechtzeitig an. Bitte versuche es noch einmal.
error-data-didnt-arrive-within = Deine Daten kamen nicht innerhalb von 30 Sekunden an. Bitte versuche es noch einmal.
error-data-not-valid-utf = Deine Daten sind kein gültiges UTF-8.
error-data-too-large-page = Deine Daten sind für diese Seite zu groß.
error-dont-have-access = Darauf hast du keinen Zugriff.
error-email-address-already-has = Diese E-Mail-Adresse hat schon ein Konto
error-enter-number-from-1 = Gib eine Zahl von 1 bis 100 ein
error-enter-valid-email-address = Gib eine gültige E-Mail-Adresse ein
error-files-didnt-arrive-time = Deine Dateien kamen nicht rechtzeitig an. Bitte versuche es noch einmal.
error-form-has-expired-please = Dieses Formular ist abgelaufen. Bitte sende es noch einmal.
error-form-was-sent-from = Dieses Formular kam von einer anderen Seite oder Adresse. Bitte öffne diese Seite und fülle es hier aus.
error-give-code-well-use = Gib auch einen Code ein oder nutze zuerst einen Passkey
error-give-reason-up-1 = Nenne einen Grund mit höchstens 1.000 Zeichen
error-has-changed-meantime-please = Das hat sich inzwischen geändert. Bitte lade neu.
error-invitation-not-valid-has = Diese Einladung ist nicht gültig: Sie ist abgelaufen, aufgebraucht oder widerrufen, oder sie gilt für eine andere E-Mail-Adresse.
error-invitation-one-address-one = Eine Einladung für eine Adresse gilt für ein Konto
error-last-administrator-make-somebody = Das ist das letzte Administratorkonto. Mach zuerst jemand anderen zum Administrator.
error-message-contains-characters-cant = Die Nachricht enthält Zeichen, die sich nicht senden lassen.
error-message-empty = Die Nachricht ist leer.
error-message-longer-than-4 = Die Nachricht ist länger als 4.000 Zeichen.
error-name-cant-used-choose = Dieser Name ist nicht möglich. Wähle einen anderen
error-need-invitation-sign-up = Für die Registrierung brauchst du hier eine Einladung. Frag jemanden, der ein Konto hat.
error-no-longer-available = Nicht mehr vorhanden
error-no-longer-available-text = Das ist nicht mehr vorhanden.
error-nobody-can-sign-up = Zurzeit kann sich hier niemand registrieren.
error-not-allowed = Nicht erlaubt
error-not-supported = Nicht unterstützt
error-only-administrators-may-invite = Nur Administratoren dürfen hier Leute einladen.
error-page-doesnt-exist = Diese Seite gibt es nicht
error-page-doesnt-support-kind = Diese Seite unterstützt solche Anfragen nicht.
error-page-not-found = Seite nicht gefunden
error-page-only-reads-forms = Diese Seite liest nur Formulare (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Dieser Passkey ist nicht nutzbar. Versuche es noch einmal
error-password-too-common-choose = Dieses Passwort ist zu verbreitet. Wähle ein anderes
error-password-too-long = Dieses Passwort ist zu lang
error-password-wrong = Das Passwort ist falsch
error-passwords-dont-match = Die Passwörter stimmen nicht überein
error-server-busy-partly-unavailable = Der Server ist ausgelastet oder teilweise nicht verfügbar. Bitte versuche es noch einmal.
error-something-went-wrong = Etwas ist schiefgegangen
error-something-went-wrong-our = Bei uns ist etwas schiefgegangen. Bitte versuche es später noch einmal.
error-temporarily-unavailable = Vorübergehend nicht verfügbar
error-too-large = Zu groß
error-too-many-requests = Zu viele Anfragen
error-too-many-requests-please = Zu viele Anfragen. Bitte warte einen Moment.
error-too-slow = Zu langsam
error-transfer-data-was-interrupted = Die Übertragung deiner Daten wurde unterbrochen.
error-unblock-user-write = Gib diese Person frei, um zu schreiben.
error-unsupported-format = Nicht unterstütztes Format
error-use-1-25-characters = Erlaubt sind 1 bis 25 Zeichen
error-use-1-64-characters = Erlaubt sind 1 bis 64 Zeichen
error-use-1-64-visible = Erlaubt sind 1 bis 64 sichtbare Zeichen
error-use-3-25-characters = Erlaubt sind 3 bis 25 Zeichen
error-use-letters-one-alphabet = Verwende in jedem Wort Buchstaben nur eines Alphabets
error-use-only-latin-letters = Verwende nur lateinische Buchstaben (a–z), Ziffern, „_“, „.“ und „-“
error-use-only-visible-characters = Verwende nur sichtbare Zeichen
error-username-looks-too-much = Dieser Benutzername sieht einem anderen zu ähnlich
error-username-taken = Dieser Benutzername ist vergeben
error-wrong-login-password = Falsche Anmeldedaten
page-already-logged = Du bist schon angemeldet
page-back-previous-page = Zurück zur vorigen Seite
page-log-continue = Melde dich an, um fortzufahren
page-start-page = Startseite
page-try-again = Noch einmal versuchen
error-password-too-short = { $count ->
        [one] Mindestens { $count } Zeichen
       *[other] Mindestens { $count } Zeichen
    }
error-too-many-tokens = { $count ->
        [one] Du hast { $count } Token. Widerrufe es zuerst
       *[other] Du hast { $count } Tokens. Widerrufe zuerst einige davon
    }
error-too-many-invitations = { $count ->
        [one] Du hast { $count } Einladung. Widerrufe sie zuerst
       *[other] Du hast { $count } Einladungen. Widerrufe zuerst einige davon
    }
error-too-many-passkeys = { $count ->
        [one] Du hast { $count } Passkey. Entferne ihn zuerst
       *[other] Du hast { $count } Passkeys. Entferne zuerst einen davon
    }
error-too-many-devices = { $count ->
        [one] Du hast { $count } Gerät mit Benachrichtigungen. Entferne es zuerst
       *[other] Du hast { $count } Geräte mit Benachrichtigungen. Entferne zuerst eines davon
    }
error-push-refused = Der Push-Dienst dieses Browsers ist nicht nutzbar
error-too-many-requests-wait = Zu viele Anfragen. Versuche es in { $seconds } s noch einmal.
error-busy-wait = Der Server ist ausgelastet oder teilweise nicht verfügbar. Versuche es in { $seconds } s noch einmal.
error-logged = Bei uns ist etwas schiefgegangen. Bitte versuche es später noch einmal. Der Fehler steht unter der Nummer { $number } im Protokoll.
error-file-empty = Die Datei ist leer.
error-file-long = Die Datei ist länger als { $bytes } Bytes.
error-quota = Deine Anhänge brauchen zu viel Platz. Lösche zuerst einige davon.
error-file-gone = Eine Datei dieser Nachricht ist nicht mehr da. Hänge sie noch einmal an.
error-too-many-files = Eine Nachricht hat bis zu { $count } Anhänge.
error-file-damaged = Die Datei ist beschädigt oder unvollständig.
error-picture-large = Das Bild hat zu viele Pixel.
error-file-complex = Die Datei ist zu komplex.
error-file-metadata = Die Datei hat Metadaten, etwa einen Ort, die sich nicht entfernen lassen.
error-file-not-stored = Die Datei wurde nicht gespeichert. Bitte versuche es noch einmal.

## Accounts

account-1-25-characters = 1 bis 25 Zeichen.
account-3-25-characters-latin = 3 bis 25 Zeichen: lateinische Buchstaben (a–z), Ziffern, „_“, „.“ und „-“.
account-administration = Verwaltung
account-also-revoke-api-tokens = Auch API-Tokens widerrufen
account-api-tokens = API-Tokens
account-appearance = Darstellung
account-change-password = Passwort ändern
account-dark = Dunkel
account-data = Deine Daten
account-delete-account = Konto löschen
account-devices = Geräte
account-download-data = Deine Daten herunterladen
account-from-authenticator-app-recovery = Aus deiner Authenticator-App oder ein Wiederherstellungscode. In den fünf Minuten nach der Nutzung eines Passkeys brauchst du keinen.
account-invite-people = Leute einladen
account-large = Groß
account-light = Hell
account-new-password-logs-out = Ein neues Passwort meldet alle deine anderen Geräte ab.
account-normal = Normal
account-notifications = Benachrichtigungen
account-privacy = Privatsphäre
account-profile = Profil
account-save-profile = Profil speichern
account-security = Sicherheit
account-small = Klein
account-storage = Deine Dateien belegen { $size }. Lade eine Kopie all deiner Chats herunter oder lösche dein Konto.
account-storage-of-quota = Deine Dateien belegen { $size } von { $quota }. Lade eine Kopie all deiner Chats herunter oder lösche dein Konto.
account-system = Wie das System
account-text-size = Textgröße
account-theme-browser = Farbschema dieses Browsers
account-very-large = Sehr groß
account-what-others-see-how = Was andere sehen und wie sie dich finden.
confirm-another-account-uses-address = Ein anderes Konto benutzt diese Adresse inzwischen.
confirm-back-login = Zurück zur Anmeldung
confirm-confirm-address = Diese Adresse bestätigen
confirm-email-address = Deine E-Mail-Adresse
confirm-enter-email-address-which = Gib die E-Mail-Adresse ein, mit der du dich registriert hast. Wir senden noch einen Link dorthin, der sie bestätigt.
confirm-link-doesnt-exist-copy = Diesen Link gibt es nicht. Kopiere den vollständigen Link aus der Mail oder fordere einen neuen an.
confirm-link-has-expired-ask = Dieser Link ist abgelaufen. Fordere einen neuen an.
confirm-link-not-valid-any = Dieser Link gilt nicht mehr: Er wurde schon benutzt, oder es gibt einen neueren.
confirm-question = Ist <strong>{ $address }</strong> deine E-Mail-Adresse und <strong>@{ $username }</strong> dein Konto? Es benutzt diese Adresse von nun an.
confirm-send-link = Link senden
devices-browser-on-system = { $browser } unter { $system }
devices-device = dieses Gerät
devices-devices = Geräte
devices-explained = Wo du angemeldet bist. Melde ab, was du nicht kennst, und <a href="{ $href }">ändere dein Passwort</a>.
devices-log-out-all-other = Alle anderen Geräte abmelden
devices-log-out-one = { $browser } unter { $system } abmelden, zuletzt gesehen { $time }
devices-times = Von { $address }, angemeldet { $logged_in }, zuletzt gesehen { $last_seen }
export-back-account = Zurück zu deinem Konto
export-data = Deine Daten
export-download-data = Deine Daten herunterladen
export-explained = Lade eine Kopie deiner Chats herunter, mit Profil, Einstellungen, Geräten und allem anderen, was zu deinem Konto gehört. Es ist eine ZIP-Datei: Entpacke sie und öffne <strong>index.html</strong>, um sie im Browser zu lesen, auch ohne Verbindung. Programme lesen <strong>data.json</strong>.
export-keep-safe-contains-everything = Verwahre sie sicher: Sie enthält alles, was du und andere in deinen Chats geschrieben haben.
invitations-days = { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
invitations-for-address = für { $address }
invitations-give-link-person-invite = Gib diesen Link der Person, die du einlädst. Er wird nur jetzt gezeigt.
invitations-have-none = Du hast keine.
invitations-invitation = Deine Einladung
invitations-invitations = Deine Einladungen
invitations-invite-people = Leute einladen
invitations-leave-empty-anyone-who = Lass das leer für alle, die den Link haben.
invitations-link-invitation = Link der Einladung
invitations-make-invitation = Einladung erstellen
invitations-number-people = Anzahl der Personen
invitations-only-email-address = Nur für diese E-Mail-Adresse
invitations-revoke = Widerrufen
invitations-revoke-one = Die bis { $time } gültige Einladung widerrufen
invitations-used = { $used } von { $accounts } benutzt
invitations-valid = Gültig für
invitations-valid-until = Gültig bis { $time }
invitations-was-valid-until = Nicht mehr gültig. Sie galt bis { $time }
invitations-whoever-signs-up-invitation = Wer sich mit deiner Einladung registriert, bekommt einen Chat mit dir.
leaving-account-deleted = Dein Konto ist gelöscht
leaving-delete-account = Dein Konto löschen?
leaving-delete-for-everyone = Für alle löschen
leaving-keep-for-others = Für andere behalten
leaving-delete-account-2 = Konto löschen
leaving-from-authenticator-app-recovery = Aus deiner Authenticator-App oder ein Wiederherstellungscode.
leaving-keep-account = Konto behalten
leaving-logged-out-everywhere-nothing = Du bist überall abgemeldet, und von deinem Profil ist hier nichts mehr übrig. Nachrichten sind nur übrig, wenn du sie denen gelassen hast, mit denen du geschrieben hast.
leaving-messages-wrote = Nachrichten, die du geschrieben hast
leaving-only-administrator = <strong>Du bist der einzige Administrator.</strong> Niemand kann danach diesen Server auf seinen Seiten verwalten, bis der Betreiber jemand anderen ernennt.
leaving-people-wrote-keep-their = Die Menschen, mit denen du geschrieben hast, behalten ihre Chats; du erscheinst darin als „Gelöschtes Konto“.
leaving-profile-email-address-password = Dein Profil, E-Mail-Adresse, Passwort, zweite Faktoren, Geräte, API-Tokens und Einladungen werden sofort gelöscht, und du wirst überall abgemeldet. Dein Benutzername wird für andere frei. Das lässt sich nicht rückgängig machen.
leaving-start-page = Startseite
login-email-address-username = E-Mail-Adresse oder Benutzername
login-forgot-password = Passwort vergessen?
login-no-account-yet = Noch kein Konto?
login-send-link-again = Link noch einmal senden
logout-back-my-chats = Zurück zu meinen Chats
logout-logs-out-browser-chats = Das meldet diesen Browser ab. Deine Chats bleiben.
notifications-all-devices = Alle Geräte
notifications-browser = Dieser Browser
notifications-choose-one = Wähle eine
notifications-device-added = Seit { $added }
notifications-device-used = Seit { $added }, zuletzt benachrichtigt { $used }
notifications-devices-told-messages = Geräte, die von Nachrichten erfahren
notifications-from = Von
notifications-have-quiet-hours-each = Jeden Tag Ruhezeiten haben
notifications-mail-about-messages-missed = Mail über verpasste Nachrichten
notifications-no-device-gets-notifications = Noch kein Gerät bekommt Benachrichtigungen.
notifications-none = Keine
notifications-nothing-sent-then-mails = Dann wird dir nichts gesendet. Mails warten, bis die Zeit vorbei ist.
notifications-notifications = Benachrichtigungen
notifications-one-mail-time-none = Immer nur eine Mail, und keine über stummgeschaltete Chats.
notifications-quiet-hours = Ruhezeiten
notifications-remove = Entfernen
notifications-remove-device = { $device } entfernen
notifications-save-settings = Einstellungen speichern
notifications-send-test = Test senden
notifications-server-sends-no-mail = Dieser Server verschickt keine Mails.
notifications-servers-key-has-changed = Der Schlüssel des Servers hat sich geändert. Öffne Simple Chats auf dem Gerät, um seine Benachrichtigungen wieder einzuschalten.
notifications-show-mail-what-messages = In der Mail zeigen, was in den Nachrichten steht
notifications-show-what-messages-say = Zeigen, was in den Nachrichten steht
notifications-sound = Ton
notifications-test-device = Test an { $device } senden
notifications-these-devices-told-messages = Diese Geräte erfahren von Nachrichten, während keine deiner Seiten offen ist. Sie bekommen den Namen des Absenders und den Anfang des Textes, für sie verschlüsselt.
notifications-time-zone = Zeitzone
notifications-to = Bis
notifications-turn-device = Auf diesem Gerät einschalten
notifications-when-message-unread-8 = Wenn eine Nachricht 8 Stunden ungelesen ist
notifications-when-message-unread-day = Wenn eine Nachricht einen Tag ungelesen ist
notifications-when-message-unread-hour = Wenn eine Nachricht eine Stunde ungelesen ist
privacy-blocked-people = Blockierte Personen
privacy-everyone = Alle
privacy-everyone-any-part-name = Alle, mit einem beliebigen Teil deines Namens
privacy-have-blocked-nobody-block = Du hast niemanden blockiert. Zum Blockieren gibt es das Menü eures Chats.
privacy-i-am-typing = Dass ich schreibe
privacy-more = Mehr
privacy-only-people-who-know = Nur wer deinen Benutzernamen oder deine E-Mail-Adresse genau kennt
privacy-privacy = Privatsphäre
privacy-save-settings = Einstellungen speichern
privacy-they-cant-write-dont = Sie können dir nicht schreiben und sehen nicht, wann du online bist. Dass sie blockiert sind, erfahren sie nicht.
privacy-unblock-person = { $name } freigeben
privacy-what-dont-show-dont = Was du nicht zeigst, siehst du auch von anderen nicht.
privacy-what-others-see = Was andere von dir sehen
privacy-when-i-am-online = Wann ich online bin und zuletzt da war
privacy-which-messages-i-have = Welche Nachrichten ich gelesen habe
privacy-who-finds = Wer dich findet
privacy-who-may-write = Wer dir schreiben darf
privacy-write-invited = Wer einen Chat mit dir hat. Nachrichten von Fremden warten als <a href="{ $href }">Anfragen</a>
register-1-25-characters-what = 1 bis 25 Zeichen. Das sehen andere.
register-3-25-characters-latin = 3 bis 25 Zeichen: lateinische Buchstaben (a–z), Ziffern, „_“, „.“ und „-“. Andere können dich damit finden.
register-already-have-account = Schon ein Konto?
register-invited-by = <strong>{ $name }</strong> lädt dich zum Chatten ein.
register-logging-resetting-password-nobody = Für die Anmeldung und zum Zurücksetzen deines Passworts. Sonst sieht sie niemand.
reset-back-login = Zurück zur Anmeldung
reset-choose-new-password-then = Wähle ein neues Passwort. Damit meldest du dich danach auf jedem deiner Geräte wieder an.
reset-enter-email-address-account = Gib die E-Mail-Adresse deines Kontos ein. Wir senden dorthin einen Link für ein neues Passwort.
reset-link-doesnt-exist-copy = Diesen Link gibt es nicht. Kopiere den vollständigen Link aus der Mail oder fordere einen neuen an.
reset-link-has-already-been = Dieser Link wurde schon benutzt. Fordere bei Bedarf einen neuen an.
reset-link-has-expired-request = Dieser Link ist abgelaufen. Fordere einen neuen an.
reset-request-link = Link anfordern
reset-request-new-link = Neuen Link anfordern
reset-save-password = Passwort speichern
reset-send-link = Link senden
reset-server-sends-no-mail = Dieser Server verschickt keine Mails. Sein Administrator kann dir ein neues Passwort geben oder den Link weiterleiten, den du hier anforderst: Der Server legt ihn in eine Datei.
security-add-passkey = Passkey hinzufügen
security-adding-passkey-needs-javascript = Das Hinzufügen eines Passkeys braucht JavaScript.
security-besides-password-logging-will = Neben deinem Passwort braucht die Anmeldung dann einen Passkey oder einen Wiederherstellungscode.
security-codes-left = { $count ->
        [one] Du hast noch { $count } Wiederherstellungscode. Neue ersetzen ihn.
       *[other] Du hast noch { $count } Wiederherstellungscodes. Neue ersetzen sie.
    }
security-each-them-logs-once = Jeder davon meldet dich einmal an, nach deinem Passwort, wenn du dein Handy oder deinen Passkey nicht hast. Verwahre sie anderswo: Sie werden nur jetzt gezeigt.
security-enter-six-digits-app = Gib die sechs Ziffern ein, die die App zeigt.
security-from-app-recovery-code = Aus der App oder ein Wiederherstellungscode.
security-from-authenticator-app-recovery = Aus deiner Authenticator-App oder ein Wiederherstellungscode. In den fünf Minuten nach der Nutzung eines Passkeys brauchst du keinen.
security-key-authenticator-app = Schlüssel für die Authenticator-App
security-logs-others-out = Das Einrichten meldet alle deine anderen Geräte ab.
security-make-new-codes = Neue Codes erstellen
security-name-new-passkey = Name des neuen Passkeys
security-new-recovery-codes = Neue Wiederherstellungscodes
security-on-since = Ein seit { $time }: Neben deinem Passwort braucht die Anmeldung einen Code aus deiner Authenticator-App.
security-passkey = Passkey
security-passkey-added = Hinzugefügt { $added }
security-passkey-phone-computer-security = Ein Passkey auf deinem Handy, deinem Computer oder einem Sicherheitsschlüssel meldet dich ohne Passwort oder Code an. Sobald du einen hast, genügt dein Passwort allein nicht mehr.
security-passkey-used = Hinzugefügt { $added }, zuletzt benutzt { $used }
security-passkeys = Passkeys
security-password-alone-will-enough = Dein Passwort allein genügt dann für die Anmeldung.
security-recovery-codes = Deine Wiederherstellungscodes
security-remove = Entfernen
security-remove-passkey = Passkey entfernen
security-scan = Scanne diesen Code mit der App, öffne <a href="{ $href }">diesen Link</a> auf deinem Handy oder tippe den Schlüssel ein.
security-six-digits-from-app = Sechs Ziffern aus der App.
security-such-phone-blue-key = Etwa „Handy“ oder „blauer Schlüssel“.
security-turn-off = Ausschalten
security-turn-off-two-step = Zwei-Schritt-Anmeldung ausschalten
security-turn-two-step-verification = Zwei-Schritt-Anmeldung einschalten
security-two-step-verification = Zwei-Schritt-Anmeldung
security-use-passkey = Passkey nutzen
security-use-passkey-now-five = Nutze jetzt einen Passkey, und fünf Minuten lang fragen die Formulare dieser Seite weder nach Passwort noch nach Code.
security-why-authenticator = Mit einer Authenticator-App auf deinem Handy meldet sich niemand mit deinem Passwort allein an.
tokens-api-tokens = API-Tokens
tokens-copy-now-keep-like = Kopiere es jetzt und verwahre es wie ein Passwort. Es wird nur dieses eine Mal gezeigt.
tokens-expired = abgelaufen { $time }
tokens-have-none = Du hast keine.
tokens-last-used = zuletzt benutzt { $time }
tokens-made = Erstellt { $time }
tokens-make-token = Token erstellen
tokens-may = Es darf
tokens-month = 30 Tage
tokens-never-used = nie benutzt
tokens-new-token = Dein neues Token
tokens-only-reads = liest nur
tokens-quarter = 90 Tage
tokens-reads-writes = liest und schreibt
tokens-revoke = Widerrufen
tokens-revoke-one = Das Token { $name } widerrufen
tokens-scope-read = Nur lesen
tokens-scope-write = Lesen und schreiben
tokens-token = Token
tokens-token-program-acts-without = Mit einem Token handelt ein Programm für dich ohne dein Passwort. Es kann dein Passwort und deine Adresse nicht ändern und dein Konto nicht löschen.
tokens-tokens = Deine Tokens
tokens-until-revoked = Bis du es widerrufst
tokens-valid = Gültig für
tokens-valid-until = gültig bis { $time }
tokens-valid-until-revoked = gültig, bis du es widerrufst
tokens-week = 7 Tage
tokens-what-1-64-characters = Wofür es ist. 1 bis 64 Zeichen.
tokens-year = 1 Jahr
unsubscribe-get-mail-when-messages = Du bekommst eine Mail, wenn Nachrichten auf dieser Seite ungelesen bleiben. Möchtest du keine solchen Mails mehr?
unsubscribe-get-no-more-mails = Du bekommst keine Mails über verpasste Nachrichten mehr. Du kannst sie jederzeit wieder einschalten.
unsubscribe-notifications = Benachrichtigungen
unsubscribe-send-no-more-mails = Keine Mails mehr senden
verify-six-digits-from-authenticator = Sechs Ziffern aus deiner Authenticator-App oder einer deiner Wiederherstellungscodes.
verify-start-over = Von vorn beginnen
verify-there-were-too-many = Es gab zu viele falsche Codes. Bitte melde dich noch einmal an.
account-new-password-saved = Dein neues Passwort ist gespeichert
account-nothing-has-changed = Nichts hat sich geändert
account-profile-saved = Dein Profil ist gespeichert
devices-all-other-devices-logged = Alle anderen Geräte sind abgemeldet
devices-device-logged-out = Das Gerät ist abgemeldet
devices-logged-out = Du bist abgemeldet
invitations-invitation-no-longer-valid = Die Einladung ist nicht mehr gültig
invitations-invitations-text = Einladungen
invitations-qr-code-link = QR-Code des Links
leaving-account-deleted-text = Konto gelöscht
login-account-almost-ready-open = Dein Konto ist fast bereit. Öffne den Link, den wir an deine E-Mail-Adresse gesendet haben, und melde dich dann an.
login-account-ready-log-start = Dein Konto ist bereit. Melde dich an, um zu chatten.
login-logged = Du bist angemeldet
login-logged-out = Du bist abgemeldet
notifications-device-gets-no-more = Das Gerät bekommt keine Benachrichtigungen mehr
notifications-device-gets-notifications = Dieses Gerät bekommt Benachrichtigungen
notifications-mails-about-missed-messages = Mails über verpasste Nachrichten
notifications-settings-saved = Deine Einstellungen sind gespeichert
notifications-test-its-way-device = Ein Test ist zum Gerät unterwegs
privacy-settings-saved = Deine Einstellungen sind gespeichert
privacy-user-unblocked = Die Person ist freigegeben
reset-if-address-has-account = Wenn diese Adresse ein Konto hat, ist ein Link unterwegs
reset-link-expired = Link abgelaufen
reset-new-password-saved-log = Dein neues Passwort ist gespeichert. Melde dich damit an.
reset-page-not-found = Seite nicht gefunden
reset-reset-password = Passwort zurücksetzen
reset-server-sends-no-mail-ask = Dieser Server verschickt keine Mails. Bitte den Administrator um den Link
security-confirmed-five-minutes-page = Bestätigt. Fünf Minuten lang fragt diese Seite nach nichts weiter
security-passkey-added-text = Der Passkey ist hinzugefügt
security-passkey-removed = Der Passkey ist entfernt
security-qr-code-authenticator-app = QR-Code für eine Authenticator-App
security-security = Sicherheit
security-two-step-verification-off = Die Zwei-Schritt-Anmeldung ist aus
security-two-step-verification-text = Die Zwei-Schritt-Anmeldung ist ein
security-use-passkey-first-log = Nutze zuerst einen Passkey oder melde dich noch einmal an und richte die App dann innerhalb von fünf Minuten ein
tokens-token-no-longer-valid = Das Token ist nicht mehr gültig
verify-log-continue = Melde dich an, um fortzufahren
verify-two-step-verification = Zwei-Schritt-Anmeldung
notifications-quiet-times = Ruhezeiten beginnen und enden zu einer Zeit von 00:00 bis 23:59
notifications-quiet-empty = Ruhezeiten können nicht enden, wenn sie beginnen
notifications-quiet-zone = Die Zeitzone ist nicht bekannt

## Administration

administration-account-joined = { $address }, dabei seit { $time }
administration-accounts = Konten
administration-accounts-suspended = { $accounts }, davon { $suspended } gesperrt
administration-administration = Verwaltung
administration-is-administrator = Administrator
administration-after-edit = Und nach einer Änderung:
administration-command-line = Die Befehlszeile
administration-delete-account = Dieses Konto löschen?
administration-delete-account-2 = Konto löschen
administration-delete-them-everyone = Für alle löschen
administration-deletion-explained = Profil, E-Mail-Adresse, Passwort, Geräte und Einladungen von <strong><bdi>{ $name }</bdi></strong> (@{ $username }) werden sofort gelöscht. Das lässt sich nicht rückgängig machen.
administration-devices = Geräte
administration-done = Erledigt
administration-end-suspension = Sperre aufheben
administration-invitation-by = von <bdi>{ $name }</bdi>
administration-invitations = Einladungen
administration-joined = Dabei seit
administration-keep-them-people-user = Für die behalten, mit denen die Person geschrieben hat
administration-last-seen = Zuletzt gesehen
administration-mail-given-up = { $count ->
        [one] Von { $made }, { $count } Versuch, aufgegeben { $time }
       *[other] Von { $made }, { $count } Versuche, aufgegeben { $time }
    }
administration-mail-next = { $count ->
        [one] Von { $made }, { $count } Versuch, nächster { $time }
       *[other] Von { $made }, { $count } Versuche, nächster { $time }
    }
administration-mail-server-has-refused = Ein Mailserver hat diese endgültig abgelehnt, oder sie schlugen zu lange fehl. Sie stehen hier 30 Tage.
administration-mails-fail = Mails, die fehlschlagen
administration-mails-given-up = Aufgegebene Mails
administration-member = Mitglied
administration-messages-participants-their-chats = Nachrichten, die Beteiligte ihrer Chats gemeldet haben, die ältesten zuerst. Ist eine erledigt, wird ihr Text hier gelöscht.
administration-messages-user-wrote = Nachrichten, die die Person geschrieben hat
administration-name-username-email-address = Name, Benutzername oder E-Mail-Adresse
administration-next-page = Nächste Seite
administration-no-longer-valid-was = Nicht mehr gültig. Sie galt bis
administration-no-one-found = Niemand gefunden
administration-no-text = Anhänge ohne Text
administration-none = Keine.
administration-not-known = Nicht bekannt
administration-nothing-yet = Noch nichts.
administration-record = Verlauf
administration-registration = Registrierung
administration-report-done = Meldung von { $reporter } über { $reported } erledigen
administration-reported-by = Gemeldet von { $name } am { $time }:
administration-reported-by-username = Gemeldet von { $name } (@{ $username }) am { $time }:
administration-reports = Meldungen
administration-revoke = Widerrufen
administration-revoke-invitation-by = Die bis { $time } gültige Einladung von { $name } widerrufen
administration-role = Rolle
administration-running-instances = Laufende Instanzen
administration-send-reset-link = Link zum Zurücksetzen senden
administration-server = Server
administration-size-database = Größe der Datenbank
administration-storage-used = { $count ->
        [one] { $count } Nachricht, { $size }
       *[other] { $count } Nachrichten, { $size }
    }
administration-suspend = Sperren
administration-suspend-account = Dieses Konto sperren?
administration-suspend-account-2 = Konto sperren
administration-is-suspended = gesperrt
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) wird sofort überall abgemeldet und kann sich nicht anmelden, bis du die Sperre aufhebst. Chats bleiben, wie sie sind.
administration-there-none = Es gibt keine.
administration-these-tried-again-about = Diese werden etwa einen Tag lang erneut versucht.
administration-user-number = Nummer { $number }
administration-valid-until = Gültig bis
administration-version = Version
administration-what-administrators-command-line = Was Administratoren und die Befehlszeile mit Konten gemacht haben.
administration-wrote-on = schrieb am { $time }
administration-account-can-used-again = Das Konto kann wieder benutzt werden
administration-account-deleted = Das Konto ist gelöscht
administration-account-suspended = Das Konto ist gesperrt
audit-something = hat etwas getan mit
audit-resumed = hat die Sperre aufgehoben von
administration-everyone-may-invite = Alle dürfen einladen
administration-everyone-may-sign-up = Alle dürfen sich registrieren
administration-invitation-no-longer-valid = Die Einladung ist nicht mehr gültig
administration-invitation-only = Nur mit Einladung
administration-link-reset-password-its = Ein Link zum Zurücksetzen des Passworts ist unterwegs
audit-promoted = hat zum Administrator gemacht:
audit-report-done = hat eine Meldung erledigt, über eine Nachricht von
administration-nobody-may-sign-up = Niemand darf sich registrieren
administration-only-administrators-may-invite = Nur Administratoren dürfen einladen
audit-second-factor-removed = hat den zweiten Faktor entfernt von
audit-revoked = hat eine Einladung widerrufen von
audit-reset-link = hat einen Link zum Zurücksetzen gesendet an
audit-password = hat das Passwort gesetzt von
audit-demoted = hat die Administratorrechte entzogen:
audit-added = hat hinzugefügt:
audit-suspended = gesperrt
audit-deleted = hat gelöscht:
administration-administrator = Administrator
administration-suspended = Gesperrt
administration-storage = Speicher

## Mails and notifications

push-new-message = Neue Nachricht
push-test = Auf diesem Gerät kommen Benachrichtigungen an.
mail-confirmation-subject = Bestätige deine E-Mail-Adresse - Simple Chats
mail-confirmation =
    Hallo,

    jemand, sehr wahrscheinlich du, möchte diese E-Mail-Adresse für das Konto { $username } auf Simple Chats benutzen. Öffne zur Bestätigung diese Seite und drücke dort den Knopf:

    { $link }

    Der Link funktioniert einmal, innerhalb von { $duration }. Wenn du nicht darum gebeten hast, beachte diese Mail nicht: Es ändert sich nichts.
mail-taken-subject = Deine E-Mail-Adresse wird schon benutzt - Simple Chats
mail-taken =
    Hallo { $name },

    jemand möchte diese E-Mail-Adresse für ein anderes Konto auf Simple Chats benutzen. Sie gehört zu deinem Konto; es hat sich also nichts geändert, und es gibt nichts zu tun.

    Falls du das warst: Eine Adresse kann nur zu einem Konto gehören. Ändere zuerst die Adresse dieses Kontos oder lösche dieses Konto.
mail-reset-subject = Setze dein Passwort zurück - Simple Chats
mail-reset =
    Hallo { $name },

    jemand, sehr wahrscheinlich du, hat um ein neues Passwort für dein Konto auf Simple Chats gebeten. Öffne diese Seite, um eines zu wählen:

    { $link }

    Wenn du die REST-API benutzt, ist das dein Token zum Zurücksetzen:

    "{ $token }"

    Link und Token funktionieren einmal, innerhalb von { $duration }. Wenn du nicht darum gebeten hast, beachte diese Mail nicht: Dein Passwort bleibt, wie es ist.
mail-missed-subject = Du hast ungelesene Nachrichten - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } Nachricht
       *[other] { $name }: { $count } Nachrichten
    }
mail-missed-more = { $count ->
        [one] und ein weiterer Chat
       *[other] und { $count } weitere Chats
    }
mail-missed =
    Hallo { $name },

    auf Simple Chats warten Nachrichten auf dich:

    { $list }
    Lies sie hier:

    { $chats }

    Wann du solche Mails bekommst und was darin steht, bestimmst du:

    { $settings }

    Wenn du keine mehr möchtest, öffne diesen Link und bestätige:

    { $unsubscribe }
mail-photo = Foto
mail-webhook-subject = Dein Webhook wurde angehalten - Simple Chats
mail-webhook =
    Hallo { $name },

    dein Webhook { $number } erfährt nicht mehr, was in deinen Chats auf Simple Chats geschieht: Ein Ereignis konnte 24 Stunden lang nicht zugestellt werden, oder mehr als 100.000 warteten. Er ist angehalten, und was für ihn wartete, ist verworfen:

    { "  " }{ $host }

    Was bei jedem Versuch zurückkam, ist hier für den Besitzer aufgelistet:

    { $deliveries }

    Sobald sein Server wieder antwortet, lass ihn weitermachen, indem du { "{" }"paused": false{ "}" } mit PATCH sendest an:

    { $webhook }
mail-notice =
    Hallo { $name },

    { $what }

    Wann: { $time }
    Von: { $address }, { $browser }

    Wenn du das warst, gibt es nichts zu tun.

    { $advice }

    { $link }
mail-notice-by-operator =
    Hallo { $name },

    { $what }

    Wann: { $time }
    Durch: den Betreiber dieses Servers

    Wenn du darum gebeten hast, gibt es nichts zu tun.

    { $advice }

    { $link }
mail-new-browser-subject = Neue Anmeldung - Simple Chats
mail-new-browser = Jemand, sehr wahrscheinlich du, hat sich bei deinem Konto auf Simple Chats mit einem Browser angemeldet, der dafür noch nie benutzt wurde.
mail-new-browser-advice = Wenn du das nicht warst, kennt jemand dein Passwort. Ändere es und melde die Geräte ab, die du nicht kennst:
mail-password-changed-subject = Dein Passwort wurde geändert - Simple Chats
mail-password-changed = Das Passwort deines Kontos auf Simple Chats wurde geändert.
mail-password-changed-advice = Wenn du das nicht warst, wähle sofort ein neues Passwort:
mail-address-changed-subject = Deine E-Mail-Adresse wurde geändert - Simple Chats
mail-address-changed = Dein Konto auf Simple Chats hat eine neue E-Mail-Adresse. Diese hier gehört nicht mehr dazu und taugt nicht mehr zum Anmelden oder für ein neues Passwort.
mail-address-changed-advice = Wenn du das nicht warst, melde dich mit deinem Benutzernamen an, ändere dein Passwort und dann deine Adresse. Wenn das nicht geht, bitte die Betreiber dieses Servers um Hilfe:
mail-factor-added-subject = Ein zweiter Faktor wurde hinzugefügt - Simple Chats
mail-factor-added =
    Zu deinem Konto auf Simple Chats wurde ein zweiter Faktor hinzugefügt:

    { "  " }{ $name }
mail-factor-removed-subject = Ein zweiter Faktor wurde entfernt - Simple Chats
mail-factor-removed =
    Von deinem Konto auf Simple Chats wurde ein zweiter Faktor entfernt:

    { "  " }{ $name }
mail-factor-advice = Wenn du das nicht warst, benutzt jemand dein Konto. Ändere dein Passwort, melde alle anderen Geräte ab und sieh dir deine zweiten Faktoren an:
mail-token-made-subject = Ein API-Token wurde erstellt - Simple Chats
mail-token-made =
    Ein API-Token wurde erstellt, mit dem ein Programm dein Konto auf Simple Chats benutzen kann:

    { "  " }{ $name }
mail-token-made-advice = Wenn du das nicht warst, benutzt jemand dein Konto. Widerrufe das Token und ändere dein Passwort:
mail-recovery-code-subject = Ein Wiederherstellungscode wurde benutzt - Simple Chats
mail-recovery-code = Statt des zweiten Faktors deines Kontos auf Simple Chats wurde ein Wiederherstellungscode benutzt. Er funktioniert nicht noch einmal.
mail-recovery-code-advice = Wenn du das nicht warst, kennt jemand dein Passwort und deine Wiederherstellungscodes. Ändere dein Passwort, melde alle anderen Geräte ab und erstelle neue Wiederherstellungscodes:
mail-operator-factor-advice = Wenn du nicht darum gebeten hast, frag die Betreiber dieses Servers nach dem Grund und richte wieder einen zweiten Faktor ein:
mail-operator-advice = Wenn du nicht darum gebeten hast, frag die Betreiber dieses Servers nach dem Grund. Hier kannst du ein neues Passwort wählen:

## Scripts

script-attached = Dateien der nächsten Nachricht
script-attached-file = { $name }, { $place } von { $count }
script-attached-file-of-several = { $name }, { $place } von { $count }. Die Pfeiltasten verschieben sie.
script-by-http = Dieses Netz blockiert Live-Verbindungen. Neue Nachrichten erscheinen alle paar Sekunden.
script-cancel-editing = Bearbeiten abbrechen
script-characters-left = { $count ->
        [one] Noch { $number } Zeichen
       *[other] Noch { $number } Zeichen
    }
script-characters-too-many = { $count ->
        [one] { $number } Zeichen zu viel
       *[other] { $number } Zeichen zu viel
    }
script-chat-deleted = Dieser Chat wurde für euch beide gelöscht.
script-clear-consequence = Alle bisherigen Nachrichten verschwinden für dich. { $name } behält sie.
script-clear-for-me = Für mich leeren …
script-connecting = Verbinden …
script-copy = Kopieren
script-copy-code = Code kopieren
script-delete-chat = Chat löschen …
script-delete-consequence = Sie wird für euch beide gelöscht.
script-delete-question = Diese Nachricht löschen?
script-delete-several = { $count ->
        [one] { $count } Nachricht löschen?
       *[other] { $count } Nachrichten löschen?
    }
script-delete-several-consequence = Sie werden für euch beide gelöscht.
script-disappears-in = Verschwindet in { $left }
script-discard = Verwerfen
script-download = Herunterladen
script-draft = <span class="row-draft">Entwurf: </span><bdi>{ $text }</bdi>
script-edit = Bearbeiten
script-edit-not-saved = Deine Änderung wurde nicht gespeichert. { $reason }
script-editing = Du bearbeitest deine Nachricht
script-emoji = Emoji
script-emoji-found = Gefunden
script-emoji-groups = Gruppen
script-emoji-not-loaded = Die Emoji konnten nicht geladen werden.
script-emoji-recent = Zuletzt benutzt
script-error-bad-request = Der Server nimmt diesen Text nicht an.
script-error-conflict = Eine andere Nachricht wurde mit derselben Kennung gesendet. Bitte kopiere den Text und sende ihn noch einmal.
script-error-internal = Auf dem Server ist etwas schiefgegangen.
script-error-no-response = Der Server hat nicht geantwortet.
script-error-not-found = Den Chat oder die Nachricht gibt es nicht mehr.
script-error-offline = Es besteht keine Verbindung.
script-error-quota-exceeded = Deine Dateien belegen allen Platz, den du auf diesem Server hast.
script-error-unavailable = Der Server ist ausgelastet.
script-file-empty = Diese Datei ist leer.
script-file-not-found = Diese Datei ist nicht mehr da.
script-file-too-long = Diese Datei ist zu groß.
script-file-unusable = Dieses Bild ist nicht nutzbar.
script-find-chat = Chat finden
script-find-emoji = Emoji finden
script-forward = Weiterleiten
script-forward-menu = Weiterleiten …
script-forward-to = Weiterleiten an
script-forwarded-to = Weitergeleitet an { $names }
script-hide-password = Passwort verbergen
script-info = Info
script-info-edited = Bearbeitet
script-info-sent = Gesendet
script-info-state = Zustand
script-is-typing = schreibt …
script-last-seen-just-now = gerade eben online
script-last-seen-minute = vor einer Minute online
script-last-seen-on = zuletzt online am { $day }
script-last-seen-minutes = { $count ->
        [one] vor { $count } Minute online
       *[other] vor { $count } Minuten online
    }
script-last-seen-today = zuletzt online heute um { $time }
script-last-seen-yesterday = zuletzt online gestern um { $time }
script-loading = Laden …
script-menu-of = Menü von „{ $text }“
script-menu-of-chat = Menü des Chats mit { $name }
script-message-by = { $name }: { $text }
script-mute = Stummschalten …
script-mute-8-hours = 8 Stunden
script-mute-forever = Für immer
script-mute-hour = 1 Stunde
script-mute-week = 1 Woche
script-new-message-from = Neue Nachricht von { $name }
script-new-messages-from = { $count ->
        [one] { $count } neue Nachricht von { $name }
       *[other] { $count } neue Nachrichten von { $name }
    }
script-next-picture = Nächstes Bild
script-no-chat-found = Kein Chat gefunden
script-no-connection = Keine Verbindung.
script-no-emoji = Kein Emoji gefunden
script-no-passkey = Es wurde kein Passkey benutzt
script-not-now = Nicht jetzt
script-not-sent = Nicht gesendet
script-notifications-denied = Dieser Browser blockiert Benachrichtigungen dieser Seite. Du kannst sie in seinen Einstellungen erlauben.
script-notifications-off = Dieser Browser zeigt keine Benachrichtigungen.
script-notifications-offer = Neue Nachrichten auf dem Desktop anzeigen?
script-notifications-on = Dieser Browser zeigt eine Benachrichtigung, wenn eine Nachricht ankommt, während keine Seite von Simple chats sichtbar ist.
script-opens-with-connection = Es besteht keine Verbindung. Dieser Chat öffnet sich, sobald sie wieder da ist.
script-other-reaction = Mit einem anderen Emoji reagieren
script-out-of-date = Diese Seite ist veraltet. Bitte lade sie neu.
script-passkey-failed = Das hat nicht geklappt. Bitte versuche es noch einmal.
script-people = Personen
script-picture-of = { $name } ({ $place } von { $count })
script-pictures = Bilder
script-previous-picture = Voriges Bild
script-react-with = Mit { $emoji } reagieren
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Neuer Verbindungsversuch in { $count } s …
       *[other] Neuer Verbindungsversuch in { $count } s …
    }
script-record-voice = Sprachnachricht aufnehmen
script-recorder-denied = Der Zugriff auf das Mikrofon ist für diese Seite blockiert. Du kannst ihn in den Einstellungen des Browsers erlauben.
script-recorder-failed = Das Mikrofon war nicht nutzbar. Vielleicht benutzt es ein anderes Programm.
script-recorder-insecure = Browser erlauben Sprachnachrichten nur auf Seiten mit HTTPS.
script-recorder-listen = Anhören
script-recorder-no-microphone = Es wurde kein Mikrofon gefunden.
script-recorder-pause = Aufnahme anhalten
script-recorder-resume = Aufnahme fortsetzen
script-recorder-send = Sprachnachricht senden
script-recorder-started = Aufnahme
script-recorder-stop-listening = Anhören beenden
script-recorder-unsupported = Dieser Browser kann keine Sprachnachrichten aufnehmen.
script-reload = Neu laden
script-remove-file = { $name } entfernen
script-report = Melden …
script-retry = Noch einmal versuchen
script-search-messages-for = Nachrichten nach „{ $text }“ durchsuchen
script-select = Auswählen
script-select-message = „{ $text }“ auswählen
script-selected = { $count ->
        [one] { $count } ausgewählt
       *[other] { $count } ausgewählt
    }
script-selection = Ausgewählte Nachrichten
script-sending = wird gesendet
script-shortcut-cancel = Abbrechen; zurück zum Schreiben
script-shortcut-edit = Deine letzte Nachricht bearbeiten, in einem leeren Feld
script-shortcut-help = Diese Hilfe
script-shortcut-messages = Zu den Nachrichten; dann ↑ und ↓, und Enter für das Menü
script-shortcut-new-line = Neue Zeile
script-shortcut-other-chat = Voriger und nächster Chat
script-shortcut-search-messages = In Nachrichten suchen
script-shortcuts = Tastenkürzel
script-show-more = Mehr zeigen
script-show-password = Passwort zeigen
script-skin-tone = Hautton
script-skin-tone-dark = Dunkler Hautton
script-skin-tone-light = Heller Hautton
script-skin-tone-medium = Mittlerer Hautton
script-skin-tone-medium-dark = Mitteldunkler Hautton
script-skin-tone-medium-light = Mittelheller Hautton
script-skin-tone-none = Ohne Hautton
script-sound-off = Dieser Browser spielt keine Töne.
script-sound-on = Dieser Browser spielt einen Ton, wenn eine Nachricht ankommt, die du nicht gerade liest.
script-start-again = Von vorn beginnen
script-to-newest = Zur neuesten Nachricht
script-to-newest-with-count = { $count ->
        [one] Zur neuesten Nachricht, { $count } neu
       *[other] Zur neuesten Nachricht, { $count } neu
    }
script-today = Heute
script-too-many-files = { $count ->
        [one] Eine Nachricht kann { $count } Datei haben.
       *[other] Eine Nachricht kann { $count } Dateien haben.
    }
script-too-many-windows = Simple chats ist in zu vielen Fenstern offen. Bitte schließe einige davon.
script-turn-off = Ausschalten
script-turn-on = Einschalten
script-voice-failed = Nicht abspielbar
script-voice-lasting = Sprachnachricht, { $duration }
script-voice-pause = Pause
script-voice-play = Abspielen
script-voice-position = Position
script-voice-position-of = { $position } von { $duration }
script-voice-speed = Geschwindigkeit
script-voice-speed-of = Geschwindigkeit { $speed }×
script-waiting = wartet auf die Verbindung
script-yesterday = Gestern
