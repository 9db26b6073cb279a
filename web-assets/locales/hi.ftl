### Simple Chats in Hindi.

## Words that many pages share

common-accept = स्वीकार करें
common-account = खाता
common-back = वापस
common-block = ब्लॉक करें
common-cancel = रद्द करें
common-close = बंद करें
common-code = कोड
common-current-password = मौजूदा पासवर्ड
common-delete = हटाएँ
common-email = ईमेल पता
common-log-in = लॉग इन
common-log-out = लॉग आउट
common-message = संदेश
common-my-chats = मेरी चैट
common-name = नाम
common-new-password = नया पासवर्ड
common-online = ऑनलाइन
common-password = पासवर्ड
common-repeat-new-password = नया पासवर्ड दोहराएँ
common-repeat-password = पासवर्ड दोहराएँ
common-save = सहेजें
common-search = खोजें
common-sign-up = साइन अप
common-unblock = अनब्लॉक करें
common-username = यूज़रनेम
common-you = आप

## The application and its languages

manifest-short-name = चैट
manifest-description = आपके अपने सर्वर पर दो लोगों की चैट।
manifest-find-people = लोग खोजें
manifest-archived-chats = संग्रहीत चैट
language-saved = आपकी भाषा सहेजी गई
language-unknown = भाषाओं में से एक चुनें
language-title = भाषा
language-hint = पेजों, मेल और सूचनाओं की भाषा।
language-of-browser = जैसा ब्राउज़र कहे
language-back = खाते पर वापस

## Chats

chat-attach-files = फ़ाइलें जोड़ें
chat-back-my-chats = मेरी चैट पर वापस
chat-blocked = आपने { $name } को ब्लॉक किया है। लिखने के लिए अनब्लॉक करें।
chat-cannot-write-deleted-user = हटाए गए उपयोगकर्ता को नहीं लिखा जा सकता।
chat-check-new-messages = नए संदेश देखें
chat-delete-chat = चैट हटाएँ
chat-deletion-alone = आप इसे सिर्फ़ अपने लिए भी खाली कर सकते हैं: { $name } के पास सभी संदेश रहेंगे।
chat-deletion-clear-me = मेरे लिए खाली करें
chat-deletion-delete-both = दोनों के लिए हटाएँ
chat-deletion-delete-chat = यह चैट हटाएँ?
chat-deletion-explained = आपके और <strong>{ $name }</strong> के बीच के सभी संदेश दोनों के लिए हट जाएँगे। इसे वापस नहीं किया जा सकता।
chat-deletion-keep-chat = चैट रखें
chat-dont-reply = जवाब न दें
chat-empty = अभी कोई संदेश नहीं। { $name } को पहला लिखें।
chat-files-too = { $count ->
        [one] आपकी { $count } फ़ाइल भी भेजी जाएगी।
       *[other] आपकी { $count } फ़ाइलें भी भेजी जाएँगी।
    }
chat-message-to = { $name } को संदेश
chat-messages = संदेश
chat-more = और
chat-newer-messages = नए संदेश
chat-newest-messages = सबसे नए संदेश
chat-nothing-here = यहाँ कोई संदेश नहीं है।
chat-older-messages = पुराने संदेश
chat-pin-mute-archive = पिन, म्यूट, संग्रह…
chat-request-explained = { $name } आपको लिखना चाहते हैं और नहीं देखते कि आपने इसे पढ़ा या नहीं। जवाब देने से भी अनुरोध स्वीकार होता है।
chat-search-chat = इस चैट में खोजें
chat-send = भेजें
chat-skip-chats = चैट पर जाएँ
chat-skip-messages = संदेशों पर जाएँ
chat-skip-writing = लिखने पर जाएँ
chats-all-chats = सभी चैट
chats-all-chats-archived = आपकी सभी चैट संग्रहीत हैं।
chats-archived-chats = संग्रहीत चैट
chats-archived-count = संग्रहीत ({ $count })
chats-chat = चैट
chats-chats = चैट
chats-choose-chat-from-list = सूची से चैट चुनें या नई शुरू करें।
chats-conversations-will-appear-here = आपकी बातचीत यहाँ दिखेगी।
chats-find-people = लोग खोजें
chats-first-page = पहला पेज
chats-hit-own = आप:
chats-marked-unread = अपठित चिह्नित
chats-muted = म्यूट
chats-next-page = अगला पेज
chats-no-chats-yet-find = अभी कोई चैट नहीं। लिखने के लिए किसी को खोजें।
chats-no-messages-yet = अभी कोई संदेश नहीं
chats-pages = पेज
chats-pinned = पिन की हुई
chats-previous-page = पिछला पेज
chats-requests = अनुरोध
chats-row-own = आप: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> ने { $emoji } से प्रतिक्रिया दी: <bdi>{ $text }</bdi>
chats-row-you-reacted = आपने { $emoji } से प्रतिक्रिया दी: <bdi>{ $text }</bdi>
chats-start-chat = चैट शुरू करें
chats-there-no-archived-chats = कोई संग्रहीत चैट नहीं है।
chats-there-no-more-chats = और चैट नहीं हैं।
chats-unread = { $count ->
        [one] { $count } अपठित
       *[other] { $count } अपठित
    }
clear-clear-chat = यह चैट अपने लिए खाली करें?
clear-clear-me = मेरे लिए खाली करें
clear-explained = अब तक के सभी संदेश आपके लिए ग़ायब हो जाएँगे। <strong>{ $name }</strong> के पास वे रहेंगे। इसे वापस नहीं किया जा सकता।
clear-keep-messages = संदेश रखें
companion-back-chat = चैट पर वापस
companion-delete-chat = चैट हटाएँ
companion-go = जाएँ
companion-go-day = किसी दिन पर जाएँ
companion-joined = { $time } को जुड़े
companion-lifetime = ग़ायब होने वाले संदेश: { $lifetime }
companion-lifetime-off = ग़ायब होने वाले संदेश: बंद
lifetime-back-chat = चैट पर वापस
lifetime-current = नए संदेश भेजने के { $lifetime } बाद दोनों के लिए ग़ायब हो जाते हैं।
lifetime-days = दिन
lifetime-decline = अस्वीकार करें
lifetime-hint = कम समय और “बंद” तुरंत लागू होते हैं। बाकी के लिए { $name } की सहमति चाहिए। मौजूदा संदेशों का समय वही रहता है।
lifetime-hours = घंटे
lifetime-minutes = मिनट
lifetime-new-messages-disappear-after = नए संदेश ग़ायब होंगे
lifetime-none = नए संदेश तब तक रहते हैं जब तक आप में से कोई उन्हें न हटाए।
lifetime-number = संख्या
lifetime-other = अन्य
lifetime-own-proposal = आपने { $lifetime } का प्रस्ताव दिया है। { $name } की सहमति चाहिए।
lifetime-proposal-of-other = { $name } का प्रस्ताव है कि नए संदेश { $lifetime } बाद ग़ायब हों।
lifetime-unit = इकाई
lifetime-withdraw = वापस लें
message-another-emoji = कोई और इमोजी
message-delete-message-both = संदेश दोनों के लिए हटाएँ
message-deleted-message = हटाया गया संदेश
message-disappears-at = { $time } को ग़ायब होगा
message-disappears-on = { $time } को ग़ायब होगा
message-edit-delete = संपादित करें या हटाएँ
message-edited = संपादित
message-more = और
message-new-messages = नए संदेश
message-one-emoji = एक इमोजी चाहिए
message-react = प्रतिक्रिया दें
message-reactions = प्रतिक्रियाएँ
message-remove-emoji = { $emoji }, हटाएँ
message-remove-reaction = अपनी प्रतिक्रिया { $emoji } हटाएँ
message-reply = जवाब दें
message-report = शिकायत करें
message-seen = देखा गया
message-sent = भेजा गया
people-back-my-chats = मेरी चैट पर वापस
people-chat = चैट
people-enter-part-name-username = नाम या यूज़रनेम का कोई हिस्सा या पूरा ईमेल पता लिखें। कई शब्द हों तो सभी मिलने चाहिए।
people-find-someone-chat-opens = किसी को खोजें, चैट यहाँ खुलेगी।
people-no-one-found = कोई नहीं मिला
people-search-again = फिर खोजें
people-truncated = ये पहले { $count } हैं। खोज सीमित करने के लिए एक शब्द या कुछ अक्षर और लिखें।
preferences-archive = संग्रहित करें
preferences-back-chat = चैट पर वापस
preferences-clear-me = मेरे लिए खाली करें
preferences-delete-chat = चैट हटाएँ
preferences-disappearing-messages = ग़ायब होने वाले संदेश
preferences-hidden = { $name } को इन सेटिंग का कुछ नहीं दिखता।
preferences-mark-read = पठित चिह्नित करें
preferences-mark-unread = अपठित चिह्नित करें
preferences-messages = संदेश
preferences-mute = म्यूट करें
preferences-mute-1-hour = 1 घंटे के लिए म्यूट करें
preferences-mute-1-week = 1 सप्ताह के लिए म्यूट करें
preferences-mute-8-hours = 8 घंटे के लिए म्यूट करें
preferences-mute-ever = हमेशा के लिए म्यूट करें
preferences-muted = म्यूट है।
preferences-muted-until = { $time } तक म्यूट है।
preferences-notifications = सूचनाएँ
preferences-pin = पिन करें
preferences-title = { $name } के साथ चैट
preferences-unarchive = संग्रह से निकालें
preferences-unmute = अनम्यूट करें
preferences-unpin = अनपिन करें
report-administrators-site-will-see = इस साइट के प्रशासक यह संदेश, इसे किसने लिखा और कौन शिकायत कर रहा है, देखेंगे। चैट का और कुछ वे नहीं देखते।
report-report = शिकायत करें
report-what-wrong = इसमें क्या ग़लत है?
requests-more = और
requests-none = कोई नहीं है। आपको कौन लिख सकता है, यह <a href="{ $href }">गोपनीयता</a> में तय होता है।
requests-requests = अनुरोध
requests-strangers-who-want-write = अजनबी जो आपको लिखना चाहते हैं। वे नहीं देखते कि आपने उनके संदेश पढ़े या नहीं। स्वीकार करने, हटाने या ब्लॉक करने के लिए कोई अनुरोध खोलें।
search-any-content = कोई भी सामग्री
search-back-to-chat = चैट पर वापस
search-back-to-chats = मेरी चैट पर वापस
search-chat = चैट
search-content = सामग्री
search-enter-words-beginnings-words = शब्द या उनके शुरुआती अक्षर लिखें। सभी मिलने चाहिए। उद्धरण चिह्नों के शब्द एक के बाद एक होने चाहिए।
search-file = फ़ाइल के साथ
search-in-chat-with = <bdi>{ $name }</bdi> के साथ चैट में खोजें
search-link = लिंक के साथ
search-no-messages-found = कोई संदेश नहीं मिला
search-older-messages = पुराने संदेश
search-pages = पेज
search-search-message-its-chat = संदेश खोजें, उसकी चैट यहाँ खुलेगी।
search-search-messages = संदेश खोजें
search-too-long = { $count ->
        [one] अधिकतम { $count } अक्षर।
       *[other] अधिकतम { $count } अक्षर।
    }
