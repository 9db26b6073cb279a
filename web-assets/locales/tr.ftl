### Simple Chats in Turkish.

## Words that many pages share

common-accept = Kabul et
common-account = Hesap
common-back = Geri
common-block = Engelle
common-cancel = İptal
common-close = Kapat
common-code = Kod
common-current-password = Şimdiki parola
common-delete = Sil
common-email = E-posta adresi
common-log-in = Giriş yap
common-log-out = Çıkış yap
common-message = Mesaj
common-my-chats = Sohbetlerim
common-name = Ad
common-new-password = Yeni parola
common-online = çevrimiçi
common-password = Parola
common-repeat-new-password = Yeni parolayı tekrarla
common-repeat-password = Parolayı tekrarla
common-save = Kaydet
common-search = Ara
common-sign-up = Kaydol
common-unblock = Engeli kaldır
common-username = Kullanıcı adı
common-you = Sen

## The application and its languages

manifest-short-name = Sohbetler
manifest-description = Kendi sunucunda ikili sohbetler.
manifest-find-people = Kişi bul
manifest-archived-chats = Arşivlenmiş sohbetler
language-saved = Dilin kaydedildi
language-unknown = Dillerden birini seç
language-title = Dil
language-hint = Sayfaların, e-postaların ve bildirimlerin dili.
language-of-browser = Tarayıcının istediği gibi
language-back = Hesaba dön

## Chats

chat-attach-files = Dosya ekle
chat-back-my-chats = Sohbetlerime dön
chat-blocked = { $name } adlı kişiyi engelledin. Yazmak için engeli kaldır.
chat-cannot-write-deleted-user = Silinmiş bir kullanıcıya yazamazsın.
chat-check-new-messages = Yeni mesaj var mı bak
chat-delete-chat = Sohbeti sil
chat-deletion-alone = Onu yalnızca kendin için de temizleyebilirsin: { $name } tüm mesajları saklar.
chat-deletion-clear-me = Benim için temizle
chat-deletion-delete-both = İkimiz için sil
chat-deletion-delete-chat = Bu sohbet silinsin mi?
chat-deletion-explained = <strong>{ $name }</strong> ile aranızdaki tüm mesajlar ikiniz için de silinir. Bu geri alınamaz.
chat-deletion-keep-chat = Sohbeti tut
chat-dont-reply = Yanıtlama
chat-empty = Henüz mesaj yok. İlkini { $name } için yaz.
chat-files-too = { $count ->
        [one] { $count } dosyan da gönderilecek.
       *[other] { $count } dosyan da gönderilecek.
    }
chat-message-to = { $name } için mesaj
chat-messages = Mesajlar
chat-more = Daha fazla
chat-newer-messages = Daha yeni mesajlar
chat-newest-messages = En yeni mesajlar
chat-nothing-here = Burada mesaj yok.
chat-older-messages = Daha eski mesajlar
chat-pin-mute-archive = Sabitle, sessize al, arşivle…
chat-request-explained = { $name } sana yazmak istiyor ve bunu okuyup okumadığını görmüyor. Yanıtlamak da isteği kabul eder.
chat-search-chat = Bu sohbette ara
chat-send = Gönder
chat-skip-chats = Sohbetlere geç
chat-skip-messages = Mesajlara geç
chat-skip-writing = Yazmaya geç
chats-all-chats = Tüm sohbetler
chats-all-chats-archived = Tüm sohbetlerin arşivlenmiş.
chats-archived-chats = Arşivlenmiş sohbetler
chats-archived-count = Arşiv ({ $count })
chats-chat = Sohbet
chats-chats = Sohbetler
chats-choose-chat-from-list = Listeden bir sohbet seç ya da yenisini başlat.
chats-conversations-will-appear-here = Konuşmaların burada görünecek.
chats-find-people = Kişi bul
chats-first-page = İlk sayfa
chats-hit-own = Sen:
chats-marked-unread = okunmadı olarak işaretli
chats-muted = sessizde
chats-next-page = Sonraki sayfa
chats-no-chats-yet-find = Henüz sohbet yok. Yazacak birini bul.
chats-no-messages-yet = Henüz mesaj yok
chats-pages = Sayfalar
chats-pinned = sabitlenmiş
chats-previous-page = Önceki sayfa
chats-requests = İstekler
chats-row-own = Sen: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> { $emoji } ile tepki verdi: <bdi>{ $text }</bdi>
chats-row-you-reacted = { $emoji } ile tepki verdin: <bdi>{ $text }</bdi>
chats-start-chat = Sohbet başlat
chats-there-no-archived-chats = Arşivlenmiş sohbet yok.
chats-there-no-more-chats = Başka sohbet yok.
chats-unread = { $count ->
        [one] { $count } okunmamış
       *[other] { $count } okunmamış
    }
clear-clear-chat = Bu sohbet senin için temizlensin mi?
clear-clear-me = Benim için temizle
clear-explained = Şimdiye kadarki tüm mesajlar senin için kaybolur. <strong>{ $name }</strong> onları saklar. Bu geri alınamaz.
clear-keep-messages = Mesajları tut
companion-back-chat = Sohbete dön
companion-delete-chat = Sohbeti sil
companion-go = Git
companion-go-day = Bir güne git
companion-joined = Katılım: { $time }
companion-lifetime = Kaybolan mesajlar: { $lifetime }
companion-lifetime-off = Kaybolan mesajlar: kapalı
lifetime-back-chat = Sohbete dön
lifetime-current = Yeni mesajlar gönderildikten { $lifetime } sonra ikiniz için de kaybolur.
lifetime-days = gün
lifetime-decline = Reddet
lifetime-hint = Daha kısa bir süre ve “Kapalı” hemen geçerli olur. Diğer her şeyi { $name } kabul etmelidir. Var olan mesajlar sürelerini korur.
lifetime-hours = saat
lifetime-minutes = dakika
lifetime-new-messages-disappear-after = Yeni mesajların kaybolma süresi
lifetime-none = Yeni mesajlar, biriniz silene kadar kalır.
lifetime-number = Sayı
lifetime-other = Diğer
lifetime-own-proposal = Önerin: { $lifetime }. { $name } kabul etmelidir.
lifetime-proposal-of-other = { $name }, yeni mesajların { $lifetime } sonra kaybolmasını öneriyor.
lifetime-unit = Birim
lifetime-withdraw = Geri çek
message-another-emoji = Başka bir emoji
message-delete-message-both = Mesajı ikiniz için sil
message-deleted-message = Silinmiş mesaj
message-disappears-at = Kaybolacağı zaman: { $time }
message-disappears-on = Kaybolacağı zaman: { $time }
message-edit-delete = Düzenle veya sil
message-edited = düzenlendi
message-more = Daha fazla
message-new-messages = Yeni mesajlar
message-one-emoji = Bir emoji bekleniyordu
message-react = Tepki ver
message-reactions = Tepkiler
message-remove-emoji = { $emoji }, kaldır
message-remove-reaction = { $emoji } tepkini kaldır
message-reply = Yanıtla
message-report = Şikâyet et
message-seen = görüldü
message-sent = gönderildi
people-back-my-chats = Sohbetlerime dön
people-chat = Sohbet
people-enter-part-name-username = Bir adın ya da kullanıcı adının bir bölümünü veya tam e-posta adresini gir. Birden çok sözcükte hepsi eşleşmelidir.
people-find-someone-chat-opens = Birini bul, sohbet burada açılır.
people-no-one-found = Kimse bulunamadı
people-search-again = Yeniden ara
people-truncated = Bunlar ilk { $count }. Aramayı daraltmak için bir sözcük ya da birkaç harf ekle.
preferences-archive = Arşivle
preferences-back-chat = Sohbete dön
preferences-clear-me = Benim için temizle
preferences-delete-chat = Sohbeti sil
preferences-disappearing-messages = Kaybolan mesajlar
preferences-hidden = { $name } bu ayarların hiçbirini görmez.
preferences-mark-read = Okundu olarak işaretle
preferences-mark-unread = Okunmadı olarak işaretle
preferences-messages = Mesajlar
preferences-mute = Sessize al
preferences-mute-1-hour = 1 saat sessize al
preferences-mute-1-week = 1 hafta sessize al
preferences-mute-8-hours = 8 saat sessize al
preferences-mute-ever = Hep sessize al
preferences-muted = Sessizde.
preferences-muted-until = { $time } zamanına kadar sessizde.
preferences-notifications = Bildirimler
preferences-pin = Sabitle
preferences-title = { $name } ile sohbet
preferences-unarchive = Arşivden çıkar
preferences-unmute = Sesi aç
preferences-unpin = Sabitlemeyi kaldır
report-administrators-site-will-see = Bu sitenin yöneticileri bu mesajı, kimin yazdığını ve kimin şikâyet ettiğini görür. Sohbetten başka bir şey görmezler.
report-report = Şikâyet et
report-what-wrong = Bunda ne sorun var?
requests-more = Daha fazla
requests-none = Hiç yok. Sana kimin yazabileceği <a href="{ $href }">Gizlilik</a> altında belirlenir.
requests-requests = İstekler
requests-strangers-who-want-write = Sana yazmak isteyen yabancılar. Mesajlarını okuyup okumadığını görmezler. Kabul etmek, silmek ya da göndereni engellemek için birini aç.
search-any-content = Her içerik
search-back-to-chat = Sohbete dön
search-back-to-chats = Sohbetlerime dön
search-chat = Sohbet
search-content = İçerik
search-enter-words-beginnings-words = Sözcükler ya da sözcük başları gir. Hepsi geçmelidir. Tırnak içindeki sözcükler art arda gelmelidir.
search-file = Dosyalı
search-in-chat-with = <bdi>{ $name }</bdi> ile sohbette ara
search-link = Bağlantılı
search-no-messages-found = Mesaj bulunamadı
search-older-messages = Daha eski mesajlar
search-pages = Sayfalar
search-search-message-its-chat = Bir mesaj ara, sohbeti burada açılır.
search-search-messages = Mesajlarda ara
search-too-long = { $count ->
        [one] En çok { $count } karakter.
       *[other] En çok { $count } karakter.
    }
