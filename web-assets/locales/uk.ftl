### Simple Chats in Ukrainian.

## Words that many pages share

common-accept = Прийняти
common-account = Обліковий запис
common-back = Назад
common-block = Заблокувати
common-cancel = Скасувати
common-close = Закрити
common-code = Код
common-current-password = Поточний пароль
common-delete = Видалити
common-email = Електронна адреса
common-log-in = Увійти
common-log-out = Вийти
common-message = Повідомлення
common-my-chats = Мої чати
common-name = Ім’я
common-new-password = Новий пароль
common-online = онлайн
common-password = Пароль
common-repeat-new-password = Повторіть новий пароль
common-repeat-password = Повторіть пароль
common-save = Зберегти
common-search = Шукати
common-sign-up = Зареєструватися
common-unblock = Розблокувати
common-username = Ім’я користувача
common-you = Ви

## The application and its languages

manifest-short-name = Чати
manifest-description = Чати для двох на власному сервері.
manifest-find-people = Знайти людей
manifest-archived-chats = Архівовані чати
language-saved = Вашу мову збережено
language-unknown = Виберіть одну з мов
language-title = Мова
language-hint = Мова сторінок, листів і сповіщень.
language-of-browser = Як просить браузер
language-back = Назад до облікового запису

## Chats

chat-attach-files = Прикріпити файли
chat-back-my-chats = Назад до моїх чатів
chat-blocked = Ви заблокували { $name }. Розблокуйте, щоб писати.
chat-cannot-write-deleted-user = Видаленому користувачеві писати не можна.
chat-check-new-messages = Перевірити нові повідомлення
chat-delete-chat = Видалити чат
chat-deletion-alone = Можна також очистити його лише для себе: { $name } збереже всі повідомлення.
chat-deletion-clear-me = Очистити для мене
chat-deletion-delete-both = Видалити для обох
chat-deletion-delete-chat = Видалити цей чат?
chat-deletion-explained = Усі повідомлення між вами та <strong>{ $name }</strong> буде видалено для вас обох. Скасувати це неможливо.
chat-deletion-keep-chat = Залишити чат
chat-dont-reply = Не відповідати
chat-empty = Повідомлень ще немає. Напишіть перше: { $name }.
chat-files-too = { $count ->
        [one] Буде надіслано й { $count } ваш файл.
        [few] Буде надіслано й { $count } ваші файли.
        [many] Буде надіслано й { $count } ваших файлів.
       *[other] Буде надіслано й { $count } ваших файлів.
    }
chat-message-to = Повідомлення для { $name }
chat-messages = Повідомлення
chat-more = Ще
chat-newer-messages = Новіші повідомлення
chat-newest-messages = Найновіші повідомлення
chat-nothing-here = Тут немає повідомлень.
chat-older-messages = Старіші повідомлення
chat-pin-mute-archive = Закріпити, вимкнути звук, архівувати…
chat-request-explained = { $name } хоче вам написати й не бачить, чи ви це прочитали. Відповідь також приймає запит.
chat-search-chat = Шукати в цьому чаті
chat-send = Надіслати
chat-skip-chats = Перейти до чатів
chat-skip-messages = Перейти до повідомлень
chat-skip-writing = Перейти до написання
chats-all-chats = Усі чати
chats-all-chats-archived = Усі ваші чати в архіві.
chats-archived-chats = Архівовані чати
chats-archived-count = Архів ({ $count })
chats-chat = Чат
chats-chats = Чати
chats-choose-chat-from-list = Виберіть чат зі списку або почніть новий.
chats-conversations-will-appear-here = Тут з’являться ваші розмови.
chats-find-people = Знайти людей
chats-first-page = Перша сторінка
chats-hit-own = Ви:
chats-marked-unread = позначено як непрочитане
chats-muted = без звуку
chats-next-page = Наступна сторінка
chats-no-chats-yet-find = Чатів ще немає. Знайдіть, кому написати.
chats-no-messages-yet = Повідомлень ще немає
chats-pages = Сторінки
chats-pinned = закріплено
chats-previous-page = Попередня сторінка
chats-requests = Запити
chats-row-own = Ви: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> реагує { $emoji } на: <bdi>{ $text }</bdi>
chats-row-you-reacted = Ви відреагували { $emoji } на: <bdi>{ $text }</bdi>
chats-start-chat = Почати чат
chats-there-no-archived-chats = Архівованих чатів немає.
chats-there-no-more-chats = Більше чатів немає.
chats-unread = { $count ->
        [one] { $count } непрочитане
        [few] { $count } непрочитані
        [many] { $count } непрочитаних
       *[other] { $count } непрочитаних
    }
clear-clear-chat = Очистити цей чат для себе?
clear-clear-me = Очистити для мене
clear-explained = Усі дотеперішні повідомлення зникнуть для вас. <strong>{ $name }</strong> їх збереже. Скасувати це неможливо.
clear-keep-messages = Залишити повідомлення
companion-back-chat = Назад до чату
companion-delete-chat = Видалити чат
companion-go = Перейти
companion-go-day = Перейти до дня
companion-joined = Тут із { $time }
companion-lifetime = Зникомі повідомлення: { $lifetime }
companion-lifetime-off = Зникомі повідомлення: вимкнено
lifetime-back-chat = Назад до чату
lifetime-current = Нові повідомлення зникають для вас обох через певний час після надсилання: { $lifetime }.
lifetime-days = днів
lifetime-decline = Відхилити
lifetime-hint = Коротший час і «Вимкнено» діють одразу. На все інше { $name } має погодитися. Наявні повідомлення зберігають свій час.
lifetime-hours = годин
lifetime-minutes = хвилин
lifetime-new-messages-disappear-after = Нові повідомлення зникають через
lifetime-none = Нові повідомлення залишаються, доки хтось із вас їх не видалить.
lifetime-number = Число
lifetime-other = Інше
lifetime-own-proposal = Ви запропонували: { $lifetime }. { $name } має погодитися.
lifetime-proposal-of-other = { $name } пропонує, щоб нові повідомлення зникали через: { $lifetime }.
lifetime-unit = Одиниця
lifetime-withdraw = Відкликати
message-another-emoji = Інший емодзі
message-delete-message-both = Видалити повідомлення для вас обох
message-deleted-message = Видалене повідомлення
message-disappears-at = Зникне { $time }
message-disappears-on = Зникне { $time }
message-edit-delete = Змінити або видалити
message-edited = змінено
message-more = Ще
message-new-messages = Нові повідомлення
message-one-emoji = Потрібен один емодзі
message-react = Відреагувати
message-reactions = Реакції
message-remove-emoji = { $emoji }, прибрати
message-remove-reaction = Прибрати вашу реакцію { $emoji }
message-reply = Відповісти
message-report = Поскаржитися
message-seen = переглянуто
message-sent = надіслано
people-back-my-chats = Назад до моїх чатів
people-chat = Чат
people-enter-part-name-username = Введіть частину імені чи імені користувача або повну електронну адресу. Якщо слів кілька, мають збігатися всі.
people-find-someone-chat-opens = Знайдіть когось, і чат відкриється тут.
people-no-one-found = Нікого не знайдено
people-search-again = Шукати ще
people-truncated = Це перші { $count }. Додайте слово або кілька літер, щоб звузити пошук.
preferences-archive = Архівувати
preferences-back-chat = Назад до чату
preferences-clear-me = Очистити для мене
preferences-delete-chat = Видалити чат
preferences-disappearing-messages = Зникомі повідомлення
preferences-hidden = { $name } нічого з цих налаштувань не бачить.
preferences-mark-read = Позначити прочитаним
preferences-mark-unread = Позначити непрочитаним
preferences-messages = Повідомлення
preferences-mute = Вимкнути звук
preferences-mute-1-hour = Вимкнути звук на 1 годину
preferences-mute-1-week = Вимкнути звук на 1 тиждень
preferences-mute-8-hours = Вимкнути звук на 8 годин
preferences-mute-ever = Вимкнути звук назавжди
preferences-muted = Звук вимкнено.
preferences-muted-until = Звук вимкнено до { $time }.
preferences-notifications = Сповіщення
preferences-pin = Закріпити
preferences-title = Чат із { $name }
preferences-unarchive = Повернути з архіву
preferences-unmute = Увімкнути звук
preferences-unpin = Відкріпити
report-administrators-site-will-see = Адміністратори цього сайту побачать це повідомлення, хто його написав і хто скаржиться. Більше нічого з чату вони не побачать.
report-report = Поскаржитися
report-what-wrong = Що з ним не так?
requests-more = Ще
requests-none = Їх немає. Хто може вам писати, визначає розділ <a href="{ $href }">Приватність</a>.
requests-requests = Запити
requests-strangers-who-want-write = Незнайомці, які хочуть вам написати. Вони не бачать, чи ви прочитали їхні повідомлення. Відкрийте запит, щоб прийняти його, видалити або заблокувати відправника.
search-any-content = Будь-який вміст
search-back-to-chat = Назад до чату
search-back-to-chats = Назад до моїх чатів
search-chat = Чат
search-content = Вміст
search-enter-words-beginnings-words = Введіть слова або початки слів. Мають траплятися всі. Слова в лапках мають іти одне за одним.
search-file = З файлом
search-in-chat-with = Пошук у чаті з <bdi>{ $name }</bdi>
search-link = З посиланням
search-no-messages-found = Повідомлень не знайдено
search-older-messages = Старіші повідомлення
search-pages = Сторінки
search-search-message-its-chat = Знайдіть повідомлення, і його чат відкриється тут.
search-search-messages = Шукати повідомлення
search-too-long = { $count ->
        [one] Щонайбільше { $count } символ.
        [few] Щонайбільше { $count } символи.
        [many] Щонайбільше { $count } символів.
       *[other] Щонайбільше { $count } символів.
    }