search-written = लेखक
search-written-anyone = किसी का भी
search-written-me = मेरे लिखे
search-written-me-2 = मुझे लिखे
share-pick-chat-can-still = कोई चैट चुनें। भेजने से पहले आप लेख बदल सकते हैं।
share-share = साझा करें
share-start-chat = चैट शुरू करें
share-there-no-chats-yet = अभी कोई चैट नहीं है।
share-there-nothing-share-other = साझा करने को कुछ नहीं है। दूसरे ऐप अपने मेनू से लेख और लिंक इसके साथ साझा करते हैं।
chat-message-reply-deleted-can = जिस संदेश का आप जवाब दे रहे हैं वह हट गया है। इसे उसके बिना भेज सकते हैं।
chats-chat-deleted = चैट हटाई गई
chats-delete-chat = चैट हटाएँ
lifetime-disappearing-messages = ग़ायब होने वाले संदेश
lifetime-new-messages-stay = नए संदेश रहेंगे
lifetime-proposal-waits-answer = आपके प्रस्ताव को जवाब का इंतज़ार है
lifetime-there-no-proposal-any = अब कोई प्रस्ताव नहीं है
lifetime-use-1-minute-365 = 1 मिनट से 365 दिन तक
message-edit-message = संदेश संपादित करें
people-find-people = लोग खोजें
preferences-chat-archived = चैट संग्रहीत है
preferences-chat-back-list = चैट फिर सूची में है
preferences-chat-cleared = चैट आपके लिए खाली है
preferences-chat-marked-unread = चैट अपठित चिह्नित है
preferences-chat-muted = चैट म्यूट है
preferences-chat-muted-8-hours = चैट 8 घंटे के लिए म्यूट है
preferences-chat-muted-hour = चैट एक घंटे के लिए म्यूट है
preferences-chat-muted-week = चैट एक सप्ताह के लिए म्यूट है
preferences-chat-no-longer-marked = चैट अब अपठित चिह्नित नहीं है
preferences-chat-no-longer-muted = चैट अब म्यूट नहीं है
preferences-chat-no-longer-pinned = चैट अब पिन नहीं है
preferences-chat-pinned = चैट पिन है
preferences-chat-settings = चैट की सेटिंग
preferences-clear-chat = चैट खाली करें
report-message-reported-administrators = संदेश की शिकायत प्रशासकों को भेजी गई
report-report-done = शिकायत निपट गई
report-report-message = संदेश की शिकायत करें
report-reports = शिकायतें
requests-request-accepted = अनुरोध स्वीकार हुआ
requests-user-blocked-isnt-told = उपयोगकर्ता ब्लॉक है और उसे पता नहीं चलेगा
requests-user-unblocked = उपयोगकर्ता अनब्लॉक है
lifetime-line-you-proposed = <bdi>आप</bdi> ने प्रस्ताव दिया कि संदेश { $lifetime } बाद ग़ायब हों
lifetime-line-you-withdrew = <bdi>आप</bdi> ने प्रस्ताव वापस लिया
lifetime-line-you-declined = <bdi>आप</bdi> ने प्रस्ताव अस्वीकार किया
lifetime-line-you-set = <bdi>आप</bdi> ने तय किया कि संदेश { $lifetime } बाद ग़ायब हों
lifetime-line-you-turned-off = <bdi>आप</bdi> ने ग़ायब होने वाले संदेश बंद किए
lifetime-line-proposed = <bdi>{ $name }</bdi> ने प्रस्ताव दिया कि संदेश { $lifetime } बाद ग़ायब हों
lifetime-line-withdrew = <bdi>{ $name }</bdi> ने प्रस्ताव वापस लिया
lifetime-line-declined = <bdi>{ $name }</bdi> ने प्रस्ताव अस्वीकार किया
lifetime-line-set = <bdi>{ $name }</bdi> ने तय किया कि संदेश { $lifetime } बाद ग़ायब हों
lifetime-line-turned-off = <bdi>{ $name }</bdi> ने ग़ायब होने वाले संदेश बंद किए
duration-weeks = { $count ->
        [one] { $count } सप्ताह
       *[other] { $count } सप्ताह
    }
duration-days = { $count ->
        [one] { $count } दिन
       *[other] { $count } दिन
    }
duration-hours = { $count ->
        [one] { $count } घंटा
       *[other] { $count } घंटे
    }
duration-minutes = { $count ->
        [one] { $count } मिनट
       *[other] { $count } मिनट
    }
duration-seconds = { $count ->
        [one] { $count } सेकंड
       *[other] { $count } सेकंड
    }
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 फ़ोटो
attachment-video = वीडियो
attachment-audio = ऑडियो
attachment-voice = वॉइस संदेश
attachment-file = फ़ाइल
message-you-and = आप और { $name }
lifetime-off = बंद
lifetime-now-after = नए संदेश { $lifetime } बाद ग़ायब होंगे
chats-more-than-99-unread = 99 से ज़्यादा अपठित
chat-request = अनुरोध
lifetime-proposal = प्रस्ताव

## Every page

email-change-address = पता बदलें
email-current = आपका पता <strong>{ $address }</strong> है। आप इसी से लॉग इन करते हैं, और पासवर्ड भूलने पर लिंक इसी पर आता है।
email-from-authenticator-app-recovery = आपके प्रमाणक ऐप से, या रिकवरी कोड। पासकी इस्तेमाल करने के पाँच मिनट तक इसकी ज़रूरत नहीं।
email-gets-link-which-open = इसे एक लिंक मिलेगा, जिसे पुष्टि के लिए खोलें।
email-new-email-address = नया ईमेल पता
form-errors = { $count ->
        [one] कृपया { $count } फ़ील्ड सुधारें:
       *[other] कृपया { $count } फ़ील्ड सुधारें:
    }
form-it-may = यह कर सकता है
form-log-passkey = पासकी से लॉग इन
form-name-or-username = नाम या यूज़रनेम
form-name-username = नाम या यूज़रनेम
form-number-of-people = लोगों की संख्या
form-password-hint = { $count ->
        [one] कम से कम { $count } अक्षर। कुछ बेतरतीब शब्द अच्छे रहते हैं।
       *[other] कम से कम { $count } अक्षर। कुछ बेतरतीब शब्द अच्छे रहते हैं।
    }