search-written = Yazan
search-written-anyone = Herkesten
search-written-me = Benden
search-written-me-2 = Bana
share-pick-chat-can-still = Bir sohbet seç. Metni göndermeden önce hâlâ değiştirebilirsin.
share-share = Paylaş
share-start-chat = Sohbet başlat
share-there-no-chats-yet = Henüz sohbet yok.
share-there-nothing-share-other = Paylaşacak bir şey yok. Başka uygulamalar metin ve bağlantıları kendi menülerinden bununla paylaşır.
chat-message-reply-deleted-can = Yanıtladığın mesaj silindi. Bunu onsuz gönderebilirsin.
chats-chat-deleted = Sohbet silindi
chats-delete-chat = Sohbeti sil
lifetime-disappearing-messages = Kaybolan mesajlar
lifetime-new-messages-stay = Yeni mesajlar kalır
lifetime-proposal-waits-answer = Önerin yanıt bekliyor
lifetime-there-no-proposal-any = Artık öneri yok
lifetime-use-1-minute-365 = 1 dakika ile 365 gün arası
message-edit-message = Mesajı düzenle
people-find-people = Kişi bul
preferences-chat-archived = Sohbet arşivlendi
preferences-chat-back-list = Sohbet yine listede
preferences-chat-cleared = Sohbet senin için temizlendi
preferences-chat-marked-unread = Sohbet okunmadı olarak işaretlendi
preferences-chat-muted = Sohbet sessize alındı
preferences-chat-muted-8-hours = Sohbet 8 saat sessize alındı
preferences-chat-muted-hour = Sohbet bir saat sessize alındı
preferences-chat-muted-week = Sohbet bir hafta sessize alındı
preferences-chat-no-longer-marked = Sohbet artık okunmadı olarak işaretli değil
preferences-chat-no-longer-muted = Sohbet artık sessizde değil
preferences-chat-no-longer-pinned = Sohbet artık sabitli değil
preferences-chat-pinned = Sohbet sabitlendi
preferences-chat-settings = Sohbet ayarları
preferences-clear-chat = Sohbeti temizle
report-message-reported-administrators = Mesaj yöneticilere şikâyet edildi
report-report-done = Şikâyet tamamlandı
report-report-message = Mesajı şikâyet et
report-reports = Şikâyetler
requests-request-accepted = İstek kabul edildi
requests-user-blocked-isnt-told = Kullanıcı engellendi ve haberi olmaz
requests-user-unblocked = Kullanıcının engeli kaldırıldı
lifetime-line-you-proposed = <bdi>Sen</bdi> mesajların { $lifetime } sonra kaybolmasını önerdin
lifetime-line-you-withdrew = <bdi>Sen</bdi> öneriyi geri çektin
lifetime-line-you-declined = <bdi>Sen</bdi> öneriyi reddettin
lifetime-line-you-set = <bdi>Sen</bdi> mesajların { $lifetime } sonra kaybolmasını ayarladın
lifetime-line-you-turned-off = <bdi>Sen</bdi> kaybolan mesajları kapattın
lifetime-line-proposed = <bdi>{ $name }</bdi> mesajların { $lifetime } sonra kaybolmasını önerdi
lifetime-line-withdrew = <bdi>{ $name }</bdi> öneriyi geri çekti
lifetime-line-declined = <bdi>{ $name }</bdi> öneriyi reddetti
lifetime-line-set = <bdi>{ $name }</bdi> mesajların { $lifetime } sonra kaybolmasını ayarladı
lifetime-line-turned-off = <bdi>{ $name }</bdi> kaybolan mesajları kapattı
duration-weeks = { $count ->
        [one] { $count } hafta
       *[other] { $count } hafta
    }
duration-days = { $count ->
        [one] { $count } gün
       *[other] { $count } gün
    }
duration-hours = { $count ->
        [one] { $count } saat
       *[other] { $count } saat
    }
duration-minutes = { $count ->
        [one] { $count } dakika
       *[other] { $count } dakika
    }