search-written = Автор
search-written-anyone = Від будь-кого
search-written-me = Від мене
search-written-me-2 = До мене
share-pick-chat-can-still = Виберіть чат. Текст можна ще змінити перед надсиланням.
share-share = Поділитися
share-start-chat = Почати чат
share-there-no-chats-yet = Чатів ще немає.
share-there-nothing-share-other = Ділитися нічим. Інші застосунки передають сюди тексти й посилання через власні меню.
chat-message-reply-deleted-can = Повідомлення, на яке ви відповідаєте, видалено. Це можна надіслати без нього.
chats-chat-deleted = Чат видалено
chats-delete-chat = Видалити чат
lifetime-disappearing-messages = Зникомі повідомлення
lifetime-new-messages-stay = Нові повідомлення залишаються
lifetime-proposal-waits-answer = Ваша пропозиція чекає на відповідь
lifetime-there-no-proposal-any = Пропозиції більше немає
lifetime-use-1-minute-365 = Можна від 1 хвилини до 365 днів
message-edit-message = Змінити повідомлення
people-find-people = Знайти людей
preferences-chat-archived = Чат архівовано
preferences-chat-back-list = Чат знову у списку
preferences-chat-cleared = Чат очищено для вас
preferences-chat-marked-unread = Чат позначено як непрочитаний
preferences-chat-muted = Звук чату вимкнено
preferences-chat-muted-8-hours = Звук чату вимкнено на 8 годин
preferences-chat-muted-hour = Звук чату вимкнено на годину
preferences-chat-muted-week = Звук чату вимкнено на тиждень
preferences-chat-no-longer-marked = Чат більше не позначено як непрочитаний
preferences-chat-no-longer-muted = Звук чату ввімкнено
preferences-chat-no-longer-pinned = Чат більше не закріплено
preferences-chat-pinned = Чат закріплено
preferences-chat-settings = Налаштування чату
preferences-clear-chat = Очистити чат
report-message-reported-administrators = Скаргу на повідомлення надіслано адміністраторам
report-report-done = Скаргу опрацьовано
report-report-message = Поскаржитися на повідомлення
report-reports = Скарги
requests-request-accepted = Запит прийнято
requests-user-blocked-isnt-told = Користувача заблоковано, він про це не дізнається
requests-user-unblocked = Користувача розблоковано
lifetime-line-you-proposed = <bdi>Ви</bdi> запропонували час зникання повідомлень: { $lifetime }
lifetime-line-you-withdrew = <bdi>Ви</bdi> відкликали пропозицію
lifetime-line-you-declined = <bdi>Ви</bdi> відхилили пропозицію
lifetime-line-you-set = <bdi>Ви</bdi> встановили час зникання повідомлень: { $lifetime }
lifetime-line-you-turned-off = <bdi>Ви</bdi> вимкнули зникомі повідомлення
lifetime-line-proposed = <bdi>{ $name }</bdi> пропонує час зникання повідомлень: { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> відкликає пропозицію
lifetime-line-declined = <bdi>{ $name }</bdi> відхиляє пропозицію
lifetime-line-set = <bdi>{ $name }</bdi> встановлює час зникання повідомлень: { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> вимикає зникомі повідомлення
duration-weeks = { $count ->
        [one] { $count } тиждень
        [few] { $count } тижні
        [many] { $count } тижнів
       *[other] { $count } тижня
    }
duration-days = { $count ->
        [one] { $count } день
        [few] { $count } дні
        [many] { $count } днів
       *[other] { $count } дня
    }
duration-hours = { $count ->
        [one] { $count } година
        [few] { $count } години
        [many] { $count } годин
       *[other] { $count } години
    }
duration-minutes = { $count ->
        [one] { $count } хвилина
        [few] { $count } хвилини
        [many] { $count } хвилин
       *[other] { $count } хвилини
    }
duration-seconds = { $count ->
        [one] { $count } секунда
        [few] { $count } секунди
        [many] { $count } секунд
       *[other] { $count } секунди
    }
size-bytes = { $size } Б
size-kilobytes = { $size } кБ
size-megabytes = { $size } МБ
size-gigabytes = { $size } ГБ
attachment-photo = 📷 Фото
attachment-video = Відео
attachment-audio = Аудіо
attachment-voice = Голосове повідомлення
attachment-file = Файл
message-you-and = Ви та { $name }
lifetime-off = Вимкнено
lifetime-now-after = Нові повідомлення зникають через: { $lifetime }
chats-more-than-99-unread = понад 99 непрочитаних
chat-request = Запит
lifetime-proposal = Пропозиція

## Every page

email-change-address = Змінити адресу
email-current = Ваша адреса — <strong>{ $address }</strong>. З нею ви входите, і на неї надійде посилання, якщо забудете пароль.
email-from-authenticator-app-recovery = Із застосунку автентифікації або код відновлення. Протягом п’яти хвилин після використання ключа доступу він не потрібен.
email-gets-link-which-open = На неї надійде посилання; відкрийте його, щоб підтвердити адресу.
email-new-email-address = Нова електронна адреса
form-errors = { $count ->
        [one] Виправте { $count } поле:
        [few] Виправте { $count } поля:
        [many] Виправте { $count } полів:
       *[other] Виправте { $count } поля:
    }
form-it-may = Йому можна
form-log-passkey = Увійти з ключем доступу
form-name-or-username = Ім’я або ім’я користувача
form-name-username = Ім’я або ім’я користувача
form-number-of-people = Кількість людей
form-password-hint = { $count ->
        [one] Щонайменше { $count } символ. Добре підходять кілька випадкових слів.
        [few] Щонайменше { $count } символи. Добре підходять кілька випадкових слів.
        [many] Щонайменше { $count } символів. Добре підходять кілька випадкових слів.
       *[other] Щонайменше { $count } символу. Добре підходять кілька випадкових слів.
    }
form-reason = Причина
form-valid-for = Дійсне
offline-no-connection = Немає з’єднання
offline-server-cant-reached-page = Сервер недоступний. Ця сторінка відкриється, щойно він повернеться.
offline-try-now = Спробувати зараз
page-other-address = Адреса цього сайту — <a href="{ $url }">{ $url }</a>. За теперішньою адресою сторінки самі не оновлюються.
page-site = Сайт
page-skip-chats = Перейти до чатів
page-skip-content = Перейти до вмісту
start-all-chats = Усі чати
start-almost-two-minutes = Майже. Дві хвилини
start-done-window = Є. Біля вікна
start-find-people = Знайти людей
start-find-someone-name-username = Знайдіть когось за іменем або іменем користувача.
start-find-someone-name-write = Знайдіть людину за іменем і пишіть. Працює на телефоні й навіть без JavaScript.
start-i-am-new-here = Я тут уперше
start-i-have-account = У мене є обліковий запис
start-instant = Миттєво
start-messages-arrive-moment-they = Повідомлення надходять, щойно їх надіслано. Після втрати з’єднання нічого не бракує.
start-no-chats-yet-find = Чатів ще немає. Знайдіть, кому написати.
start-one-one-chat-server = Чати для двох на власному сервері. Повідомлення надходять миттєво на будь-який пристрій із браузером.
start-one-program-own-machine = Одна програма на вашому власному комп’ютері зберігає все. Ніхто сторонній не читає й нічого не рахує.
start-save-me-seat = Займи мені місце
start-simple = Просто
start-start-chat = Почати чат
start-there-yet = Ти вже там?
start-yours = Ваше
email-address-already = Це вже ваша адреса
email-address-use = Адресу зайнято
email-confirm-email-address = Підтвердити електронну адресу
email-email-address-confirmed = Електронну адресу підтверджено
email-if-account-waits-address = Якщо обліковий запис чекає на цю адресу, посилання вже в дорозі
email-link-expired = Термін дії посилання минув
email-link-its-way-new = Посилання на нову адресу вже в дорозі. Вашу адресу буде змінено, щойно ви підтвердите її там.
email-page-not-found = Сторінку не знайдено
error-account-suspended = Цей обліковий запис призупинено
error-another-message-was-sent = Із цієї сторінки вже надіслано інше повідомлення. Надішліть це ще раз.
error-bad-request = Незрозумілий запит
error-can-change-only-own = Змінювати можна лише власні повідомлення.
error-cannot-block-yourself = Заблокувати себе неможливо.
error-cannot-delete-chat-both = Видалити цей чат для вас обох неможливо.
error-cannot-write-deleted-user = Видаленому користувачеві писати не можна.
error-cannot-write-user = Цьому користувачеві писати не можна.
error-changed-meantime = Тим часом змінено
error-choose-time = Виберіть час
error-choose-what-may-do = Виберіть, що йому можна
error-code-wrong-was-used = Цей код неправильний або його вже використано
error-confirm-email-address-first = Спершу підтвердьте електронну адресу: відкрийте посилання, яке ми на неї надіслали
error-current-password-wrong = Поточний пароль неправильний
error-data-cant-read = Ваші дані не вдається прочитати.
error-data-cant-read-please = Ваші дані не вдається прочитати. Спробуйте ще раз.
error-data-compressed-which-page = Ваші дані стиснуто, а ця сторінка такого не читає.
error-data-didnt-arrive-time = Ваші дані не надійшли вчасно. Спробуйте ще раз.
error-data-didnt-arrive-within = Ваші дані не надійшли за 30 секунд. Спробуйте ще раз.
error-data-not-valid-utf = Ваші дані не є правильним UTF-8.
error-data-too-large-page = Ваших даних забагато для цієї сторінки.
error-dont-have-access = У вас немає до цього доступу.
error-email-address-already-has = Ця електронна адреса вже має обліковий запис
error-enter-number-from-1 = Введіть число від 1 до 100
error-enter-valid-email-address = Введіть правильну електронну адресу
error-files-didnt-arrive-time = Ваші файли не надійшли вчасно. Спробуйте ще раз.
error-form-has-expired-please = Термін дії цієї форми минув. Надішліть її ще раз.
error-form-was-sent-from = Цю форму надіслано з іншого сайту чи адреси. Відкрийте цей сайт і заповніть її тут.
error-give-code-well-use = Введіть також код або спершу скористайтеся ключем доступу
error-give-reason-up-1 = Вкажіть причину, до 1000 символів
error-has-changed-meantime-please = Це тим часом змінилося. Перезавантажте сторінку.
error-invitation-not-valid-has = Це запрошення недійсне: його термін минув, його використано чи відкликано, або воно для іншої електронної адреси.
error-invitation-one-address-one = Запрошення для однієї адреси — на один обліковий запис
error-last-administrator-make-somebody = Це останній адміністратор. Спершу зробіть адміністратором когось іншого.
error-message-contains-characters-cant = Повідомлення містить символи, які не можна надіслати.
error-message-empty = Повідомлення порожнє.
error-message-longer-than-4 = Повідомлення довше за 4000 символів.
error-name-cant-used-choose = Таке ім’я не можна взяти. Виберіть інше
error-need-invitation-sign-up = Щоб зареєструватися тут, потрібне запрошення. Попросіть когось, хто має обліковий запис.
error-no-longer-available = Більше недоступно
error-no-longer-available-text = Це більше недоступно.
error-nobody-can-sign-up = Зараз тут ніхто не може зареєструватися.
error-not-allowed = Не дозволено
error-not-supported = Не підтримується
error-only-administrators-may-invite = Запрошувати людей тут можуть лише адміністратори.
error-page-doesnt-exist = Такої сторінки немає
error-page-doesnt-support-kind = Ця сторінка не підтримує такого запиту.
error-page-not-found = Сторінку не знайдено
error-page-only-reads-forms = Ця сторінка читає лише форми (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Цей ключ доступу не підходить. Спробуйте ще раз
error-password-too-common-choose = Цей пароль надто поширений. Виберіть інший
error-password-too-long = Цей пароль задовгий
error-password-wrong = Пароль неправильний
error-passwords-dont-match = Паролі не збігаються
error-server-busy-partly-unavailable = Сервер зайнятий або частково недоступний. Спробуйте ще раз.
error-something-went-wrong = Щось пішло не так
error-something-went-wrong-our = У нас щось пішло не так. Спробуйте пізніше ще раз.
error-temporarily-unavailable = Тимчасово недоступно
error-too-large = Завелике
error-too-many-requests = Забагато запитів
error-too-many-requests-please = Забагато запитів. Зачекайте хвильку.
error-too-slow = Заповільно
error-transfer-data-was-interrupted = Передавання ваших даних перервано.
error-unblock-user-write = Розблокуйте цього користувача, щоб писати.
error-unsupported-format = Формат не підтримується
error-use-1-25-characters = Можна від 1 до 25 символів
error-use-1-64-characters = Можна від 1 до 64 символів
error-use-1-64-visible = Можна від 1 до 64 видимих символів
error-use-3-25-characters = Можна від 3 до 25 символів
error-use-letters-one-alphabet = У кожному слові вживайте літери лише однієї абетки
error-use-only-latin-letters = Лише латинські літери (a–z), цифри, «_», «.» і «-»
error-use-only-visible-characters = Лише видимі символи
error-username-looks-too-much = Це ім’я користувача надто схоже на інше
error-username-taken = Це ім’я користувача зайнято
error-wrong-login-password = Неправильний логін або пароль
page-already-logged = Ви вже ввійшли
page-back-previous-page = Назад до попередньої сторінки
page-log-continue = Увійдіть, щоб продовжити
page-start-page = Початкова сторінка
page-try-again = Спробувати ще раз
error-password-too-short = { $count ->
        [one] Щонайменше { $count } символ
        [few] Щонайменше { $count } символи
        [many] Щонайменше { $count } символів
       *[other] Щонайменше { $count } символу
    }
error-too-many-tokens = { $count ->
        [one] У вас { $count } токен. Спершу відкличте його
        [few] У вас { $count } токени. Спершу відкличте кілька
        [many] У вас { $count } токенів. Спершу відкличте кілька
       *[other] У вас { $count } токена. Спершу відкличте кілька
    }
error-too-many-invitations = { $count ->
        [one] У вас { $count } запрошення. Спершу відкличте його
        [few] У вас { $count } запрошення. Спершу відкличте кілька
        [many] У вас { $count } запрошень. Спершу відкличте кілька
       *[other] У вас { $count } запрошення. Спершу відкличте кілька
    }
error-too-many-passkeys = { $count ->
        [one] У вас { $count } ключ доступу. Спершу вилучіть його
        [few] У вас { $count } ключі доступу. Спершу вилучіть один
        [many] У вас { $count } ключів доступу. Спершу вилучіть один
       *[other] У вас { $count } ключа доступу. Спершу вилучіть один
    }
error-too-many-devices = { $count ->
        [one] У вас { $count } пристрій зі сповіщеннями. Спершу вилучіть його
        [few] У вас { $count } пристрої зі сповіщеннями. Спершу вилучіть один
        [many] У вас { $count } пристроїв зі сповіщеннями. Спершу вилучіть один
       *[other] У вас { $count } пристрою зі сповіщеннями. Спершу вилучіть один
    }
error-push-refused = Службою сповіщень цього браузера скористатися не можна
error-too-many-requests-wait = Забагато запитів. Спробуйте ще раз через { $seconds } с.
error-busy-wait = Сервер зайнятий або частково недоступний. Спробуйте ще раз через { $seconds } с.
error-logged = У нас щось пішло не так. Спробуйте пізніше ще раз. Помилку записано під номером { $number }.
error-file-empty = Файл порожній.
error-file-long = Файл довший за { $bytes } байтів.
error-quota = Ваші вкладення займають забагато місця. Спершу видаліть деякі.
error-file-gone = Файл цього повідомлення зник. Прикріпіть його ще раз.
error-too-many-files = Повідомлення може мати до { $count } вкладень.
error-file-damaged = Файл пошкоджений або неповний.
error-picture-large = Зображення має забагато пікселів.
error-file-complex = Файл надто складний.
error-file-metadata = Файл має метадані, наприклад місце, які не вдається прибрати.
error-file-not-stored = Файл не збережено. Спробуйте ще раз.

## Accounts

account-1-25-characters = Від 1 до 25 символів.
account-3-25-characters-latin = Від 3 до 25 символів: латинські літери (a–z), цифри, «_», «.» і «-».
account-administration = Адміністрування
account-also-revoke-api-tokens = Також відкликати токени API
account-api-tokens = Токени API
account-appearance = Вигляд
account-change-password = Змінити пароль
account-dark = Темна
account-data = Ваші дані
account-delete-account = Видалити обліковий запис
account-devices = Пристрої
account-download-data = Завантажити ваші дані
account-from-authenticator-app-recovery = Із застосунку автентифікації або код відновлення. Протягом п’яти хвилин після використання ключа доступу він не потрібен.
account-invite-people = Запросити людей
account-large = Великий
account-light = Світла
account-new-password-logs-out = Новий пароль завершує сеанси на всіх інших ваших пристроях.
account-normal = Звичайний
account-notifications = Сповіщення
account-privacy = Приватність
account-profile = Профіль
account-save-profile = Зберегти профіль
account-security = Безпека
account-small = Малий
account-storage = Ваші файли займають { $size }. Завантажте копію всіх своїх чатів або видаліть обліковий запис.
account-storage-of-quota = Ваші файли займають { $size } із { $quota }. Завантажте копію всіх своїх чатів або видаліть обліковий запис.
account-system = Як у системі
account-text-size = Розмір тексту
account-theme-browser = Тема цього браузера
account-very-large = Дуже великий
account-what-others-see-how = Що бачать інші та як вони вас знаходять.
confirm-another-account-uses-address = Цією адресою вже користується інший обліковий запис.
confirm-back-login = Назад до входу
confirm-confirm-address = Підтвердити цю адресу
confirm-email-address = Ваша електронна адреса
confirm-enter-email-address-which = Введіть електронну адресу, з якою ви реєструвалися. Ми надішлемо на неї ще одне посилання для підтвердження.
confirm-link-doesnt-exist-copy = Такого посилання немає. Скопіюйте повне посилання з листа або попросіть нове.
confirm-link-has-expired-ask = Термін дії цього посилання минув. Попросіть нове.
confirm-link-not-valid-any = Це посилання вже недійсне: його використано або є новіше.
confirm-question = Чи <strong>{ $address }</strong> — ваша електронна адреса, а <strong>@{ $username }</strong> — ваш обліковий запис? Відтепер він матиме цю адресу.
confirm-send-link = Надіслати посилання
devices-browser-on-system = { $browser } на { $system }
devices-device = цей пристрій
devices-devices = Пристрої
devices-explained = Де ви ввійшли. Завершіть сеанси, яких не впізнаєте, і <a href="{ $href }">змініть пароль</a>.
devices-log-out-all-other = Вийти на всіх інших пристроях
devices-log-out-one = Завершити сеанс { $browser } на { $system }, востаннє { $time }
devices-times = З { $address }, вхід { $logged_in }, востаннє { $last_seen }
export-back-account = Назад до вашого облікового запису
export-data = Ваші дані
export-download-data = Завантажити ваші дані
export-explained = Завантажте копію своїх чатів разом із профілем, налаштуваннями, пристроями та всім, що належить до вашого облікового запису. Це файл ZIP: розпакуйте його й відкрийте <strong>index.html</strong>, щоб читати в браузері навіть без з’єднання. Програми читають <strong>data.json</strong>.
export-keep-safe-contains-everything = Зберігайте її надійно: у ній усе, що ви та інші писали у ваших чатах.
invitations-days = { $count ->
        [one] { $count } день
        [few] { $count } дні
        [many] { $count } днів
       *[other] { $count } дня
    }
invitations-for-address = для { $address }
invitations-give-link-person-invite = Дайте це посилання людині, яку запрошуєте. Його показано лише зараз.
invitations-have-none = У вас їх немає.
invitations-invitation = Ваше запрошення
invitations-invitations = Ваші запрошення
invitations-invite-people = Запросити людей
invitations-leave-empty-anyone-who = Залиште порожнім для всіх, хто має посилання.
invitations-link-invitation = Посилання запрошення
invitations-make-invitation = Створити запрошення
invitations-number-people = Кількість людей
invitations-only-email-address = Лише для цієї електронної адреси
invitations-revoke = Відкликати
invitations-revoke-one = Відкликати запрошення, дійсне до { $time }
invitations-used = Використано { $used } із { $accounts }
invitations-valid = Дійсне
invitations-valid-until = Дійсне до { $time }
invitations-was-valid-until = Уже недійсне. Було дійсне до { $time }
invitations-whoever-signs-up-invitation = Хто зареєструється за вашим запрошенням, матиме чат із вами.
leaving-account-deleted = Ваш обліковий запис видалено
leaving-delete-account = Видалити ваш обліковий запис?
leaving-delete-for-everyone = Видалити для всіх
leaving-keep-for-others = Зберегти для інших
leaving-delete-account-2 = Видалити обліковий запис
leaving-from-authenticator-app-recovery = Із застосунку автентифікації або код відновлення.
leaving-keep-account = Залишити обліковий запис
leaving-logged-out-everywhere-nothing = Ви вийшли всюди, і від вашого профілю тут нічого не залишилося. Повідомлення залишилися лише тоді, якщо ви вирішили зберегти їх для тих, з ким листувалися.
leaving-messages-wrote = Повідомлення, які ви написали
leaving-only-administrator = <strong>Ви єдиний адміністратор.</strong> Після цього ніхто не зможе керувати сервером на його сторінках, доки власник сервера не призначить іншого.
leaving-people-wrote-keep-their = Люди, з якими ви листувалися, збережуть свої чати; ви в них будете «Видалений користувач».
leaving-profile-email-address-password = Ваш профіль, електронну адресу, пароль, другі чинники, пристрої, токени API та запрошення буде видалено одразу, і ви вийдете всюди. Ваше ім’я користувача стане вільним для інших. Скасувати це неможливо.
leaving-start-page = Початкова сторінка
login-email-address-username = Електронна адреса або ім’я користувача
login-forgot-password = Забули пароль?
login-no-account-yet = Ще не маєте облікового запису?
login-send-link-again = Надіслати посилання ще раз
logout-back-my-chats = Назад до моїх чатів
logout-logs-out-browser-chats = Це завершить сеанс у цьому браузері. Ваші чати залишаться.
notifications-all-devices = Усі пристрої
notifications-browser = Цей браузер
notifications-choose-one = Виберіть
notifications-device-added = Від { $added }
notifications-device-used = Від { $added }, останнє сповіщення { $used }
notifications-devices-told-messages = Пристрої, що дізнаються про повідомлення
notifications-from = Від
notifications-have-quiet-hours-each = Мати щодня тихі години
notifications-mail-about-messages-missed = Лист про пропущені повідомлення
notifications-no-device-gets-notifications = Жоден пристрій ще не отримує сповіщень.
notifications-none = Немає
notifications-nothing-sent-then-mails = Тоді вам нічого не надсилають. Листи чекають, доки години минуть.
notifications-notifications = Сповіщення
notifications-one-mail-time-none = Один лист за раз, і жодного про чати без звуку.
notifications-quiet-hours = Тихі години
notifications-remove = Вилучити
notifications-remove-device = Вилучити { $device }
notifications-save-settings = Зберегти налаштування
notifications-send-test = Надіслати пробне
notifications-server-sends-no-mail = Цей сервер не надсилає листів.
notifications-servers-key-has-changed = Ключ сервера змінився. Відкрийте Simple Chats на пристрої, щоб знову ввімкнути сповіщення.
notifications-show-mail-what-messages = Показувати в листі, що в повідомленнях
notifications-show-what-messages-say = Показувати, що в повідомленнях
notifications-sound = Звук
notifications-test-device = Надіслати пробне на { $device }
notifications-these-devices-told-messages = Ці пристрої дізнаються про повідомлення, коли жодна ваша сторінка не відкрита. Вони отримують ім’я відправника й початок тексту, зашифровані для них.
notifications-time-zone = Часовий пояс
notifications-to = До
notifications-turn-device = Увімкнути на цьому пристрої
notifications-when-message-unread-8 = Коли повідомлення не прочитано 8 годин
notifications-when-message-unread-day = Коли повідомлення не прочитано день
notifications-when-message-unread-hour = Коли повідомлення не прочитано годину
privacy-blocked-people = Заблоковані люди
privacy-everyone = Усі
privacy-everyone-any-part-name = Усі, за будь-якою частиною імені
privacy-have-blocked-nobody-block = Ви нікого не заблокували. Щоб заблокувати, скористайтеся меню вашого чату.
privacy-i-am-typing = Що я пишу
privacy-more = Ще
privacy-only-people-who-know = Лише ті, хто точно знає ваше ім’я користувача чи електронну адресу
privacy-privacy = Приватність
privacy-save-settings = Зберегти налаштування
privacy-they-cant-write-dont = Вони не можуть вам писати й не бачать, коли ви онлайн. Що їх заблоковано, вони не дізнаються.
privacy-unblock-person = Розблокувати { $name }
privacy-what-dont-show-dont = Чого не показуєте ви, того не бачите й в інших.
privacy-what-others-see = Що інші бачать про вас
privacy-when-i-am-online = Коли я онлайн і коли мене бачили востаннє
privacy-which-messages-i-have = Які повідомлення я прочитав(-ла)
privacy-who-finds = Хто вас знаходить
privacy-who-may-write = Хто може вам писати
privacy-write-invited = Люди, з якими у вас є чат. Повідомлення від незнайомців чекають як <a href="{ $href }">запити</a>
register-1-25-characters-what = Від 1 до 25 символів. Це бачать інші.
register-3-25-characters-latin = Від 3 до 25 символів: латинські літери (a–z), цифри, «_», «.» і «-». Інші можуть знайти вас за ним.
register-already-have-account = Уже маєте обліковий запис?
register-invited-by = <strong>{ $name }</strong> запрошує вас до чату.
register-logging-resetting-password-nobody = Для входу та відновлення пароля. Більше ніхто її не бачить.
reset-back-login = Назад до входу
reset-choose-new-password-then = Виберіть новий пароль. Потім ви знову ввійдете з ним на кожному своєму пристрої.
reset-enter-email-address-account = Введіть електронну адресу свого облікового запису. Ми надішлемо на неї посилання для вибору нового пароля.
reset-link-doesnt-exist-copy = Такого посилання немає. Скопіюйте повне посилання з листа або попросіть нове.
reset-link-has-already-been = Це посилання вже використано. Попросіть нове, якщо потрібно.
reset-link-has-expired-request = Термін дії цього посилання минув. Попросіть нове.
reset-request-link = Попросити посилання
reset-request-new-link = Попросити нове посилання
reset-save-password = Зберегти пароль
reset-send-link = Надіслати посилання
reset-server-sends-no-mail = Цей сервер не надсилає листів. Його адміністратор може дати вам новий пароль або передати посилання, яке ви попросите тут: сервер зберігає його у файлі.
security-add-passkey = Додати ключ доступу
security-adding-passkey-needs-javascript = Щоб додати ключ доступу, потрібен JavaScript.
security-besides-password-logging-will = Крім пароля, для входу знадобиться ключ доступу або код відновлення.
security-codes-left = { $count ->
        [one] У вас залишився { $count } код відновлення. Нові його замінять.
        [few] У вас залишилося { $count } коди відновлення. Нові їх замінять.
        [many] У вас залишилося { $count } кодів відновлення. Нові їх замінять.
       *[other] У вас залишилося { $count } коду відновлення. Нові їх замінять.
    }
security-each-them-logs-once = Кожен із них один раз дає ввійти після пароля, якщо при вас немає телефона чи ключа доступу. Зберігайте їх деінде: їх показано лише зараз.
security-enter-six-digits-app = Введіть шість цифр, які показує застосунок.
security-from-app-recovery-code = Із застосунку або код відновлення.
security-from-authenticator-app-recovery = Із застосунку автентифікації або код відновлення. Протягом п’яти хвилин після використання ключа доступу він не потрібен.
security-key-authenticator-app = Ключ для застосунку автентифікації
security-logs-others-out = Налаштування завершить сеанси на всіх інших ваших пристроях.
security-make-new-codes = Створити нові коди
security-name-new-passkey = Назва нового ключа доступу
security-new-recovery-codes = Нові коди відновлення
security-on-since = Увімкнено з { $time }: крім пароля, для входу потрібен код із застосунку автентифікації.
security-passkey = Ключ доступу
security-passkey-added = Додано { $added }
security-passkey-phone-computer-security = Ключ доступу на телефоні, комп’ютері чи апаратному ключі дає ввійти без пароля й коду. Щойно він у вас є, самого пароля вже не досить.
security-passkey-used = Додано { $added }, востаннє вжито { $used }
security-passkeys = Ключі доступу
security-password-alone-will-enough = Для входу вистачатиме самого пароля.
security-recovery-codes = Ваші коди відновлення
security-remove = Вилучити
security-remove-passkey = Вилучити ключ доступу
security-scan = Проскануйте цей код застосунком, відкрийте <a href="{ $href }">це посилання</a> на телефоні або введіть ключ.
security-six-digits-from-app = Шість цифр із застосунку.
security-such-phone-blue-key = Наприклад, «телефон» або «синій ключ».
security-turn-off = Вимкнути
security-turn-off-two-step = Вимкнути двоетапну перевірку
security-turn-two-step-verification = Увімкнути двоетапну перевірку
security-two-step-verification = Двоетапна перевірка
security-use-passkey = Скористатися ключем доступу
security-use-passkey-now-five = Скористайтеся ключем доступу зараз, і п’ять хвилин форми на цій сторінці не питатимуть ні пароля, ні коду.
security-why-authenticator = Із застосунком автентифікації на телефоні ніхто не ввійде з самим лише вашим паролем.
tokens-api-tokens = Токени API
tokens-copy-now-keep-like = Скопіюйте його зараз і бережіть, як пароль. Його показано лише цього разу.
tokens-expired = термін минув { $time }
tokens-have-none = У вас їх немає.
tokens-last-used = востаннє вжито { $time }
tokens-made = Створено { $time }
tokens-make-token = Створити токен
tokens-may = Йому можна
tokens-month = 30 днів
tokens-never-used = ще не вжито
tokens-new-token = Ваш новий токен
tokens-only-reads = лише читає
tokens-quarter = 90 днів
tokens-reads-writes = читає й пише
tokens-revoke = Відкликати
tokens-revoke-one = Відкликати токен { $name }
tokens-scope-read = Лише читати
tokens-scope-write = Читати й писати
tokens-token = Токен
tokens-token-program-acts-without = Із токеном програма діє за вас без вашого пароля. Вона не може змінити пароль чи адресу або видалити обліковий запис.
tokens-tokens = Ваші токени
tokens-until-revoked = Доки не відкличете
tokens-valid = Дійсне
tokens-valid-until = дійсний до { $time }
tokens-valid-until-revoked = дійсний, доки не відкличете
tokens-week = 7 днів
tokens-what-1-64-characters = Для чого він. Від 1 до 64 символів.
tokens-year = 1 рік
unsubscribe-get-mail-when-messages = Ви отримуєте листа, коли повідомлення на цьому сайті залишаються непрочитаними. Більше не хочете таких листів?
unsubscribe-get-no-more-mails = Ви більше не отримуватимете листів про пропущені повідомлення. Їх можна будь-коли ввімкнути знову.
unsubscribe-notifications = Сповіщення
unsubscribe-send-no-more-mails = Більше не надсилати листів
verify-six-digits-from-authenticator = Шість цифр із застосунку автентифікації або один із кодів відновлення.
verify-start-over = Почати спочатку
verify-there-were-too-many = Забагато неправильних кодів. Увійдіть ще раз.
account-new-password-saved = Ваш новий пароль збережено
account-nothing-has-changed = Нічого не змінилося
account-profile-saved = Ваш профіль збережено
devices-all-other-devices-logged = На всіх інших пристроях сеанси завершено
devices-device-logged-out = Сеанс на пристрої завершено
devices-logged-out = Ви вийшли
invitations-invitation-no-longer-valid = Запрошення більше не дійсне
invitations-invitations-text = Запрошення
invitations-qr-code-link = QR-код посилання
leaving-account-deleted-text = Обліковий запис видалено
login-account-almost-ready-open = Ваш обліковий запис майже готовий. Відкрийте посилання, яке ми надіслали на вашу електронну адресу, а тоді ввійдіть.
login-account-ready-log-start = Ваш обліковий запис готовий. Увійдіть, щоб почати спілкуватися.
login-logged = Ви ввійшли
login-logged-out = Ви вийшли
notifications-device-gets-no-more = Пристрій більше не отримує сповіщень
notifications-device-gets-notifications = Цей пристрій отримує сповіщення
notifications-mails-about-missed-messages = Листи про пропущені повідомлення
notifications-settings-saved = Ваші налаштування збережено
notifications-test-its-way-device = Пробне сповіщення вже в дорозі
privacy-settings-saved = Ваші налаштування збережено
privacy-user-unblocked = Користувача розблоковано
reset-if-address-has-account = Якщо ця адреса має обліковий запис, посилання вже в дорозі
reset-link-expired = Термін дії посилання минув
reset-new-password-saved-log = Ваш новий пароль збережено. Увійдіть із ним.
reset-page-not-found = Сторінку не знайдено
reset-reset-password = Відновлення пароля
reset-server-sends-no-mail-ask = Цей сервер не надсилає листів. Попросіть посилання в адміністратора
security-confirmed-five-minutes-page = Підтверджено. П’ять хвилин ця сторінка більше нічого не питатиме
security-passkey-added-text = Ключ доступу додано
security-passkey-removed = Ключ доступу вилучено
security-qr-code-authenticator-app = QR-код для застосунку автентифікації
security-security = Безпека
security-two-step-verification-off = Двоетапну перевірку вимкнено
security-two-step-verification-text = Двоетапну перевірку ввімкнено
security-use-passkey-first-log = Спершу скористайтеся ключем доступу або ввійдіть ще раз, а тоді протягом п’яти хвилин налаштуйте застосунок
tokens-token-no-longer-valid = Токен більше не дійсний
verify-log-continue = Увійдіть, щоб продовжити
verify-two-step-verification = Двоетапна перевірка
notifications-quiet-times = Тихі години починаються й закінчуються між 00:00 і 23:59
notifications-quiet-empty = Тихі години не можуть закінчитися тоді, коли починаються
notifications-quiet-zone = Такого часового поясу немає

## Administration

administration-account-joined = { $address }, тут із { $time }
administration-accounts = Облікові записи
administration-accounts-suspended = { $accounts }, з них призупинено { $suspended }
administration-administration = Адміністрування
administration-is-administrator = адміністратор
administration-after-edit = І після зміни:
administration-command-line = Командний рядок
administration-delete-account = Видалити цей обліковий запис?
administration-delete-account-2 = Видалити обліковий запис
administration-delete-them-everyone = Видалити для всіх
administration-deletion-explained = Профіль, електронну адресу, пароль, пристрої та запрошення <strong><bdi>{ $name }</bdi></strong> (@{ $username }) буде видалено одразу. Скасувати це неможливо.
administration-devices = Пристрої
administration-done = Готово
administration-end-suspension = Поновити
administration-invitation-by = від <bdi>{ $name }</bdi>
administration-invitations = Запрошення
administration-joined = Тут із
administration-keep-them-people-user = Зберегти для тих, з ким користувач листувався
administration-last-seen = Востаннє
administration-mail-given-up = { $count ->
        [one] Від { $made }, { $count } спроба, відмова { $time }
        [few] Від { $made }, { $count } спроби, відмова { $time }
        [many] Від { $made }, { $count } спроб, відмова { $time }
       *[other] Від { $made }, { $count } спроби, відмова { $time }
    }
administration-mail-next = { $count ->
        [one] Від { $made }, { $count } спроба, наступна { $time }
        [few] Від { $made }, { $count } спроби, наступна { $time }
        [many] Від { $made }, { $count } спроб, наступна { $time }
       *[other] Від { $made }, { $count } спроби, наступна { $time }
    }
administration-mail-server-has-refused = Поштовий сервер відхилив їх остаточно, або вони не вдавалися задовго. Їх показано 30 днів.
administration-mails-fail = Листи, що не доходять
administration-mails-given-up = Листи, від яких відмовилися
administration-member = Учасник
administration-messages-participants-their-chats = Повідомлення, на які поскаржилися учасники їхніх чатів, спершу найдавніші. Коли скаргу опрацьовано, її текст тут стирається.
administration-messages-user-wrote = Повідомлення, які написав користувач
administration-name-username-email-address = Ім’я, ім’я користувача або електронна адреса
administration-next-page = Наступна сторінка
administration-no-longer-valid-was = Уже недійсне. Було дійсне до
administration-no-one-found = Нікого не знайдено
administration-no-text = Вкладення без тексту
administration-none = Немає.
administration-not-known = Невідомо
administration-nothing-yet = Поки нічого.
administration-record = Журнал
administration-registration = Реєстрація
administration-report-done = Скаргу { $reporter } на { $reported } опрацьовано
administration-reported-by = Скаржиться { $name }, { $time }:
administration-reported-by-username = Скаржиться { $name } (@{ $username }), { $time }:
administration-reports = Скарги
administration-revoke = Відкликати
administration-revoke-invitation-by = Відкликати запрошення від { $name }, дійсне до { $time }
administration-role = Роль
administration-running-instances = Запущені екземпляри
administration-send-reset-link = Надіслати посилання для відновлення
administration-server = Сервер
administration-size-database = Розмір бази даних
administration-storage-used = { $count ->
        [one] { $count } повідомлення, { $size }
        [few] { $count } повідомлення, { $size }
        [many] { $count } повідомлень, { $size }
       *[other] { $count } повідомлення, { $size }
    }
administration-suspend = Призупинити
administration-suspend-account = Призупинити цей обліковий запис?
administration-suspend-account-2 = Призупинити обліковий запис
administration-is-suspended = призупинено
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) одразу вийде всюди й не зможе ввійти, доки ви не поновите обліковий запис. Чати залишаться, як є.
administration-there-none = Їх немає.
administration-these-tried-again-about = Їх пробують надіслати ще близько дня.
administration-user-number = номер { $number }
administration-valid-until = Дійсне до
administration-version = Версія
administration-what-administrators-command-line = Що адміністратори та командний рядок зробили з обліковими записами.
administration-wrote-on = пише { $time }
administration-account-can-used-again = Обліковим записом знову можна користуватися
administration-account-deleted = Обліковий запис видалено
administration-account-suspended = Обліковий запис призупинено
audit-something = якась дія щодо:
audit-resumed = поновлення облікового запису:
administration-everyone-may-invite = Запрошувати можуть усі
administration-everyone-may-sign-up = Зареєструватися можуть усі
administration-invitation-no-longer-valid = Запрошення більше не дійсне
administration-invitation-only = Лише за запрошенням
administration-link-reset-password-its = Посилання для відновлення пароля вже в дорозі
audit-promoted = надання прав адміністратора:
audit-report-done = опрацювання скарги на повідомлення від:
administration-nobody-may-sign-up = Зареєструватися не може ніхто
administration-only-administrators-may-invite = Запрошувати можуть лише адміністратори
audit-second-factor-removed = вилучення другого чинника:
audit-revoked = відкликання запрошення від:
audit-reset-link = надсилання посилання для відновлення:
audit-password = встановлення пароля:
audit-demoted = позбавлення прав адміністратора:
audit-added = додавання:
audit-suspended = призупинено
audit-deleted = видалення:
administration-administrator = Адміністратор
administration-suspended = Призупинено
administration-storage = Сховище

## Mails and notifications

push-new-message = Нове повідомлення
push-test = Сповіщення надходять на цей пристрій.
mail-confirmation-subject = Підтвердьте електронну адресу - Simple Chats
mail-confirmation =
    Вітаємо!

    Хтось, найімовірніше ви, хоче використовувати цю електронну адресу для облікового запису { $username } у Simple Chats. Щоб підтвердити її, відкрийте цю сторінку й натисніть на ній кнопку:

    { $link }

    Посилання діє один раз протягом такого часу: { $duration }. Якщо ви про це не просили, не зважайте на цей лист: нічого не зміниться.
mail-taken-subject = Ваша електронна адреса вже використовується - Simple Chats
mail-taken =
    Вітаємо, { $name }!

    Хтось хоче використовувати цю електронну адресу для іншого облікового запису в Simple Chats. Вона належить до вашого, тож нічого не змінилося й робити нічого не треба.

    Якщо це були ви: адреса може належати лише одному обліковому запису. Спершу змініть адресу цього або видаліть його.
mail-reset-subject = Відновлення пароля - Simple Chats
mail-reset =
    Вітаємо, { $name }!

    Хтось, найімовірніше ви, попросив новий пароль для вашого облікового запису в Simple Chats. Щоб вибрати його, відкрийте цю сторінку:

    { $link }

    Якщо ви користуєтеся REST API, ось ваш токен відновлення:

    "{ $token }"

    Посилання й токен діють один раз протягом такого часу: { $duration }. Якщо ви про це не просили, не зважайте на цей лист: ваш пароль залишиться, як був.
mail-missed-subject = У вас непрочитані повідомлення - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } повідомлення
        [few] { $name }: { $count } повідомлення
        [many] { $name }: { $count } повідомлень
       *[other] { $name }: { $count } повідомлення
    }