form-reason = कारण
form-valid-for = मान्य अवधि
offline-no-connection = कनेक्शन नहीं
offline-server-cant-reached-page = सर्वर तक पहुँच नहीं है। उसके लौटते ही यह पेज खुलेगा।
offline-try-now = अभी कोशिश करें
page-other-address = यह साइट <a href="{ $url }">{ $url }</a> पर है। मौजूदा पते पर पेज अपने आप अपडेट नहीं होते।
page-site = साइट
page-skip-chats = चैट पर जाएँ
page-skip-content = सामग्री पर जाएँ
start-all-chats = सभी चैट
start-almost-two-minutes = बस। दो मिनट
start-done-window = हो गया। खिड़की के पास
start-find-people = लोग खोजें
start-find-someone-name-username = किसी को नाम या यूज़रनेम से खोजें।
start-find-someone-name-write = किसी को नाम से खोजें और लिखें। यह फ़ोन पर, और JavaScript के बिना भी चलता है।
start-i-am-new-here = मैं यहाँ नया हूँ
start-i-have-account = मेरा खाता है
start-instant = तुरंत
start-messages-arrive-moment-they = संदेश भेजते ही पहुँचते हैं। कनेक्शन टूटने के बाद भी कुछ नहीं छूटता।
start-no-chats-yet-find = अभी कोई चैट नहीं। लिखने के लिए किसी को खोजें।
start-one-one-chat-server = आपके अपने सर्वर पर दो लोगों की चैट। संदेश ब्राउज़र वाले किसी भी डिवाइस पर तुरंत पहुँचते हैं।
start-one-program-own-machine = आपकी अपनी मशीन पर एक प्रोग्राम सब कुछ रखता है। कोई तीसरा न पढ़ता है, न गिनता है।
start-save-me-seat = मेरे लिए जगह रखना
start-simple = सरल
start-start-chat = चैट शुरू करें
start-there-yet = पहुँच गए?
start-yours = आपका
email-address-already = यह पहले से आपका पता है
email-address-use = पता इस्तेमाल में है
email-confirm-email-address = ईमेल पते की पुष्टि करें
email-email-address-confirmed = ईमेल पते की पुष्टि हुई
email-if-account-waits-address = अगर कोई खाता इस पते का इंतज़ार कर रहा है, तो लिंक भेजा जा चुका है
email-link-expired = लिंक की अवधि समाप्त
email-link-its-way-new = नए पते पर लिंक भेजा जा चुका है। वहाँ पुष्टि करते ही आपका पता बदल जाएगा।
email-page-not-found = पेज नहीं मिला
error-account-suspended = यह खाता निलंबित है
error-another-message-was-sent = इस पेज से कोई और संदेश भेजा गया। कृपया इसे फिर भेजें।
error-bad-request = ग़लत अनुरोध
error-can-change-only-own = आप सिर्फ़ अपने संदेश बदल सकते हैं।
error-cannot-block-yourself = आप ख़ुद को ब्लॉक नहीं कर सकते।
error-cannot-delete-chat-both = आप यह चैट दोनों के लिए नहीं हटा सकते।
error-cannot-write-deleted-user = हटाए गए उपयोगकर्ता को नहीं लिखा जा सकता।
error-cannot-write-user = आप इस उपयोगकर्ता को नहीं लिख सकते।
error-changed-meantime = इस बीच बदल गया
error-choose-time = समय चुनें
error-choose-what-may-do = चुनें कि यह क्या कर सकता है
error-code-wrong-was-used = यह कोड ग़लत है या पहले इस्तेमाल हो चुका है
error-confirm-email-address-first = पहले अपने ईमेल पते की पुष्टि करें: उस पर भेजा गया लिंक खोलें
error-current-password-wrong = मौजूदा पासवर्ड ग़लत है
error-data-cant-read = आपका डेटा पढ़ा नहीं जा सकता।
error-data-cant-read-please = आपका डेटा पढ़ा नहीं जा सकता। कृपया फिर कोशिश करें।
error-data-compressed-which-page = आपका डेटा संपीड़ित है, जिसे यह पेज नहीं पढ़ सकता।
error-data-didnt-arrive-time = आपका डेटा समय पर नहीं पहुँचा। कृपया फिर कोशिश करें।
error-data-didnt-arrive-within = आपका डेटा 30 सेकंड में नहीं पहुँचा। कृपया फिर कोशिश करें।
error-data-not-valid-utf = आपका डेटा मान्य UTF-8 नहीं है।
error-data-too-large-page = आपका डेटा इस पेज के लिए बहुत बड़ा है।
error-dont-have-access = आपको इसकी अनुमति नहीं है।
error-email-address-already-has = इस ईमेल पते का पहले से खाता है
error-enter-number-from-1 = 1 से 100 तक की संख्या लिखें
error-enter-valid-email-address = मान्य ईमेल पता लिखें
error-files-didnt-arrive-time = आपकी फ़ाइलें समय पर नहीं पहुँचीं। कृपया फिर कोशिश करें।
error-form-has-expired-please = इस फ़ॉर्म की अवधि समाप्त है। कृपया इसे फिर भेजें।
error-form-was-sent-from = यह फ़ॉर्म किसी और साइट या पते से आया। कृपया यह साइट खोलें और यहाँ भरें।
error-give-code-well-use = एक कोड भी दें, या पहले पासकी इस्तेमाल करें
error-give-reason-up-1 = 1,000 अक्षरों तक का कारण दें
error-has-changed-meantime-please = यह इस बीच बदल गया। कृपया पेज फिर लोड करें।
error-invitation-not-valid-has = यह निमंत्रण मान्य नहीं है: इसकी अवधि समाप्त है, यह पूरा इस्तेमाल या रद्द हो चुका है, या किसी और ईमेल पते के लिए है।
error-invitation-one-address-one = एक पते का निमंत्रण एक ही खाते के लिए है
error-last-administrator-make-somebody = यह आख़िरी प्रशासक है। पहले किसी और को प्रशासक बनाएँ।
error-message-contains-characters-cant = संदेश में ऐसे अक्षर हैं जो भेजे नहीं जा सकते।
error-message-empty = संदेश खाली है।
error-message-longer-than-4 = संदेश 4,000 अक्षरों से लंबा है।
error-name-cant-used-choose = यह नाम नहीं चल सकता। कोई और चुनें
error-need-invitation-sign-up = यहाँ साइन अप के लिए निमंत्रण चाहिए। किसी खाताधारक से माँगें।
error-no-longer-available = अब उपलब्ध नहीं
error-no-longer-available-text = यह अब उपलब्ध नहीं है।
error-nobody-can-sign-up = अभी यहाँ कोई साइन अप नहीं कर सकता।
error-not-allowed = अनुमति नहीं
error-not-supported = समर्थित नहीं
error-only-administrators-may-invite = यहाँ सिर्फ़ प्रशासक निमंत्रण दे सकते हैं।
error-page-doesnt-exist = यह पेज मौजूद नहीं है
error-page-doesnt-support-kind = यह पेज इस तरह का अनुरोध नहीं समझता।
error-page-not-found = पेज नहीं मिला
error-page-only-reads-forms = यह पेज सिर्फ़ फ़ॉर्म पढ़ता है (application/x-www-form-urlencoded)।
error-passkey-cant-used-try = यह पासकी इस्तेमाल नहीं हो सकती। फिर कोशिश करें
error-password-too-common-choose = यह पासवर्ड बहुत आम है। कोई और चुनें
error-password-too-long = यह पासवर्ड बहुत लंबा है
error-password-wrong = पासवर्ड ग़लत है
error-passwords-dont-match = पासवर्ड मेल नहीं खाते
error-server-busy-partly-unavailable = सर्वर व्यस्त या आंशिक रूप से अनुपलब्ध है। कृपया फिर कोशिश करें।
error-something-went-wrong = कुछ गड़बड़ हुई
error-something-went-wrong-our = हमारी ओर कुछ गड़बड़ हुई। कृपया बाद में कोशिश करें।
error-temporarily-unavailable = अस्थायी रूप से अनुपलब्ध
error-too-large = बहुत बड़ा
error-too-many-requests = बहुत ज़्यादा अनुरोध
error-too-many-requests-please = बहुत ज़्यादा अनुरोध। कृपया थोड़ा रुकें।
error-too-slow = बहुत धीमा
error-transfer-data-was-interrupted = आपके डेटा का भेजा जाना रुक गया।
error-unblock-user-write = लिखने के लिए इस उपयोगकर्ता को अनब्लॉक करें।
error-unsupported-format = असमर्थित प्रारूप
error-use-1-25-characters = 1 से 25 अक्षर
error-use-1-64-characters = 1 से 64 अक्षर
error-use-1-64-visible = 1 से 64 दिखने वाले अक्षर
error-use-3-25-characters = 3 से 25 अक्षर
error-use-letters-one-alphabet = हर शब्द में एक ही लिपि के अक्षर रखें
error-use-only-latin-letters = सिर्फ़ लैटिन अक्षर (a–z), अंक, “_”, “.” और “-”
error-use-only-visible-characters = सिर्फ़ दिखने वाले अक्षर
error-username-looks-too-much = यह यूज़रनेम किसी और से बहुत मिलता है
error-username-taken = यह यूज़रनेम लिया जा चुका है
error-wrong-login-password = लॉगिन या पासवर्ड ग़लत है
page-already-logged = आप पहले से लॉग इन हैं
page-back-previous-page = पिछले पेज पर वापस
page-log-continue = जारी रखने के लिए लॉग इन करें
page-start-page = मुख पृष्ठ
page-try-again = फिर कोशिश करें
error-password-too-short = { $count ->
        [one] कम से कम { $count } अक्षर
       *[other] कम से कम { $count } अक्षर
    }
error-too-many-tokens = { $count ->
        [one] आपके पास { $count } टोकन है। पहले उसे रद्द करें
       *[other] आपके पास { $count } टोकन हैं। पहले कुछ रद्द करें
    }
error-too-many-invitations = { $count ->
        [one] आपके पास { $count } निमंत्रण है। पहले उसे रद्द करें
       *[other] आपके पास { $count } निमंत्रण हैं। पहले कुछ रद्द करें
    }
error-too-many-passkeys = { $count ->
        [one] आपके पास { $count } पासकी है। पहले उसे हटाएँ
       *[other] आपके पास { $count } पासकी हैं। पहले एक हटाएँ
    }
error-too-many-devices = { $count ->
        [one] आपके { $count } डिवाइस पर सूचनाएँ हैं। पहले उसे हटाएँ
       *[other] आपके { $count } डिवाइसों पर सूचनाएँ हैं। पहले एक हटाएँ
    }