duration-seconds = { $count ->
        [one] { $count } saniye
       *[other] { $count } saniye
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 Fotoğraf
attachment-video = Video
attachment-audio = Ses
attachment-voice = Sesli mesaj
attachment-file = Dosya
message-you-and = Sen ve { $name }
lifetime-off = Kapalı
lifetime-now-after = Yeni mesajlar { $lifetime } sonra kaybolur
chats-more-than-99-unread = 99’dan fazla okunmamış
chat-request = İstek
lifetime-proposal = Öneri

## Every page

email-change-address = Adresi değiştir
email-current = Adresin <strong>{ $address }</strong>. Onunla giriş yaparsın; parolanı unutursan bağlantı ona gider.
email-from-authenticator-app-recovery = Kimlik doğrulama uygulamandan ya da bir kurtarma kodu. Geçiş anahtarı kullandıktan sonraki beş dakikada gerekmez.
email-gets-link-which-open = Onu doğrulamak için açacağın bir bağlantı alır.
email-new-email-address = Yeni e-posta adresi
form-errors = { $count ->
        [one] Lütfen { $count } alanı düzelt:
       *[other] Lütfen { $count } alanı düzelt:
    }
form-it-may = Yapabildiği
form-log-passkey = Geçiş anahtarıyla giriş yap
form-name-or-username = Ad ya da kullanıcı adı
form-name-username = Ad ya da kullanıcı adı
form-number-of-people = Kişi sayısı
form-password-hint = { $count ->
        [one] En az { $count } karakter. Rastgele birkaç sözcük iyi olur.
       *[other] En az { $count } karakter. Rastgele birkaç sözcük iyi olur.
    }
form-reason = Neden
form-valid-for = Geçerlilik
offline-no-connection = Bağlantı yok
offline-server-cant-reached-page = Sunucuya ulaşılamıyor. Geri gelince bu sayfa açılır.
offline-try-now = Şimdi dene
page-other-address = Bu sitenin adresi <a href="{ $url }">{ $url }</a>. Şimdiki adreste sayfalar kendiliğinden yenilenmez.
page-site = Site
page-skip-chats = Sohbetlere geç
page-skip-content = İçeriğe geç
start-all-chats = Tüm sohbetler
start-almost-two-minutes = Neredeyse. İki dakika
start-done-window = Tamam. Pencere kenarı
start-find-people = Kişi bul
start-find-someone-name-username = Birini adıyla ya da kullanıcı adıyla bul.
start-find-someone-name-write = Birini adıyla bul ve yaz. Telefonda, hatta JavaScript olmadan da çalışır.
start-i-am-new-here = Burada yeniyim
start-i-have-account = Hesabım var
start-instant = Anında
start-messages-arrive-moment-they = Mesajlar gönderildikleri anda ulaşır. Bağlantı kopsa bile hiçbir şey eksilmez.
start-no-chats-yet-find = Henüz sohbet yok. Yazacak birini bul.
start-one-one-chat-server = Kendi sunucunda ikili sohbet. Mesajlar tarayıcısı olan her aygıta anında ulaşır.
start-one-program-own-machine = Kendi makinendeki tek bir program her şeyi saklar. Başka kimse okumaz, saymaz.
start-save-me-seat = Bana yer tut
start-simple = Basit
start-start-chat = Sohbet başlat
start-there-yet = Vardın mı?
start-yours = Senin
email-address-already = Bu zaten senin adresin
email-address-use = Adres kullanımda
email-confirm-email-address = E-posta adresini doğrula
email-email-address-confirmed = E-posta adresi doğrulandı
email-if-account-waits-address = Bir hesap bu adresi bekliyorsa bağlantı yolda
email-link-expired = Bağlantının süresi doldu
email-link-its-way-new = Yeni adrese bir bağlantı yolda. Orada doğrulayınca adresin değişir.
email-page-not-found = Sayfa bulunamadı
error-account-suspended = Bu hesap askıda
error-another-message-was-sent = Bu sayfadan başka bir mesaj gönderildi. Lütfen bunu yeniden gönder.
error-bad-request = Hatalı istek
error-can-change-only-own = Yalnızca kendi mesajlarını değiştirebilirsin.
error-cannot-block-yourself = Kendini engelleyemezsin.
error-cannot-delete-chat-both = Bu sohbeti ikiniz için silemezsin.
error-cannot-write-deleted-user = Silinmiş bir kullanıcıya yazamazsın.
error-cannot-write-user = Bu kullanıcıya yazamazsın.
error-changed-meantime = Bu arada değişti
error-choose-time = Bir süre seç
error-choose-what-may-do = Neler yapabileceğini seç
error-code-wrong-was-used = Bu kod yanlış ya da daha önce kullanıldı
error-confirm-email-address-first = Önce e-posta adresini doğrula: ona gönderdiğimiz bağlantıyı aç
error-current-password-wrong = Şimdiki parola yanlış
error-data-cant-read = Verilerin okunamıyor.
error-data-cant-read-please = Verilerin okunamıyor. Lütfen yeniden dene.
error-data-compressed-which-page = Verilerin sıkıştırılmış, bu sayfa onları okuyamaz.
error-data-didnt-arrive-time = Verilerin zamanında ulaşmadı. Lütfen yeniden dene.
error-data-didnt-arrive-within = Verilerin 30 saniye içinde ulaşmadı. Lütfen yeniden dene.
error-data-not-valid-utf = Verilerin geçerli UTF-8 değil.
error-data-too-large-page = Verilerin bu sayfa için çok büyük.
error-dont-have-access = Buna erişimin yok.
error-email-address-already-has = Bu e-posta adresinin zaten hesabı var
error-enter-number-from-1 = 1 ile 100 arasında bir sayı gir
error-enter-valid-email-address = Geçerli bir e-posta adresi gir
error-files-didnt-arrive-time = Dosyaların zamanında ulaşmadı. Lütfen yeniden dene.
error-form-has-expired-please = Bu formun süresi doldu. Lütfen yeniden gönder.
error-form-was-sent-from = Bu form başka bir site ya da adresten geldi. Lütfen bu siteyi aç ve burada doldur.
error-give-code-well-use = Bir kod da ver ya da önce geçiş anahtarı kullan
error-give-reason-up-1 = En çok 1.000 karakterlik bir neden yaz
error-has-changed-meantime-please = Bu arada değişti. Lütfen yeniden yükle.
error-invitation-not-valid-has = Bu davet geçerli değil: süresi dolmuş, tükenmiş, iptal edilmiş ya da başka bir e-posta adresi için.
error-invitation-one-address-one = Tek adres için davet tek hesap içindir
error-last-administrator-make-somebody = Bu son yönetici. Önce başka birini yönetici yap.
error-message-contains-characters-cant = Mesajda gönderilemeyen karakterler var.
error-message-empty = Mesaj boş.
error-message-longer-than-4 = Mesaj 4.000 karakterden uzun.
error-name-cant-used-choose = Bu ad kullanılamaz. Başka bir ad seç
error-need-invitation-sign-up = Burada kaydolmak için davet gerekir. Hesabı olan birine sor.
error-no-longer-available = Artık yok
error-no-longer-available-text = Bu artık yok.
error-nobody-can-sign-up = Şu anda burada kimse kaydolamaz.
error-not-allowed = İzin yok
error-not-supported = Desteklenmiyor
error-only-administrators-may-invite = Burada yalnızca yöneticiler davet edebilir.
error-page-doesnt-exist = Böyle bir sayfa yok
error-page-doesnt-support-kind = Bu sayfa bu tür isteği desteklemez.
error-page-not-found = Sayfa bulunamadı
error-page-only-reads-forms = Bu sayfa yalnızca formları okur (application/x-www-form-urlencoded).
error-passkey-cant-used-try = Bu geçiş anahtarı kullanılamaz. Yeniden dene
error-password-too-common-choose = Bu parola çok yaygın. Başka bir tane seç
error-password-too-long = Bu parola çok uzun
error-password-wrong = Parola yanlış
error-passwords-dont-match = Parolalar eşleşmiyor
error-server-busy-partly-unavailable = Sunucu meşgul ya da kısmen kullanılamıyor. Lütfen yeniden dene.
error-something-went-wrong = Bir şeyler ters gitti
error-something-went-wrong-our = Bizim tarafımızda bir şeyler ters gitti. Lütfen sonra yeniden dene.
error-temporarily-unavailable = Geçici olarak kullanılamıyor
error-too-large = Çok büyük
error-too-many-requests = Çok fazla istek
error-too-many-requests-please = Çok fazla istek. Lütfen biraz bekle.
error-too-slow = Çok yavaş
error-transfer-data-was-interrupted = Verilerinin aktarımı kesildi.
error-unblock-user-write = Yazmak için bu kullanıcının engelini kaldır.
error-unsupported-format = Desteklenmeyen biçim
error-use-1-25-characters = 1 ile 25 karakter arası
error-use-1-64-characters = 1 ile 64 karakter arası
error-use-1-64-visible = 1 ile 64 görünür karakter arası
error-use-3-25-characters = 3 ile 25 karakter arası
error-use-letters-one-alphabet = Her sözcükte tek bir alfabenin harflerini kullan
error-use-only-latin-letters = Yalnızca Latin harfleri (a–z), rakamlar, “_”, “.” ve “-” kullan
error-use-only-visible-characters = Yalnızca görünür karakterler kullan
error-username-looks-too-much = Bu kullanıcı adı başka birine çok benziyor
error-username-taken = Bu kullanıcı adı alınmış
error-wrong-login-password = Kullanıcı ya da parola yanlış
page-already-logged = Zaten giriş yaptın
page-back-previous-page = Önceki sayfaya dön
page-log-continue = Devam etmek için giriş yap
page-start-page = Başlangıç sayfası
page-try-again = Yeniden dene
error-password-too-short = { $count ->
        [one] En az { $count } karakter
       *[other] En az { $count } karakter
    }
error-too-many-tokens = { $count ->
        [one] { $count } belirtecin var. Önce onu iptal et
       *[other] { $count } belirtecin var. Önce birkaçını iptal et
    }
error-too-many-invitations = { $count ->
        [one] { $count } davetin var. Önce onu iptal et
       *[other] { $count } davetin var. Önce birkaçını iptal et
    }
error-too-many-passkeys = { $count ->
        [one] { $count } geçiş anahtarın var. Önce onu kaldır
       *[other] { $count } geçiş anahtarın var. Önce birini kaldır
    }
error-too-many-devices = { $count ->
        [one] Bildirim alan { $count } aygıtın var. Önce onu kaldır
       *[other] Bildirim alan { $count } aygıtın var. Önce birini kaldır
    }
error-push-refused = Bu tarayıcının anlık bildirim hizmeti kullanılamaz
error-too-many-requests-wait = Çok fazla istek. { $seconds } sn sonra yeniden dene.
error-busy-wait = Sunucu meşgul ya da kısmen kullanılamıyor. { $seconds } sn sonra yeniden dene.
error-logged = Bizim tarafımızda bir şeyler ters gitti. Lütfen sonra yeniden dene. Hata { $number } numarasıyla kaydedildi.
error-file-empty = Dosya boş.
error-file-long = Dosya { $bytes } bayttan uzun.
error-quota = Eklerin çok yer kaplıyor. Önce birkaçını sil.
error-file-gone = Bu mesajın bir dosyası artık yok. Yeniden ekle.
error-too-many-files = Bir mesajda en çok { $count } ek olabilir.
error-file-damaged = Dosya bozuk ya da eksik.
error-picture-large = Resimde çok fazla piksel var.
error-file-complex = Dosya çok karmaşık.
error-file-metadata = Dosyada konum gibi kaldırılamayan üst veriler var.
error-file-not-stored = Dosya kaydedilmedi. Lütfen yeniden dene.

## Accounts

account-1-25-characters = 1 ile 25 karakter.
account-3-25-characters-latin = 3 ile 25 karakter: Latin harfleri (a–z), rakamlar, “_”, “.” ve “-”.
account-administration = Yönetim
account-also-revoke-api-tokens = API belirteçlerini de iptal et
account-api-tokens = API belirteçleri
account-appearance = Görünüm
account-change-password = Parolayı değiştir
account-dark = Koyu
account-data = Verilerin
account-delete-account = Hesabı sil
account-devices = Aygıtlar
account-download-data = Verilerini indir
account-from-authenticator-app-recovery = Kimlik doğrulama uygulamandan ya da bir kurtarma kodu. Geçiş anahtarı kullandıktan sonraki beş dakikada gerekmez.
account-invite-people = Kişi davet et
account-large = Büyük
account-light = Açık
account-new-password-logs-out = Yeni bir parola diğer tüm aygıtlarından çıkış yapar.
account-normal = Normal
account-notifications = Bildirimler
account-privacy = Gizlilik
account-profile = Profil
account-save-profile = Profili kaydet
account-security = Güvenlik
account-small = Küçük
account-storage = Dosyaların { $size } kaplıyor. Tüm sohbetlerinin bir kopyasını indir ya da hesabını sil.
account-storage-of-quota = Dosyaların { $quota } alanın { $size } kadarını kaplıyor. Tüm sohbetlerinin bir kopyasını indir ya da hesabını sil.
account-system = Sistemdeki gibi
account-text-size = Metin boyutu
account-theme-browser = Bu tarayıcının teması
account-very-large = Çok büyük
account-what-others-see-how = Başkalarının gördükleri ve seni nasıl buldukları.
confirm-another-account-uses-address = Bu adresi artık başka bir hesap kullanıyor.
confirm-back-login = Girişe dön
confirm-confirm-address = Bu adresi doğrula
confirm-email-address = E-posta adresin
confirm-enter-email-address-which = Kaydolduğun e-posta adresini gir. Onu doğrulayan başka bir bağlantı göndeririz.
confirm-link-doesnt-exist-copy = Böyle bir bağlantı yok. E-postadaki bağlantının tamamını kopyala ya da yenisini iste.
confirm-link-has-expired-ask = Bu bağlantının süresi doldu. Yenisini iste.
confirm-link-not-valid-any = Bu bağlantı artık geçerli değil: kullanılmış ya da daha yenisi var.
confirm-question = <strong>{ $address }</strong> senin e-posta adresin, <strong>@{ $username }</strong> senin hesabın mı? Bundan sonra bu adresi kullanacak.
confirm-send-link = Bağlantı gönder
devices-browser-on-system = { $browser }, { $system }
devices-device = bu aygıt
devices-devices = Aygıtlar
devices-explained = Giriş yaptığın yerler. Tanımadıklarından çıkış yap ve <a href="{ $href }">parolanı değiştir</a>.
devices-log-out-all-other = Diğer tüm aygıtlardan çıkış yap
devices-log-out-one = { $browser }, { $system } aygıtından çıkış yap, son görülme { $time }
devices-times = { $address }, giriş { $logged_in }, son görülme { $last_seen }
export-back-account = Hesabına dön
export-data = Verilerin
export-download-data = Verilerini indir
export-explained = Profilin, ayarların, aygıtların ve hesabına ait her şeyle birlikte sohbetlerinin bir kopyasını indir. Bu bir ZIP dosyasıdır: aç ve tarayıcıda bağlantısız da okumak için <strong>index.html</strong> dosyasını aç. Programlar <strong>data.json</strong> dosyasını okur.
export-keep-safe-contains-everything = Güvenle sakla: sohbetlerinde senin ve başkalarının yazdığı her şey içindedir.
invitations-days = { $count ->
        [one] { $count } gün
       *[other] { $count } gün
    }
invitations-for-address = { $address } için
invitations-give-link-person-invite = Bu bağlantıyı davet ettiğin kişiye ver. Yalnızca şimdi gösterilir.
invitations-have-none = Hiç yok.
invitations-invitation = Davetin
invitations-invitations = Davetlerin
invitations-invite-people = Kişi davet et
invitations-leave-empty-anyone-who = Bağlantısı olan herkes için boş bırak.
invitations-link-invitation = Davet bağlantısı
invitations-make-invitation = Davet oluştur
invitations-number-people = Kişi sayısı
invitations-only-email-address = Yalnızca bu e-posta adresi için
invitations-revoke = İptal et
invitations-revoke-one = { $time } zamanına kadar geçerli daveti iptal et
invitations-used = { $accounts } davetten { $used } kullanıldı
invitations-valid = Geçerlilik
invitations-valid-until = Geçerlilik sonu: { $time }
invitations-was-valid-until = Artık geçerli değil. Geçerlilik sonu: { $time }
invitations-whoever-signs-up-invitation = Davetinle kaydolan kişiyle bir sohbetin olur.
leaving-account-deleted = Hesabın silindi
leaving-delete-account = Hesabın silinsin mi?
leaving-delete-for-everyone = Herkes için sil
leaving-keep-for-others = Başkaları için tut
leaving-delete-account-2 = Hesabı sil
leaving-from-authenticator-app-recovery = Kimlik doğrulama uygulamandan ya da bir kurtarma kodu.
leaving-keep-account = Hesabı tut
leaving-logged-out-everywhere-nothing = Her yerden çıkış yapıldı ve profilinden burada hiçbir şey kalmadı. Mesajlar yalnızca yazıştığın kişilere bırakmayı seçtiysen kaldı.
leaving-messages-wrote = Yazdığın mesajlar
leaving-only-administrator = <strong>Tek yönetici sensin.</strong> İşletmeci başka birini atayana kadar bu sunucuyu sayfalarından kimse yönetemez.
leaving-people-wrote-keep-their = Yazıştığın kişiler sohbetlerini tutar; orada “Silinmiş kullanıcı” olarak görünürsün.
leaving-profile-email-address-password = Profilin, e-posta adresin, parolan, ikinci etkenlerin, aygıtların, API belirteçlerin ve davetlerin hemen silinir, her yerden çıkış yapılır. Kullanıcı adın başkalarına açılır. Bu geri alınamaz.
leaving-start-page = Başlangıç sayfası
login-email-address-username = E-posta adresi ya da kullanıcı adı
login-forgot-password = Parolanı mı unuttun?
login-no-account-yet = Henüz hesabın yok mu?
login-send-link-again = Bağlantıyı yeniden gönder
logout-back-my-chats = Sohbetlerime dön
logout-logs-out-browser-chats = Bu tarayıcıdan çıkış yapılır. Sohbetlerin kalır.
notifications-all-devices = Tüm aygıtlar
notifications-browser = Bu tarayıcı
notifications-choose-one = Birini seç
notifications-device-added = { $added } tarihinden beri
notifications-device-used = { $added } tarihinden beri, son bildirim { $used }
notifications-devices-told-messages = Mesajlardan haberdar edilen aygıtlar
notifications-from = Başlangıç
notifications-have-quiet-hours-each = Her gün sessiz saatler olsun
notifications-mail-about-messages-missed = Kaçırdığın mesajlar hakkında e-posta
notifications-no-device-gets-notifications = Henüz hiçbir aygıt bildirim almıyor.
notifications-none = Yok
notifications-nothing-sent-then-mails = O zaman sana hiçbir şey gönderilmez. E-postalar saatler bitene kadar bekler.
notifications-notifications = Bildirimler
notifications-one-mail-time-none = Her seferinde tek e-posta; sessizdeki sohbetler için hiç.
notifications-quiet-hours = Sessiz saatler
notifications-remove = Kaldır
notifications-remove-device = { $device } aygıtını kaldır
notifications-save-settings = Ayarları kaydet
notifications-send-test = Deneme gönder
notifications-server-sends-no-mail = Bu sunucu e-posta göndermez.
notifications-servers-key-has-changed = Sunucunun anahtarı değişti. Bildirimlerini yeniden açmak için aygıtta Simple Chats’i aç.
notifications-show-mail-what-messages = E-postada mesajların ne dediğini göster
notifications-show-what-messages-say = Mesajların ne dediğini göster
notifications-sound = Ses
notifications-test-device = { $device } aygıtına deneme gönder
notifications-these-devices-told-messages = Hiçbir sayfan açık değilken bu aygıtlar mesajlardan haberdar edilir. Gönderenin adını ve metnin başını, onlar için şifrelenmiş olarak alırlar.
notifications-time-zone = Saat dilimi
notifications-to = Bitiş
notifications-turn-device = Bu aygıtta aç
notifications-when-message-unread-8 = Bir mesaj 8 saat okunmayınca
notifications-when-message-unread-day = Bir mesaj bir gün okunmayınca
notifications-when-message-unread-hour = Bir mesaj bir saat okunmayınca
privacy-blocked-people = Engellenen kişiler
privacy-everyone = Herkes
privacy-everyone-any-part-name = Herkes, adının herhangi bir bölümüyle
privacy-have-blocked-nobody-block = Kimseyi engellemedin. Birini engellemek için sohbetinizin menüsünü kullan.
privacy-i-am-typing = Yazıyor olduğum
privacy-more = Daha fazla
privacy-only-people-who-know = Yalnızca kullanıcı adını ya da e-posta adresini tam bilenler
privacy-privacy = Gizlilik
privacy-save-settings = Ayarları kaydet
privacy-they-cant-write-dont = Sana yazamazlar ve çevrimiçi olduğunu görmezler. Engellendiklerini öğrenmezler.
privacy-unblock-person = { $name } engelini kaldır
privacy-what-dont-show-dont = Göstermediğin şeyi başkalarında da görmezsin.
privacy-what-others-see = Başkalarının senden gördükleri
privacy-when-i-am-online = Çevrimiçi olduğum ve son görüldüğüm zaman
privacy-which-messages-i-have = Hangi mesajları okuduğum
privacy-who-finds = Seni kim bulur
privacy-who-may-write = Sana kim yazabilir
privacy-write-invited = Sohbetin olan kişiler. Yabancıların mesajları <a href="{ $href }">istek</a> olarak bekler
register-1-25-characters-what = 1 ile 25 karakter. Başkaları bunu görür.
register-3-25-characters-latin = 3 ile 25 karakter: Latin harfleri (a–z), rakamlar, “_”, “.” ve “-”. Başkaları seni bununla bulabilir.
register-already-have-account = Zaten hesabın var mı?
register-invited-by = <strong>{ $name }</strong> seni sohbete davet ediyor.
register-logging-resetting-password-nobody = Giriş yapmak ve parolanı sıfırlamak için. Başka kimse görmez.
reset-back-login = Girişe dön
reset-choose-new-password-then = Yeni bir parola seç. Sonra her aygıtında onunla yeniden giriş yaparsın.
reset-enter-email-address-account = Hesabının e-posta adresini gir. Yeni parola seçmen için bir bağlantı göndeririz.
reset-link-doesnt-exist-copy = Böyle bir bağlantı yok. E-postadaki bağlantının tamamını kopyala ya da yenisini iste.
reset-link-has-already-been = Bu bağlantı zaten kullanıldı. Gerekirse yenisini iste.
reset-link-has-expired-request = Bu bağlantının süresi doldu. Yenisini iste.
reset-request-link = Bağlantı iste
reset-request-new-link = Yeni bağlantı iste
reset-save-password = Parolayı kaydet
reset-send-link = Bağlantı gönder
reset-server-sends-no-mail = Bu sunucu e-posta göndermez. Yöneticisi sana yeni bir parola verebilir ya da burada istediğin bağlantıyı iletebilir: sunucu onu bir dosyada tutar.
security-add-passkey = Geçiş anahtarı ekle
security-adding-passkey-needs-javascript = Geçiş anahtarı eklemek JavaScript gerektirir.
security-besides-password-logging-will = Giriş için parolanın yanında geçiş anahtarı ya da kurtarma kodu gerekecek.
security-codes-left = { $count ->
        [one] { $count } kurtarma kodun kaldı. Yenileri onun yerine geçer.
       *[other] { $count } kurtarma kodun kaldı. Yenileri onların yerine geçer.
    }
security-each-them-logs-once = Telefonun ya da geçiş anahtarın yanında değilken her biri paroladan sonra bir kez giriş yaptırır. Başka bir yerde sakla: yalnızca şimdi gösterilirler.
security-enter-six-digits-app = Uygulamanın gösterdiği altı rakamı gir.
security-from-app-recovery-code = Uygulamadan ya da bir kurtarma kodu.
security-from-authenticator-app-recovery = Kimlik doğrulama uygulamandan ya da bir kurtarma kodu. Geçiş anahtarı kullandıktan sonraki beş dakikada gerekmez.
security-key-authenticator-app = Kimlik doğrulama uygulaması için anahtar
security-logs-others-out = Kurmak diğer tüm aygıtlarından çıkış yapar.
security-make-new-codes = Yeni kodlar oluştur
security-name-new-passkey = Yeni geçiş anahtarının adı
security-new-recovery-codes = Yeni kurtarma kodları
security-on-since = { $time } zamanından beri açık: giriş için parolanın yanında kimlik doğrulama uygulamandan bir kod gerekir.
security-passkey = Geçiş anahtarı
security-passkey-added = Ekleme: { $added }
security-passkey-phone-computer-security = Telefonundaki, bilgisayarındaki ya da güvenlik anahtarındaki bir geçiş anahtarı parola ve kod olmadan giriş yapar. Bir tane edinince yalnızca parola yetmez.
security-passkey-used = Ekleme: { $added }, son kullanım: { $used }
security-passkeys = Geçiş anahtarları
security-password-alone-will-enough = Giriş için yalnızca parolan yetecek.
security-recovery-codes = Kurtarma kodların
security-remove = Kaldır
security-remove-passkey = Geçiş anahtarı kaldır
security-scan = Bu kodu uygulamayla tara, telefonunda <a href="{ $href }">bu bağlantıyı</a> aç ya da anahtarı yaz.
security-six-digits-from-app = Uygulamadan altı rakam.
security-such-phone-blue-key = Örneğin “telefon” ya da “mavi anahtar”.
security-turn-off = Kapat
security-turn-off-two-step = İki adımlı doğrulamayı kapat
security-turn-two-step-verification = İki adımlı doğrulamayı aç
security-two-step-verification = İki adımlı doğrulama
security-use-passkey = Geçiş anahtarı kullan
security-use-passkey-now-five = Şimdi bir geçiş anahtarı kullan, beş dakika boyunca bu sayfadaki formlar parola ya da kod sormaz.
security-why-authenticator = Telefonundaki bir kimlik doğrulama uygulamasıyla kimse yalnızca parolanla giriş yapamaz.
tokens-api-tokens = API belirteçleri
tokens-copy-now-keep-like = Şimdi kopyala ve parola gibi sakla. Yalnızca bu kez gösterilir.
tokens-expired = süresi doldu { $time }
tokens-have-none = Hiç yok.
tokens-last-used = son kullanım { $time }
tokens-made = Oluşturma: { $time }
tokens-make-token = Belirteç oluştur
tokens-may = Yapabildiği
tokens-month = 30 gün
tokens-never-used = hiç kullanılmadı
tokens-new-token = Yeni belirtecin
tokens-only-reads = yalnızca okur
tokens-quarter = 90 gün
tokens-reads-writes = okur ve yazar
tokens-revoke = İptal et
tokens-revoke-one = { $name } belirtecini iptal et
tokens-scope-read = Yalnızca okuma
tokens-scope-write = Okuma ve yazma
tokens-token = Belirteç
tokens-token-program-acts-without = Belirteçle bir program, parolan olmadan senin adına işlem yapar. Parolanı ya da adresini değiştiremez, hesabını silemez.
tokens-tokens = Belirteçlerin
tokens-until-revoked = İptal edene kadar
tokens-valid = Geçerlilik
tokens-valid-until = geçerlilik sonu { $time }
tokens-valid-until-revoked = iptal edene kadar geçerli
tokens-week = 7 gün
tokens-what-1-64-characters = Ne için olduğu. 1 ile 64 karakter.
tokens-year = 1 yıl
unsubscribe-get-mail-when-messages = Bu sitedeki mesajlar okunmadan kalınca e-posta alırsın. Bu e-postaları artık istemiyor musun?
unsubscribe-get-no-more-mails = Kaçırılan mesajlar için artık e-posta almayacaksın. İstediğin zaman yeniden açabilirsin.
unsubscribe-notifications = Bildirimler
unsubscribe-send-no-more-mails = Artık e-posta gönderme
verify-six-digits-from-authenticator = Kimlik doğrulama uygulamandan altı rakam ya da kurtarma kodlarından biri.
verify-start-over = Baştan başla
verify-there-were-too-many = Çok fazla yanlış kod girildi. Lütfen yeniden giriş yap.
account-new-password-saved = Yeni parolan kaydedildi
account-nothing-has-changed = Hiçbir şey değişmedi
account-profile-saved = Profilin kaydedildi
devices-all-other-devices-logged = Diğer tüm aygıtlardan çıkış yapıldı
devices-device-logged-out = Aygıttan çıkış yapıldı
devices-logged-out = Çıkış yaptın
invitations-invitation-no-longer-valid = Davet artık geçerli değil
invitations-invitations-text = Davetler
invitations-qr-code-link = Bağlantının QR kodu
leaving-account-deleted-text = Hesap silindi
login-account-almost-ready-open = Hesabın neredeyse hazır. E-posta adresine gönderdiğimiz bağlantıyı aç, sonra giriş yap.
login-account-ready-log-start = Hesabın hazır. Sohbete başlamak için giriş yap.
login-logged = Giriş yaptın
login-logged-out = Çıkış yaptın
notifications-device-gets-no-more = Aygıt artık bildirim almıyor
notifications-device-gets-notifications = Bu aygıt bildirim alıyor
notifications-mails-about-missed-messages = Kaçırılan mesajlar hakkında e-postalar
notifications-settings-saved = Ayarların kaydedildi
notifications-test-its-way-device = Aygıta bir deneme yolda
privacy-settings-saved = Ayarların kaydedildi
privacy-user-unblocked = Kullanıcının engeli kaldırıldı
reset-if-address-has-account = Bu adresin hesabı varsa bağlantı yolda
reset-link-expired = Bağlantının süresi doldu
reset-new-password-saved-log = Yeni parolan kaydedildi. Onunla giriş yap.
reset-page-not-found = Sayfa bulunamadı
reset-reset-password = Parola sıfırlama
reset-server-sends-no-mail-ask = Bu sunucu e-posta göndermez. Bağlantıyı yöneticisinden iste
security-confirmed-five-minutes-page = Doğrulandı. Beş dakika boyunca bu sayfa başka bir şey sormaz
security-passkey-added-text = Geçiş anahtarı eklendi
security-passkey-removed = Geçiş anahtarı kaldırıldı
security-qr-code-authenticator-app = Kimlik doğrulama uygulaması için QR kodu
security-security = Güvenlik
security-two-step-verification-off = İki adımlı doğrulama kapalı
security-two-step-verification-text = İki adımlı doğrulama açık
security-use-passkey-first-log = Önce bir geçiş anahtarı kullan ya da yeniden giriş yap, sonra beş dakika içinde uygulamayı kur
tokens-token-no-longer-valid = Belirteç artık geçerli değil
verify-log-continue = Devam etmek için giriş yap
verify-two-step-verification = İki adımlı doğrulama
notifications-quiet-times = Sessiz saatler 00:00 ile 23:59 arasında başlar ve biter
notifications-quiet-empty = Sessiz saatler başladıkları anda bitemez
notifications-quiet-zone = Saat dilimi bilinmiyor

## Administration

administration-account-joined = { $address }, katılım { $time }
administration-accounts = Hesaplar
administration-accounts-suspended = { $accounts }, { $suspended } tanesi askıda
administration-administration = Yönetim
administration-is-administrator = yönetici
administration-after-edit = Düzenlemeden sonra:
administration-command-line = Komut satırı
administration-delete-account = Bu hesap silinsin mi?
administration-delete-account-2 = Hesabı sil
administration-delete-them-everyone = Herkes için sil
administration-deletion-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) hesabının profili, e-posta adresi, parolası, aygıtları ve davetleri hemen silinir. Bu geri alınamaz.
administration-devices = Aygıtlar
administration-done = Tamam
administration-end-suspension = Askıyı kaldır
administration-invitation-by = davet eden: <bdi>{ $name }</bdi>
administration-invitations = Davetler
administration-joined = Katılım
administration-keep-them-people-user = Kullanıcının yazıştığı kişiler için tut
administration-last-seen = Son görülme
administration-mail-given-up = { $count ->
        [one] { $made }, { $count } deneme, vazgeçildi { $time }
       *[other] { $made }, { $count } deneme, vazgeçildi { $time }
    }