mail-missed-more = { $count ->
        [one] і ще { $count } чат
        [few] і ще { $count } чати
        [many] і ще { $count } чатів
       *[other] і ще { $count } чату
    }
mail-missed =
    Вітаємо, { $name }!

    У Simple Chats на вас чекають повідомлення:

    { $list }
    Прочитати їх можна тут:

    { $chats }

    Коли ви отримуєте такі листи й що в них є, вирішуєте ви:

    { $settings }

    Щоб більше їх не отримувати, відкрийте це посилання й підтвердьте:

    { $unsubscribe }
mail-photo = Фото
mail-webhook-subject = Ваш вебхук призупинено - Simple Chats
mail-webhook =
    Вітаємо, { $name }!

    Ваш вебхук { $number } більше не дізнається, що відбувається у ваших чатах у Simple Chats: подію не вдавалося доставити 24 години або чекало понад 100 000. Його призупинено, а те, що на нього чекало, відкинуто:

    { "  " }{ $host }

    Що поверталося на кожну спробу, тут бачить його власник:

    { $deliveries }

    Коли його сервер знову відповідатиме, продовжте роботу, надіславши { "{" }"paused": false{ "}" } методом PATCH на:

    { $webhook }
mail-notice =
    Вітаємо, { $name }!

    { $what }

    Коли: { $time }
    Звідки: { $address }, { $browser }

    Якщо це були ви, робити нічого не треба.

    { $advice }

    { $link }