error-push-refused = इस ब्राउज़र की पुश सेवा इस्तेमाल नहीं हो सकती
error-too-many-requests-wait = बहुत ज़्यादा अनुरोध। { $seconds } से. में फिर कोशिश करें।
error-busy-wait = सर्वर व्यस्त या आंशिक रूप से अनुपलब्ध है। { $seconds } से. में फिर कोशिश करें।
error-logged = हमारी ओर कुछ गड़बड़ हुई। कृपया बाद में कोशिश करें। त्रुटि संख्या { $number } पर दर्ज हुई।
error-file-empty = फ़ाइल खाली है।
error-file-long = फ़ाइल { $bytes } बाइट से लंबी है।
error-quota = आपके अटैचमेंट बहुत जगह लेते हैं। पहले कुछ हटाएँ।
error-file-gone = इस संदेश की एक फ़ाइल अब नहीं है। उसे फिर जोड़ें।
error-too-many-files = एक संदेश में { $count } तक अटैचमेंट हो सकते हैं।
error-file-damaged = फ़ाइल ख़राब या अधूरी है।
error-picture-large = तस्वीर में बहुत ज़्यादा पिक्सेल हैं।
error-file-complex = फ़ाइल बहुत जटिल है।
error-file-metadata = फ़ाइल में ऐसा मेटाडेटा है, जैसे स्थान, जो हटाया नहीं जा सकता।
error-file-not-stored = फ़ाइल सहेजी नहीं गई। कृपया फिर कोशिश करें।

## Accounts

account-1-25-characters = 1 से 25 अक्षर।
account-3-25-characters-latin = 3 से 25 अक्षर: लैटिन अक्षर (a–z), अंक, “_”, “.” और “-”।
account-administration = प्रशासन
account-also-revoke-api-tokens = API टोकन भी रद्द करें
account-api-tokens = API टोकन
account-appearance = रूप
account-change-password = पासवर्ड बदलें
account-dark = गहरा
account-data = आपका डेटा
account-delete-account = खाता हटाएँ
account-devices = डिवाइस
account-download-data = अपना डेटा डाउनलोड करें
account-from-authenticator-app-recovery = आपके प्रमाणक ऐप से, या रिकवरी कोड। पासकी इस्तेमाल करने के पाँच मिनट तक इसकी ज़रूरत नहीं।
account-invite-people = लोगों को निमंत्रण दें
account-large = बड़ा
account-light = हल्का
account-new-password-logs-out = नया पासवर्ड आपके बाकी सभी डिवाइस से लॉग आउट करता है।
account-normal = सामान्य
account-notifications = सूचनाएँ
account-privacy = गोपनीयता
account-profile = प्रोफ़ाइल
account-save-profile = प्रोफ़ाइल सहेजें
account-security = सुरक्षा
account-small = छोटा
account-storage = आपकी फ़ाइलें { $size } लेती हैं। अपनी सभी चैट की प्रति डाउनलोड करें या अपना खाता हटाएँ।
account-storage-of-quota = आपकी फ़ाइलें { $quota } में से { $size } लेती हैं। अपनी सभी चैट की प्रति डाउनलोड करें या अपना खाता हटाएँ।
account-system = सिस्टम जैसा
account-text-size = लेख का आकार
account-theme-browser = इस ब्राउज़र की थीम
account-very-large = बहुत बड़ा
account-what-others-see-how = दूसरे क्या देखते हैं और आपको कैसे खोजते हैं।
confirm-another-account-uses-address = यह पता अब कोई और खाता इस्तेमाल करता है।
confirm-back-login = लॉगिन पर वापस
confirm-confirm-address = इस पते की पुष्टि करें
confirm-email-address = आपका ईमेल पता
confirm-enter-email-address-which = वह ईमेल पता लिखें जिससे आपने साइन अप किया था। हम उस पर पुष्टि का एक और लिंक भेजेंगे।
confirm-link-doesnt-exist-copy = यह लिंक मौजूद नहीं है। मेल से पूरा लिंक कॉपी करें या नया माँगें।
confirm-link-has-expired-ask = इस लिंक की अवधि समाप्त है। नया माँगें।
confirm-link-not-valid-any = यह लिंक अब मान्य नहीं: यह इस्तेमाल हो चुका है या नया मौजूद है।
confirm-question = क्या <strong>{ $address }</strong> आपका ईमेल पता और <strong>@{ $username }</strong> आपका खाता है? अब से यह इसी पते का इस्तेमाल करेगा।
confirm-send-link = लिंक भेजें
devices-browser-on-system = { $system } पर { $browser }
devices-device = यह डिवाइस
devices-devices = डिवाइस
devices-explained = आप कहाँ लॉग इन हैं। जिसे न पहचानें उसे लॉग आउट करें और <a href="{ $href }">अपना पासवर्ड बदलें</a>।
devices-log-out-all-other = बाकी सभी डिवाइस लॉग आउट करें
devices-log-out-one = { $system } पर { $browser } लॉग आउट करें, पिछली बार { $time }
devices-times = { $address } से, लॉग इन { $logged_in }, पिछली बार { $last_seen }
export-back-account = अपने खाते पर वापस
export-data = आपका डेटा
export-download-data = अपना डेटा डाउनलोड करें
export-explained = प्रोफ़ाइल, सेटिंग, डिवाइस और खाते की बाकी चीज़ों के साथ अपनी चैट की प्रति डाउनलोड करें। यह ZIP फ़ाइल है: इसे खोलें और बिना कनेक्शन भी ब्राउज़र में पढ़ने के लिए <strong>index.html</strong> खोलें। प्रोग्राम <strong>data.json</strong> पढ़ते हैं।
export-keep-safe-contains-everything = इसे सुरक्षित रखें: इसमें वह सब है जो आपने और दूसरों ने आपकी चैट में लिखा।
invitations-days = { $count ->
        [one] { $count } दिन
       *[other] { $count } दिन
    }