administration-mail-next = { $count ->
        [one] { $made }, { $count } deneme, sıradaki { $time }
       *[other] { $made }, { $count } deneme, sıradaki { $time }
    }
administration-mail-server-has-refused = Bir e-posta sunucusu bunları kesin olarak reddetti ya da çok uzun süre başarısız oldular. 30 gün listelenirler.
administration-mails-fail = Başarısız e-postalar
administration-mails-given-up = Vazgeçilen e-postalar
administration-member = Üye
administration-messages-participants-their-chats = Sohbetlerindekilerin şikâyet ettiği mesajlar, en eskiler önce. Biri tamamlanınca metni burada silinir.
administration-messages-user-wrote = Kullanıcının yazdığı mesajlar
administration-name-username-email-address = Ad, kullanıcı adı ya da e-posta adresi
administration-next-page = Sonraki sayfa
administration-no-longer-valid-was = Artık geçerli değil. Geçerlilik sonu:
administration-no-one-found = Kimse bulunamadı
administration-no-text = Metinsiz ekler
administration-none = Yok.
administration-not-known = Bilinmiyor
administration-nothing-yet = Henüz bir şey yok.
administration-record = Kayıtlar
administration-registration = Kayıt
administration-report-done = { $reporter } kişisinin { $reported } hakkındaki şikâyeti tamam
administration-reported-by = Şikâyet eden { $name }, { $time }:
administration-reported-by-username = Şikâyet eden { $name } (@{ $username }), { $time }:
administration-reports = Şikâyetler
administration-revoke = İptal et
administration-revoke-invitation-by = { $name } kişisinin { $time } zamanına kadar geçerli davetini iptal et
administration-role = Rol
administration-running-instances = Çalışan örnekler
administration-send-reset-link = Sıfırlama bağlantısı gönder
administration-server = Sunucu
administration-size-database = Veritabanının boyutu
administration-storage-used = { $count ->
        [one] { $count } mesaj, { $size }
       *[other] { $count } mesaj, { $size }
    }