mail-notice-by-operator =
    Вітаємо, { $name }!

    { $what }

    Коли: { $time }
    Хто: власник цього сервера

    Якщо ви про це просили, робити нічого не треба.

    { $advice }

    { $link }
mail-new-browser-subject = Новий вхід - Simple Chats
mail-new-browser = Хтось, найімовірніше ви, увійшов до вашого облікового запису в Simple Chats із браузера, з якого цього ще не робили.
mail-new-browser-advice = Якщо це були не ви, хтось знає ваш пароль. Змініть його й завершіть сеанси на пристроях, яких не впізнаєте:
mail-password-changed-subject = Ваш пароль змінено - Simple Chats
mail-password-changed = Пароль вашого облікового запису в Simple Chats змінено.
mail-password-changed-advice = Якщо це були не ви, негайно виберіть новий пароль:
mail-address-changed-subject = Вашу електронну адресу змінено - Simple Chats
mail-address-changed = Ваш обліковий запис у Simple Chats має нову електронну адресу. Ця до нього більше не належить: увійти з нею чи вибрати новий пароль уже не можна.
mail-address-changed-advice = Якщо це були не ви, увійдіть з іменем користувача, змініть пароль, а потім адресу. Якщо не вдається, попросіть допомоги в тих, хто тримає цей сервер:
mail-factor-added-subject = Додано другий чинник - Simple Chats
mail-factor-added =
    До вашого облікового запису в Simple Chats додано другий чинник:

    { "  " }{ $name }