invitations-for-address = { $address } के लिए
invitations-give-link-person-invite = यह लिंक उसे दें जिसे निमंत्रण दे रहे हैं। यह सिर्फ़ अभी दिखता है।
invitations-have-none = आपके पास कोई नहीं है।
invitations-invitation = आपका निमंत्रण
invitations-invitations = आपके निमंत्रण
invitations-invite-people = लोगों को निमंत्रण दें
invitations-leave-empty-anyone-who = लिंक वाले किसी भी व्यक्ति के लिए खाली छोड़ें।
invitations-link-invitation = निमंत्रण का लिंक
invitations-make-invitation = निमंत्रण बनाएँ
invitations-number-people = लोगों की संख्या
invitations-only-email-address = सिर्फ़ इस ईमेल पते के लिए
invitations-revoke = रद्द करें
invitations-revoke-one = { $time } तक मान्य निमंत्रण रद्द करें
invitations-used = { $accounts } में से { $used } इस्तेमाल
invitations-valid = मान्य अवधि
invitations-valid-until = { $time } तक मान्य
invitations-was-valid-until = अब मान्य नहीं। { $time } तक मान्य था
invitations-whoever-signs-up-invitation = जो आपके निमंत्रण से साइन अप करेगा, उसकी आपसे चैट बनेगी।
leaving-account-deleted = आपका खाता हटा दिया गया
leaving-delete-account = अपना खाता हटाएँ?
leaving-delete-for-everyone = सबके लिए हटाएँ
leaving-keep-for-others = दूसरों के लिए रखें
leaving-delete-account-2 = खाता हटाएँ
leaving-from-authenticator-app-recovery = आपके प्रमाणक ऐप से, या रिकवरी कोड।
leaving-keep-account = खाता रखें
leaving-logged-out-everywhere-nothing = आप हर जगह से लॉग आउट हैं, और आपकी प्रोफ़ाइल का यहाँ कुछ नहीं बचा। संदेश तभी बचे हैं जब आपने उन्हें अपने साथियों के लिए रखना चुना हो।
leaving-messages-wrote = आपके लिखे संदेश
leaving-only-administrator = <strong>आप अकेले प्रशासक हैं।</strong> इसके बाद कोई इस सर्वर को पेजों से नहीं चला पाएगा, जब तक संचालक किसी और को नियुक्त न करे।
leaving-people-wrote-keep-their = जिनसे आपने बात की उनकी चैट रहेंगी; उनमें आप “हटाया गया उपयोगकर्ता” दिखेंगे।
leaving-profile-email-address-password = आपकी प्रोफ़ाइल, ईमेल पता, पासवर्ड, दूसरे कारक, डिवाइस, API टोकन और निमंत्रण तुरंत हट जाएँगे, और आप हर जगह से लॉग आउट होंगे। आपका यूज़रनेम दूसरों के लिए खुल जाएगा। इसे वापस नहीं किया जा सकता।
leaving-start-page = मुख पृष्ठ
login-email-address-username = ईमेल पता या यूज़रनेम
login-forgot-password = पासवर्ड भूल गए?
login-no-account-yet = अभी खाता नहीं है?
login-send-link-again = लिंक फिर भेजें
logout-back-my-chats = मेरी चैट पर वापस
logout-logs-out-browser-chats = यह इस ब्राउज़र से लॉग आउट करता है। आपकी चैट रहेंगी।
notifications-all-devices = सभी डिवाइस
notifications-browser = यह ब्राउज़र
notifications-choose-one = एक चुनें
notifications-device-added = { $added } से
notifications-device-used = { $added } से, पिछली सूचना { $used }
notifications-devices-told-messages = संदेशों की सूचना पाने वाले डिवाइस
notifications-from = से
notifications-have-quiet-hours-each = हर दिन शांत समय रखें
notifications-mail-about-messages-missed = छूटे संदेशों की मेल
notifications-no-device-gets-notifications = अभी किसी डिवाइस को सूचनाएँ नहीं मिलतीं।
notifications-none = कोई नहीं
notifications-nothing-sent-then-mails = तब आपको कुछ नहीं भेजा जाता। मेल समय ख़त्म होने तक रुकती है।
notifications-notifications = सूचनाएँ
notifications-one-mail-time-none = एक बार में एक मेल, और म्यूट चैट की कोई नहीं।
notifications-quiet-hours = शांत समय
notifications-remove = हटाएँ
notifications-remove-device = { $device } हटाएँ
notifications-save-settings = सेटिंग सहेजें
notifications-send-test = परीक्षण भेजें
notifications-server-sends-no-mail = यह सर्वर मेल नहीं भेजता।
notifications-servers-key-has-changed = सर्वर की कुंजी बदल गई है। सूचनाएँ फिर चालू करने के लिए डिवाइस पर Simple Chats खोलें।
notifications-show-mail-what-messages = मेल में दिखाएँ कि संदेश क्या कहते हैं
notifications-show-what-messages-say = दिखाएँ कि संदेश क्या कहते हैं
notifications-sound = ध्वनि
notifications-test-device = { $device } को परीक्षण भेजें
notifications-these-devices-told-messages = जब आपका कोई पेज खुला न हो, तब इन डिवाइस को संदेशों की सूचना मिलती है। इन्हें भेजने वाले का नाम और लेख की शुरुआत मिलती है, इनके लिए एन्क्रिप्ट की हुई।
notifications-time-zone = समय क्षेत्र
notifications-to = तक
notifications-turn-device = इस डिवाइस पर चालू करें
notifications-when-message-unread-8 = जब कोई संदेश 8 घंटे अपठित रहे
notifications-when-message-unread-day = जब कोई संदेश एक दिन अपठित रहे
notifications-when-message-unread-hour = जब कोई संदेश एक घंटा अपठित रहे
privacy-blocked-people = ब्लॉक किए गए लोग
privacy-everyone = सभी
privacy-everyone-any-part-name = सभी, नाम के किसी भी हिस्से से
privacy-have-blocked-nobody-block = आपने किसी को ब्लॉक नहीं किया है। ब्लॉक करने के लिए चैट का मेनू इस्तेमाल करें।
privacy-i-am-typing = कि मैं लिख रहा हूँ
privacy-more = और
privacy-only-people-who-know = सिर्फ़ वे जो आपका यूज़रनेम या ईमेल पता ठीक-ठीक जानते हैं
privacy-privacy = गोपनीयता
privacy-save-settings = सेटिंग सहेजें
privacy-they-cant-write-dont = वे आपको नहीं लिख सकते और नहीं देखते कि आप कब ऑनलाइन हैं। उन्हें पता नहीं चलता कि वे ब्लॉक हैं।
privacy-unblock-person = { $name } को अनब्लॉक करें
privacy-what-dont-show-dont = जो आप नहीं दिखाते, वह आपको दूसरों का भी नहीं दिखता।
privacy-what-others-see = दूसरे आपका क्या देखते हैं
privacy-when-i-am-online = मैं कब ऑनलाइन हूँ और पिछली बार कब था
privacy-which-messages-i-have = मैंने कौन से संदेश पढ़े
privacy-who-finds = आपको कौन खोज सकता है
privacy-who-may-write = आपको कौन लिख सकता है
privacy-write-invited = जिनसे आपकी चैट है। अजनबियों के संदेश <a href="{ $href }">अनुरोध</a> बनकर रुकते हैं
register-1-25-characters-what = 1 से 25 अक्षर। दूसरे यही देखते हैं।
register-3-25-characters-latin = 3 से 25 अक्षर: लैटिन अक्षर (a–z), अंक, “_”, “.” और “-”। दूसरे आपको इससे खोज सकते हैं।
register-already-have-account = पहले से खाता है?
register-invited-by = <strong>{ $name }</strong> आपको चैट का निमंत्रण देते हैं।
register-logging-resetting-password-nobody = लॉग इन और पासवर्ड रीसेट के लिए। इसे और कोई नहीं देखता।
reset-back-login = लॉगिन पर वापस
reset-choose-new-password-then = नया पासवर्ड चुनें। फिर हर डिवाइस पर उससे दोबारा लॉग इन करें।
reset-enter-email-address-account = अपने खाते का ईमेल पता लिखें। हम उस पर नया पासवर्ड चुनने का लिंक भेजेंगे।
reset-link-doesnt-exist-copy = यह लिंक मौजूद नहीं है। मेल से पूरा लिंक कॉपी करें या नया माँगें।
reset-link-has-already-been = यह लिंक इस्तेमाल हो चुका है। ज़रूरत हो तो नया माँगें।
reset-link-has-expired-request = इस लिंक की अवधि समाप्त है। नया माँगें।
reset-request-link = लिंक माँगें
reset-request-new-link = नया लिंक माँगें
reset-save-password = पासवर्ड सहेजें
reset-send-link = लिंक भेजें
reset-server-sends-no-mail = यह सर्वर मेल नहीं भेजता। इसका प्रशासक आपको नया पासवर्ड दे सकता है, या यहाँ माँगा गया लिंक आप तक पहुँचा सकता है: सर्वर उसे एक फ़ाइल में रखता है।
security-add-passkey = पासकी जोड़ें
security-adding-passkey-needs-javascript = पासकी जोड़ने के लिए JavaScript चाहिए।
security-besides-password-logging-will = लॉग इन में पासवर्ड के साथ पासकी या रिकवरी कोड लगेगा।
security-codes-left = { $count ->
        [one] आपके पास { $count } रिकवरी कोड बचा है। नए उसकी जगह लेंगे।
       *[other] आपके पास { $count } रिकवरी कोड बचे हैं। नए उनकी जगह लेंगे।
    }