administration-suspend = Askıya al
administration-suspend-account = Bu hesap askıya alınsın mı?
administration-suspend-account-2 = Hesabı askıya al
administration-is-suspended = askıda
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) hemen her yerden çıkarılır ve askıyı kaldırana kadar giriş yapamaz. Sohbetler olduğu gibi kalır.
administration-there-none = Hiç yok.
administration-these-tried-again-about = Bunlar yaklaşık bir gün boyunca yeniden denenir.
administration-user-number = numara { $number }
administration-valid-until = Geçerlilik sonu:
administration-version = Sürüm
administration-what-administrators-command-line = Yöneticilerin ve komut satırının hesaplara yaptıkları.
administration-wrote-on = yazdı: { $time }
administration-account-can-used-again = Hesap yeniden kullanılabilir
administration-account-deleted = Hesap silindi
administration-account-suspended = Hesap askıya alındı
audit-something = işlem yaptı:
audit-resumed = askıyı kaldırdı:
administration-everyone-may-invite = Herkes davet edebilir
administration-everyone-may-sign-up = Herkes kaydolabilir
administration-invitation-no-longer-valid = Davet artık geçerli değil
administration-invitation-only = Yalnızca davetle
administration-link-reset-password-its = Parolayı sıfırlama bağlantısı yolda
audit-promoted = yönetici yaptı:
audit-report-done = şikâyeti tamamladı, mesajı yazan:
administration-nobody-may-sign-up = Kimse kaydolamaz
administration-only-administrators-may-invite = Yalnızca yöneticiler davet edebilir
audit-second-factor-removed = ikinci etkeni kaldırdı:
audit-revoked = daveti iptal etti:
audit-reset-link = sıfırlama bağlantısı gönderdi:
audit-password = parolayı belirledi:
audit-demoted = yönetici haklarını aldı:
audit-added = ekledi:
audit-suspended = askıda
audit-deleted = sildi:
administration-administrator = Yönetici
administration-suspended = Askıda
administration-storage = Depolama

