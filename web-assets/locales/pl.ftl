### Simple Chats in Polish.

## Words that many pages share

common-accept = Zaakceptuj
common-account = Konto
common-back = Wstecz
common-block = Zablokuj
common-cancel = Anuluj
common-close = Zamknij
common-code = Kod
common-current-password = Obecne hasło
common-delete = Usuń
common-email = Adres e-mail
common-log-in = Zaloguj się
common-log-out = Wyloguj się
common-message = Wiadomość
common-my-chats = Moje czaty
common-name = Imię
common-new-password = Nowe hasło
common-online = online
common-password = Hasło
common-repeat-new-password = Powtórz nowe hasło
common-repeat-password = Powtórz hasło
common-save = Zapisz
common-search = Szukaj
common-sign-up = Zarejestruj się
common-unblock = Odblokuj
common-username = Nazwa użytkownika
common-you = Ty

## The application and its languages

manifest-short-name = Czaty
manifest-description = Czaty we dwoje na własnym serwerze.
manifest-find-people = Znajdź ludzi
manifest-archived-chats = Zarchiwizowane czaty
language-saved = Twój język jest zapisany
language-unknown = Wybierz jeden z języków
language-title = Język
language-hint = Język stron, maili i powiadomień.
language-of-browser = Taki, o jaki prosi przeglądarka
language-back = Wróć do konta

## Chats

chat-attach-files = Dołącz pliki
chat-back-my-chats = Wróć do moich czatów
chat-blocked = { $name } jest na liście zablokowanych. Odblokuj, aby pisać.
chat-cannot-write-deleted-user = Nie możesz pisać do usuniętego użytkownika.
chat-check-new-messages = Sprawdź nowe wiadomości
chat-delete-chat = Usuń czat
chat-deletion-alone = Możesz też wyczyścić go tylko dla siebie: { $name } zachowa wszystkie wiadomości.
chat-deletion-clear-me = Wyczyść dla mnie
chat-deletion-delete-both = Usuń dla obojga
chat-deletion-delete-chat = Usunąć ten czat?
chat-deletion-explained = Wszystkie wiadomości między tobą a <strong>{ $name }</strong> zostaną usunięte dla was obojga. Tego nie można cofnąć.
chat-deletion-keep-chat = Zachowaj czat
chat-dont-reply = Nie odpowiadaj
chat-empty = Nie ma jeszcze wiadomości. Napisz pierwszą: { $name }.
chat-files-too = { $count ->
        [one] Zostanie wysłany też { $count } twój plik.
        [few] Zostaną wysłane też { $count } twoje pliki.
        [many] Zostanie wysłanych też { $count } twoich plików.
       *[other] Zostanie wysłanych też { $count } twoich plików.
    }
chat-message-to = Wiadomość do: { $name }
chat-messages = Wiadomości
chat-more = Więcej
chat-newer-messages = Nowsze wiadomości
chat-newest-messages = Najnowsze wiadomości
chat-nothing-here = Nie ma tu wiadomości.
chat-older-messages = Starsze wiadomości
chat-pin-mute-archive = Przypnij, wycisz, archiwizuj…
chat-request-explained = { $name } chce do ciebie pisać i nie widzi, czy to przeczytasz. Odpowiedź też akceptuje prośbę.
chat-search-chat = Szukaj w tym czacie
chat-send = Wyślij
chat-skip-chats = Przejdź do czatów
chat-skip-messages = Przejdź do wiadomości
chat-skip-writing = Przejdź do pisania
chats-all-chats = Wszystkie czaty
chats-all-chats-archived = Wszystkie twoje czaty są zarchiwizowane.
chats-archived-chats = Zarchiwizowane czaty
chats-archived-count = Archiwum ({ $count })
chats-chat = Czat
chats-chats = Czaty
chats-choose-chat-from-list = Wybierz czat z listy albo zacznij nowy.
chats-conversations-will-appear-here = Tu pojawią się twoje rozmowy.
chats-find-people = Znajdź ludzi
chats-first-page = Pierwsza strona
chats-hit-own = Ty:
chats-marked-unread = oznaczony jako nieprzeczytany
chats-muted = wyciszony
chats-next-page = Następna strona
chats-no-chats-yet-find = Nie ma jeszcze czatów. Znajdź kogoś, do kogo napiszesz.
chats-no-messages-yet = Nie ma jeszcze wiadomości
chats-pages = Strony
chats-pinned = przypięty
chats-previous-page = Poprzednia strona
chats-requests = Prośby
chats-row-own = Ty: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> reaguje { $emoji } na: <bdi>{ $text }</bdi>
chats-row-you-reacted = Twoja reakcja { $emoji } na: <bdi>{ $text }</bdi>
chats-start-chat = Zacznij czat
chats-there-no-archived-chats = Nie ma zarchiwizowanych czatów.
chats-there-no-more-chats = Nie ma więcej czatów.
chats-unread = { $count ->
        [one] { $count } nieprzeczytana
        [few] { $count } nieprzeczytane
        [many] { $count } nieprzeczytanych
       *[other] { $count } nieprzeczytanych
    }
clear-clear-chat = Wyczyścić ten czat dla ciebie?
clear-clear-me = Wyczyść dla mnie
clear-explained = Wszystkie dotychczasowe wiadomości znikną dla ciebie. <strong>{ $name }</strong> je zachowa. Tego nie można cofnąć.
clear-keep-messages = Zachowaj wiadomości
companion-back-chat = Wróć do czatu
companion-delete-chat = Usuń czat
companion-go = Idź
companion-go-day = Przejdź do dnia
companion-joined = Na pokładzie od { $time }
companion-lifetime = Znikające wiadomości: { $lifetime }
companion-lifetime-off = Znikające wiadomości: wyłączone
lifetime-back-chat = Wróć do czatu
lifetime-current = Nowe wiadomości znikają dla was obojga po czasie: { $lifetime }.
lifetime-days = dni
lifetime-decline = Odrzuć
lifetime-hint = Krótszy czas i „Wyłączone” działają od razu. Na wszystko inne { $name } musi się zgodzić. Obecne wiadomości zachowują swój czas.
lifetime-hours = godziny
lifetime-minutes = minuty
lifetime-new-messages-disappear-after = Nowe wiadomości znikają po
lifetime-none = Nowe wiadomości zostają, aż ktoś z was je usunie.
lifetime-number = Liczba
lifetime-other = Inny
lifetime-own-proposal = Twoja propozycja: { $lifetime }. { $name } musi się zgodzić.
lifetime-proposal-of-other = { $name } proponuje, by nowe wiadomości znikały po czasie: { $lifetime }.
lifetime-unit = Jednostka
lifetime-withdraw = Wycofaj
message-another-emoji = Inne emoji
message-delete-message-both = Usuń wiadomość dla was obojga
message-deleted-message = Usunięta wiadomość
message-disappears-at = Znika { $time }
message-disappears-on = Znika { $time }
message-edit-delete = Edytuj lub usuń
message-edited = edytowano
message-more = Więcej
message-new-messages = Nowe wiadomości
message-one-emoji = Oczekiwano jednego emoji
message-react = Zareaguj
message-reactions = Reakcje
message-remove-emoji = { $emoji }, usuń
message-remove-reaction = Usuń swoją reakcję { $emoji }
message-reply = Odpowiedz
message-report = Zgłoś
message-seen = przeczytano
message-sent = wysłano
people-back-my-chats = Wróć do moich czatów
people-chat = Czat
people-enter-part-name-username = Wpisz część imienia lub nazwy użytkownika albo cały adres e-mail. Przy kilku słowach muszą pasować wszystkie.
people-find-someone-chat-opens = Znajdź kogoś, a czat otworzy się tutaj.
people-no-one-found = Nikogo nie znaleziono
people-search-again = Szukaj ponownie
people-truncated = Oto pierwsze { $count }. Dodaj słowo lub kilka liter, aby zawęzić wyszukiwanie.
preferences-archive = Archiwizuj
preferences-back-chat = Wróć do czatu
preferences-clear-me = Wyczyść dla mnie
preferences-delete-chat = Usuń czat
preferences-disappearing-messages = Znikające wiadomości
preferences-hidden = { $name } nie widzi nic z tych ustawień.
preferences-mark-read = Oznacz jako przeczytany
preferences-mark-unread = Oznacz jako nieprzeczytany
preferences-messages = Wiadomości
preferences-mute = Wycisz
preferences-mute-1-hour = Wycisz na 1 godzinę
preferences-mute-1-week = Wycisz na 1 tydzień
preferences-mute-8-hours = Wycisz na 8 godzin
preferences-mute-ever = Wycisz na zawsze
preferences-muted = Wyciszony.
preferences-muted-until = Wyciszony do { $time }.
preferences-notifications = Powiadomienia
preferences-pin = Przypnij
preferences-title = Czat: { $name }
preferences-unarchive = Przywróć z archiwum
preferences-unmute = Wyłącz wyciszenie
preferences-unpin = Odepnij
report-administrators-site-will-see = Administratorzy tej strony zobaczą tę wiadomość, kto ją napisał i kto ją zgłasza. Niczego więcej z czatu nie zobaczą.
report-report = Zgłoś
report-what-wrong = Co jest z nią nie tak?
requests-more = Więcej
requests-none = Nie ma żadnych. Kto może do ciebie pisać, ustawisz w sekcji <a href="{ $href }">Prywatność</a>.
requests-requests = Prośby
requests-strangers-who-want-write = Nieznajomi, którzy chcą do ciebie pisać. Nie widzą, czy czytasz ich wiadomości. Otwórz prośbę, aby ją zaakceptować, usunąć albo zablokować nadawcę.
search-any-content = Dowolna treść
search-back-to-chat = Wróć do czatu
search-back-to-chats = Wróć do moich czatów
search-chat = Czat
search-content = Treść
search-enter-words-beginnings-words = Wpisz słowa lub ich początki. Muszą wystąpić wszystkie. Słowa w cudzysłowie muszą następować po sobie.
search-file = Z plikiem
search-in-chat-with = Szukaj w czacie: <bdi>{ $name }</bdi>
search-link = Z linkiem
search-no-messages-found = Nie znaleziono wiadomości
search-older-messages = Starsze wiadomości
search-pages = Strony
search-search-message-its-chat = Wyszukaj wiadomość, a jej czat otworzy się tutaj.
search-search-messages = Szukaj wiadomości
search-too-long = { $count ->
        [one] Najwyżej { $count } znak.
        [few] Najwyżej { $count } znaki.
        [many] Najwyżej { $count } znaków.
       *[other] Najwyżej { $count } znaków.
    }