security-each-them-logs-once = फ़ोन या पासकी न होने पर हर कोड पासवर्ड के बाद एक बार लॉग इन कराता है। इन्हें कहीं और रखें: ये सिर्फ़ अभी दिखते हैं।
security-enter-six-digits-app = ऐप में दिखे छह अंक लिखें।
security-from-app-recovery-code = ऐप से, या रिकवरी कोड।
security-from-authenticator-app-recovery = आपके प्रमाणक ऐप से, या रिकवरी कोड। पासकी इस्तेमाल करने के पाँच मिनट तक इसकी ज़रूरत नहीं।
security-key-authenticator-app = प्रमाणक ऐप की कुंजी
security-logs-others-out = इसे सेट करने से आपके बाकी सभी डिवाइस लॉग आउट होंगे।
security-make-new-codes = नए कोड बनाएँ
security-name-new-passkey = नई पासकी का नाम
security-new-recovery-codes = नए रिकवरी कोड
security-on-since = { $time } से चालू: लॉग इन में पासवर्ड के साथ प्रमाणक ऐप का कोड लगता है।
security-passkey = पासकी
security-passkey-added = { $added } को जोड़ी
security-passkey-phone-computer-security = फ़ोन, कंप्यूटर या सुरक्षा कुंजी की पासकी बिना पासवर्ड या कोड के लॉग इन कराती है। पासकी होने पर सिर्फ़ पासवर्ड से कोई लॉग इन नहीं कर पाता।
security-passkey-used = { $added } को जोड़ी, पिछली बार { $used }
security-passkeys = पासकी
security-password-alone-will-enough = लॉग इन के लिए सिर्फ़ पासवर्ड काफ़ी होगा।
security-recovery-codes = आपके रिकवरी कोड
security-remove = हटाएँ
security-remove-passkey = पासकी हटाएँ
security-scan = ऐप से यह कोड स्कैन करें, फ़ोन पर <a href="{ $href }">यह लिंक</a> खोलें, या कुंजी लिखें।
security-six-digits-from-app = ऐप के छह अंक।
security-such-phone-blue-key = जैसे “फ़ोन” या “नीली कुंजी”।
security-turn-off = बंद करें
security-turn-off-two-step = दो-चरणीय सत्यापन बंद करें
security-turn-two-step-verification = दो-चरणीय सत्यापन चालू करें
security-two-step-verification = दो-चरणीय सत्यापन
security-use-passkey = पासकी इस्तेमाल करें
security-use-passkey-now-five = अभी पासकी इस्तेमाल करें, फिर पाँच मिनट तक इस पेज के फ़ॉर्म न पासवर्ड माँगेंगे, न कोड।
security-why-authenticator = फ़ोन पर प्रमाणक ऐप होने से कोई सिर्फ़ आपके पासवर्ड से लॉग इन नहीं कर सकता।
tokens-api-tokens = API टोकन
tokens-copy-now-keep-like = इसे अभी कॉपी करें और पासवर्ड की तरह रखें। यह सिर्फ़ इसी बार दिखता है।
tokens-expired = समाप्त { $time }
tokens-have-none = आपके पास कोई नहीं है।
tokens-last-used = पिछली बार { $time }
tokens-made = { $time } को बनाया
tokens-make-token = टोकन बनाएँ
tokens-may = यह कर सकता है
tokens-month = 30 दिन
tokens-never-used = कभी इस्तेमाल नहीं
tokens-new-token = आपका नया टोकन
tokens-only-reads = सिर्फ़ पढ़ता है
tokens-quarter = 90 दिन
tokens-reads-writes = पढ़ता और लिखता है
tokens-revoke = रद्द करें
tokens-revoke-one = टोकन { $name } रद्द करें
tokens-scope-read = सिर्फ़ पढ़ना
tokens-scope-write = पढ़ना और लिखना
tokens-token = टोकन
tokens-token-program-acts-without = टोकन से कोई प्रोग्राम आपके पासवर्ड के बिना आपकी ओर से काम करता है। वह आपका पासवर्ड या पता नहीं बदल सकता, न खाता हटा सकता है।
tokens-tokens = आपके टोकन
tokens-until-revoked = जब तक आप रद्द न करें
tokens-valid = मान्य अवधि
tokens-valid-until = { $time } तक मान्य
tokens-valid-until-revoked = रद्द करने तक मान्य
tokens-week = 7 दिन
tokens-what-1-64-characters = यह किसलिए है। 1 से 64 अक्षर।
tokens-year = 1 वर्ष
unsubscribe-get-mail-when-messages = इस साइट पर संदेश अपठित रहने पर आपको मेल मिलती है। क्या आप ये मेल और नहीं चाहते?
unsubscribe-get-no-more-mails = अब छूटे संदेशों की मेल नहीं आएगी। आप इसे कभी भी फिर चालू कर सकते हैं।
unsubscribe-notifications = सूचनाएँ
unsubscribe-send-no-more-mails = और मेल न भेजें
verify-six-digits-from-authenticator = प्रमाणक ऐप के छह अंक, या एक रिकवरी कोड।
verify-start-over = फिर से शुरू करें
verify-there-were-too-many = बहुत सारे ग़लत कोड थे। कृपया फिर लॉग इन करें।
account-new-password-saved = आपका नया पासवर्ड सहेजा गया
account-nothing-has-changed = कुछ नहीं बदला
account-profile-saved = आपकी प्रोफ़ाइल सहेजी गई
devices-all-other-devices-logged = बाकी सभी डिवाइस लॉग आउट हैं
devices-device-logged-out = डिवाइस लॉग आउट है
devices-logged-out = आप लॉग आउट हैं
invitations-invitation-no-longer-valid = निमंत्रण अब मान्य नहीं है
invitations-invitations-text = निमंत्रण
invitations-qr-code-link = लिंक का QR कोड
leaving-account-deleted-text = खाता हटाया गया
login-account-almost-ready-open = आपका खाता लगभग तैयार है। ईमेल पर भेजा गया लिंक खोलें, फिर लॉग इन करें।
login-account-ready-log-start = आपका खाता तैयार है। चैट शुरू करने के लिए लॉग इन करें।
login-logged = आप लॉग इन हैं
login-logged-out = आप लॉग आउट हैं
notifications-device-gets-no-more = डिवाइस को अब सूचनाएँ नहीं मिलेंगी
notifications-device-gets-notifications = इस डिवाइस को सूचनाएँ मिलेंगी
notifications-mails-about-missed-messages = छूटे संदेशों की मेल
notifications-settings-saved = आपकी सेटिंग सहेजी गईं
notifications-test-its-way-device = डिवाइस पर परीक्षण भेजा जा चुका है
privacy-settings-saved = आपकी सेटिंग सहेजी गईं
privacy-user-unblocked = उपयोगकर्ता अनब्लॉक है
reset-if-address-has-account = अगर इस पते का खाता है, तो लिंक भेजा जा चुका है
reset-link-expired = लिंक की अवधि समाप्त
reset-new-password-saved-log = आपका नया पासवर्ड सहेजा गया। उससे लॉग इन करें।
reset-page-not-found = पेज नहीं मिला
reset-reset-password = पासवर्ड रीसेट
reset-server-sends-no-mail-ask = यह सर्वर मेल नहीं भेजता। प्रशासक से लिंक माँगें
security-confirmed-five-minutes-page = पुष्टि हुई। पाँच मिनट तक यह पेज और कुछ नहीं माँगेगा
security-passkey-added-text = पासकी जोड़ी गई
security-passkey-removed = पासकी हटाई गई
security-qr-code-authenticator-app = प्रमाणक ऐप के लिए QR कोड
security-security = सुरक्षा
security-two-step-verification-off = दो-चरणीय सत्यापन बंद है
security-two-step-verification-text = दो-चरणीय सत्यापन चालू है
security-use-passkey-first-log = पहले पासकी इस्तेमाल करें या फिर लॉग इन करें, और पाँच मिनट में ऐप सेट करें
tokens-token-no-longer-valid = टोकन अब मान्य नहीं है
verify-log-continue = जारी रखने के लिए लॉग इन करें
verify-two-step-verification = दो-चरणीय सत्यापन
notifications-quiet-times = शांत समय 00:00 से 23:59 के बीच शुरू और ख़त्म होता है
notifications-quiet-empty = शांत समय शुरू होते ही ख़त्म नहीं हो सकता
notifications-quiet-zone = समय क्षेत्र ज्ञात नहीं है

## Administration

administration-account-joined = { $address }, जुड़े { $time }
administration-accounts = खाते
administration-accounts-suspended = { $accounts }, जिनमें { $suspended } निलंबित
administration-administration = प्रशासन
administration-is-administrator = प्रशासक
administration-after-edit = और संपादन के बाद:
administration-command-line = कमांड लाइन
administration-delete-account = यह खाता हटाएँ?
administration-delete-account-2 = खाता हटाएँ
administration-delete-them-everyone = सबके लिए हटाएँ
administration-deletion-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) की प्रोफ़ाइल, ईमेल पता, पासवर्ड, डिवाइस और निमंत्रण तुरंत हट जाएँगे। इसे वापस नहीं किया जा सकता।
administration-devices = डिवाइस
administration-done = हो गया
administration-end-suspension = निलंबन हटाएँ
administration-invitation-by = <bdi>{ $name }</bdi> से
administration-invitations = निमंत्रण
administration-joined = जुड़े
administration-keep-them-people-user = उनके साथियों के लिए रखें
administration-last-seen = पिछली बार
administration-mail-given-up = { $count ->
        [one] { $made } से, { $count } कोशिश, { $time } को छोड़ी गई
       *[other] { $made } से, { $count } कोशिशें, { $time } को छोड़ी गई
    }
administration-mail-next = { $count ->
        [one] { $made } से, { $count } कोशिश, अगली { $time }
       *[other] { $made } से, { $count } कोशिशें, अगली { $time }
    }
administration-mail-server-has-refused = मेल सर्वर ने इन्हें पूरी तरह ठुकराया, या ये बहुत देर तक विफल रहीं। ये 30 दिन तक सूची में रहती हैं।
administration-mails-fail = विफल मेल
administration-mails-given-up = छोड़ी गई मेल
administration-member = सदस्य
administration-messages-participants-their-chats = चैट के प्रतिभागियों द्वारा शिकायत किए गए संदेश, सबसे पुराने पहले। निपटने पर उसका लेख यहाँ मिटा दिया जाता है।
administration-messages-user-wrote = उपयोगकर्ता के लिखे संदेश
administration-name-username-email-address = नाम, यूज़रनेम या ईमेल पता
administration-next-page = अगला पेज
administration-no-longer-valid-was = अब मान्य नहीं। मान्य था:
administration-no-one-found = कोई नहीं मिला
administration-no-text = बिना लेख के अटैचमेंट
administration-none = कोई नहीं।
administration-not-known = ज्ञात नहीं
administration-nothing-yet = अभी कुछ नहीं।
administration-record = रिकॉर्ड
administration-registration = पंजीकरण
administration-report-done = { $reported } के बारे में { $reporter } की शिकायत निपटाएँ
administration-reported-by = { $name } ने { $time } को शिकायत की:
administration-reported-by-username = { $name } (@{ $username }) ने { $time } को शिकायत की:
administration-reports = शिकायतें
administration-revoke = रद्द करें
administration-revoke-invitation-by = { $name } का { $time } तक मान्य निमंत्रण रद्द करें
administration-role = भूमिका
administration-running-instances = चालू इंस्टेंस
administration-send-reset-link = रीसेट लिंक भेजें
administration-server = सर्वर
administration-size-database = डेटाबेस का आकार
administration-storage-used = { $count ->
        [one] { $count } संदेश, { $size }
       *[other] { $count } संदेश, { $size }
    }