## Mails and notifications

push-new-message = Yeni mesaj
push-test = Bildirimler bu aygıta ulaşıyor.
mail-confirmation-subject = E-posta adresini doğrula - Simple Chats
mail-confirmation =
    Merhaba,

    Biri, büyük olasılıkla sen, bu e-posta adresini Simple Chats’teki { $username } hesabı için kullanmak istiyor. Doğrulamak için bu sayfayı aç ve düğmesine bas:

    { $link }

    Bağlantı bir kez, { $duration } içinde çalışır. Bunu sen istemediysen bu e-postayı yok say: hiçbir şey değişmez.
mail-taken-subject = E-posta adresin zaten kullanılıyor - Simple Chats
mail-taken =
    Merhaba { $name },

    Biri bu e-posta adresini Simple Chats’te başka bir hesap için kullanmak istiyor. Adres senin hesabına ait; hiçbir şey değişmedi, yapman gereken bir şey yok.

    Bu sendiysen: bir adres yalnızca tek hesaba ait olabilir. Önce bu hesabın adresini değiştir ya da hesabı sil.
mail-reset-subject = Parolanı sıfırla - Simple Chats
mail-reset =
    Merhaba { $name },

    Biri, büyük olasılıkla sen, Simple Chats hesabın için yeni bir parola istedi. Seçmek için bu sayfayı aç:

    { $link }

    REST API kullanıyorsan sıfırlama belirtecin:

    "{ $token }"

    Bağlantı ve belirteç bir kez, { $duration } içinde çalışır. Bunu sen istemediysen bu e-postayı yok say: parolan aynı kalır.