search-written = Autor
search-written-anyone = Od kogokolwiek
search-written-me = Ode mnie
search-written-me-2 = Do mnie
share-pick-chat-can-still = Wybierz czat. Tekst możesz jeszcze zmienić przed wysłaniem.
share-share = Udostępnij
share-start-chat = Zacznij czat
share-there-no-chats-yet = Nie ma jeszcze czatów.
share-there-nothing-share-other = Nie ma czego udostępnić. Inne aplikacje udostępniają tu teksty i linki z własnych menu.
chat-message-reply-deleted-can = Wiadomość, na którą odpowiadasz, jest usunięta. Tę możesz wysłać bez niej.
chats-chat-deleted = Czat jest usunięty
chats-delete-chat = Usuń czat
lifetime-disappearing-messages = Znikające wiadomości
lifetime-new-messages-stay = Nowe wiadomości zostają
lifetime-proposal-waits-answer = Twoja propozycja czeka na odpowiedź
lifetime-there-no-proposal-any = Nie ma już propozycji
lifetime-use-1-minute-365 = Od 1 minuty do 365 dni
message-edit-message = Edytuj wiadomość
people-find-people = Znajdź ludzi
preferences-chat-archived = Czat jest zarchiwizowany
preferences-chat-back-list = Czat wrócił na listę
preferences-chat-cleared = Czat jest dla ciebie wyczyszczony
preferences-chat-marked-unread = Czat jest oznaczony jako nieprzeczytany
preferences-chat-muted = Czat jest wyciszony
preferences-chat-muted-8-hours = Czat jest wyciszony na 8 godzin
preferences-chat-muted-hour = Czat jest wyciszony na godzinę
preferences-chat-muted-week = Czat jest wyciszony na tydzień
preferences-chat-no-longer-marked = Czat nie jest już oznaczony jako nieprzeczytany
preferences-chat-no-longer-muted = Czat nie jest już wyciszony
preferences-chat-no-longer-pinned = Czat nie jest już przypięty
preferences-chat-pinned = Czat jest przypięty
preferences-chat-settings = Ustawienia czatu
preferences-clear-chat = Wyczyść czat
report-message-reported-administrators = Wiadomość zgłoszono administratorom
report-report-done = Zgłoszenie jest załatwione
report-report-message = Zgłoś wiadomość
report-reports = Zgłoszenia
requests-request-accepted = Prośba jest zaakceptowana
requests-user-blocked-isnt-told = Osoba jest zablokowana i nie dowie się o tym
requests-user-unblocked = Osoba jest odblokowana
lifetime-line-you-proposed = <bdi>Ty</bdi>: propozycja, by wiadomości znikały po czasie: { $lifetime }
lifetime-line-you-withdrew = <bdi>Ty</bdi>: wycofanie propozycji
lifetime-line-you-declined = <bdi>Ty</bdi>: odrzucenie propozycji
lifetime-line-you-set = <bdi>Ty</bdi>: czas znikania wiadomości to { $lifetime }
lifetime-line-you-turned-off = <bdi>Ty</bdi>: wyłączenie znikających wiadomości
lifetime-line-proposed = <bdi>{ $name }</bdi> proponuje, by wiadomości znikały po czasie: { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> wycofuje propozycję
lifetime-line-declined = <bdi>{ $name }</bdi> odrzuca propozycję
lifetime-line-set = <bdi>{ $name }</bdi> ustawia czas znikania wiadomości: { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> wyłącza znikające wiadomości
duration-weeks = { $count ->
        [one] { $count } tydzień
        [few] { $count } tygodnie
        [many] { $count } tygodni
       *[other] { $count } tygodni
    }
duration-days = { $count ->
        [one] { $count } dzień
        [few] { $count } dni
        [many] { $count } dni
       *[other] { $count } dni
    }
duration-hours = { $count ->
        [one] { $count } godzina
        [few] { $count } godziny
        [many] { $count } godzin
       *[other] { $count } godzin
    }
duration-minutes = { $count ->
        [one] { $count } minuta
        [few] { $count } minuty
        [many] { $count } minut
       *[other] { $count } minut
    }
duration-seconds = { $count ->
        [one] { $count } sekunda
        [few] { $count } sekundy
        [many] { $count } sekund
       *[other] { $count } sekund
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 Zdjęcie
attachment-video = Wideo
attachment-audio = Audio
attachment-voice = Wiadomość głosowa
attachment-file = Plik
message-you-and = Ty i { $name }
lifetime-off = Wyłączone
lifetime-now-after = Nowe wiadomości znikają po czasie: { $lifetime }
chats-more-than-99-unread = ponad 99 nieprzeczytanych
chat-request = Prośba
lifetime-proposal = Propozycja

## Every page

email-change-address = Zmień adres
email-current = Twój adres to <strong>{ $address }</strong>. Służy do logowania i dostaje link, gdy zapomnisz hasła.
email-from-authenticator-app-recovery = Z aplikacji uwierzytelniającej albo kod odzyskiwania. Przez pięć minut po użyciu klucza dostępu nie jest potrzebny.
email-gets-link-which-open = Dostanie link, który otworzysz, aby go potwierdzić.
email-new-email-address = Nowy adres e-mail
form-errors = { $count ->
        [one] Popraw { $count } pole:
        [few] Popraw { $count } pola:
        [many] Popraw { $count } pól:
       *[other] Popraw { $count } pól:
    }
form-it-may = Może
form-log-passkey = Zaloguj się kluczem dostępu
form-name-or-username = Imię lub nazwa użytkownika
form-name-username = Imię lub nazwa użytkownika
form-number-of-people = Liczba osób
form-password-hint = { $count ->
        [one] Co najmniej { $count } znak. Kilka losowych słów dobrze się sprawdza.
        [few] Co najmniej { $count } znaki. Kilka losowych słów dobrze się sprawdza.
        [many] Co najmniej { $count } znaków. Kilka losowych słów dobrze się sprawdza.
       *[other] Co najmniej { $count } znaków. Kilka losowych słów dobrze się sprawdza.
    }
form-reason = Powód
form-valid-for = Ważne przez
offline-no-connection = Brak połączenia
offline-server-cant-reached-page = Serwer jest nieosiągalny. Ta strona otworzy się, gdy tylko wróci.
offline-try-now = Spróbuj teraz
page-other-address = Ta strona jest pod adresem <a href="{ $url }">{ $url }</a>. Pod obecnym adresem strony nie odświeżają się same.
page-site = Strona
page-skip-chats = Przejdź do czatów
page-skip-content = Przejdź do treści
start-all-chats = Wszystkie czaty
start-almost-two-minutes = Prawie. Dwie minuty
start-done-window = Zrobione. Przy oknie
start-find-people = Znajdź ludzi
start-find-someone-name-username = Znajdź kogoś po imieniu lub nazwie użytkownika.
start-find-someone-name-write = Znajdź kogoś po imieniu i napisz. Działa na telefonie, a nawet bez JavaScriptu.
start-i-am-new-here = Jestem tu nowy
start-i-have-account = Mam konto
start-instant = Natychmiast
start-messages-arrive-moment-they = Wiadomości docierają w chwili wysłania. Po utracie połączenia niczego nie brakuje.
start-no-chats-yet-find = Nie ma jeszcze czatów. Znajdź kogoś, do kogo napiszesz.
start-one-one-chat-server = Czaty we dwoje na własnym serwerze. Wiadomości docierają od razu, na każde urządzenie z przeglądarką.
start-one-program-own-machine = Jeden program na twoim własnym komputerze przechowuje wszystko. Nikt trzeci niczego nie czyta ani nie liczy.
start-save-me-seat = Zajmij mi miejsce
start-simple = Prosto
start-start-chat = Zacznij czat
start-there-yet = Jesteś już?
start-yours = Twoje
email-address-already = To już jest twój adres
email-address-use = Adres zajęty
email-confirm-email-address = Potwierdź adres e-mail
email-email-address-confirmed = Adres e-mail jest potwierdzony
email-if-account-waits-address = Jeśli jakieś konto czeka na ten adres, link jest w drodze
email-link-expired = Link wygasł
email-link-its-way-new = Link jest w drodze na nowy adres. Adres zmieni się, gdy go tam potwierdzisz.
email-page-not-found = Nie znaleziono strony
error-account-suspended = To konto jest zawieszone
error-another-message-was-sent = Z tej strony wysłano inną wiadomość. Wyślij tę jeszcze raz.
error-bad-request = Niezrozumiałe żądanie
error-can-change-only-own = Możesz zmieniać tylko własne wiadomości.
error-cannot-block-yourself = Nie możesz zablokować siebie.
error-cannot-delete-chat-both = Nie możesz usunąć tego czatu dla was obojga.
error-cannot-write-deleted-user = Nie możesz pisać do usuniętego użytkownika.
error-cannot-write-user = Nie możesz pisać do tej osoby.
error-changed-meantime = Zmieniło się w międzyczasie
error-choose-time = Wybierz czas
error-choose-what-may-do = Wybierz, co może
error-code-wrong-was-used = Ten kod jest błędny albo już użyty
error-confirm-email-address-first = Najpierw potwierdź adres e-mail: otwórz link, który tam wysłaliśmy
error-current-password-wrong = Obecne hasło jest błędne
error-data-cant-read = Twoich danych nie da się odczytać.
error-data-cant-read-please = Twoich danych nie da się odczytać. Spróbuj ponownie.
error-data-compressed-which-page = Twoje dane są skompresowane, a tego ta strona nie odczyta.
error-data-didnt-arrive-time = Twoje dane nie dotarły na czas. Spróbuj ponownie.
error-data-didnt-arrive-within = Twoje dane nie dotarły w ciągu 30 sekund. Spróbuj ponownie.
error-data-not-valid-utf = Twoje dane nie są poprawnym UTF-8.
error-data-too-large-page = Twoje dane są za duże dla tej strony.
error-dont-have-access = Nie masz do tego dostępu.
error-email-address-already-has = Ten adres e-mail ma już konto
error-enter-number-from-1 = Wpisz liczbę od 1 do 100
error-enter-valid-email-address = Wpisz poprawny adres e-mail
error-files-didnt-arrive-time = Twoje pliki nie dotarły na czas. Spróbuj ponownie.
error-form-has-expired-please = Ten formularz wygasł. Wyślij go jeszcze raz.
error-form-was-sent-from = Ten formularz przyszedł z innej strony lub innego adresu. Otwórz tę stronę i wypełnij go tutaj.
error-give-code-well-use = Podaj też kod albo najpierw użyj klucza dostępu
error-give-reason-up-1 = Podaj powód, najwyżej 1000 znaków
error-has-changed-meantime-please = To się w międzyczasie zmieniło. Odśwież stronę.
error-invitation-not-valid-has = To zaproszenie jest nieważne: wygasło, zostało wykorzystane lub unieważnione albo jest dla innego adresu e-mail.
error-invitation-one-address-one = Zaproszenie dla jednego adresu jest na jedno konto
error-last-administrator-make-somebody = To ostatni administrator. Najpierw zrób administratorem kogoś innego.
error-message-contains-characters-cant = Wiadomość zawiera znaki, których nie można wysłać.
error-message-empty = Wiadomość jest pusta.
error-message-longer-than-4 = Wiadomość ma ponad 4000 znaków.
error-name-cant-used-choose = Tego imienia nie można użyć. Wybierz inne
error-need-invitation-sign-up = Aby się tu zarejestrować, potrzebujesz zaproszenia. Poproś kogoś, kto ma konto.
error-no-longer-available = Już niedostępne
error-no-longer-available-text = To już nie jest dostępne.
error-nobody-can-sign-up = Obecnie nikt nie może się tu zarejestrować.
error-not-allowed = Niedozwolone
error-not-supported = Nieobsługiwane
error-only-administrators-may-invite = Tylko administratorzy mogą tu zapraszać.
error-page-doesnt-exist = Ta strona nie istnieje
error-page-doesnt-support-kind = Ta strona nie obsługuje takiego żądania.
error-page-not-found = Nie znaleziono strony
error-page-only-reads-forms = Ta strona czyta tylko formularze (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Tego klucza dostępu nie można użyć. Spróbuj ponownie
error-password-too-common-choose = To hasło jest zbyt popularne. Wybierz inne
error-password-too-long = To hasło jest za długie
error-password-wrong = Hasło jest błędne
error-passwords-dont-match = Hasła się różnią
error-server-busy-partly-unavailable = Serwer jest zajęty lub częściowo niedostępny. Spróbuj ponownie.
error-something-went-wrong = Coś poszło nie tak
error-something-went-wrong-our = Coś poszło nie tak po naszej stronie. Spróbuj później.
error-temporarily-unavailable = Chwilowo niedostępne
error-too-large = Za duże
error-too-many-requests = Za dużo żądań
error-too-many-requests-please = Za dużo żądań. Poczekaj chwilę.
error-too-slow = Za wolno
error-transfer-data-was-interrupted = Przesyłanie twoich danych zostało przerwane.
error-unblock-user-write = Odblokuj tę osobę, aby pisać.
error-unsupported-format = Nieobsługiwany format
error-use-1-25-characters = Od 1 do 25 znaków
error-use-1-64-characters = Od 1 do 64 znaków
error-use-1-64-visible = Od 1 do 64 widocznych znaków
error-use-3-25-characters = Od 3 do 25 znaków
error-use-letters-one-alphabet = W każdym słowie używaj liter jednego alfabetu
error-use-only-latin-letters = Tylko litery łacińskie (a–z), cyfry, „_”, „.” i „-”
error-use-only-visible-characters = Tylko widoczne znaki
error-username-looks-too-much = Ta nazwa użytkownika jest zbyt podobna do innej
error-username-taken = Ta nazwa użytkownika jest zajęta
error-wrong-login-password = Błędny login lub hasło
page-already-logged = Jesteś już zalogowany
page-back-previous-page = Wróć do poprzedniej strony
page-log-continue = Zaloguj się, aby kontynuować
page-start-page = Strona główna
page-try-again = Spróbuj ponownie
error-password-too-short = { $count ->
        [one] Co najmniej { $count } znak
        [few] Co najmniej { $count } znaki
        [many] Co najmniej { $count } znaków
       *[other] Co najmniej { $count } znaków
    }
error-too-many-tokens = { $count ->
        [one] Masz { $count } token. Najpierw go unieważnij
        [few] Masz { $count } tokeny. Najpierw unieważnij kilka
        [many] Masz { $count } tokenów. Najpierw unieważnij kilka
       *[other] Masz { $count } tokenów. Najpierw unieważnij kilka
    }
error-too-many-invitations = { $count ->
        [one] Masz { $count } zaproszenie. Najpierw je unieważnij
        [few] Masz { $count } zaproszenia. Najpierw unieważnij kilka
        [many] Masz { $count } zaproszeń. Najpierw unieważnij kilka
       *[other] Masz { $count } zaproszeń. Najpierw unieważnij kilka
    }
error-too-many-passkeys = { $count ->
        [one] Masz { $count } klucz dostępu. Najpierw go usuń
        [few] Masz { $count } klucze dostępu. Najpierw usuń jeden
        [many] Masz { $count } kluczy dostępu. Najpierw usuń jeden
       *[other] Masz { $count } kluczy dostępu. Najpierw usuń jeden
    }
error-too-many-devices = { $count ->
        [one] Masz { $count } urządzenie z powiadomieniami. Najpierw je usuń
        [few] Masz { $count } urządzenia z powiadomieniami. Najpierw usuń jedno
        [many] Masz { $count } urządzeń z powiadomieniami. Najpierw usuń jedno
       *[other] Masz { $count } urządzeń z powiadomieniami. Najpierw usuń jedno
    }
error-push-refused = Usługi push tej przeglądarki nie można użyć
error-too-many-requests-wait = Za dużo żądań. Spróbuj ponownie za { $seconds } s.
error-busy-wait = Serwer jest zajęty lub częściowo niedostępny. Spróbuj ponownie za { $seconds } s.
error-logged = Coś poszło nie tak po naszej stronie. Spróbuj później. Błąd zapisano pod numerem { $number }.
error-file-empty = Plik jest pusty.
error-file-long = Plik ma ponad { $bytes } bajtów.
error-quota = Twoje załączniki zajmują za dużo miejsca. Najpierw usuń niektóre.
error-file-gone = Pliku tej wiadomości już nie ma. Dołącz go ponownie.
error-too-many-files = Wiadomość może mieć do { $count } załączników.
error-file-damaged = Plik jest uszkodzony lub niepełny.
error-picture-large = Obraz ma za dużo pikseli.
error-file-complex = Plik jest zbyt złożony.
error-file-metadata = Plik ma metadane, na przykład miejsce, których nie da się usunąć.
error-file-not-stored = Plik nie został zapisany. Spróbuj ponownie.

## Accounts

account-1-25-characters = Od 1 do 25 znaków.
account-3-25-characters-latin = Od 3 do 25 znaków: litery łacińskie (a–z), cyfry, „_”, „.” i „-”.
account-administration = Administracja
account-also-revoke-api-tokens = Unieważnij też tokeny API
account-api-tokens = Tokeny API
account-appearance = Wygląd
account-change-password = Zmień hasło
account-dark = Ciemny
account-data = Twoje dane
account-delete-account = Usuń konto
account-devices = Urządzenia
account-download-data = Pobierz swoje dane
account-from-authenticator-app-recovery = Z aplikacji uwierzytelniającej albo kod odzyskiwania. Przez pięć minut po użyciu klucza dostępu nie jest potrzebny.
account-invite-people = Zaproś ludzi
account-large = Duży
account-light = Jasny
account-new-password-logs-out = Nowe hasło wylogowuje wszystkie twoje inne urządzenia.
account-normal = Zwykły
account-notifications = Powiadomienia
account-privacy = Prywatność
account-profile = Profil
account-save-profile = Zapisz profil
account-security = Bezpieczeństwo
account-small = Mały
account-storage = Twoje pliki zajmują { $size }. Pobierz kopię wszystkich czatów albo usuń konto.
account-storage-of-quota = Twoje pliki zajmują { $size } z { $quota }. Pobierz kopię wszystkich czatów albo usuń konto.
account-system = Jak w systemie
account-text-size = Rozmiar tekstu
account-theme-browser = Motyw tej przeglądarki
account-very-large = Bardzo duży
account-what-others-see-how = Co widzą inni i jak cię znajdują.
confirm-another-account-uses-address = Tego adresu używa już inne konto.
confirm-back-login = Wróć do logowania
confirm-confirm-address = Potwierdź ten adres
confirm-email-address = Twój adres e-mail
confirm-enter-email-address-which = Wpisz adres e-mail podany przy rejestracji. Wyślemy tam kolejny link, który go potwierdzi.
confirm-link-doesnt-exist-copy = Ten link nie istnieje. Skopiuj cały link z maila albo poproś o nowy.
confirm-link-has-expired-ask = Ten link wygasł. Poproś o nowy.
confirm-link-not-valid-any = Ten link nie jest już ważny: został użyty albo jest nowszy.
confirm-question = Czy <strong>{ $address }</strong> to twój adres e-mail, a <strong>@{ $username }</strong> twoje konto? Od teraz będzie używać tego adresu.
confirm-send-link = Wyślij link
devices-browser-on-system = { $browser }, { $system }
devices-device = to urządzenie
devices-devices = Urządzenia
devices-explained = Gdzie jesteś zalogowany. Wyloguj to, czego nie rozpoznajesz, i <a href="{ $href }">zmień hasło</a>.
devices-log-out-all-other = Wyloguj wszystkie inne urządzenia
devices-log-out-one = Wyloguj { $browser }, { $system }, ostatnio { $time }
devices-times = Z { $address }, zalogowano { $logged_in }, ostatnio { $last_seen }
export-back-account = Wróć do swojego konta
export-data = Twoje dane
export-download-data = Pobierz swoje dane
export-explained = Pobierz kopię swoich czatów wraz z profilem, ustawieniami, urządzeniami i wszystkim, co należy do twojego konta. To plik ZIP: rozpakuj go i otwórz <strong>index.html</strong>, aby czytać w przeglądarce, nawet bez połączenia. Programy czytają <strong>data.json</strong>.
export-keep-safe-contains-everything = Przechowuj ją bezpiecznie: zawiera wszystko, co ty i inni napisaliście w twoich czatach.
invitations-days = { $count ->
        [one] { $count } dzień
        [few] { $count } dni
        [many] { $count } dni
       *[other] { $count } dni
    }
invitations-for-address = dla { $address }
invitations-give-link-person-invite = Przekaż ten link osobie, którą zapraszasz. Jest pokazany tylko teraz.
invitations-have-none = Nie masz żadnych.
invitations-invitation = Twoje zaproszenie
invitations-invitations = Twoje zaproszenia
invitations-invite-people = Zaproś ludzi
invitations-leave-empty-anyone-who = Zostaw puste dla każdego, kto ma link.
invitations-link-invitation = Link zaproszenia
invitations-make-invitation = Utwórz zaproszenie
invitations-number-people = Liczba osób
invitations-only-email-address = Tylko dla tego adresu e-mail
invitations-revoke = Unieważnij
invitations-revoke-one = Unieważnij zaproszenie ważne do { $time }
invitations-used = Użyto { $used } z { $accounts }
invitations-valid = Ważne przez
invitations-valid-until = Ważne do { $time }
invitations-was-valid-until = Już nieważne. Było ważne do { $time }
invitations-whoever-signs-up-invitation = Kto zarejestruje się z twojego zaproszenia, dostaje czat z tobą.
leaving-account-deleted = Twoje konto jest usunięte
leaving-delete-account = Usunąć twoje konto?
leaving-delete-for-everyone = Usuń dla wszystkich
leaving-keep-for-others = Zachowaj dla innych
leaving-delete-account-2 = Usuń konto
leaving-from-authenticator-app-recovery = Z aplikacji uwierzytelniającej albo kod odzyskiwania.
leaving-keep-account = Zachowaj konto
leaving-logged-out-everywhere-nothing = Wszędzie cię wylogowano i nic z twojego profilu tu nie zostało. Wiadomości zostały tylko wtedy, gdy postanowiono zachować je dla osób, z którymi pisałeś.
leaving-messages-wrote = Wiadomości, które napisałeś
leaving-only-administrator = <strong>Jesteś jedynym administratorem.</strong> Potem nikt nie będzie mógł zarządzać tym serwerem na jego stronach, aż operator wyznaczy kogoś innego.
leaving-people-wrote-keep-their = Osoby, z którymi pisałeś, zachowają swoje czaty; będziesz w nich jako „Usunięty użytkownik”.
leaving-profile-email-address-password = Twój profil, adres e-mail, hasło, drugie składniki, urządzenia, tokeny API i zaproszenia zostaną od razu usunięte, a ty wszędzie wylogowany. Twoja nazwa użytkownika będzie wolna dla innych. Tego nie można cofnąć.
leaving-start-page = Strona główna
login-email-address-username = Adres e-mail lub nazwa użytkownika
login-forgot-password = Nie pamiętasz hasła?
login-no-account-yet = Nie masz jeszcze konta?
login-send-link-again = Wyślij link ponownie
logout-back-my-chats = Wróć do moich czatów
logout-logs-out-browser-chats = To wylogowuje tę przeglądarkę. Twoje czaty zostają.
notifications-all-devices = Wszystkie urządzenia
notifications-browser = Ta przeglądarka
notifications-choose-one = Wybierz
notifications-device-added = Od { $added }
notifications-device-used = Od { $added }, ostatnie powiadomienie { $used }
notifications-devices-told-messages = Urządzenia, które dowiadują się o wiadomościach
notifications-from = Od
notifications-have-quiet-hours-each = Miej codziennie godziny ciszy
notifications-mail-about-messages-missed = Mail o przegapionych wiadomościach
notifications-no-device-gets-notifications = Żadne urządzenie nie dostaje jeszcze powiadomień.
notifications-none = Brak
notifications-nothing-sent-then-mails = Wtedy nic nie jest do ciebie wysyłane. Maile czekają, aż miną te godziny.
notifications-notifications = Powiadomienia
notifications-one-mail-time-none = Jeden mail naraz i żadnego o wyciszonych czatach.
notifications-quiet-hours = Godziny ciszy
notifications-remove = Usuń
notifications-remove-device = Usuń { $device }
notifications-save-settings = Zapisz ustawienia
notifications-send-test = Wyślij próbne
notifications-server-sends-no-mail = Ten serwer nie wysyła maili.
notifications-servers-key-has-changed = Klucz serwera się zmienił. Otwórz Simple Chats na urządzeniu, aby znów włączyć jego powiadomienia.
notifications-show-mail-what-messages = Pokazuj w mailu treść wiadomości
notifications-show-what-messages-say = Pokazuj treść wiadomości
notifications-sound = Dźwięk
notifications-test-device = Wyślij próbne na { $device }
notifications-these-devices-told-messages = Te urządzenia dowiadują się o wiadomościach, gdy żadna twoja strona nie jest otwarta. Dostają imię nadawcy i początek tekstu, zaszyfrowane dla nich.
notifications-time-zone = Strefa czasowa
notifications-to = Do
notifications-turn-device = Włącz na tym urządzeniu
notifications-when-message-unread-8 = Gdy wiadomość jest nieprzeczytana 8 godzin
notifications-when-message-unread-day = Gdy wiadomość jest nieprzeczytana dzień
notifications-when-message-unread-hour = Gdy wiadomość jest nieprzeczytana godzinę
privacy-blocked-people = Zablokowane osoby
privacy-everyone = Każdy
privacy-everyone-any-part-name = Każdy, po dowolnej części twojego imienia
privacy-have-blocked-nobody-block = Nikogo nie zablokowano. Aby kogoś zablokować, użyj menu waszego czatu.
privacy-i-am-typing = Że piszę
privacy-more = Więcej
privacy-only-people-who-know = Tylko kto zna dokładnie twoją nazwę użytkownika lub adres e-mail
privacy-privacy = Prywatność
privacy-save-settings = Zapisz ustawienia
privacy-they-cant-write-dont = Nie mogą do ciebie pisać i nie widzą, kiedy jesteś online. Nie dowiedzą się, że są zablokowane.
privacy-unblock-person = Odblokuj: { $name }
privacy-what-dont-show-dont = Czego nie pokazujesz, tego nie widzisz też u innych.
privacy-what-others-see = Co inni widzą o tobie
privacy-when-i-am-online = Kiedy jestem online i kiedy ostatnio
privacy-which-messages-i-have = Które wiadomości przeczytano
privacy-who-finds = Kto cię znajduje
privacy-who-may-write = Kto może do ciebie pisać
privacy-write-invited = Osoby, z którymi masz czat. Wiadomości od nieznajomych czekają jako <a href="{ $href }">prośby</a>
register-1-25-characters-what = Od 1 do 25 znaków. To widzą inni.
register-3-25-characters-latin = Od 3 do 25 znaków: litery łacińskie (a–z), cyfry, „_”, „.” i „-”. Inni mogą cię po niej znaleźć.
register-already-have-account = Masz już konto?
register-invited-by = <strong>{ $name }</strong> zaprasza cię do czatu.
register-logging-resetting-password-nobody = Do logowania i odzyskiwania hasła. Nikt inny go nie widzi.
reset-back-login = Wróć do logowania
reset-choose-new-password-then = Wybierz nowe hasło. Potem zalogujesz się nim ponownie na każdym swoim urządzeniu.
reset-enter-email-address-account = Wpisz adres e-mail swojego konta. Wyślemy tam link do wyboru nowego hasła.
reset-link-doesnt-exist-copy = Ten link nie istnieje. Skopiuj cały link z maila albo poproś o nowy.
reset-link-has-already-been = Ten link został już użyty. W razie potrzeby poproś o nowy.
reset-link-has-expired-request = Ten link wygasł. Poproś o nowy.
reset-request-link = Poproś o link
reset-request-new-link = Poproś o nowy link
reset-save-password = Zapisz hasło
reset-send-link = Wyślij link
reset-server-sends-no-mail = Ten serwer nie wysyła maili. Jego administrator może dać ci nowe hasło albo przekazać link, o który tu poprosisz: serwer trzyma go w pliku.
security-add-passkey = Dodaj klucz dostępu
security-adding-passkey-needs-javascript = Dodanie klucza dostępu wymaga JavaScriptu.
security-besides-password-logging-will = Oprócz hasła logowanie będzie wymagać klucza dostępu lub kodu odzyskiwania.
security-codes-left = { $count ->
        [one] Został ci { $count } kod odzyskiwania. Nowe go zastąpią.
        [few] Zostały ci { $count } kody odzyskiwania. Nowe je zastąpią.
        [many] Zostało ci { $count } kodów odzyskiwania. Nowe je zastąpią.
       *[other] Zostało ci { $count } kodów odzyskiwania. Nowe je zastąpią.
    }
security-each-them-logs-once = Każdy z nich raz cię zaloguje, po haśle, gdy nie masz telefonu ani klucza dostępu. Trzymaj je w innym miejscu: są pokazane tylko teraz.
security-enter-six-digits-app = Wpisz sześć cyfr, które pokazuje aplikacja.
security-from-app-recovery-code = Z aplikacji albo kod odzyskiwania.
security-from-authenticator-app-recovery = Z aplikacji uwierzytelniającej albo kod odzyskiwania. Przez pięć minut po użyciu klucza dostępu nie jest potrzebny.
security-key-authenticator-app = Klucz dla aplikacji uwierzytelniającej
security-logs-others-out = Włączenie wyloguje wszystkie twoje inne urządzenia.
security-make-new-codes = Utwórz nowe kody
security-name-new-passkey = Nazwa nowego klucza dostępu
security-new-recovery-codes = Nowe kody odzyskiwania
security-on-since = Włączona od { $time }: oprócz hasła logowanie wymaga kodu z aplikacji uwierzytelniającej.
security-passkey = Klucz dostępu
security-passkey-added = Dodano { $added }
security-passkey-phone-computer-security = Klucz dostępu w telefonie, komputerze lub kluczu sprzętowym loguje cię bez hasła i kodu. Gdy go masz, samo hasło już nie wystarczy.
security-passkey-used = Dodano { $added }, ostatnio użyto { $used }
security-passkeys = Klucze dostępu
security-password-alone-will-enough = Do logowania wystarczy samo hasło.
security-recovery-codes = Twoje kody odzyskiwania
security-remove = Usuń
security-remove-passkey = Usuń klucz dostępu
security-scan = Zeskanuj ten kod aplikacją, otwórz <a href="{ $href }">ten link</a> na telefonie albo przepisz klucz.
security-six-digits-from-app = Sześć cyfr z aplikacji.
security-such-phone-blue-key = Na przykład „telefon” lub „niebieski klucz”.
security-turn-off = Wyłącz
security-turn-off-two-step = Wyłącz weryfikację dwuetapową
security-turn-two-step-verification = Włącz weryfikację dwuetapową
security-two-step-verification = Weryfikacja dwuetapowa
security-use-passkey = Użyj klucza dostępu
security-use-passkey-now-five = Użyj teraz klucza dostępu, a przez pięć minut formularze na tej stronie nie zapytają o hasło ani kod.
security-why-authenticator = Z aplikacją uwierzytelniającą na telefonie nikt nie zaloguje się samym twoim hasłem.
tokens-api-tokens = Tokeny API
tokens-copy-now-keep-like = Skopiuj go teraz i trzymaj jak hasło. Jest pokazany tylko ten raz.
tokens-expired = wygasł { $time }
tokens-have-none = Nie masz żadnych.
tokens-last-used = ostatnio użyty { $time }
tokens-made = Utworzono { $time }
tokens-make-token = Utwórz token
tokens-may = Może
tokens-month = 30 dni
tokens-never-used = nieużywany
tokens-new-token = Twój nowy token
tokens-only-reads = tylko czyta
tokens-quarter = 90 dni
tokens-reads-writes = czyta i pisze
tokens-revoke = Unieważnij
tokens-revoke-one = Unieważnij token { $name }
tokens-scope-read = Tylko czytać
tokens-scope-write = Czytać i pisać
tokens-token = Token
tokens-token-program-acts-without = Z tokenem program działa za ciebie bez hasła. Nie może zmienić hasła ani adresu, ani usunąć konta.
tokens-tokens = Twoje tokeny
tokens-until-revoked = Aż go unieważnisz
tokens-valid = Ważne przez
tokens-valid-until = ważny do { $time }
tokens-valid-until-revoked = ważny, aż go unieważnisz
tokens-week = 7 dni
tokens-what-1-64-characters = Do czego służy. Od 1 do 64 znaków.
tokens-year = 1 rok
unsubscribe-get-mail-when-messages = Dostajesz mail, gdy wiadomości na tej stronie zostają nieprzeczytane. Nie chcesz więcej takich maili?
unsubscribe-get-no-more-mails = Nie dostaniesz już maili o przegapionych wiadomościach. Możesz je włączyć w każdej chwili.
unsubscribe-notifications = Powiadomienia
unsubscribe-send-no-more-mails = Nie wysyłaj więcej maili
verify-six-digits-from-authenticator = Sześć cyfr z aplikacji uwierzytelniającej albo jeden z kodów odzyskiwania.
verify-start-over = Zacznij od nowa
verify-there-were-too-many = Było zbyt wiele błędnych kodów. Zaloguj się ponownie.
account-new-password-saved = Twoje nowe hasło jest zapisane
account-nothing-has-changed = Nic się nie zmieniło
account-profile-saved = Twój profil jest zapisany
devices-all-other-devices-logged = Wszystkie inne urządzenia są wylogowane
devices-device-logged-out = Urządzenie jest wylogowane
devices-logged-out = Wylogowano cię
invitations-invitation-no-longer-valid = Zaproszenie nie jest już ważne
invitations-invitations-text = Zaproszenia
invitations-qr-code-link = Kod QR linku
leaving-account-deleted-text = Konto usunięte
login-account-almost-ready-open = Twoje konto jest prawie gotowe. Otwórz link, który wysłaliśmy na twój adres e-mail, a potem zaloguj się.
login-account-ready-log-start = Twoje konto jest gotowe. Zaloguj się, aby zacząć czatować.
login-logged = Zalogowano cię
login-logged-out = Wylogowano cię
notifications-device-gets-no-more = Urządzenie nie dostaje już powiadomień
notifications-device-gets-notifications = To urządzenie dostaje powiadomienia
notifications-mails-about-missed-messages = Maile o przegapionych wiadomościach
notifications-settings-saved = Twoje ustawienia są zapisane
notifications-test-its-way-device = Próbne powiadomienie jest w drodze
privacy-settings-saved = Twoje ustawienia są zapisane
privacy-user-unblocked = Osoba jest odblokowana
reset-if-address-has-account = Jeśli ten adres ma konto, link jest w drodze
reset-link-expired = Link wygasł
reset-new-password-saved-log = Twoje nowe hasło jest zapisane. Zaloguj się nim.
reset-page-not-found = Nie znaleziono strony
reset-reset-password = Odzyskiwanie hasła
reset-server-sends-no-mail-ask = Ten serwer nie wysyła maili. Poproś administratora o link
security-confirmed-five-minutes-page = Potwierdzono. Przez pięć minut ta strona o nic więcej nie zapyta
security-passkey-added-text = Klucz dostępu jest dodany
security-passkey-removed = Klucz dostępu jest usunięty
security-qr-code-authenticator-app = Kod QR dla aplikacji uwierzytelniającej
security-security = Bezpieczeństwo
security-two-step-verification-off = Weryfikacja dwuetapowa jest wyłączona
security-two-step-verification-text = Weryfikacja dwuetapowa jest włączona
security-use-passkey-first-log = Użyj najpierw klucza dostępu albo zaloguj się ponownie, a potem w ciągu pięciu minut skonfiguruj aplikację
tokens-token-no-longer-valid = Token nie jest już ważny
verify-log-continue = Zaloguj się, aby kontynuować
verify-two-step-verification = Weryfikacja dwuetapowa
notifications-quiet-times = Godziny ciszy zaczynają się i kończą między 00:00 a 23:59
notifications-quiet-empty = Godziny ciszy nie mogą się kończyć, gdy się zaczynają
notifications-quiet-zone = Nieznana strefa czasowa

## Administration

administration-account-joined = { $address }, od { $time }
administration-accounts = Konta
administration-accounts-suspended = { $accounts }, w tym zawieszone: { $suspended }
administration-administration = Administracja
administration-is-administrator = administrator
administration-after-edit = A po zmianie:
administration-command-line = Wiersz poleceń
administration-delete-account = Usunąć to konto?
administration-delete-account-2 = Usuń konto
administration-delete-them-everyone = Usuń je dla wszystkich
administration-deletion-explained = Profil, adres e-mail, hasło, urządzenia i zaproszenia konta <strong><bdi>{ $name }</bdi></strong> (@{ $username }) zostaną od razu usunięte. Tego nie można cofnąć.
administration-devices = Urządzenia
administration-done = Gotowe
administration-end-suspension = Zakończ zawieszenie
administration-invitation-by = od <bdi>{ $name }</bdi>
administration-invitations = Zaproszenia
administration-joined = Od
administration-keep-them-people-user = Zachowaj je dla osób, z którymi pisano
administration-last-seen = Ostatnio
administration-mail-given-up = { $count ->
        [one] Z { $made }, { $count } próba, porzucono { $time }
        [few] Z { $made }, { $count } próby, porzucono { $time }
        [many] Z { $made }, { $count } prób, porzucono { $time }
       *[other] Z { $made }, { $count } prób, porzucono { $time }
    }
administration-mail-next = { $count ->
        [one] Z { $made }, { $count } próba, następna { $time }
        [few] Z { $made }, { $count } próby, następna { $time }
        [many] Z { $made }, { $count } prób, następna { $time }
       *[other] Z { $made }, { $count } prób, następna { $time }
    }
administration-mail-server-has-refused = Serwer pocztowy odrzucił je na dobre albo zbyt długo się nie udawały. Są tu przez 30 dni.
administration-mails-fail = Maile, które się nie udają
administration-mails-given-up = Porzucone maile
administration-member = Członek
administration-messages-participants-their-chats = Wiadomości zgłoszone przez uczestników ich czatów, najstarsze najpierw. Po załatwieniu tekst jest tu usuwany.
administration-messages-user-wrote = Wiadomości, które ta osoba napisała
administration-name-username-email-address = Imię, nazwa użytkownika lub adres e-mail
administration-next-page = Następna strona
administration-no-longer-valid-was = Już nieważne. Było ważne do
administration-no-one-found = Nikogo nie znaleziono
administration-no-text = Załączniki bez tekstu
administration-none = Brak.
administration-not-known = Nieznane
administration-nothing-yet = Jeszcze nic.
administration-record = Dziennik
administration-registration = Rejestracja
administration-report-done = Załatw zgłoszenie od { $reporter } w sprawie { $reported }
administration-reported-by = Zgłasza { $name }, { $time }:
administration-reported-by-username = Zgłasza { $name } (@{ $username }), { $time }:
administration-reports = Zgłoszenia
administration-revoke = Unieważnij
administration-revoke-invitation-by = Unieważnij zaproszenie od { $name } ważne do { $time }
administration-role = Rola
administration-running-instances = Działające instancje
administration-send-reset-link = Wyślij link do odzyskania hasła
administration-server = Serwer
administration-size-database = Rozmiar bazy danych
administration-storage-used = { $count ->
        [one] { $count } wiadomość, { $size }
        [few] { $count } wiadomości, { $size }
        [many] { $count } wiadomości, { $size }
       *[other] { $count } wiadomości, { $size }
    }
administration-suspend = Zawieś
administration-suspend-account = Zawiesić to konto?
administration-suspend-account-2 = Zawieś konto
administration-is-suspended = zawieszone
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) zostanie od razu wszędzie wylogowany i nie zaloguje się, aż zakończysz zawieszenie. Czaty zostają, jak są.
administration-there-none = Nie ma żadnych.
administration-these-tried-again-about = Są ponawiane przez około dobę.
administration-user-number = numer { $number }
administration-valid-until = Ważne do
administration-version = Wersja
administration-what-administrators-command-line = Co administratorzy i wiersz poleceń zrobili z kontami.
administration-wrote-on = pisze { $time }
administration-account-can-used-again = Konta można znów używać
administration-account-deleted = Konto jest usunięte
administration-account-suspended = Konto jest zawieszone
audit-something = działanie wobec:
audit-resumed = koniec zawieszenia:
administration-everyone-may-invite = Każdy może zapraszać
administration-everyone-may-sign-up = Każdy może się zarejestrować
administration-invitation-no-longer-valid = Zaproszenie nie jest już ważne
administration-invitation-only = Tylko z zaproszeniem
administration-link-reset-password-its = Link do odzyskania hasła jest w drodze
audit-promoted = nadanie praw administratora:
audit-report-done = załatwienie zgłoszenia wiadomości od:
administration-nobody-may-sign-up = Nikt nie może się zarejestrować
administration-only-administrators-may-invite = Tylko administratorzy mogą zapraszać
audit-second-factor-removed = usunięcie drugiego składnika:
audit-revoked = unieważnienie zaproszenia od:
audit-reset-link = wysłanie linku do odzyskania hasła:
audit-password = ustawienie hasła:
audit-demoted = odebranie praw administratora:
audit-added = dodanie:
audit-suspended = zawieszone
audit-deleted = usunięcie:
administration-administrator = Administrator
administration-suspended = Zawieszone
administration-storage = Miejsce

## Mails and notifications

push-new-message = Nowa wiadomość
push-test = Powiadomienia docierają na to urządzenie.
mail-confirmation-subject = Potwierdź adres e-mail - Simple Chats
mail-confirmation =
    Cześć,

    ktoś, najpewniej ty, chce używać tego adresu e-mail dla konta { $username } w Simple Chats. Aby go potwierdzić, otwórz tę stronę i naciśnij jej przycisk:

    { $link }

    Link działa raz, przez: { $duration }. Jeśli to nie twoja prośba, zignoruj ten mail: nic się nie zmieni.
mail-taken-subject = Twój adres e-mail jest już w użyciu - Simple Chats
mail-taken =
    Cześć, { $name },

    ktoś chce używać tego adresu e-mail dla innego konta w Simple Chats. Należy on do twojego konta, więc nic się nie zmieniło i nie trzeba nic robić.

    Jeśli to ty: adres może należeć tylko do jednego konta. Najpierw zmień adres tego konta albo usuń to konto.
mail-reset-subject = Odzyskaj hasło - Simple Chats
mail-reset =
    Cześć, { $name },

    ktoś, najpewniej ty, poprosił o nowe hasło do twojego konta w Simple Chats. Aby je wybrać, otwórz tę stronę:

    { $link }

    Jeśli używasz REST API, oto twój token:

    "{ $token }"

    Link i token działają raz, przez: { $duration }. Jeśli to nie twoja prośba, zignoruj ten mail: hasło zostaje bez zmian.
mail-missed-subject = Masz nieprzeczytane wiadomości - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } wiadomość
        [few] { $name }: { $count } wiadomości
        [many] { $name }: { $count } wiadomości
       *[other] { $name }: { $count } wiadomości
    }
mail-missed-more = { $count ->
        [one] i jeszcze { $count } czat
        [few] i jeszcze { $count } czaty
        [many] i jeszcze { $count } czatów
       *[other] i jeszcze { $count } czatów
    }
mail-missed =
    Cześć, { $name },

    w Simple Chats czekają na ciebie wiadomości:

    { $list }
    Przeczytasz je tutaj:

    { $chats }

    Kiedy dostajesz takie maile i co w nich jest, decydujesz ty:

    { $settings }

    Aby nie dostawać ich więcej, otwórz ten link i potwierdź:

    { $unsubscribe }
mail-photo = Zdjęcie
mail-webhook-subject = Twój webhook jest wstrzymany - Simple Chats
mail-webhook =
    Cześć, { $name },

    twój webhook { $number } nie dowiaduje się już, co dzieje się w twoich czatach w Simple Chats: zdarzenia nie udało się dostarczyć przez 24 godziny albo czekało ich ponad 100 000. Jest wstrzymany, a to, co na niego czekało, zostało odrzucone:

    { "  " }{ $host }

    Co wróciło przy każdej próbie, jest tu dla jego właściciela:

    { $deliveries }

    Gdy jego serwer znów odpowie, wznów go, wysyłając { "{" }"paused": false{ "}" } metodą PATCH na:

    { $webhook }
mail-notice =
    Cześć, { $name },

    { $what }

    Kiedy: { $time }
    Skąd: { $address }, { $browser }

    Jeśli to ty, nie trzeba nic robić.

    { $advice }

    { $link }
mail-notice-by-operator =
    Cześć, { $name },

    { $what }

    Kiedy: { $time }
    Kto: operator tego serwera

    Jeśli to twoja prośba, nie trzeba nic robić.

    { $advice }

    { $link }
mail-new-browser-subject = Nowe logowanie - Simple Chats
mail-new-browser = Ktoś, najpewniej ty, zalogował się na twoje konto w Simple Chats przeglądarką, której jeszcze do tego nie używano.
mail-new-browser-advice = Jeśli to nie ty, ktoś zna twoje hasło. Zmień je i wyloguj urządzenia, których nie rozpoznajesz:
mail-password-changed-subject = Twoje hasło zostało zmienione - Simple Chats
mail-password-changed = Hasło twojego konta w Simple Chats zostało zmienione.
mail-password-changed-advice = Jeśli to nie ty, od razu wybierz nowe hasło:
mail-address-changed-subject = Twój adres e-mail został zmieniony - Simple Chats
mail-address-changed = Twoje konto w Simple Chats ma nowy adres e-mail. Ten już do niego nie należy i nie służy do logowania ani wyboru nowego hasła.
mail-address-changed-advice = Jeśli to nie ty, zaloguj się nazwą użytkownika, zmień hasło, a potem adres. Jeśli się nie da, poproś o pomoc osoby prowadzące ten serwer:
mail-factor-added-subject = Dodano drugi składnik - Simple Chats
mail-factor-added =
    Do twojego konta w Simple Chats dodano drugi składnik:

    { "  " }{ $name }
mail-factor-removed-subject = Usunięto drugi składnik - Simple Chats
mail-factor-removed =
    Z twojego konta w Simple Chats usunięto drugi składnik:

    { "  " }{ $name }
mail-factor-advice = Jeśli to nie ty, ktoś używa twojego konta. Zmień hasło, wyloguj wszystkie inne urządzenia i sprawdź swoje drugie składniki:
mail-token-made-subject = Utworzono token API - Simple Chats
mail-token-made =
    Utworzono token API, którym program może używać twojego konta w Simple Chats:

    { "  " }{ $name }
mail-token-made-advice = Jeśli to nie ty, ktoś używa twojego konta. Unieważnij token i zmień hasło:
mail-recovery-code-subject = Użyto kodu odzyskiwania - Simple Chats
mail-recovery-code = Zamiast drugiego składnika twojego konta w Simple Chats użyto kodu odzyskiwania. Drugi raz nie zadziała.
mail-recovery-code-advice = Jeśli to nie ty, ktoś zna twoje hasło i kody odzyskiwania. Zmień hasło, wyloguj wszystkie inne urządzenia i utwórz nowe kody:
mail-operator-factor-advice = Jeśli to nie twoja prośba, zapytaj osoby prowadzące ten serwer, dlaczego to zrobiono, i ponownie ustaw drugi składnik:
mail-operator-advice = Jeśli to nie twoja prośba, zapytaj osoby prowadzące ten serwer, dlaczego to zrobiono. Nowe hasło możesz wybrać tutaj:

## Scripts

script-attached = Pliki następnej wiadomości
script-attached-file = { $name }, { $place } z { $count }
script-attached-file-of-several = { $name }, { $place } z { $count }. Strzałki go przesuwają.
script-by-http = Ta sieć blokuje aktualizacje na żywo. Nowe wiadomości pojawiają się co kilka sekund.
script-cancel-editing = Anuluj edycję
script-characters-left = { $count ->
        [one] Został { $number } znak
        [few] Zostały { $number } znaki
        [many] Zostało { $number } znaków
       *[other] Zostało { $number } znaków
    }
script-characters-too-many = { $count ->
        [one] { $number } znak za dużo
        [few] { $number } znaki za dużo
        [many] { $number } znaków za dużo
       *[other] { $number } znaków za dużo
    }
script-chat-deleted = Ten czat został usunięty dla was obojga.
script-clear-consequence = Wszystkie dotychczasowe wiadomości znikną dla ciebie. { $name } je zachowa.
script-clear-for-me = Wyczyść dla mnie…
script-connecting = Łączenie…
script-copy = Kopiuj
script-copy-code = Kopiuj kod
script-delete-chat = Usuń czat…
script-delete-consequence = Zostanie usunięta dla was obojga.
script-delete-question = Usunąć tę wiadomość?
script-delete-several = { $count ->
        [one] Usunąć { $count } wiadomość?
        [few] Usunąć { $count } wiadomości?
        [many] Usunąć { $count } wiadomości?
       *[other] Usunąć { $count } wiadomości?
    }
script-delete-several-consequence = Zostaną usunięte dla was obojga.
script-disappears-in = Znika za { $left }
script-discard = Odrzuć
script-download = Pobierz
script-draft = <span class="row-draft">Szkic: </span><bdi>{ $text }</bdi>
script-edit = Edytuj
script-edit-not-saved = Twoja zmiana nie została zapisana. { $reason }
script-editing = Edytujesz swoją wiadomość
script-emoji = Emoji
script-emoji-found = Znalezione
script-emoji-groups = Grupy
script-emoji-not-loaded = Nie udało się wczytać emoji.
script-emoji-recent = Ostatnie
script-error-bad-request = Serwer nie przyjmuje tego tekstu.
script-error-conflict = Wysłano inną wiadomość z tym samym identyfikatorem. Skopiuj tekst i wyślij go jeszcze raz.
script-error-internal = Na serwerze coś poszło nie tak.
script-error-no-response = Serwer nie odpowiedział.
script-error-not-found = Czatu lub wiadomości już nie ma.
script-error-offline = Nie ma połączenia.
script-error-quota-exceeded = Twoje pliki zajmują całe miejsce, jakie masz na tym serwerze.
script-error-unavailable = Serwer jest zajęty.
script-file-empty = Ten plik jest pusty.
script-file-not-found = Tego pliku już nie ma.
script-file-too-long = Ten plik jest za duży.
script-file-unusable = Tego obrazu nie można użyć.
script-find-chat = Znajdź czat
script-find-emoji = Znajdź emoji
script-forward = Przekaż
script-forward-menu = Przekaż…
script-forward-to = Przekaż do
script-forwarded-to = Przekazano: { $names }
script-hide-password = Ukryj hasło
script-info = Informacje
script-info-edited = Edytowano
script-info-sent = Wysłano
script-info-state = Stan
script-is-typing = pisze…
script-last-seen-just-now = online przed chwilą
script-last-seen-minute = online minutę temu
script-last-seen-on = ostatnio online { $day }
script-last-seen-minutes = { $count ->
        [one] online { $count } minutę temu
        [few] online { $count } minuty temu
        [many] online { $count } minut temu
       *[other] online { $count } minut temu
    }
script-last-seen-today = ostatnio online dziś o { $time }
script-last-seen-yesterday = ostatnio online wczoraj o { $time }
script-loading = Wczytywanie…
script-menu-of = Menu „{ $text }”
script-menu-of-chat = Menu czatu: { $name }
script-message-by = { $name }: { $text }
script-mute = Wycisz…
script-mute-8-hours = Na 8 godzin
script-mute-forever = Na zawsze
script-mute-hour = Na 1 godzinę
script-mute-week = Na 1 tydzień
script-new-message-from = Nowa wiadomość: { $name }
script-new-messages-from = { $count ->
        [one] { $count } nowa wiadomość: { $name }
        [few] { $count } nowe wiadomości: { $name }
        [many] { $count } nowych wiadomości: { $name }
       *[other] { $count } nowych wiadomości: { $name }
    }
script-next-picture = Następny obraz
script-no-chat-found = Nie znaleziono czatu
script-no-connection = Brak połączenia.
script-no-emoji = Nie znaleziono emoji
script-no-passkey = Nie użyto klucza dostępu
script-not-now = Nie teraz
script-not-sent = Nie wysłano
script-notifications-denied = Ta przeglądarka blokuje powiadomienia tej strony. Możesz na nie zezwolić w jej ustawieniach.
script-notifications-off = Ta przeglądarka nie pokazuje powiadomień.
script-notifications-offer = Pokazywać powiadomienia o nowych wiadomościach na pulpicie?
script-notifications-on = Ta przeglądarka pokazuje powiadomienie, gdy przychodzi wiadomość, a żadna strona Simple chats nie jest widoczna.
script-opens-with-connection = Nie ma połączenia. Ten czat otworzy się, gdy tylko wróci.
script-other-reaction = Zareaguj innym emoji
script-out-of-date = Ta strona jest nieaktualna. Odśwież ją.
script-passkey-failed = To się nie udało. Spróbuj ponownie.
script-people = Ludzie
script-picture-of = { $name } ({ $place } z { $count })
script-pictures = Obrazy
script-previous-picture = Poprzedni obraz
script-react-with = Zareaguj { $emoji }
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Ponowne łączenie za { $count } s…
        [few] Ponowne łączenie za { $count } s…
        [many] Ponowne łączenie za { $count } s…
       *[other] Ponowne łączenie za { $count } s…
    }