administration-suspend = निलंबित करें
administration-suspend-account = यह खाता निलंबित करें?
administration-suspend-account-2 = खाता निलंबित करें
administration-is-suspended = निलंबित
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) तुरंत हर जगह से लॉग आउट होंगे और निलंबन हटने तक लॉग इन नहीं कर पाएँगे। चैट वैसी ही रहेंगी।
administration-there-none = कोई नहीं है।
administration-these-tried-again-about = इन्हें लगभग एक दिन तक फिर आज़माया जाता है।
administration-user-number = संख्या { $number }
administration-valid-until = मान्य:
administration-version = संस्करण
administration-what-administrators-command-line = प्रशासकों और कमांड लाइन ने खातों के साथ क्या किया।
administration-wrote-on = { $time } को लिखा
administration-account-can-used-again = खाता फिर इस्तेमाल हो सकता है
administration-account-deleted = खाता हटाया गया
administration-account-suspended = खाता निलंबित है
audit-something = ने कुछ किया:
audit-resumed = ने निलंबन हटाया:
administration-everyone-may-invite = सभी निमंत्रण दे सकते हैं
administration-everyone-may-sign-up = सभी साइन अप कर सकते हैं
administration-invitation-no-longer-valid = निमंत्रण अब मान्य नहीं है
administration-invitation-only = सिर्फ़ निमंत्रण से
administration-link-reset-password-its = पासवर्ड रीसेट का लिंक भेजा जा चुका है
audit-promoted = ने प्रशासक बनाया:
audit-report-done = ने शिकायत निपटाई, संदेश लेखक:
administration-nobody-may-sign-up = कोई साइन अप नहीं कर सकता
administration-only-administrators-may-invite = सिर्फ़ प्रशासक निमंत्रण दे सकते हैं
audit-second-factor-removed = ने दूसरा कारक हटाया:
audit-revoked = ने निमंत्रण रद्द किया:
audit-reset-link = ने रीसेट लिंक भेजा:
audit-password = ने पासवर्ड तय किया:
audit-demoted = ने प्रशासक के अधिकार हटाए:
audit-added = ने जोड़ा:
audit-suspended = निलंबित
audit-deleted = ने हटाया:
administration-administrator = प्रशासक
administration-suspended = निलंबित
administration-storage = संग्रहण

## Mails and notifications

push-new-message = नया संदेश
push-test = सूचनाएँ इस डिवाइस पर पहुँचती हैं।
mail-confirmation-subject = अपने ईमेल पते की पुष्टि करें - Simple Chats
mail-confirmation =
    नमस्ते,

    कोई, शायद आप ही, Simple Chats के खाते { $username } के लिए यह ईमेल पता इस्तेमाल करना चाहता है। पुष्टि के लिए यह पेज खोलें और उसका बटन दबाएँ:

    { $link }

    लिंक { $duration } के भीतर एक बार काम करता है। अगर आपने यह नहीं माँगा, तो इस मेल को अनदेखा करें: कुछ नहीं बदलेगा।
mail-taken-subject = आपका ईमेल पता पहले से इस्तेमाल में है - Simple Chats
mail-taken =
    नमस्ते { $name },

    कोई यह ईमेल पता Simple Chats के किसी और खाते के लिए इस्तेमाल करना चाहता है। यह आपके खाते का है, इसलिए कुछ नहीं बदला और कुछ करने की ज़रूरत नहीं।

    अगर यह आप थे: एक पता एक ही खाते का हो सकता है। पहले इस खाते का पता बदलें या यह खाता हटाएँ।
mail-reset-subject = अपना पासवर्ड रीसेट करें - Simple Chats
mail-reset =
    नमस्ते { $name },

    किसी ने, शायद आपने ही, Simple Chats के आपके खाते के लिए नया पासवर्ड माँगा। चुनने के लिए यह पेज खोलें:

    { $link }

    अगर आप REST API इस्तेमाल करते हैं, तो यह आपका रीसेट टोकन है:

    "{ $token }"

    लिंक और टोकन { $duration } के भीतर एक बार काम करते हैं। अगर आपने यह नहीं माँगा, तो इस मेल को अनदेखा करें: आपका पासवर्ड वही रहेगा।
mail-missed-subject = आपके अपठित संदेश हैं - Simple Chats
mail-missed-chat = { $count ->
        [one] { $name }: { $count } संदेश
       *[other] { $name }: { $count } संदेश
    }
mail-missed-more = { $count ->
        [one] और एक चैट
       *[other] और { $count } चैट
    }
mail-missed =
    नमस्ते { $name },

    Simple Chats पर संदेश आपका इंतज़ार कर रहे हैं:

    { $list }
    इन्हें यहाँ पढ़ें:

    { $chats }

    ऐसी मेल कब आए और उसमें क्या हो, यह आप तय करते हैं:

    { $settings }

    और न पाने के लिए यह लिंक खोलें और पुष्टि करें:

    { $unsubscribe }
mail-photo = फ़ोटो
mail-webhook-subject = आपका वेबहुक रोका गया - Simple Chats
mail-webhook =
    नमस्ते { $name },

    आपके वेबहुक { $number } को अब Simple Chats की आपकी चैट की घटनाएँ नहीं बताई जातीं: कोई घटना 24 घंटे तक नहीं पहुँच सकी, या 1,00,000 से ज़्यादा रुकी थीं। वह रोका गया है, और जो रुका था वह छोड़ दिया गया:

    { "  " }{ $host }

    हर कोशिश में क्या लौटा, यह उसके मालिक के लिए यहाँ है:

    { $deliveries }

    जब उसका सर्वर फिर जवाब दे, तो PATCH से { "{" }"paused": false{ "}" } भेजकर चालू करें:

    { $webhook }
mail-notice =
    नमस्ते { $name },

    { $what }

    कब: { $time }
    कहाँ से: { $address }, { $browser }

    अगर यह आप थे, तो कुछ करने की ज़रूरत नहीं।

    { $advice }

    { $link }
mail-notice-by-operator =
    नमस्ते { $name },

    { $what }

    कब: { $time }
    किसने: इस सर्वर के संचालक ने

    अगर आपने यह माँगा था, तो कुछ करने की ज़रूरत नहीं।

    { $advice }

    { $link }
mail-new-browser-subject = नया लॉगिन - Simple Chats
mail-new-browser = किसी ने, शायद आपने ही, Simple Chats के आपके खाते में ऐसे ब्राउज़र से लॉग इन किया जो पहले इसके लिए इस्तेमाल नहीं हुआ था।
mail-new-browser-advice = अगर यह आप नहीं थे, तो कोई आपका पासवर्ड जानता है। उसे बदलें और अनजान डिवाइस लॉग आउट करें:
mail-password-changed-subject = आपका पासवर्ड बदला गया - Simple Chats
mail-password-changed = Simple Chats के आपके खाते का पासवर्ड बदला गया।
mail-password-changed-advice = अगर यह आप नहीं थे, तो तुरंत नया पासवर्ड चुनें:
mail-address-changed-subject = आपका ईमेल पता बदला गया - Simple Chats
mail-address-changed = Simple Chats के आपके खाते का नया ईमेल पता है। यह पता अब उसका नहीं है, और इससे लॉग इन या नया पासवर्ड चुनना नहीं हो सकता।
mail-address-changed-advice = अगर यह आप नहीं थे, तो यूज़रनेम से लॉग इन करें, पासवर्ड और फिर पता बदलें। न हो पाए तो यह सर्वर चलाने वालों से मदद माँगें:
mail-factor-added-subject = दूसरा कारक जोड़ा गया - Simple Chats
mail-factor-added =
    Simple Chats के आपके खाते में दूसरा कारक जोड़ा गया:

    { "  " }{ $name }
mail-factor-removed-subject = दूसरा कारक हटाया गया - Simple Chats
mail-factor-removed =
    Simple Chats के आपके खाते से दूसरा कारक हटाया गया:

    { "  " }{ $name }
mail-factor-advice = अगर यह आप नहीं थे, तो कोई आपका खाता इस्तेमाल कर रहा है। पासवर्ड बदलें, बाकी सभी डिवाइस लॉग आउट करें और अपने दूसरे कारक देखें:
mail-token-made-subject = API टोकन बनाया गया - Simple Chats
mail-token-made =
    एक API टोकन बनाया गया, जिससे कोई प्रोग्राम Simple Chats का आपका खाता इस्तेमाल कर सकता है:

    { "  " }{ $name }
mail-token-made-advice = अगर यह आप नहीं थे, तो कोई आपका खाता इस्तेमाल कर रहा है। टोकन रद्द करें और पासवर्ड बदलें:
mail-recovery-code-subject = रिकवरी कोड इस्तेमाल हुआ - Simple Chats
mail-recovery-code = Simple Chats के आपके खाते के दूसरे कारक की जगह रिकवरी कोड इस्तेमाल हुआ। वह फिर काम नहीं करेगा।
mail-recovery-code-advice = अगर यह आप नहीं थे, तो कोई आपका पासवर्ड और रिकवरी कोड जानता है। पासवर्ड बदलें, बाकी सभी डिवाइस लॉग आउट करें और नए रिकवरी कोड बनाएँ:
mail-operator-factor-advice = अगर आपने यह नहीं माँगा, तो यह सर्वर चलाने वालों से कारण पूछें और दूसरा कारक फिर सेट करें:
mail-operator-advice = अगर आपने यह नहीं माँगा, तो यह सर्वर चलाने वालों से कारण पूछें। नया पासवर्ड यहाँ चुन सकते हैं:

## Scripts

script-attached = अगले संदेश की फ़ाइलें
script-attached-file = { $name }, { $count } में से { $place }
script-attached-file-of-several = { $name }, { $count } में से { $place }। तीर कुंजियाँ इसे खिसकाती हैं।
script-by-http = यह नेटवर्क लाइव अपडेट रोकता है। नए संदेश कुछ सेकंड में दिखते हैं।
script-cancel-editing = संपादन रद्द करें
script-characters-left = { $count ->
        [one] { $number } अक्षर बाकी
       *[other] { $number } अक्षर बाकी
    }
script-characters-too-many = { $count ->
        [one] { $number } अक्षर ज़्यादा
       *[other] { $number } अक्षर ज़्यादा
    }