mail-missed-subject = Okunmamış mesajların var - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } mesaj
       *[other] { $name }: { $count } mesaj
    }
mail-missed-more = { $count ->
        [one] ve bir sohbet daha
       *[other] ve { $count } sohbet daha
    }
mail-missed =
    Merhaba { $name },

    Simple Chats’te seni bekleyen mesajlar var:

    { $list }
    Burada oku:

    { $chats }

    Bu e-postaları ne zaman alacağın ve ne diyecekleri sana bağlı:

    { $settings }

    Artık almamak için bu bağlantıyı aç ve onayla:

    { $unsubscribe }
mail-photo = Fotoğraf
mail-webhook-subject = Webhook’un duraklatıldı - Simple Chats
mail-webhook =
    Merhaba { $name },

    { $number } numaralı webhook’un Simple Chats sohbetlerinde olanlardan artık haberdar edilmiyor: bir olay 24 saat boyunca iletilemedi ya da 100.000’den fazlası bekliyordu. Duraklatıldı, bekleyenler atıldı:

    { "  " }{ $host }

    Her denemede dönen yanıt, sahibi için burada listelenir:

    { $deliveries }

    Sunucusu yeniden yanıt verince, PATCH ile { "{" }"paused": false{ "}" } göndererek sürdür:

    { $webhook }
mail-notice =
    Merhaba { $name },

    { $what }

    Ne zaman: { $time }
    Nereden: { $address }, { $browser }

    Bu sendiysen yapman gereken bir şey yok.

    { $advice }

    { $link }
mail-notice-by-operator =
    Merhaba { $name },

    { $what }

    Ne zaman: { $time }
    Kim: bu sunucunun işletmecisi

    Bunu sen istediysen yapman gereken bir şey yok.

    { $advice }

    { $link }
mail-new-browser-subject = Yeni giriş - Simple Chats
mail-new-browser = Biri, büyük olasılıkla sen, Simple Chats hesabına daha önce bunun için kullanılmamış bir tarayıcıyla giriş yaptı.
mail-new-browser-advice = Sen değildiysen biri parolanı biliyor. Parolanı değiştir ve tanımadığın aygıtlardan çıkış yap:
mail-password-changed-subject = Parolan değiştirildi - Simple Chats
mail-password-changed = Simple Chats hesabının parolası değiştirildi.
mail-password-changed-advice = Sen değildiysen hemen yeni bir parola seç:
mail-address-changed-subject = E-posta adresin değiştirildi - Simple Chats
mail-address-changed = Simple Chats hesabının yeni bir e-posta adresi var. Bu adres artık ona ait değil; giriş yapmak ya da yeni parola seçmek için kullanılamaz.
mail-address-changed-advice = Sen değildiysen kullanıcı adınla giriş yap, parolanı, sonra adresini değiştir. Yapamıyorsan bu sunucuyu yürütenlerden yardım iste:
mail-factor-added-subject = İkinci bir etken eklendi - Simple Chats
mail-factor-added =
    Simple Chats hesabına ikinci bir etken eklendi:

    { "  " }{ $name }
mail-factor-removed-subject = İkinci bir etken kaldırıldı - Simple Chats
mail-factor-removed =
    Simple Chats hesabından ikinci bir etken kaldırıldı:

    { "  " }{ $name }
mail-factor-advice = Sen değildiysen biri hesabını kullanıyor. Parolanı değiştir, diğer tüm aygıtlardan çıkış yap ve ikinci etkenlerine bak:
mail-token-made-subject = Bir API belirteci oluşturuldu - Simple Chats
mail-token-made =
    Bir programın Simple Chats hesabını kullanabileceği bir API belirteci oluşturuldu:

    { "  " }{ $name }
mail-token-made-advice = Sen değildiysen biri hesabını kullanıyor. Belirteci iptal et ve parolanı değiştir:
mail-recovery-code-subject = Bir kurtarma kodu kullanıldı - Simple Chats
mail-recovery-code = Simple Chats hesabının ikinci etkeni yerine bir kurtarma kodu kullanıldı. Bir daha çalışmaz.
mail-recovery-code-advice = Sen değildiysen biri parolanı ve kurtarma kodlarını biliyor. Parolanı değiştir, diğer tüm aygıtlardan çıkış yap ve yeni kurtarma kodları oluştur:
mail-operator-factor-advice = Bunu sen istemediysen bu sunucuyu yürütenlere nedenini sor ve yeniden ikinci bir etken kur:
mail-operator-advice = Bunu sen istemediysen bu sunucuyu yürütenlere nedenini sor. Burada yeni bir parola seçebilirsin:

## Scripts

script-attached = Sonraki mesajın dosyaları
script-attached-file = { $name }, { $place } / { $count }
script-attached-file-of-several = { $name }, { $place } / { $count }. Ok tuşları onu taşır.
script-by-http = Bu ağ canlı güncellemeleri engelliyor. Yeni mesajlar birkaç saniyede bir görünür.
script-cancel-editing = Düzenlemeyi iptal et
script-characters-left = { $count ->
        [one] { $number } karakter kaldı
       *[other] { $number } karakter kaldı
    }