script-record-voice = Nagraj wiadomość głosową
script-recorder-denied = Dostęp do mikrofonu jest dla tej strony zablokowany. Możesz na niego zezwolić w ustawieniach przeglądarki.
script-recorder-failed = Nie udało się użyć mikrofonu. Może używa go inny program.
script-recorder-insecure = Przeglądarki pozwalają na wiadomości głosowe tylko na stronach z HTTPS.
script-recorder-listen = Odsłuchaj
script-recorder-no-microphone = Nie znaleziono mikrofonu.
script-recorder-pause = Wstrzymaj nagrywanie
script-recorder-resume = Wznów nagrywanie
script-recorder-send = Wyślij wiadomość głosową
script-recorder-started = Nagranie
script-recorder-stop-listening = Przestań słuchać
script-recorder-unsupported = Ta przeglądarka nie może nagrywać wiadomości głosowych.
script-reload = Odśwież
script-remove-file = Usuń { $name }
script-report = Zgłoś…
script-retry = Ponów
script-search-messages-for = Szukaj „{ $text }” w wiadomościach
script-select = Zaznacz
script-select-message = Zaznacz „{ $text }”
script-selected = { $count ->
        [one] Zaznaczono { $count }
        [few] Zaznaczono { $count }
        [many] Zaznaczono { $count }
       *[other] Zaznaczono { $count }
    }