mail-factor-removed-subject = Вилучено другий чинник - Simple Chats
mail-factor-removed =
    Із вашого облікового запису в Simple Chats вилучено другий чинник:

    { "  " }{ $name }
mail-factor-advice = Якщо це були не ви, хтось користується вашим обліковим записом. Змініть пароль, вийдіть на всіх інших пристроях і перегляньте свої другі чинники:
mail-token-made-subject = Створено токен API - Simple Chats
mail-token-made =
    Створено токен API, з яким програма може користуватися вашим обліковим записом у Simple Chats:

    { "  " }{ $name }
mail-token-made-advice = Якщо це були не ви, хтось користується вашим обліковим записом. Відкличте токен і змініть пароль:
mail-recovery-code-subject = Використано код відновлення - Simple Chats
mail-recovery-code = Замість другого чинника вашого облікового запису в Simple Chats використано код відновлення. Вдруге він не спрацює.
mail-recovery-code-advice = Якщо це були не ви, хтось знає ваш пароль і ваші коди відновлення. Змініть пароль, вийдіть на всіх інших пристроях і створіть нові коди відновлення:
mail-operator-factor-advice = Якщо ви про це не просили, спитайте тих, хто тримає цей сервер, чому це зроблено, і знову налаштуйте другий чинник:
mail-operator-advice = Якщо ви про це не просили, спитайте тих, хто тримає цей сервер, чому це зроблено. Новий пароль можна вибрати тут:

## Scripts

script-attached = Файли наступного повідомлення
script-attached-file = { $name }, { $place } із { $count }
script-attached-file-of-several = { $name }, { $place } із { $count }. Стрілки пересувають його.
script-by-http = Ця мережа блокує живе оновлення. Нові повідомлення з’являються кожні кілька секунд.
script-cancel-editing = Скасувати зміну
script-characters-left = { $count ->
        [one] Залишився { $number } символ
        [few] Залишилося { $number } символи
        [many] Залишилося { $number } символів
       *[other] Залишилося { $number } символу
    }
script-characters-too-many = { $count ->
        [one] { $number } символ зайвий
        [few] { $number } символи зайві
        [many] { $number } символів зайві
       *[other] { $number } символу зайві
    }
script-chat-deleted = Цей чат видалено для вас обох.
script-clear-consequence = Усі дотеперішні повідомлення зникнуть для вас. { $name } їх збереже.
script-clear-for-me = Очистити для мене…
script-connecting = З’єднання…
script-copy = Копіювати
script-copy-code = Копіювати код
script-delete-chat = Видалити чат…
script-delete-consequence = Його буде видалено для вас обох.
script-delete-question = Видалити це повідомлення?
script-delete-several = { $count ->
        [one] Видалити { $count } повідомлення?
        [few] Видалити { $count } повідомлення?
        [many] Видалити { $count } повідомлень?
       *[other] Видалити { $count } повідомлення?
    }