script-characters-too-many = { $count ->
        [one] { $number } karakter fazla
       *[other] { $number } karakter fazla
    }
script-chat-deleted = Bu sohbet ikiniz için de silindi.
script-clear-consequence = Şimdiye kadarki tüm mesajlar senin için kaybolur. { $name } onları saklar.
script-clear-for-me = Benim için temizle…
script-connecting = Bağlanıyor…
script-copy = Kopyala
script-copy-code = Kodu kopyala
script-delete-chat = Sohbeti sil…
script-delete-consequence = İkiniz için de silinecek.
script-delete-question = Bu mesaj silinsin mi?
script-delete-several = { $count ->
        [one] { $count } mesaj silinsin mi?
       *[other] { $count } mesaj silinsin mi?
    }
script-delete-several-consequence = İkiniz için de silinecekler.
script-disappears-in = { $left } sonra kaybolur
script-discard = At
script-download = İndir
script-draft = <span class="row-draft">Taslak: </span><bdi>{ $text }</bdi>
script-edit = Düzenle
script-edit-not-saved = Değişikliğin kaydedilmedi. { $reason }
script-editing = Mesajını düzenliyorsun
script-emoji = Emoji
script-emoji-found = Bulunanlar
script-emoji-groups = Gruplar
script-emoji-not-loaded = Emojiler yüklenemedi.
script-emoji-recent = Son kullanılanlar
script-error-bad-request = Sunucu bu metni kabul etmiyor.
script-error-conflict = Aynı kimlikle başka bir mesaj gönderildi. Lütfen metni kopyala ve yeniden gönder.
script-error-internal = Sunucuda bir şeyler ters gitti.
script-error-no-response = Sunucu yanıt vermedi.
script-error-not-found = Sohbet ya da mesaj artık yok.
script-error-offline = Bağlantı yok.
script-error-quota-exceeded = Dosyaların bu sunucudaki tüm alanını kaplıyor.
script-error-unavailable = Sunucu meşgul.
script-file-empty = Bu dosya boş.
script-file-not-found = Bu dosya artık yok.
script-file-too-long = Bu dosya çok büyük.
script-file-unusable = Bu resim kullanılamaz.
script-find-chat = Sohbet bul
script-find-emoji = Emoji bul
script-forward = İlet
script-forward-menu = İlet…
script-forward-to = Şuraya ilet
script-forwarded-to = İletildi: { $names }
script-hide-password = Parolayı gizle
script-info = Bilgi
script-info-edited = Düzenlendi
script-info-sent = Gönderildi
script-info-state = Durum
script-is-typing = yazıyor…
script-last-seen-just-now = az önce çevrimiçiydi
script-last-seen-minute = bir dakika önce çevrimiçiydi
script-last-seen-on = son görülme { $day }
script-last-seen-minutes = { $count ->
        [one] { $count } dakika önce çevrimiçiydi
       *[other] { $count } dakika önce çevrimiçiydi
    }
script-last-seen-today = son görülme bugün { $time }
script-last-seen-yesterday = son görülme dün { $time }
script-loading = Yükleniyor…
script-menu-of = “{ $text }” menüsü
script-menu-of-chat = { $name } ile sohbetin menüsü
script-message-by = { $name }: { $text }
script-mute = Sessize al…
script-mute-8-hours = 8 saat
script-mute-forever = Hep
script-mute-hour = 1 saat
script-mute-week = 1 hafta
script-new-message-from = { $name } kişisinden yeni mesaj
script-new-messages-from = { $count ->
        [one] { $name } kişisinden { $count } yeni mesaj
       *[other] { $name } kişisinden { $count } yeni mesaj
    }
script-next-picture = Sonraki resim
script-no-chat-found = Sohbet bulunamadı
script-no-connection = Bağlantı yok.
script-no-emoji = Emoji bulunamadı
script-no-passkey = Geçiş anahtarı kullanılmadı
script-not-now = Şimdi değil
script-not-sent = Gönderilmedi
script-notifications-denied = Bu tarayıcı bu sitenin bildirimlerini engelliyor. Ayarlarından izin verebilirsin.
script-notifications-off = Bu tarayıcı bildirim göstermiyor.
script-notifications-offer = Yeni mesajlar için masaüstü bildirimi gösterilsin mi?
script-notifications-on = Simple chats’in hiçbir sayfası görünür değilken bir mesaj gelince bu tarayıcı bildirim gösterir.
script-opens-with-connection = Bağlantı yok. Geri gelince bu sohbet açılır.
script-other-reaction = Başka bir emojiyle tepki ver
script-out-of-date = Bu sayfa güncel değil. Lütfen yeniden yükle.
script-passkey-failed = Olmadı. Lütfen yeniden dene.
script-people = Kişiler
script-picture-of = { $name } ({ $place } / { $count })
script-pictures = Resimler
script-previous-picture = Önceki resim
script-react-with = { $emoji } ile tepki ver
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] { $count } sn içinde yeniden bağlanıyor…
       *[other] { $count } sn içinde yeniden bağlanıyor…
    }
script-record-voice = Sesli mesaj kaydet
script-recorder-denied = Bu site için mikrofon erişimi engelli. Tarayıcının ayarlarından izin verebilirsin.
script-recorder-failed = Mikrofon kullanılamadı. Başka bir program kullanıyor olabilir.
script-recorder-insecure = Tarayıcılar sesli mesaja yalnızca HTTPS sitelerinde izin verir.
script-recorder-listen = Dinle
script-recorder-no-microphone = Mikrofon bulunamadı.
script-recorder-pause = Kaydı duraklat
script-recorder-resume = Kaydı sürdür
script-recorder-send = Sesli mesajı gönder
script-recorder-started = Kayıt
script-recorder-stop-listening = Dinlemeyi durdur
script-recorder-unsupported = Bu tarayıcı sesli mesaj kaydedemez.
script-reload = Yeniden yükle
script-remove-file = { $name } öğesini kaldır
script-report = Şikâyet et…
script-retry = Yeniden dene
script-search-messages-for = Mesajlarda “{ $text }” ara
script-select = Seç
script-select-message = “{ $text }” seç
script-selected = { $count ->
        [one] { $count } seçili
       *[other] { $count } seçili
    }
script-selection = Seçili mesajlar
script-sending = gönderiliyor
script-shortcut-cancel = İptal; yazmaya dön
script-shortcut-edit = Boş alanda son mesajını düzenle
script-shortcut-help = Bu yardım
script-shortcut-messages = Mesajlara; sonra ↑ ve ↓, menü için Enter
script-shortcut-new-line = Yeni satır
script-shortcut-other-chat = Önceki ve sonraki sohbet
script-shortcut-search-messages = Mesajlarda arama
script-shortcuts = Klavye kısayolları
script-show-more = Daha fazla göster
script-show-password = Parolayı göster
script-skin-tone = Ten rengi
script-skin-tone-dark = Koyu ten rengi
script-skin-tone-light = Açık ten rengi
script-skin-tone-medium = Orta ten rengi
script-skin-tone-medium-dark = Orta koyu ten rengi
script-skin-tone-medium-light = Orta açık ten rengi
script-skin-tone-none = Ten rengi yok
script-sound-off = Bu tarayıcı ses çalmaz.
script-sound-on = Okumadığın bir mesaj gelince bu tarayıcı ses çalar.
script-start-again = Baştan başla
script-to-newest = En yeni mesaja git
script-to-newest-with-count = { $count ->
        [one] En yeni mesaja git, { $count } yeni
       *[other] En yeni mesaja git, { $count } yeni
    }
script-today = Bugün
script-too-many-files = { $count ->
        [one] Bir mesajda en çok { $count } dosya olabilir.
       *[other] Bir mesajda en çok { $count } dosya olabilir.
    }
script-too-many-windows = Simple chats çok fazla pencerede açık. Lütfen birkaçını kapat.
script-turn-off = Kapat
script-turn-on = Aç
script-voice-failed = Çalınamıyor
script-voice-lasting = Sesli mesaj, { $duration }
script-voice-pause = Duraklat
script-voice-play = Çal
script-voice-position = Konum
script-voice-position-of = { $position } / { $duration }
script-voice-speed = Hız
script-voice-speed-of = Hız { $speed }×
script-waiting = bağlantıyı bekliyor
script-yesterday = Dün