script-selection = Zaznaczone wiadomości
script-sending = wysyłanie
script-shortcut-cancel = Anuluj; wróć do pisania
script-shortcut-edit = Edytuj swoją ostatnią wiadomość, w pustym polu
script-shortcut-help = Ta pomoc
script-shortcut-messages = Do wiadomości; potem ↑ i ↓, a Enter otwiera menu
script-shortcut-new-line = Nowy wiersz
script-shortcut-other-chat = Poprzedni i następny czat
script-shortcut-search-messages = Szukaj w wiadomościach
script-shortcuts = Skróty klawiszowe
script-show-more = Pokaż więcej
script-show-password = Pokaż hasło
script-skin-tone = Odcień skóry
script-skin-tone-dark = Ciemny odcień skóry
script-skin-tone-light = Jasny odcień skóry
script-skin-tone-medium = Średni odcień skóry
script-skin-tone-medium-dark = Średnio ciemny odcień skóry
script-skin-tone-medium-light = Średnio jasny odcień skóry
script-skin-tone-none = Bez odcienia skóry
script-sound-off = Ta przeglądarka nie odtwarza dźwięków.
script-sound-on = Ta przeglądarka odtwarza dźwięk, gdy przychodzi wiadomość, której akurat nie czytasz.
script-start-again = Zacznij od nowa
script-to-newest = Przejdź do najnowszej wiadomości
script-to-newest-with-count = { $count ->
        [one] Przejdź do najnowszej wiadomości, { $count } nowa
        [few] Przejdź do najnowszej wiadomości, { $count } nowe
        [many] Przejdź do najnowszej wiadomości, { $count } nowych
       *[other] Przejdź do najnowszej wiadomości, { $count } nowych
    }
script-today = Dziś
script-too-many-files = { $count ->
        [one] Wiadomość może mieć { $count } plik.
        [few] Wiadomość może mieć { $count } pliki.
        [many] Wiadomość może mieć { $count } plików.
       *[other] Wiadomość może mieć { $count } plików.
    }
script-too-many-windows = Simple chats jest otwarte w zbyt wielu oknach. Zamknij kilka.
script-turn-off = Wyłącz
script-turn-on = Włącz
script-voice-failed = Nie można odtworzyć
script-voice-lasting = Wiadomość głosowa, { $duration }
script-voice-pause = Wstrzymaj
script-voice-play = Odtwórz
script-voice-position = Pozycja
script-voice-position-of = { $position } z { $duration }
script-voice-speed = Prędkość
script-voice-speed-of = Prędkość { $speed }×
script-waiting = czeka na połączenie
script-yesterday = Wczoraj