script-delete-several-consequence = Їх буде видалено для вас обох.
script-disappears-in = Зникне через: { $left }
script-discard = Відкинути
script-download = Завантажити
script-draft = <span class="row-draft">Чернетка: </span><bdi>{ $text }</bdi>
script-edit = Змінити
script-edit-not-saved = Вашу зміну не збережено. { $reason }
script-editing = Ви змінюєте своє повідомлення
script-emoji = Емодзі
script-emoji-found = Знайдено
script-emoji-groups = Групи
script-emoji-not-loaded = Не вдалося завантажити емодзі.
script-emoji-recent = Недавні
script-error-bad-request = Сервер не приймає цей текст.
script-error-conflict = З тим самим ідентифікатором надіслано інше повідомлення. Скопіюйте текст і надішліть його ще раз.
script-error-internal = На сервері щось пішло не так.
script-error-no-response = Сервер не відповів.
script-error-not-found = Чату або повідомлення більше немає.
script-error-offline = Немає з’єднання.
script-error-quota-exceeded = Ваші файли займають усе місце, яке у вас є на цьому сервері.
script-error-unavailable = Сервер зайнятий.
script-file-empty = Цей файл порожній.
script-file-not-found = Цього файлу більше немає.
script-file-too-long = Цей файл завеликий.
script-file-unusable = Це зображення не підходить.
script-find-chat = Знайти чат
script-find-emoji = Знайти емодзі
script-forward = Переслати
script-forward-menu = Переслати…
script-forward-to = Переслати до
script-forwarded-to = Переслано: { $names }
script-hide-password = Сховати пароль
script-info = Відомості
script-info-edited = Змінено
script-info-sent = Надіслано
script-info-state = Стан
script-is-typing = пише…
script-last-seen-just-now = щойно в мережі
script-last-seen-minute = у мережі хвилину тому
script-last-seen-on = востаннє в мережі { $day }
script-last-seen-minutes = { $count ->
        [one] у мережі { $count } хвилину тому
        [few] у мережі { $count } хвилини тому
        [many] у мережі { $count } хвилин тому
       *[other] у мережі { $count } хвилини тому
    }