script-chat-deleted = यह चैट दोनों के लिए हटा दी गई है।
script-clear-consequence = अब तक के सभी संदेश आपके लिए ग़ायब हो जाएँगे। { $name } के पास वे रहेंगे।
script-clear-for-me = मेरे लिए खाली करें…
script-connecting = जुड़ रहा है…
script-copy = कॉपी करें
script-copy-code = कोड कॉपी करें
script-delete-chat = चैट हटाएँ…
script-delete-consequence = यह दोनों के लिए हट जाएगा।
script-delete-question = यह संदेश हटाएँ?
script-delete-several = { $count ->
        [one] { $count } संदेश हटाएँ?
       *[other] { $count } संदेश हटाएँ?
    }
script-delete-several-consequence = ये दोनों के लिए हट जाएँगे।
script-disappears-in = { $left } में ग़ायब होगा
script-discard = छोड़ें
script-download = डाउनलोड करें
script-draft = <span class="row-draft">मसौदा: </span><bdi>{ $text }</bdi>
script-edit = संपादित करें
script-edit-not-saved = आपका बदलाव नहीं सहेजा गया। { $reason }
script-editing = आप अपना संदेश संपादित कर रहे हैं
script-emoji = इमोजी
script-emoji-found = मिले
script-emoji-groups = समूह
script-emoji-not-loaded = इमोजी लोड नहीं हो सके।
script-emoji-recent = हाल के
script-error-bad-request = सर्वर यह लेख स्वीकार नहीं करता।
script-error-conflict = उसी पहचान से कोई और संदेश भेजा गया। कृपया लेख कॉपी करके फिर भेजें।
script-error-internal = सर्वर पर कुछ गड़बड़ हुई।
script-error-no-response = सर्वर ने जवाब नहीं दिया।
script-error-not-found = चैट या संदेश अब मौजूद नहीं है।
script-error-offline = कनेक्शन नहीं है।
script-error-quota-exceeded = आपकी फ़ाइलों ने इस सर्वर पर आपकी पूरी जगह ले ली है।
script-error-unavailable = सर्वर व्यस्त है।
script-file-empty = यह फ़ाइल खाली है।
script-file-not-found = यह फ़ाइल अब नहीं है।
script-file-too-long = यह फ़ाइल बहुत बड़ी है।
script-file-unusable = यह तस्वीर इस्तेमाल नहीं हो सकती।
script-find-chat = चैट खोजें
script-find-emoji = इमोजी खोजें
script-forward = आगे भेजें
script-forward-menu = आगे भेजें…
script-forward-to = इन्हें आगे भेजें
script-forwarded-to = { $names } को आगे भेजा
script-hide-password = पासवर्ड छिपाएँ
script-info = जानकारी
script-info-edited = संपादित
script-info-sent = भेजा गया
script-info-state = स्थिति
script-is-typing = लिख रहे हैं…
script-last-seen-just-now = अभी-अभी ऑनलाइन थे
script-last-seen-minute = एक मिनट पहले ऑनलाइन थे
script-last-seen-on = पिछली बार { $day } को ऑनलाइन
script-last-seen-minutes = { $count ->
        [one] { $count } मिनट पहले ऑनलाइन थे
       *[other] { $count } मिनट पहले ऑनलाइन थे
    }
script-last-seen-today = आज { $time } पर ऑनलाइन थे
script-last-seen-yesterday = कल { $time } पर ऑनलाइन थे
script-loading = लोड हो रहा है…
script-menu-of = “{ $text }” का मेनू
script-menu-of-chat = { $name } के साथ चैट का मेनू
script-message-by = { $name }: { $text }
script-mute = म्यूट करें…
script-mute-8-hours = 8 घंटे
script-mute-forever = हमेशा
script-mute-hour = 1 घंटा
script-mute-week = 1 सप्ताह
script-new-message-from = { $name } का नया संदेश
script-new-messages-from = { $count ->
        [one] { $name } का { $count } नया संदेश
       *[other] { $name } के { $count } नए संदेश
    }
script-next-picture = अगली तस्वीर
script-no-chat-found = कोई चैट नहीं मिली
script-no-connection = कनेक्शन नहीं।
script-no-emoji = कोई इमोजी नहीं मिला
script-no-passkey = कोई पासकी इस्तेमाल नहीं हुई
script-not-now = अभी नहीं
script-not-sent = नहीं भेजा गया
script-notifications-denied = यह ब्राउज़र इस साइट की सूचनाएँ रोकता है। आप इसकी सेटिंग में अनुमति दे सकते हैं।
script-notifications-off = यह ब्राउज़र सूचनाएँ नहीं दिखाता।
script-notifications-offer = नए संदेशों की डेस्कटॉप सूचनाएँ दिखाएँ?
script-notifications-on = जब Simple chats का कोई पेज सामने न हो और संदेश आए, तब यह ब्राउज़र सूचना दिखाता है।
script-opens-with-connection = कनेक्शन नहीं है। लौटते ही यह चैट खुलेगी।
script-other-reaction = दूसरे इमोजी से प्रतिक्रिया दें
script-out-of-date = यह पेज पुराना है। कृपया इसे फिर लोड करें।
script-passkey-failed = यह नहीं हुआ। कृपया फिर कोशिश करें।
script-people = लोग
script-picture-of = { $name } ({ $count } में से { $place })
script-pictures = तस्वीरें
script-previous-picture = पिछली तस्वीर
script-react-with = { $emoji } से प्रतिक्रिया दें
script-reaction-of = { $emoji }, { $names }
script-reconnecting-in = { $count ->
        [one] { $count } से. में फिर जुड़ेगा…
       *[other] { $count } से. में फिर जुड़ेगा…
    }
script-record-voice = वॉइस संदेश रिकॉर्ड करें
script-recorder-denied = इस साइट के लिए माइक्रोफ़ोन रोका गया है। आप ब्राउज़र की सेटिंग में अनुमति दे सकते हैं।
script-recorder-failed = माइक्रोफ़ोन इस्तेमाल नहीं हो सका। शायद कोई और प्रोग्राम उसे इस्तेमाल कर रहा है।
script-recorder-insecure = ब्राउज़र वॉइस संदेश सिर्फ़ HTTPS वाली साइट पर करने देते हैं।
script-recorder-listen = सुनें
script-recorder-no-microphone = कोई माइक्रोफ़ोन नहीं मिला।
script-recorder-pause = रिकॉर्डिंग रोकें
script-recorder-resume = रिकॉर्डिंग जारी रखें
script-recorder-send = वॉइस संदेश भेजें
script-recorder-started = रिकॉर्डिंग
script-recorder-stop-listening = सुनना बंद करें
script-recorder-unsupported = यह ब्राउज़र वॉइस संदेश रिकॉर्ड नहीं कर सकता।
script-reload = फिर लोड करें
script-remove-file = { $name } हटाएँ
script-report = शिकायत करें…
script-retry = फिर कोशिश करें
script-search-messages-for = संदेशों में “{ $text }” खोजें
script-select = चुनें
script-select-message = “{ $text }” चुनें
script-selected = { $count ->
        [one] { $count } चुना
       *[other] { $count } चुने
    }
script-selection = चुने हुए संदेश
script-sending = भेजा जा रहा है
script-shortcut-cancel = रद्द करें; लिखने पर वापस
script-shortcut-edit = खाली जगह में अपना पिछला संदेश संपादित करें
script-shortcut-help = यह मदद
script-shortcut-messages = संदेशों पर; फिर ↑ और ↓, मेनू के लिए Enter
script-shortcut-new-line = नई पंक्ति
script-shortcut-other-chat = पिछली और अगली चैट
script-shortcut-search-messages = संदेशों में खोज
script-shortcuts = कीबोर्ड शॉर्टकट
script-show-more = और दिखाएँ
script-show-password = पासवर्ड दिखाएँ
script-skin-tone = त्वचा का रंग
script-skin-tone-dark = गहरा रंग
script-skin-tone-light = हल्का रंग
script-skin-tone-medium = मध्यम रंग
script-skin-tone-medium-dark = मध्यम-गहरा रंग
script-skin-tone-medium-light = मध्यम-हल्का रंग
script-skin-tone-none = त्वचा के रंग के बिना
script-sound-off = यह ब्राउज़र ध्वनि नहीं बजाता।
script-sound-on = जब कोई ऐसा संदेश आए जिसे आप पढ़ नहीं रहे, तब यह ब्राउज़र ध्वनि बजाता है।
script-start-again = फिर से शुरू करें
script-to-newest = सबसे नए संदेश पर जाएँ
script-to-newest-with-count = { $count ->
        [one] सबसे नए संदेश पर जाएँ, { $count } नया
       *[other] सबसे नए संदेश पर जाएँ, { $count } नए
    }
script-today = आज
script-too-many-files = { $count ->
        [one] एक संदेश में { $count } फ़ाइल हो सकती है।
       *[other] एक संदेश में { $count } फ़ाइलें हो सकती हैं।
    }
script-too-many-windows = Simple chats बहुत सारी विंडो में खुला है। कृपया कुछ बंद करें।
script-turn-off = बंद करें
script-turn-on = चालू करें
script-voice-failed = बज नहीं सकता
script-voice-lasting = वॉइस संदेश, { $duration }
script-voice-pause = रोकें
script-voice-play = चलाएँ
script-voice-position = स्थान
script-voice-position-of = { $duration } में से { $position }
script-voice-speed = गति
script-voice-speed-of = गति { $speed }×
script-waiting = कनेक्शन का इंतज़ार
script-yesterday = कल