script-last-seen-today = востаннє в мережі сьогодні о { $time }
script-last-seen-yesterday = востаннє в мережі вчора о { $time }
script-loading = Завантаження…
script-menu-of = Меню «{ $text }»
script-menu-of-chat = Меню чату з { $name }
script-message-by = { $name }: { $text }
script-mute = Вимкнути звук…
script-mute-8-hours = На 8 годин
script-mute-forever = Назавжди
script-mute-hour = На 1 годину
script-mute-week = На 1 тиждень
script-new-message-from = Нове повідомлення: { $name }
script-new-messages-from = { $count ->
        [one] { $count } нове повідомлення: { $name }
        [few] { $count } нові повідомлення: { $name }
        [many] { $count } нових повідомлень: { $name }
       *[other] { $count } нового повідомлення: { $name }
    }
script-next-picture = Наступне зображення
script-no-chat-found = Чату не знайдено
script-no-connection = Немає з’єднання.
script-no-emoji = Емодзі не знайдено
script-no-passkey = Ключем доступу не скористалися
script-not-now = Не зараз
script-not-sent = Не надіслано
script-notifications-denied = Цей браузер блокує сповіщення цього сайту. Дозволити їх можна в його налаштуваннях.
script-notifications-off = Цей браузер не показує сповіщень.
script-notifications-offer = Показувати сповіщення про нові повідомлення на робочому столі?
script-notifications-on = Цей браузер показує сповіщення, коли надходить повідомлення, а жодної сторінки Simple chats не видно.
script-opens-with-connection = Немає з’єднання. Цей чат відкриється, щойно воно повернеться.
script-other-reaction = Відреагувати іншим емодзі
script-out-of-date = Ця сторінка застаріла. Перезавантажте її.
script-passkey-failed = Не вдалося. Спробуйте ще раз.
script-people = Люди
script-picture-of = { $name } ({ $place } із { $count })
script-pictures = Зображення
script-previous-picture = Попереднє зображення
script-react-with = Відреагувати { $emoji }
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] Повторне з’єднання через { $count } с…
        [few] Повторне з’єднання через { $count } с…
        [many] Повторне з’єднання через { $count } с…
       *[other] Повторне з’єднання через { $count } с…
    }
script-record-voice = Записати голосове повідомлення
script-recorder-denied = Доступ до мікрофона для цього сайту заблоковано. Дозволити його можна в налаштуваннях браузера.
script-recorder-failed = Скористатися мікрофоном не вдалося. Можливо, його використовує інша програма.
script-recorder-insecure = Браузери дозволяють голосові повідомлення лише на сайтах із HTTPS.
script-recorder-listen = Прослухати
script-recorder-no-microphone = Мікрофона не знайдено.
script-recorder-pause = Призупинити запис
script-recorder-resume = Продовжити запис
script-recorder-send = Надіслати голосове повідомлення
script-recorder-started = Запис
script-recorder-stop-listening = Зупинити прослуховування
script-recorder-unsupported = Цей браузер не може записувати голосові повідомлення.
script-reload = Перезавантажити
script-remove-file = Вилучити { $name }
script-report = Поскаржитися…
script-retry = Повторити
script-search-messages-for = Шукати «{ $text }» у повідомленнях
script-select = Вибрати
script-select-message = Вибрати «{ $text }»
script-selected = { $count ->
        [one] Вибрано { $count }
        [few] Вибрано { $count }
        [many] Вибрано { $count }
       *[other] Вибрано { $count }
    }
script-selection = Вибрані повідомлення
script-sending = надсилається
script-shortcut-cancel = Скасувати; назад до написання
script-shortcut-edit = Змінити останнє своє повідомлення, у порожньому полі
script-shortcut-help = Ця довідка
script-shortcut-messages = До повідомлень; далі ↑ і ↓, а Enter — меню
script-shortcut-new-line = Новий рядок
script-shortcut-other-chat = Попередній і наступний чат
script-shortcut-search-messages = Пошук у повідомленнях
script-shortcuts = Комбінації клавіш
script-show-more = Показати більше
script-show-password = Показати пароль
script-skin-tone = Відтінок шкіри
script-skin-tone-dark = Темна шкіра
script-skin-tone-light = Світла шкіра
script-skin-tone-medium = Середній відтінок шкіри
script-skin-tone-medium-dark = Помірно темна шкіра
script-skin-tone-medium-light = Помірно світла шкіра
script-skin-tone-none = Без відтінку шкіри
script-sound-off = Цей браузер не відтворює звуків.
script-sound-on = Цей браузер відтворює звук, коли надходить повідомлення, якого ви саме не читаєте.
script-start-again = Почати спочатку
script-to-newest = До найновішого повідомлення
script-to-newest-with-count = { $count ->
        [one] До найновішого повідомлення, { $count } нове
        [few] До найновішого повідомлення, { $count } нові
        [many] До найновішого повідомлення, { $count } нових
       *[other] До найновішого повідомлення, { $count } нових
    }
script-today = Сьогодні
script-too-many-files = { $count ->
        [one] Повідомлення може мати { $count } файл.
        [few] Повідомлення може мати { $count } файли.
        [many] Повідомлення може мати { $count } файлів.
       *[other] Повідомлення може мати { $count } файлу.
    }
script-too-many-windows = Simple chats відкрито в завеликій кількості вікон. Закрийте кілька.
script-turn-off = Вимкнути
script-turn-on = Увімкнути
script-voice-failed = Не відтворюється
script-voice-lasting = Голосове повідомлення, { $duration }
script-voice-pause = Пауза
script-voice-play = Відтворити
script-voice-position = Позиція
script-voice-position-of = { $position } із { $duration }
script-voice-speed = Швидкість
script-voice-speed-of = Швидкість { $speed }×
script-waiting = чекає на з’єднання
script-yesterday = Вчора
