### Simple Chats in Arabic.

## Words that many pages share

common-accept = قبول
common-account = الحساب
common-back = رجوع
common-block = حظر
common-cancel = إلغاء
common-close = إغلاق
common-code = الرمز
common-current-password = كلمة المرور الحالية
common-delete = حذف
common-email = البريد الإلكتروني
common-log-in = تسجيل الدخول
common-log-out = تسجيل الخروج
common-message = رسالة
common-my-chats = محادثاتي
common-name = الاسم
common-new-password = كلمة المرور الجديدة
common-online = متصل
common-password = كلمة المرور
common-repeat-new-password = كرّر كلمة المرور الجديدة
common-repeat-password = كرّر كلمة المرور
common-save = حفظ
common-search = بحث
common-sign-up = إنشاء حساب
common-unblock = إلغاء الحظر
common-username = اسم المستخدم
common-you = أنت

## The application and its languages

manifest-short-name = المحادثات
manifest-description = محادثات بين شخصين على خادمك الخاص.
manifest-find-people = العثور على أشخاص
manifest-archived-chats = المحادثات المؤرشفة
language-saved = حُفظت لغتك
language-unknown = اختر إحدى اللغات
language-title = اللغة
language-hint = لغة الصفحات والرسائل البريدية والإشعارات.
language-of-browser = كما يطلب المتصفح
language-back = العودة إلى الحساب

## Chats

chat-attach-files = إرفاق ملفات
chat-back-my-chats = العودة إلى محادثاتي
chat-blocked = لقد حظرت { $name }. ألغِ الحظر لتكتب.
chat-cannot-write-deleted-user = لا يمكنك الكتابة إلى مستخدم محذوف.
chat-check-new-messages = التحقق من الرسائل الجديدة
chat-delete-chat = حذف المحادثة
chat-deletion-alone = يمكنك أيضًا مسحها لديك وحدك: تبقى كل الرسائل لدى { $name }.
chat-deletion-clear-me = مسح لديّ
chat-deletion-delete-both = حذف للطرفين
chat-deletion-delete-chat = حذف هذه المحادثة؟
chat-deletion-explained = ستُحذف كل الرسائل بينك وبين <strong>{ $name }</strong> لكليكما. لا يمكن التراجع عن ذلك.
chat-deletion-keep-chat = إبقاء المحادثة
chat-dont-reply = عدم الرد
chat-empty = لا رسائل بعد. اكتب الأولى إلى { $name }.
chat-files-too = { $count ->
        [zero] لن يُرسل أي ملف ({ $count }).
        [one] سيُرسل أيضًا { $count } من ملفاتك.
        [two] سيُرسل أيضًا { $count } من ملفاتك.
        [few] ستُرسل أيضًا { $count } من ملفاتك.
        [many] سيُرسل أيضًا { $count } من ملفاتك.
       *[other] سيُرسل أيضًا { $count } من ملفاتك.
    }
chat-message-to = رسالة إلى { $name }
chat-messages = الرسائل
chat-more = المزيد
chat-newer-messages = رسائل أحدث
chat-newest-messages = أحدث الرسائل
chat-nothing-here = لا رسائل هنا.
chat-older-messages = رسائل أقدم
chat-pin-mute-archive = تثبيت، كتم، أرشفة…
chat-request-explained = يريد { $name } مراسلتك، ولا يرى هل قرأت هذا. الرد يقبل الطلب أيضًا.
chat-search-chat = البحث في هذه المحادثة
chat-send = إرسال
chat-skip-chats = انتقل إلى المحادثات
chat-skip-messages = انتقل إلى الرسائل
chat-skip-writing = انتقل إلى الكتابة
chats-all-chats = كل المحادثات
chats-all-chats-archived = كل محادثاتك مؤرشفة.
chats-archived-chats = المحادثات المؤرشفة
chats-archived-count = المؤرشفة ({ $count })
chats-chat = محادثة
chats-chats = المحادثات
chats-choose-chat-from-list = اختر محادثة من القائمة أو ابدأ واحدة جديدة.
chats-conversations-will-appear-here = ستظهر محادثاتك هنا.
chats-find-people = العثور على أشخاص
chats-first-page = الصفحة الأولى
chats-hit-own = أنت:
chats-marked-unread = معلّمة غير مقروءة
chats-muted = مكتومة
chats-next-page = الصفحة التالية
chats-no-chats-yet-find = لا محادثات بعد. ابحث عمّن تكتب إليه.
chats-no-messages-yet = لا رسائل بعد
chats-pages = الصفحات
chats-pinned = مثبّتة
chats-previous-page = الصفحة السابقة
chats-requests = الطلبات
chats-row-own = أنت: <bdi>{ $text }</bdi>
chats-row-reacted = تفاعل <bdi>{ $name }</bdi> بـ { $emoji } مع: <bdi>{ $text }</bdi>
chats-row-you-reacted = تفاعلت بـ { $emoji } مع: <bdi>{ $text }</bdi>
chats-start-chat = بدء محادثة
chats-there-no-archived-chats = لا محادثات مؤرشفة.
chats-there-no-more-chats = لا مزيد من المحادثات.
chats-unread = { $count ->
        [zero] لا شيء غير مقروء ({ $count })
        [one] { $count } غير مقروءة
        [two] { $count } غير مقروءتين
        [few] { $count } غير مقروءة
        [many] { $count } غير مقروءة
       *[other] { $count } غير مقروءة
    }
clear-clear-chat = مسح هذه المحادثة لديك؟
clear-clear-me = مسح لديّ
clear-explained = ستختفي كل الرسائل حتى الآن لديك. تبقى لدى <strong>{ $name }</strong>. لا يمكن التراجع عن ذلك.
clear-keep-messages = إبقاء الرسائل
companion-back-chat = العودة إلى المحادثة
companion-delete-chat = حذف المحادثة
companion-go = انتقال
companion-go-day = الانتقال إلى يوم
companion-joined = انضم في { $time }
companion-lifetime = الرسائل المختفية: { $lifetime }
companion-lifetime-off = الرسائل المختفية: متوقفة
lifetime-back-chat = العودة إلى المحادثة
lifetime-current = تختفي الرسائل الجديدة لكليكما بعد إرسالها بمدة: { $lifetime }.
lifetime-days = أيام
lifetime-decline = رفض
lifetime-hint = المدة الأقصر و«متوقفة» تسريان فورًا. ما عدا ذلك يحتاج موافقة { $name }. الرسائل الموجودة تحتفظ بمدتها.
lifetime-hours = ساعات
lifetime-minutes = دقائق
lifetime-new-messages-disappear-after = تختفي الرسائل الجديدة بعد
lifetime-none = تبقى الرسائل الجديدة حتى يحذفها أحدكما.
lifetime-number = العدد
lifetime-other = أخرى
lifetime-own-proposal = اقترحت: { $lifetime }. يجب أن يوافق { $name }.
lifetime-proposal-of-other = يقترح { $name } أن تختفي الرسائل الجديدة بعد: { $lifetime }.
lifetime-unit = الوحدة
lifetime-withdraw = سحب
message-another-emoji = رمز تعبيري آخر
message-delete-message-both = حذف الرسالة لكليكما
message-deleted-message = رسالة محذوفة
message-disappears-at = تختفي في { $time }
message-disappears-on = تختفي في { $time }
message-edit-delete = تعديل أو حذف
message-edited = معدّلة
message-more = المزيد
message-new-messages = رسائل جديدة
message-one-emoji = المتوقع رمز تعبيري واحد
message-react = تفاعل
message-reactions = التفاعلات
message-remove-emoji = { $emoji }، إزالة
message-remove-reaction = إزالة تفاعلك { $emoji }
message-reply = رد
message-report = إبلاغ
message-seen = شوهدت
message-sent = أُرسلت
people-back-my-chats = العودة إلى محادثاتي
people-chat = محادثة
people-enter-part-name-username = أدخل جزءًا من اسم أو اسم مستخدم، أو بريدًا إلكترونيًا كاملًا. عند كتابة عدة كلمات يجب أن تتطابق كلها.
people-find-someone-chat-opens = اعثر على شخص، وتُفتح المحادثة هنا.
people-no-one-found = لم يُعثر على أحد
people-search-again = بحث من جديد
people-truncated = هذه أول { $count }. أضف كلمة أو بضعة أحرف لتضييق البحث.
preferences-archive = أرشفة
preferences-back-chat = العودة إلى المحادثة
preferences-clear-me = مسح لديّ
preferences-delete-chat = حذف المحادثة
preferences-disappearing-messages = الرسائل المختفية
preferences-hidden = لا يرى { $name } شيئًا من هذه الإعدادات.
preferences-mark-read = تعليم كمقروءة
preferences-mark-unread = تعليم كغير مقروءة
preferences-messages = الرسائل
preferences-mute = كتم
preferences-mute-1-hour = كتم لساعة واحدة
preferences-mute-1-week = كتم لأسبوع واحد
preferences-mute-8-hours = كتم لـ 8 ساعات
preferences-mute-ever = كتم دائم
preferences-muted = مكتومة.
preferences-muted-until = مكتومة حتى { $time }.
preferences-notifications = الإشعارات
preferences-pin = تثبيت
preferences-title = محادثة مع { $name }
preferences-unarchive = إلغاء الأرشفة
preferences-unmute = إلغاء الكتم
preferences-unpin = إلغاء التثبيت
report-administrators-site-will-see = سيرى مديرو هذا الموقع هذه الرسالة ومن كتبها ومن يبلغ عنها. ولا يرون شيئًا آخر من المحادثة.
report-report = إبلاغ
report-what-wrong = ما الخطأ فيها؟
requests-more = المزيد
requests-none = لا يوجد شيء. من يمكنه مراسلتك يُضبط في <a href="{ $href }">الخصوصية</a>.
requests-requests = الطلبات
requests-strangers-who-want-write = غرباء يريدون مراسلتك. لا يرون هل قرأت رسائلهم. افتح طلبًا لقبوله أو حذفه أو حظر مرسله.
search-any-content = أي محتوى
search-back-to-chat = العودة إلى المحادثة
search-back-to-chats = العودة إلى محادثاتي
search-chat = محادثة
search-content = المحتوى
search-enter-words-beginnings-words = أدخل كلمات أو بداياتها. يجب أن ترد كلها. الكلمات بين علامتي تنصيص يجب أن تتتابع.
search-file = مع ملف
search-in-chat-with = البحث في المحادثة مع <bdi>{ $name }</bdi>
search-link = مع رابط
search-no-messages-found = لم يُعثر على رسائل
search-older-messages = رسائل أقدم
search-pages = الصفحات
search-search-message-its-chat = ابحث عن رسالة، وتُفتح محادثتها هنا.
search-search-messages = البحث في الرسائل
search-too-long = { $count ->
        [zero] لا أحرف ({ $count }) كحد أقصى.
        [one] حرف واحد ({ $count }) كحد أقصى.
        [two] حرفان ({ $count }) كحد أقصى.
        [few] { $count } أحرف كحد أقصى.
        [many] { $count } حرفًا كحد أقصى.
       *[other] { $count } حرف كحد أقصى.
    }
search-written = الكاتب
search-written-anyone = من أي شخص
search-written-me = منّي
search-written-me-2 = إليّ
share-pick-chat-can-still = اختر محادثة. لا يزال بإمكانك تغيير النص قبل الإرسال.
share-share = مشاركة
share-start-chat = بدء محادثة
share-there-no-chats-yet = لا محادثات بعد.
share-there-nothing-share-other = لا شيء للمشاركة. تشارك التطبيقات الأخرى النصوص والروابط مع هذا التطبيق من قوائمها.
chat-message-reply-deleted-can = الرسالة التي ترد عليها محذوفة. يمكنك إرسال هذه من دونها.
chats-chat-deleted = حُذفت المحادثة
chats-delete-chat = حذف المحادثة
lifetime-disappearing-messages = الرسائل المختفية
lifetime-new-messages-stay = تبقى الرسائل الجديدة
lifetime-proposal-waits-answer = اقتراحك بانتظار رد
lifetime-there-no-proposal-any = لم يعد هناك اقتراح
lifetime-use-1-minute-365 = من دقيقة واحدة إلى 365 يومًا
message-edit-message = تعديل الرسالة
people-find-people = العثور على أشخاص
preferences-chat-archived = أُرشفت المحادثة
preferences-chat-back-list = عادت المحادثة إلى القائمة
preferences-chat-cleared = مُسحت المحادثة لديك
preferences-chat-marked-unread = عُلّمت المحادثة كغير مقروءة
preferences-chat-muted = كُتمت المحادثة
preferences-chat-muted-8-hours = كُتمت المحادثة 8 ساعات
preferences-chat-muted-hour = كُتمت المحادثة ساعة
preferences-chat-muted-week = كُتمت المحادثة أسبوعًا
preferences-chat-no-longer-marked = لم تعد المحادثة معلّمة كغير مقروءة
preferences-chat-no-longer-muted = لم تعد المحادثة مكتومة
preferences-chat-no-longer-pinned = لم تعد المحادثة مثبّتة
preferences-chat-pinned = ثُبّتت المحادثة
preferences-chat-settings = إعدادات المحادثة
preferences-clear-chat = مسح المحادثة
report-message-reported-administrators = أُبلغ المديرون عن الرسالة
report-report-done = عولج البلاغ
report-report-message = الإبلاغ عن الرسالة
report-reports = البلاغات
requests-request-accepted = قُبل الطلب
requests-user-blocked-isnt-told = حُظر المستخدم ولن يعلم بذلك
requests-user-unblocked = أُلغي حظر المستخدم
lifetime-line-you-proposed = <bdi>أنت</bdi> اقترحت اختفاء الرسائل بعد: { $lifetime }
lifetime-line-you-withdrew = <bdi>أنت</bdi> سحبت الاقتراح
lifetime-line-you-declined = <bdi>أنت</bdi> رفضت الاقتراح
lifetime-line-you-set = <bdi>أنت</bdi> ضبطت اختفاء الرسائل بعد: { $lifetime }
lifetime-line-you-turned-off = <bdi>أنت</bdi> أوقفت الرسائل المختفية
lifetime-line-proposed = <bdi>{ $name }</bdi> اقترح اختفاء الرسائل بعد: { $lifetime }
lifetime-line-withdrew = <bdi>{ $name }</bdi> سحب الاقتراح
lifetime-line-declined = <bdi>{ $name }</bdi> رفض الاقتراح
lifetime-line-set = <bdi>{ $name }</bdi> ضبط اختفاء الرسائل بعد: { $lifetime }
lifetime-line-turned-off = <bdi>{ $name }</bdi> أوقف الرسائل المختفية
duration-weeks = { $count ->
        [zero] { $count } أسبوع
        [one] أسبوع واحد
        [two] أسبوعان
        [few] { $count } أسابيع
        [many] { $count } أسبوعًا
       *[other] { $count } أسبوع
    }
duration-days = { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
duration-hours = { $count ->
        [zero] { $count } ساعة
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $count } ساعات
        [many] { $count } ساعة
       *[other] { $count } ساعة
    }
duration-minutes = { $count ->
        [zero] { $count } دقيقة
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $count } دقائق
        [many] { $count } دقيقة
       *[other] { $count } دقيقة
    }
duration-seconds = { $count ->
        [zero] { $count } ثانية
        [one] ثانية واحدة
        [two] ثانيتان
        [few] { $count } ثوانٍ
        [many] { $count } ثانية
       *[other] { $count } ثانية
    }
size-bytes = { $size } بايت
size-kilobytes = { $size } ك.ب
size-megabytes = { $size } م.ب
size-gigabytes = { $size } غ.ب
attachment-photo = 📷 صورة
attachment-video = فيديو
attachment-audio = صوت
attachment-voice = رسالة صوتية
attachment-file = ملف
message-you-and = أنت و{ $name }
lifetime-off = متوقفة
lifetime-now-after = تختفي الرسائل الجديدة بعد: { $lifetime }
chats-more-than-99-unread = أكثر من 99 غير مقروءة
chat-request = طلب
lifetime-proposal = اقتراح

## Every page

email-change-address = تغيير البريد
email-current = بريدك هو <strong>{ $address }</strong>. به تسجّل الدخول، وإليه يُرسل الرابط إن نسيت كلمة المرور.
email-from-authenticator-app-recovery = من تطبيق المصادقة، أو رمز استرداد. لا حاجة إليه خلال خمس دقائق بعد استخدام مفتاح مرور.
email-gets-link-which-open = سيصله رابط تفتحه لتأكيده.
email-new-email-address = بريد إلكتروني جديد
form-errors = { $count ->
        [zero] صحّح { $count } حقل:
        [one] صحّح حقلًا واحدًا:
        [two] صحّح حقلين:
        [few] صحّح { $count } حقول:
        [many] صحّح { $count } حقلًا:
       *[other] صحّح { $count } حقل:
    }
form-it-may = يُسمح له
form-log-passkey = الدخول بمفتاح مرور
form-name-or-username = الاسم أو اسم المستخدم
form-name-username = الاسم أو اسم المستخدم
form-number-of-people = عدد الأشخاص
form-password-hint = { $count ->
        [zero] { $count } حرف على الأقل. بضع كلمات عشوائية مناسبة.
        [one] حرف واحد على الأقل. بضع كلمات عشوائية مناسبة.
        [two] حرفان على الأقل. بضع كلمات عشوائية مناسبة.
        [few] { $count } أحرف على الأقل. بضع كلمات عشوائية مناسبة.
        [many] { $count } حرفًا على الأقل. بضع كلمات عشوائية مناسبة.
       *[other] { $count } حرف على الأقل. بضع كلمات عشوائية مناسبة.
    }
form-reason = السبب
form-valid-for = مدة الصلاحية
offline-no-connection = لا اتصال
offline-server-cant-reached-page = يتعذر الوصول إلى الخادم. ستُفتح هذه الصفحة فور عودته.
offline-try-now = المحاولة الآن
page-other-address = عنوان هذا الموقع <a href="{ $url }">{ $url }</a>. في العنوان الحالي لا تتحدّث الصفحات من تلقاء نفسها.
page-site = الموقع
page-skip-chats = انتقل إلى المحادثات
page-skip-content = انتقل إلى المحتوى
start-all-chats = كل المحادثات
start-almost-two-minutes = تقريبًا. دقيقتان
start-done-window = تم. قرب النافذة
start-find-people = العثور على أشخاص
start-find-someone-name-username = اعثر على شخص بالاسم أو باسم المستخدم.
start-find-someone-name-write = اعثر على شخص باسمه واكتب إليه. يعمل على الهاتف، وحتى من دون JavaScript.
start-i-am-new-here = أنا جديد هنا
start-i-have-account = لديّ حساب
start-instant = فوري
start-messages-arrive-moment-they = تصل الرسائل لحظة إرسالها. وبعد انقطاع الاتصال لا ينقص شيء.
start-no-chats-yet-find = لا محادثات بعد. ابحث عمّن تكتب إليه.
start-one-one-chat-server = محادثات بين شخصين على خادمك الخاص. تصل الرسائل فورًا إلى أي جهاز فيه متصفح.
start-one-program-own-machine = برنامج واحد على جهازك يحفظ كل شيء. لا طرف ثالث يقرأ أو يعدّ شيئًا.
start-save-me-seat = احجز لي مكانًا
start-simple = بسيط
start-start-chat = بدء محادثة
start-there-yet = هل وصلت؟
start-yours = لك
email-address-already = هذا بريدك بالفعل
email-address-use = العنوان مستخدم
email-confirm-email-address = تأكيد البريد الإلكتروني
email-email-address-confirmed = أُكّد البريد الإلكتروني
email-if-account-waits-address = إن كان حساب ينتظر هذا البريد فالرابط في الطريق
email-link-expired = انتهت صلاحية الرابط
email-link-its-way-new = الرابط في الطريق إلى البريد الجديد. يتغيّر بريدك بعد أن تؤكّده هناك.
email-page-not-found = الصفحة غير موجودة
error-account-suspended = هذا الحساب موقوف
error-another-message-was-sent = أُرسلت رسالة أخرى من هذه الصفحة. أعد إرسال هذه من فضلك.
error-bad-request = طلب غير صالح
error-can-change-only-own = يمكنك تغيير رسائلك أنت فقط.
error-cannot-block-yourself = لا يمكنك حظر نفسك.
error-cannot-delete-chat-both = لا يمكنك حذف هذه المحادثة لكليكما.
error-cannot-write-deleted-user = لا يمكنك الكتابة إلى مستخدم محذوف.
error-cannot-write-user = لا يمكنك مراسلة هذا المستخدم.
error-changed-meantime = تغيّر في الأثناء
error-choose-time = اختر مدة
error-choose-what-may-do = اختر ما يُسمح له به
error-code-wrong-was-used = هذا الرمز خاطئ أو سبق استخدامه
error-confirm-email-address-first = أكّد بريدك الإلكتروني أولًا: افتح الرابط الذي أرسلناه إليه
error-current-password-wrong = كلمة المرور الحالية خاطئة
error-data-cant-read = تتعذر قراءة بياناتك.
error-data-cant-read-please = تتعذر قراءة بياناتك. حاول مرة أخرى.
error-data-compressed-which-page = بياناتك مضغوطة، ولا تستطيع هذه الصفحة قراءتها.
error-data-didnt-arrive-time = لم تصل بياناتك في الوقت المناسب. حاول مرة أخرى.
error-data-didnt-arrive-within = لم تصل بياناتك خلال 30 ثانية. حاول مرة أخرى.
error-data-not-valid-utf = بياناتك ليست UTF-8 صالحًا.
error-data-too-large-page = بياناتك أكبر من اللازم لهذه الصفحة.
error-dont-have-access = لا تملك صلاحية الوصول إلى هذا.
error-email-address-already-has = لهذا البريد حساب بالفعل
error-enter-number-from-1 = أدخل عددًا من 1 إلى 100
error-enter-valid-email-address = أدخل بريدًا إلكترونيًا صالحًا
error-files-didnt-arrive-time = لم تصل ملفاتك في الوقت المناسب. حاول مرة أخرى.
error-form-has-expired-please = انتهت صلاحية هذا النموذج. أعد إرساله.
error-form-was-sent-from = أُرسل هذا النموذج من موقع أو عنوان آخر. افتح هذا الموقع واملأه هنا.
error-give-code-well-use = أدخل رمزًا أيضًا، أو استخدم مفتاح مرور أولًا
error-give-reason-up-1 = اذكر سببًا لا يزيد على 1000 حرف
error-has-changed-meantime-please = تغيّر هذا في الأثناء. أعد تحميل الصفحة.
error-invitation-not-valid-has = هذه الدعوة غير صالحة: انتهت أو استُنفدت أو أُلغيت، أو هي لبريد آخر.
error-invitation-one-address-one = الدعوة لعنوان واحد تكون لحساب واحد
error-last-administrator-make-somebody = هذا آخر مدير. عيّن شخصًا آخر مديرًا أولًا.
error-message-contains-characters-cant = تحتوي الرسالة على محارف لا يمكن إرسالها.
error-message-empty = الرسالة فارغة.
error-message-longer-than-4 = الرسالة أطول من 4000 حرف.
error-name-cant-used-choose = لا يمكن استخدام هذا الاسم. اختر غيره
error-need-invitation-sign-up = تحتاج دعوة لإنشاء حساب هنا. اطلبها ممن لديه حساب.
error-no-longer-available = لم يعد متاحًا
error-no-longer-available-text = لم يعد هذا متاحًا.
error-nobody-can-sign-up = لا يمكن لأحد إنشاء حساب هنا حاليًا.
error-not-allowed = غير مسموح
error-not-supported = غير مدعوم
error-only-administrators-may-invite = وحدهم المديرون يمكنهم الدعوة هنا.
error-page-doesnt-exist = هذه الصفحة غير موجودة
error-page-doesnt-support-kind = لا تدعم هذه الصفحة هذا النوع من الطلبات.
error-page-not-found = الصفحة غير موجودة
error-page-only-reads-forms = تقرأ هذه الصفحة النماذج فقط (application/x-www-form-urlencoded).
error-passkey-cant-used-try = لا يمكن استخدام مفتاح المرور هذا. حاول مرة أخرى
error-password-too-common-choose = كلمة المرور هذه شائعة جدًا. اختر غيرها
error-password-too-long = كلمة المرور هذه طويلة جدًا
error-password-wrong = كلمة المرور خاطئة
error-passwords-dont-match = كلمتا المرور غير متطابقتين
error-server-busy-partly-unavailable = الخادم مشغول أو غير متاح جزئيًا. حاول مرة أخرى.
error-something-went-wrong = حدث خطأ ما
error-something-went-wrong-our = حدث خطأ ما لدينا. حاول لاحقًا.
error-temporarily-unavailable = غير متاح مؤقتًا
error-too-large = كبير جدًا
error-too-many-requests = طلبات كثيرة جدًا
error-too-many-requests-please = طلبات كثيرة جدًا. انتظر لحظة.
error-too-slow = بطيء جدًا
error-transfer-data-was-interrupted = انقطع نقل بياناتك.
error-unblock-user-write = ألغِ حظر هذا المستخدم لتكتب.
error-unsupported-format = تنسيق غير مدعوم
error-use-1-25-characters = من 1 إلى 25 حرفًا
error-use-1-64-characters = من 1 إلى 64 حرفًا
error-use-1-64-visible = من 1 إلى 64 حرفًا مرئيًا
error-use-3-25-characters = من 3 إلى 25 حرفًا
error-use-letters-one-alphabet = استخدم في كل كلمة أحرف أبجدية واحدة
error-use-only-latin-letters = أحرف لاتينية فقط (a–z) وأرقام و«_» و«.» و«-»
error-use-only-visible-characters = أحرف مرئية فقط
error-username-looks-too-much = اسم المستخدم هذا يشبه اسمًا آخر كثيرًا
error-username-taken = اسم المستخدم هذا مأخوذ
error-wrong-login-password = بيانات الدخول خاطئة
page-already-logged = لقد سجّلت الدخول بالفعل
page-back-previous-page = العودة إلى الصفحة السابقة
page-log-continue = سجّل الدخول للمتابعة
page-start-page = صفحة البداية
page-try-again = حاول مرة أخرى
error-password-too-short = { $count ->
        [zero] { $count } حرف على الأقل
        [one] حرف واحد على الأقل
        [two] حرفان على الأقل
        [few] { $count } أحرف على الأقل
        [many] { $count } حرفًا على الأقل
       *[other] { $count } حرف على الأقل
    }
error-too-many-tokens = { $count ->
        [zero] لديك { $count } رمز وصول. ألغِ بعضها أولًا
        [one] لديك رمز وصول واحد. ألغِه أولًا
        [two] لديك رمزا وصول. ألغِ أحدهما أولًا
        [few] لديك { $count } رموز وصول. ألغِ بعضها أولًا
        [many] لديك { $count } رمز وصول. ألغِ بعضها أولًا
       *[other] لديك { $count } رمز وصول. ألغِ بعضها أولًا
    }
error-too-many-invitations = { $count ->
        [zero] لديك { $count } دعوة. ألغِ بعضها أولًا
        [one] لديك دعوة واحدة. ألغِها أولًا
        [two] لديك دعوتان. ألغِ إحداهما أولًا
        [few] لديك { $count } دعوات. ألغِ بعضها أولًا
        [many] لديك { $count } دعوة. ألغِ بعضها أولًا
       *[other] لديك { $count } دعوة. ألغِ بعضها أولًا
    }
error-too-many-passkeys = { $count ->
        [zero] لديك { $count } مفتاح مرور. أزل أحدها أولًا
        [one] لديك مفتاح مرور واحد. أزله أولًا
        [two] لديك مفتاحا مرور. أزل أحدهما أولًا
        [few] لديك { $count } مفاتيح مرور. أزل أحدها أولًا
        [many] لديك { $count } مفتاح مرور. أزل أحدها أولًا
       *[other] لديك { $count } مفتاح مرور. أزل أحدها أولًا
    }
error-too-many-devices = { $count ->
        [zero] لديك { $count } جهاز بإشعارات. أزل أحدها أولًا
        [one] لديك جهاز واحد بإشعارات. أزله أولًا
        [two] لديك جهازان بإشعارات. أزل أحدهما أولًا
        [few] لديك { $count } أجهزة بإشعارات. أزل أحدها أولًا
        [many] لديك { $count } جهازًا بإشعارات. أزل أحدها أولًا
       *[other] لديك { $count } جهاز بإشعارات. أزل أحدها أولًا
    }
error-push-refused = لا يمكن استخدام خدمة الإشعارات لهذا المتصفح
error-too-many-requests-wait = طلبات كثيرة جدًا. حاول بعد { $seconds } ث.
error-busy-wait = الخادم مشغول أو غير متاح جزئيًا. حاول بعد { $seconds } ث.
error-logged = حدث خطأ ما لدينا. حاول لاحقًا. سُجّل الخطأ بالرقم { $number }.
error-file-empty = الملف فارغ.
error-file-long = الملف أكبر من { $bytes } بايت.
error-quota = مرفقاتك تشغل مساحة كبيرة. احذف بعضها أولًا.
error-file-gone = لم يعد أحد ملفات هذه الرسالة موجودًا. أرفقه من جديد.
error-too-many-files = تحمل الرسالة حتى { $count } مرفقات.
error-file-damaged = الملف تالف أو ناقص.
error-picture-large = في الصورة بكسلات أكثر من اللازم.
error-file-complex = الملف معقد جدًا.
error-file-metadata = في الملف بيانات وصفية، كالموقع، لا يمكن إزالتها.
error-file-not-stored = لم يُحفظ الملف. حاول مرة أخرى.

## Accounts

account-1-25-characters = من 1 إلى 25 حرفًا.
account-3-25-characters-latin = من 3 إلى 25 حرفًا: أحرف لاتينية (a–z) وأرقام و«_» و«.» و«-».
account-administration = الإدارة
account-also-revoke-api-tokens = إلغاء رموز API أيضًا
account-api-tokens = رموز API
account-appearance = المظهر
account-change-password = تغيير كلمة المرور
account-dark = داكن
account-data = بياناتك
account-delete-account = حذف الحساب
account-devices = الأجهزة
account-download-data = تنزيل بياناتك
account-from-authenticator-app-recovery = من تطبيق المصادقة، أو رمز استرداد. لا حاجة إليه خلال خمس دقائق بعد استخدام مفتاح مرور.
account-invite-people = دعوة أشخاص
account-large = كبير
account-light = فاتح
account-new-password-logs-out = كلمة المرور الجديدة تُخرج كل أجهزتك الأخرى.
account-normal = عادي
account-notifications = الإشعارات
account-privacy = الخصوصية
account-profile = الملف الشخصي
account-save-profile = حفظ الملف الشخصي
account-security = الأمان
account-small = صغير
account-storage = تشغل ملفاتك { $size }. نزّل نسخة من كل محادثاتك أو احذف حسابك.
account-storage-of-quota = تشغل ملفاتك { $size } من { $quota }. نزّل نسخة من كل محادثاتك أو احذف حسابك.
account-system = كالنظام
account-text-size = حجم النص
account-theme-browser = سمة هذا المتصفح
account-very-large = كبير جدًا
account-what-others-see-how = ما يراه الآخرون وكيف يعثرون عليك.
confirm-another-account-uses-address = يستخدم حساب آخر هذا البريد الآن.
confirm-back-login = العودة إلى تسجيل الدخول
confirm-confirm-address = تأكيد هذا العنوان
confirm-email-address = بريدك الإلكتروني
confirm-enter-email-address-which = أدخل البريد الذي أنشأت به الحساب. نرسل إليه رابطًا آخر يؤكده.
confirm-link-doesnt-exist-copy = هذا الرابط غير موجود. انسخ الرابط كاملًا من الرسالة أو اطلب رابطًا جديدًا.
confirm-link-has-expired-ask = انتهت صلاحية هذا الرابط. اطلب رابطًا جديدًا.
confirm-link-not-valid-any = لم يعد هذا الرابط صالحًا: استُخدم أو يوجد أحدث منه.
confirm-question = هل <strong>{ $address }</strong> بريدك الإلكتروني و<strong>@{ $username }</strong> حسابك؟ سيستخدم هذا العنوان من الآن.
confirm-send-link = إرسال الرابط
devices-browser-on-system = { $browser } على { $system }
devices-device = هذا الجهاز
devices-devices = الأجهزة
devices-explained = أين سجّلت الدخول. أخرج ما لا تعرفه، و<a href="{ $href }">غيّر كلمة مرورك</a>.
devices-log-out-all-other = إخراج كل الأجهزة الأخرى
devices-log-out-one = إخراج { $browser } على { $system }، آخر ظهور { $time }
devices-times = من { $address }، الدخول { $logged_in }، آخر ظهور { $last_seen }
export-back-account = العودة إلى حسابك
export-data = بياناتك
export-download-data = تنزيل بياناتك
export-explained = نزّل نسخة من محادثاتك مع ملفك الشخصي وإعداداتك وأجهزتك وكل ما يخص حسابك. هي ملف ZIP: فكّه وافتح <strong>index.html</strong> لتقرأه في متصفح حتى من دون اتصال. البرامج تقرأ <strong>data.json</strong>.
export-keep-safe-contains-everything = احفظها بأمان: فيها كل ما كتبته أنت والآخرون في محادثاتك.
invitations-days = { $count ->
        [zero] { $count } يوم
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يومًا
       *[other] { $count } يوم
    }
invitations-for-address = لـ { $address }
invitations-give-link-person-invite = أعطِ هذا الرابط للشخص الذي تدعوه. يُعرض الآن فقط.
invitations-have-none = ليس لديك شيء.
invitations-invitation = دعوتك
invitations-invitations = دعواتك
invitations-invite-people = دعوة أشخاص
invitations-leave-empty-anyone-who = اتركه فارغًا لأي شخص لديه الرابط.
invitations-link-invitation = رابط الدعوة
invitations-make-invitation = إنشاء دعوة
invitations-number-people = عدد الأشخاص
invitations-only-email-address = لهذا البريد فقط
invitations-revoke = إلغاء
invitations-revoke-one = إلغاء الدعوة الصالحة حتى { $time }
invitations-used = استُخدم { $used } من { $accounts }
invitations-valid = مدة الصلاحية
invitations-valid-until = صالحة حتى { $time }
invitations-was-valid-until = لم تعد صالحة. كانت صالحة حتى { $time }
invitations-whoever-signs-up-invitation = من ينشئ حسابًا بدعوتك تكون له محادثة معك.
leaving-account-deleted = حُذف حسابك
leaving-delete-account = حذف حسابك؟
leaving-delete-for-everyone = حذفها للجميع
leaving-keep-for-others = إبقاؤها للآخرين
leaving-delete-account-2 = حذف الحساب
leaving-from-authenticator-app-recovery = من تطبيق المصادقة، أو رمز استرداد.
leaving-keep-account = إبقاء الحساب
leaving-logged-out-everywhere-nothing = خرجت من كل مكان، ولم يبقَ هنا شيء من ملفك. لا تبقى رسائل إلا إن اخترت إبقاءها لمن كنت تراسلهم.
leaving-messages-wrote = الرسائل التي كتبتها
leaving-only-administrator = <strong>أنت المدير الوحيد.</strong> لن يستطيع أحد بعدها إدارة هذا الخادم من صفحاته حتى يعيّن مشغّله مديرًا آخر.
leaving-people-wrote-keep-their = يحتفظ من كنت تراسلهم بمحادثاتهم، وتظهر فيها باسم «مستخدم محذوف».
leaving-profile-email-address-password = يُحذف فورًا ملفك وبريدك وكلمة مرورك وعوامل التحقق الثانية وأجهزتك ورموز API ودعواتك، وتخرج من كل مكان. يصبح اسم المستخدم متاحًا لغيرك. لا يمكن التراجع عن ذلك.
leaving-start-page = صفحة البداية
login-email-address-username = البريد أو اسم المستخدم
login-forgot-password = نسيت كلمة المرور؟
login-no-account-yet = ليس لديك حساب بعد؟
login-send-link-again = إرسال الرابط مرة أخرى
logout-back-my-chats = العودة إلى محادثاتي
logout-logs-out-browser-chats = هذا يُخرج هذا المتصفح. تبقى محادثاتك.
notifications-all-devices = كل الأجهزة
notifications-browser = هذا المتصفح
notifications-choose-one = اختر
notifications-device-added = منذ { $added }
notifications-device-used = منذ { $added }، آخر إشعار { $used }
notifications-devices-told-messages = أجهزة تُخبَر بالرسائل
notifications-from = من
notifications-have-quiet-hours-each = ساعات هدوء كل يوم
notifications-mail-about-messages-missed = رسالة بريدية عمّا فاتك من رسائل
notifications-no-device-gets-notifications = لا يتلقى أي جهاز إشعارات بعد.
notifications-none = لا شيء
notifications-nothing-sent-then-mails = لا يُرسل إليك شيء حينها. تنتظر الرسائل البريدية انتهاء الساعات.
notifications-notifications = الإشعارات
notifications-one-mail-time-none = رسالة بريدية واحدة كل مرة، ولا شيء عن المحادثات المكتومة.
notifications-quiet-hours = ساعات الهدوء
notifications-remove = إزالة
notifications-remove-device = إزالة { $device }
notifications-save-settings = حفظ الإعدادات
notifications-send-test = إرسال تجربة
notifications-server-sends-no-mail = لا يرسل هذا الخادم بريدًا.
notifications-servers-key-has-changed = تغيّر مفتاح الخادم. افتح Simple Chats على الجهاز لتفعيل إشعاراته من جديد.
notifications-show-mail-what-messages = إظهار نص الرسائل في البريد
notifications-show-what-messages-say = إظهار نص الرسائل
notifications-sound = الصوت
notifications-test-device = إرسال تجربة إلى { $device }
notifications-these-devices-told-messages = تُخبَر هذه الأجهزة بالرسائل حين لا تكون لك صفحة مفتوحة. يصلها اسم المرسل وبداية النص مشفّرين لها.
notifications-time-zone = المنطقة الزمنية
notifications-to = إلى
notifications-turn-device = تفعيل على هذا الجهاز
notifications-when-message-unread-8 = حين تبقى رسالة غير مقروءة 8 ساعات
notifications-when-message-unread-day = حين تبقى رسالة غير مقروءة يومًا
notifications-when-message-unread-hour = حين تبقى رسالة غير مقروءة ساعة
privacy-blocked-people = المحظورون
privacy-everyone = الجميع
privacy-everyone-any-part-name = الجميع، بأي جزء من اسمك
privacy-have-blocked-nobody-block = لم تحظر أحدًا. للحظر استخدم قائمة المحادثة.
privacy-i-am-typing = أنني أكتب
privacy-more = المزيد
privacy-only-people-who-know = فقط من يعرف اسم المستخدم أو البريد بدقة
privacy-privacy = الخصوصية
privacy-save-settings = حفظ الإعدادات
privacy-they-cant-write-dont = لا يمكنهم مراسلتك ولا يرون متى تكون متصلًا. ولا يعلمون أنهم محظورون.
privacy-unblock-person = إلغاء حظر { $name }
privacy-what-dont-show-dont = ما لا تُظهره لا تراه لدى الآخرين أيضًا.
privacy-what-others-see = ما يراه الآخرون منك
privacy-when-i-am-online = متى أكون متصلًا وآخر ظهور لي
privacy-which-messages-i-have = أي الرسائل قرأت
privacy-who-finds = من يعثر عليك
privacy-who-may-write = من يمكنه مراسلتك
privacy-write-invited = من لديك محادثة معهم. رسائل الغرباء تنتظر ضمن <a href="{ $href }">الطلبات</a>
register-1-25-characters-what = من 1 إلى 25 حرفًا. هذا ما يراه الآخرون.
register-3-25-characters-latin = من 3 إلى 25 حرفًا: أحرف لاتينية (a–z) وأرقام و«_» و«.» و«-». يمكن للآخرين العثور عليك به.
register-already-have-account = لديك حساب بالفعل؟
register-invited-by = يدعوك <strong>{ $name }</strong> إلى المحادثة.
register-logging-resetting-password-nobody = لتسجيل الدخول واستعادة كلمة المرور. لا يراه غيرك.
reset-back-login = العودة إلى تسجيل الدخول
reset-choose-new-password-then = اختر كلمة مرور جديدة. ستسجّل بها الدخول من جديد على كل أجهزتك.
reset-enter-email-address-account = أدخل بريد حسابك. نرسل إليه رابطًا لاختيار كلمة مرور جديدة.
reset-link-doesnt-exist-copy = هذا الرابط غير موجود. انسخ الرابط كاملًا من الرسالة أو اطلب رابطًا جديدًا.
reset-link-has-already-been = سبق استخدام هذا الرابط. اطلب رابطًا جديدًا إن احتجت.
reset-link-has-expired-request = انتهت صلاحية هذا الرابط. اطلب رابطًا جديدًا.
reset-request-link = طلب رابط
reset-request-new-link = طلب رابط جديد
reset-save-password = حفظ كلمة المرور
reset-send-link = إرسال الرابط
reset-server-sends-no-mail = لا يرسل هذا الخادم بريدًا. يمكن لمديره أن يعطيك كلمة مرور جديدة أو أن يمرر الرابط الذي تطلبه هنا: يحفظه الخادم في ملف.
security-add-passkey = إضافة مفتاح مرور
security-adding-passkey-needs-javascript = تتطلب إضافة مفتاح مرور JavaScript.
security-besides-password-logging-will = سيتطلب الدخول إلى جانب كلمة المرور مفتاح مرور أو رمز استرداد.
security-codes-left = { $count ->
        [zero] بقي لديك { $count } رمز استرداد. تحل الجديدة محلها.
        [one] بقي لديك رمز استرداد واحد. تحل الجديدة محله.
        [two] بقي لديك رمزا استرداد. تحل الجديدة محلهما.
        [few] بقي لديك { $count } رموز استرداد. تحل الجديدة محلها.
        [many] بقي لديك { $count } رمز استرداد. تحل الجديدة محلها.
       *[other] بقي لديك { $count } رمز استرداد. تحل الجديدة محلها.
    }
security-each-them-logs-once = يُدخلك كل منها مرة واحدة بعد كلمة المرور إن لم يكن هاتفك أو مفتاح مرورك معك. احفظها في مكان آخر: تُعرض الآن فقط.
security-enter-six-digits-app = أدخل الأرقام الستة التي يعرضها التطبيق.
security-from-app-recovery-code = من التطبيق، أو رمز استرداد.
security-from-authenticator-app-recovery = من تطبيق المصادقة، أو رمز استرداد. لا حاجة إليه خلال خمس دقائق بعد استخدام مفتاح مرور.
security-key-authenticator-app = مفتاح لتطبيق المصادقة
security-logs-others-out = الإعداد يُخرج كل أجهزتك الأخرى.
security-make-new-codes = إنشاء رموز جديدة
security-name-new-passkey = اسم مفتاح المرور الجديد
security-new-recovery-codes = رموز استرداد جديدة
security-on-since = مفعّل منذ { $time }: يتطلب الدخول إلى جانب كلمة المرور رمزًا من تطبيق المصادقة.
security-passkey = مفتاح مرور
security-passkey-added = أُضيف { $added }
security-passkey-phone-computer-security = مفتاح المرور على هاتفك أو حاسوبك أو مفتاح أمان يُدخلك من دون كلمة مرور أو رمز. متى كان لديك واحد لا تكفي كلمة المرور وحدها.
security-passkey-used = أُضيف { $added }، آخر استخدام { $used }
security-passkeys = مفاتيح المرور
security-password-alone-will-enough = ستكفي كلمة المرور وحدها للدخول.
security-recovery-codes = رموز الاسترداد
security-remove = إزالة
security-remove-passkey = إزالة مفتاح مرور
security-scan = امسح هذا الرمز بالتطبيق، أو افتح <a href="{ $href }">هذا الرابط</a> على هاتفك، أو اكتب المفتاح.
security-six-digits-from-app = ستة أرقام من التطبيق.
security-such-phone-blue-key = مثل «الهاتف» أو «المفتاح الأزرق».
security-turn-off = إيقاف
security-turn-off-two-step = إيقاف التحقق بخطوتين
security-turn-two-step-verification = تفعيل التحقق بخطوتين
security-two-step-verification = التحقق بخطوتين
security-use-passkey = استخدام مفتاح مرور
security-use-passkey-now-five = استخدم مفتاح مرور الآن، ولن تطلب نماذج هذه الصفحة خمس دقائق كلمة مرور ولا رمزًا.
security-why-authenticator = بوجود تطبيق مصادقة على هاتفك لا يدخل أحد بكلمة مرورك وحدها.
tokens-api-tokens = رموز API
tokens-copy-now-keep-like = انسخه الآن واحفظه ككلمة مرور. يُعرض هذه المرة فقط.
tokens-expired = انتهى { $time }
tokens-have-none = ليس لديك شيء.
tokens-last-used = آخر استخدام { $time }
tokens-made = أُنشئ { $time }
tokens-make-token = إنشاء رمز
tokens-may = يُسمح له
tokens-month = 30 يومًا
tokens-never-used = لم يُستخدم قط
tokens-new-token = رمزك الجديد
tokens-only-reads = يقرأ فقط
tokens-quarter = 90 يومًا
tokens-reads-writes = يقرأ ويكتب
tokens-revoke = إلغاء
tokens-revoke-one = إلغاء الرمز { $name }
tokens-scope-read = القراءة فقط
tokens-scope-write = القراءة والكتابة
tokens-token = رمز وصول
tokens-token-program-acts-without = بالرمز يعمل برنامج نيابة عنك من دون كلمة مرورك. لا يستطيع تغيير كلمة مرورك أو بريدك ولا حذف حسابك.
tokens-tokens = رموزك
tokens-until-revoked = حتى تلغيه
tokens-valid = مدة الصلاحية
tokens-valid-until = صالح حتى { $time }
tokens-valid-until-revoked = صالح حتى تلغيه
tokens-week = 7 أيام
tokens-what-1-64-characters = الغرض منه. من 1 إلى 64 حرفًا.
tokens-year = سنة واحدة
unsubscribe-get-mail-when-messages = تصلك رسالة بريدية حين تبقى رسائل غير مقروءة في هذا الموقع. ألا تريد مزيدًا منها؟
unsubscribe-get-no-more-mails = لن تصلك رسائل بريدية عمّا فاتك. يمكنك إعادة تفعيلها متى شئت.
unsubscribe-notifications = الإشعارات
unsubscribe-send-no-more-mails = عدم إرسال المزيد
verify-six-digits-from-authenticator = ستة أرقام من تطبيق المصادقة، أو أحد رموز الاسترداد.
verify-start-over = البدء من جديد
verify-there-were-too-many = رموز خاطئة كثيرة. سجّل الدخول من جديد.
account-new-password-saved = حُفظت كلمة مرورك الجديدة
account-nothing-has-changed = لم يتغيّر شيء
account-profile-saved = حُفظ ملفك الشخصي
devices-all-other-devices-logged = خرجت كل الأجهزة الأخرى
devices-device-logged-out = خرج الجهاز
devices-logged-out = لقد خرجت
invitations-invitation-no-longer-valid = لم تعد الدعوة صالحة
invitations-invitations-text = الدعوات
invitations-qr-code-link = رمز QR للرابط
leaving-account-deleted-text = حُذف الحساب
login-account-almost-ready-open = حسابك جاهز تقريبًا. افتح الرابط الذي أرسلناه إلى بريدك ثم سجّل الدخول.
login-account-ready-log-start = حسابك جاهز. سجّل الدخول لتبدأ المحادثة.
login-logged = لقد دخلت
login-logged-out = لقد خرجت
notifications-device-gets-no-more = لم يعد الجهاز يتلقى إشعارات
notifications-device-gets-notifications = يتلقى هذا الجهاز إشعارات
notifications-mails-about-missed-messages = رسائل بريدية عمّا فاتك
notifications-settings-saved = حُفظت إعداداتك
notifications-test-its-way-device = التجربة في الطريق إلى الجهاز
privacy-settings-saved = حُفظت إعداداتك
privacy-user-unblocked = أُلغي حظر المستخدم
reset-if-address-has-account = إن كان لهذا البريد حساب فالرابط في الطريق
reset-link-expired = انتهت صلاحية الرابط
reset-new-password-saved-log = حُفظت كلمة مرورك الجديدة. سجّل الدخول بها.
reset-page-not-found = الصفحة غير موجودة
reset-reset-password = استعادة كلمة المرور
reset-server-sends-no-mail-ask = لا يرسل هذا الخادم بريدًا. اطلب الرابط من مديره
security-confirmed-five-minutes-page = تم التأكيد. لن تطلب هذه الصفحة شيئًا آخر خمس دقائق
security-passkey-added-text = أُضيف مفتاح المرور
security-passkey-removed = أُزيل مفتاح المرور
security-qr-code-authenticator-app = رمز QR لتطبيق مصادقة
security-security = الأمان
security-two-step-verification-off = التحقق بخطوتين متوقف
security-two-step-verification-text = التحقق بخطوتين مفعّل
security-use-passkey-first-log = استخدم مفتاح مرور أولًا، أو سجّل الدخول من جديد، ثم أعدّ التطبيق خلال خمس دقائق
tokens-token-no-longer-valid = لم يعد الرمز صالحًا
verify-log-continue = سجّل الدخول للمتابعة
verify-two-step-verification = التحقق بخطوتين
notifications-quiet-times = تبدأ ساعات الهدوء وتنتهي بين 00:00 و23:59
notifications-quiet-empty = لا يمكن أن تنتهي ساعات الهدوء حين تبدأ
notifications-quiet-zone = المنطقة الزمنية غير معروفة

## Administration

administration-account-joined = { $address }، انضم { $time }
administration-accounts = الحسابات
administration-accounts-suspended = { $accounts }، منها { $suspended } موقوفة
administration-administration = الإدارة
administration-is-administrator = مدير
administration-after-edit = وبعد تعديل:
administration-command-line = سطر الأوامر
administration-delete-account = حذف هذا الحساب؟
administration-delete-account-2 = حذف الحساب
administration-delete-them-everyone = حذفها للجميع
administration-deletion-explained = يُحذف فورًا ملف <strong><bdi>{ $name }</bdi></strong> (@{ $username }) وبريده وكلمة مروره وأجهزته ودعواته. لا يمكن التراجع عن ذلك.
administration-devices = الأجهزة
administration-done = تم
administration-end-suspension = إنهاء الإيقاف
administration-invitation-by = من <bdi>{ $name }</bdi>
administration-invitations = الدعوات
administration-joined = الانضمام
administration-keep-them-people-user = إبقاؤها لمن كان يراسلهم
administration-last-seen = آخر ظهور
administration-mail-given-up = { $count ->
        [zero] من { $made }، المحاولات: { $count }، تُركت { $time }
        [one] من { $made }، محاولة { $count }، تُركت { $time }
        [two] من { $made }، المحاولات: { $count }، تُركت { $time }
        [few] من { $made }، المحاولات: { $count }، تُركت { $time }
        [many] من { $made }، المحاولات: { $count }، تُركت { $time }
       *[other] من { $made }، المحاولات: { $count }، تُركت { $time }
    }
administration-mail-next = { $count ->
        [zero] من { $made }، المحاولات: { $count }، التالية { $time }
        [one] من { $made }، محاولة { $count }، التالية { $time }
        [two] من { $made }، المحاولات: { $count }، التالية { $time }
        [few] من { $made }، المحاولات: { $count }، التالية { $time }
        [many] من { $made }، المحاولات: { $count }، التالية { $time }
       *[other] من { $made }، المحاولات: { $count }، التالية { $time }
    }
administration-mail-server-has-refused = رفضها خادم بريد نهائيًا، أو فشلت مدة طويلة. تُعرض 30 يومًا.
administration-mails-fail = رسائل بريدية تفشل
administration-mails-given-up = رسائل بريدية متروكة
administration-member = عضو
administration-messages-participants-their-chats = رسائل أبلغ عنها مشاركون في محادثاتها، الأقدم أولًا. حين ينتهي أمر إحداها يُمحى نصها هنا.
administration-messages-user-wrote = الرسائل التي كتبها المستخدم
administration-name-username-email-address = الاسم أو اسم المستخدم أو البريد
administration-next-page = الصفحة التالية
administration-no-longer-valid-was = لم تعد صالحة. كانت صالحة حتى
administration-no-one-found = لم يُعثر على أحد
administration-no-text = مرفقات بلا نص
administration-none = لا شيء.
administration-not-known = غير معروف
administration-nothing-yet = لا شيء بعد.
administration-record = السجل
administration-registration = التسجيل
administration-report-done = إنهاء بلاغ { $reporter } عن { $reported }
administration-reported-by = أبلغ { $name } في { $time }:
administration-reported-by-username = أبلغ { $name } (@{ $username }) في { $time }:
administration-reports = البلاغات
administration-revoke = إلغاء
administration-revoke-invitation-by = إلغاء دعوة { $name } الصالحة حتى { $time }
administration-role = الدور
administration-running-instances = النسخ العاملة
administration-send-reset-link = إرسال رابط استعادة
administration-server = الخادم
administration-size-database = حجم قاعدة البيانات
administration-storage-used = { $count ->
        [zero] { $count } رسالة، { $size }
        [one] رسالة واحدة، { $size }
        [two] رسالتان، { $size }
        [few] { $count } رسائل، { $size }
        [many] { $count } رسالة، { $size }
       *[other] { $count } رسالة، { $size }
    }
administration-suspend = إيقاف
administration-suspend-account = إيقاف هذا الحساب؟
administration-suspend-account-2 = إيقاف الحساب
administration-is-suspended = موقوف
administration-suspension-explained = يخرج <strong><bdi>{ $name }</bdi></strong> (@{ $username }) فورًا من كل مكان، ولا يمكنه الدخول حتى تُنهي الإيقاف. تبقى المحادثات كما هي.
administration-there-none = لا شيء.
administration-these-tried-again-about = تُعاد محاولة هذه مدة يوم تقريبًا.
administration-user-number = رقم { $number }
administration-valid-until = صالحة حتى
administration-version = الإصدار
administration-what-administrators-command-line = ما فعله المديرون وسطر الأوامر بالحسابات.
administration-wrote-on = كتب في { $time }
administration-account-can-used-again = يمكن استخدام الحساب من جديد
administration-account-deleted = حُذف الحساب
administration-account-suspended = أُوقف الحساب
audit-something = أجرى شيئًا على
audit-resumed = أنهى إيقاف
administration-everyone-may-invite = يمكن للجميع الدعوة
administration-everyone-may-sign-up = يمكن للجميع إنشاء حساب
administration-invitation-no-longer-valid = لم تعد الدعوة صالحة
administration-invitation-only = بالدعوة فقط
administration-link-reset-password-its = رابط استعادة كلمة المرور في الطريق
audit-promoted = عيّن مديرًا:
audit-report-done = أنهى بلاغًا عن رسالة كتبها
administration-nobody-may-sign-up = لا يمكن لأحد إنشاء حساب
administration-only-administrators-may-invite = المديرون فقط يمكنهم الدعوة
audit-second-factor-removed = أزال العامل الثاني من
audit-revoked = ألغى دعوة من
audit-reset-link = أرسل رابط استعادة إلى
audit-password = ضبط كلمة مرور
audit-demoted = سحب صلاحيات المدير من
audit-added = أضاف
audit-suspended = موقوف
audit-deleted = حذف
administration-administrator = مدير
administration-suspended = موقوف
administration-storage = التخزين

## Mails and notifications

push-new-message = رسالة جديدة
push-test = تصل الإشعارات إلى هذا الجهاز.
mail-confirmation-subject = أكّد بريدك الإلكتروني - Simple Chats
mail-confirmation =
    مرحبًا،

    شخص ما، أنت على الأغلب، يريد استخدام هذا البريد للحساب { $username } في Simple Chats. لتأكيده افتح هذه الصفحة واضغط زرها:

    { $link }

    يعمل الرابط مرة واحدة خلال: { $duration }. إن لم تطلب ذلك فتجاهل هذه الرسالة: لن يتغيّر شيء.
mail-taken-subject = بريدك الإلكتروني مستخدم بالفعل - Simple Chats
mail-taken =
    مرحبًا { $name }،

    شخص ما يريد استخدام هذا البريد لحساب آخر في Simple Chats. هو تابع لحسابك، فلم يتغيّر شيء ولا يلزمك فعل شيء.

    إن كنت أنت: لا يكون العنوان إلا لحساب واحد. غيّر عنوان هذا الحساب أولًا أو احذفه.
mail-reset-subject = استعد كلمة مرورك - Simple Chats
mail-reset =
    مرحبًا { $name }،

    شخص ما، أنت على الأغلب، طلب كلمة مرور جديدة لحسابك في Simple Chats. لاختيارها افتح هذه الصفحة:

    { $link }

    إن كنت تستخدم واجهة REST فهذا رمز الاستعادة:

    "{ $token }"

    يعمل الرابط والرمز مرة واحدة خلال: { $duration }. إن لم تطلب ذلك فتجاهل هذه الرسالة: تبقى كلمة مرورك كما هي.
mail-missed-subject = لديك رسائل غير مقروءة - Simple Chats
mail-missed-chat = { $count ->
        [zero] { $name }: { $count } رسالة
        [one] { $name }: رسالة واحدة
        [two] { $name }: رسالتان
        [few] { $name }: { $count } رسائل
        [many] { $name }: { $count } رسالة
       *[other] { $name }: { $count } رسالة
    }
mail-missed-more = { $count ->
        [zero] و{ $count } محادثة أخرى
        [one] ومحادثة أخرى
        [two] ومحادثتان أخريان
        [few] و{ $count } محادثات أخرى
        [many] و{ $count } محادثة أخرى
       *[other] و{ $count } محادثة أخرى
    }
mail-missed =
    مرحبًا { $name }،

    تنتظرك رسائل في Simple Chats:

    { $list }
    اقرأها هنا:

    { $chats }

    متى تصلك هذه الرسائل وما فيها أمر يعود إليك:

    { $settings }

    كي لا تصلك بعد الآن افتح هذا الرابط وأكّد:

    { $unsubscribe }
mail-photo = صورة
mail-webhook-subject = أُوقف الويب هوك مؤقتًا - Simple Chats
mail-webhook =
    مرحبًا { $name }،

    لم يعد الويب هوك رقم { $number } يُخبَر بما يجري في محادثاتك في Simple Chats: تعذّر تسليم حدث مدة 24 ساعة، أو كان ينتظر أكثر من 100,000. أُوقف مؤقتًا، وأُسقط ما كان ينتظره:

    { "  " }{ $host }

    ما عاد من كل محاولة مدرج هنا لصاحبه:

    { $deliveries }

    حين يستجيب خادمه من جديد، استأنفه بإرسال { "{" }"paused": false{ "}" } بطريقة PATCH إلى:

    { $webhook }
mail-notice =
    مرحبًا { $name }،

    { $what }

    متى: { $time }
    من: { $address }، { $browser }

    إن كنت أنت فلا يلزمك فعل شيء.

    { $advice }

    { $link }
mail-notice-by-operator =
    مرحبًا { $name }،

    { $what }

    متى: { $time }
    بواسطة: مشغّل هذا الخادم

    إن كنت طلبته فلا يلزمك فعل شيء.

    { $advice }

    { $link }
mail-new-browser-subject = تسجيل دخول جديد - Simple Chats
mail-new-browser = شخص ما، أنت على الأغلب، سجّل الدخول إلى حسابك في Simple Chats بمتصفح لم يُستخدم له من قبل.
mail-new-browser-advice = إن لم تكن أنت فثمة من يعرف كلمة مرورك. غيّرها وأخرج الأجهزة التي لا تعرفها:
mail-password-changed-subject = غُيّرت كلمة مرورك - Simple Chats
mail-password-changed = غُيّرت كلمة مرور حسابك في Simple Chats.
mail-password-changed-advice = إن لم تكن أنت فاختر كلمة مرور جديدة فورًا:
mail-address-changed-subject = غُيّر بريدك الإلكتروني - Simple Chats
mail-address-changed = لحسابك في Simple Chats بريد جديد. لم يعد هذا تابعًا له، ولا يصلح للدخول أو لاختيار كلمة مرور جديدة.
mail-address-changed-advice = إن لم تكن أنت فسجّل الدخول باسم المستخدم، وغيّر كلمة مرورك ثم بريدك. إن تعذّر ذلك فاطلب المساعدة ممن يدير هذا الخادم:
mail-factor-added-subject = أُضيف عامل ثانٍ - Simple Chats
mail-factor-added =
    أُضيف عامل ثانٍ إلى حسابك في Simple Chats:

    { "  " }{ $name }
mail-factor-removed-subject = أُزيل عامل ثانٍ - Simple Chats
mail-factor-removed =
    أُزيل عامل ثانٍ من حسابك في Simple Chats:

    { "  " }{ $name }
mail-factor-advice = إن لم تكن أنت فثمة من يستخدم حسابك. غيّر كلمة مرورك، وأخرج كل الأجهزة الأخرى، وراجع عوامل التحقق الثانية:
mail-token-made-subject = أُنشئ رمز API - Simple Chats
mail-token-made =
    أُنشئ رمز API يمكن لبرنامج أن يستخدم به حسابك في Simple Chats:

    { "  " }{ $name }
mail-token-made-advice = إن لم تكن أنت فثمة من يستخدم حسابك. ألغِ الرمز وغيّر كلمة مرورك:
mail-recovery-code-subject = استُخدم رمز استرداد - Simple Chats
mail-recovery-code = استُخدم رمز استرداد بدل العامل الثاني لحسابك في Simple Chats. لن يعمل مرة أخرى.
mail-recovery-code-advice = إن لم تكن أنت فثمة من يعرف كلمة مرورك ورموز الاسترداد. غيّر كلمة مرورك، وأخرج كل الأجهزة الأخرى، وأنشئ رموزًا جديدة:
mail-operator-factor-advice = إن لم تكن طلبته فاسأل من يدير هذا الخادم عن السبب، وأعدّ عاملًا ثانيًا من جديد:
mail-operator-advice = إن لم تكن طلبته فاسأل من يدير هذا الخادم عن السبب. يمكنك اختيار كلمة مرور جديدة هنا:

## Scripts

script-attached = ملفات الرسالة التالية
script-attached-file = { $name }، { $place } من { $count }
script-attached-file-of-several = { $name }، { $place } من { $count }. تحرّكه مفاتيح الأسهم.
script-by-http = تمنع هذه الشبكة التحديث المباشر. تظهر الرسائل الجديدة كل بضع ثوانٍ.
script-cancel-editing = إلغاء التعديل
script-characters-left = { $count ->
        [zero] بقي { $number } حرف
        [one] بقي حرف واحد ({ $number })
        [two] بقي حرفان ({ $number })
        [few] بقيت { $number } أحرف
        [many] بقي { $number } حرفًا
       *[other] بقي { $number } حرف
    }
script-characters-too-many = { $count ->
        [zero] { $number } حرف زائد
        [one] حرف زائد ({ $number })
        [two] حرفان زائدان ({ $number })
        [few] { $number } أحرف زائدة
        [many] { $number } حرفًا زائدًا
       *[other] { $number } حرف زائد
    }
script-chat-deleted = حُذفت هذه المحادثة لكليكما.
script-clear-consequence = ستختفي كل الرسائل حتى الآن لديك. تبقى لدى { $name }.
script-clear-for-me = مسح لديّ…
script-connecting = جارٍ الاتصال…
script-copy = نسخ
script-copy-code = نسخ الشيفرة
script-delete-chat = حذف المحادثة…
script-delete-consequence = ستُحذف لكليكما.
script-delete-question = حذف هذه الرسالة؟
script-delete-several = { $count ->
        [zero] حذف { $count } رسالة؟
        [one] حذف رسالة واحدة؟
        [two] حذف رسالتين؟
        [few] حذف { $count } رسائل؟
        [many] حذف { $count } رسالة؟
       *[other] حذف { $count } رسالة؟
    }
script-delete-several-consequence = ستُحذف لكليكما.
script-disappears-in = تختفي خلال { $left }
script-discard = تجاهل
script-download = تنزيل
script-draft = <span class="row-draft">مسودة: </span><bdi>{ $text }</bdi>
script-edit = تعديل
script-edit-not-saved = لم يُحفظ تعديلك. { $reason }
script-editing = تعدّل رسالتك
script-emoji = رموز تعبيرية
script-emoji-found = نتائج البحث
script-emoji-groups = المجموعات
script-emoji-not-loaded = تعذّر تحميل الرموز التعبيرية.
script-emoji-recent = المستخدمة أخيرًا
script-error-bad-request = لا يقبل الخادم هذا النص.
script-error-conflict = أُرسلت رسالة أخرى بالمعرّف نفسه. انسخ النص وأرسله من جديد.
script-error-internal = حدث خطأ ما في الخادم.
script-error-no-response = لم يستجب الخادم.
script-error-not-found = لم تعد المحادثة أو الرسالة موجودة.
script-error-offline = لا يوجد اتصال.
script-error-quota-exceeded = تشغل ملفاتك كل مساحتك على هذا الخادم.
script-error-unavailable = الخادم مشغول.
script-file-empty = هذا الملف فارغ.
script-file-not-found = لم يعد هذا الملف موجودًا.
script-file-too-long = هذا الملف كبير جدًا.
script-file-unusable = لا يمكن استخدام هذه الصورة.
script-find-chat = العثور على محادثة
script-find-emoji = العثور على رمز تعبيري
script-forward = إعادة توجيه
script-forward-menu = إعادة توجيه…
script-forward-to = إعادة التوجيه إلى
script-forwarded-to = أُعيد التوجيه إلى { $names }
script-hide-password = إخفاء كلمة المرور
script-info = معلومات
script-info-edited = عُدّلت
script-info-sent = أُرسلت
script-info-state = الحالة
script-is-typing = يكتب…
script-last-seen-just-now = كان متصلًا الآن
script-last-seen-minute = كان متصلًا قبل دقيقة
script-last-seen-on = آخر ظهور { $day }
script-last-seen-minutes = { $count ->
        [zero] آخر ظهور قبل { $count } دقيقة
        [one] آخر ظهور قبل دقيقة
        [two] آخر ظهور قبل دقيقتين
        [few] آخر ظهور قبل { $count } دقائق
        [many] آخر ظهور قبل { $count } دقيقة
       *[other] آخر ظهور قبل { $count } دقيقة
    }
script-last-seen-today = آخر ظهور اليوم { $time }
script-last-seen-yesterday = آخر ظهور أمس { $time }
script-loading = جارٍ التحميل…
script-menu-of = قائمة «{ $text }»
script-menu-of-chat = قائمة المحادثة مع { $name }
script-message-by = { $name }: { $text }
script-mute = كتم…
script-mute-8-hours = لـ 8 ساعات
script-mute-forever = دائمًا
script-mute-hour = لساعة واحدة
script-mute-week = لأسبوع واحد
script-new-message-from = رسالة جديدة من { $name }
script-new-messages-from = { $count ->
        [zero] { $count } رسالة جديدة من { $name }
        [one] رسالة جديدة من { $name }
        [two] رسالتان جديدتان من { $name }
        [few] { $count } رسائل جديدة من { $name }
        [many] { $count } رسالة جديدة من { $name }
       *[other] { $count } رسالة جديدة من { $name }
    }
script-next-picture = الصورة التالية
script-no-chat-found = لم يُعثر على محادثة
script-no-connection = لا اتصال.
script-no-emoji = لم يُعثر على رمز تعبيري
script-no-passkey = لم يُستخدم مفتاح مرور
script-not-now = ليس الآن
script-not-sent = لم تُرسل
script-notifications-denied = يمنع هذا المتصفح إشعارات هذا الموقع. يمكنك السماح بها في إعداداته.
script-notifications-off = لا يعرض هذا المتصفح إشعارات.
script-notifications-offer = عرض إشعارات سطح المكتب للرسائل الجديدة؟
script-notifications-on = يعرض هذا المتصفح إشعارًا حين تصل رسالة ولا تكون صفحة من Simple chats ظاهرة.
script-opens-with-connection = لا يوجد اتصال. ستُفتح هذه المحادثة فور عودته.
script-other-reaction = التفاعل برمز آخر
script-out-of-date = هذه الصفحة قديمة. أعد تحميلها.
script-passkey-failed = لم ينجح ذلك. حاول مرة أخرى.
script-people = الأشخاص
script-picture-of = { $name } ({ $place } من { $count })
script-pictures = الصور
script-previous-picture = الصورة السابقة
script-react-with = التفاعل بـ { $emoji }
script-reaction-of = { $emoji }، { $names }
script-reconnecting-in = { $count ->
        [zero] إعادة الاتصال خلال { $count } ث…
        [one] إعادة الاتصال خلال { $count } ث…
        [two] إعادة الاتصال خلال { $count } ث…
        [few] إعادة الاتصال خلال { $count } ث…
        [many] إعادة الاتصال خلال { $count } ث…
       *[other] إعادة الاتصال خلال { $count } ث…
    }
script-record-voice = تسجيل رسالة صوتية
script-recorder-denied = الوصول إلى الميكروفون ممنوع لهذا الموقع. يمكنك السماح به في إعدادات المتصفح.
script-recorder-failed = تعذّر استخدام الميكروفون. ربما يستخدمه برنامج آخر.
script-recorder-insecure = لا تسمح المتصفحات بالرسائل الصوتية إلا في مواقع HTTPS.
script-recorder-listen = الاستماع إليها
script-recorder-no-microphone = لم يُعثر على ميكروفون.
script-recorder-pause = إيقاف التسجيل مؤقتًا
script-recorder-resume = متابعة التسجيل
script-recorder-send = إرسال الرسالة الصوتية
script-recorder-started = تسجيل
script-recorder-stop-listening = إيقاف الاستماع
script-recorder-unsupported = لا يستطيع هذا المتصفح تسجيل رسائل صوتية.
script-reload = إعادة تحميل
script-remove-file = إزالة { $name }
script-report = إبلاغ…
script-retry = إعادة المحاولة
script-search-messages-for = البحث عن «{ $text }» في الرسائل
script-select = تحديد
script-select-message = تحديد «{ $text }»
script-selected = { $count ->
        [zero] المحدد: { $count }
        [one] المحدد: { $count }
        [two] المحدد: { $count }
        [few] المحدد: { $count }
        [many] المحدد: { $count }
       *[other] المحدد: { $count }
    }
script-selection = الرسائل المحددة
script-sending = قيد الإرسال
script-shortcut-cancel = إلغاء؛ العودة إلى الكتابة
script-shortcut-edit = تعديل رسالتك الأخيرة، في حقل فارغ
script-shortcut-help = هذه المساعدة
script-shortcut-messages = إلى الرسائل؛ ثم ↑ و↓، وEnter للقائمة
script-shortcut-new-line = سطر جديد
script-shortcut-other-chat = المحادثة السابقة والتالية
script-shortcut-search-messages = البحث في الرسائل
script-shortcuts = اختصارات لوحة المفاتيح
script-show-more = عرض المزيد
script-show-password = إظهار كلمة المرور
script-skin-tone = لون البشرة
script-skin-tone-dark = بشرة داكنة
script-skin-tone-light = بشرة فاتحة
script-skin-tone-medium = بشرة متوسطة
script-skin-tone-medium-dark = بشرة متوسطة إلى داكنة
script-skin-tone-medium-light = بشرة متوسطة إلى فاتحة
script-skin-tone-none = دون لون بشرة
script-sound-off = لا يصدر هذا المتصفح أصواتًا.
script-sound-on = يصدر هذا المتصفح صوتًا حين تصل رسالة لا تقرؤها الآن.
script-start-again = البدء من جديد
script-to-newest = الانتقال إلى أحدث رسالة
script-to-newest-with-count = { $count ->
        [zero] الانتقال إلى أحدث رسالة، الجديد: { $count }
        [one] الانتقال إلى أحدث رسالة، الجديد: { $count }
        [two] الانتقال إلى أحدث رسالة، الجديد: { $count }
        [few] الانتقال إلى أحدث رسالة، الجديد: { $count }
        [many] الانتقال إلى أحدث رسالة، الجديد: { $count }
       *[other] الانتقال إلى أحدث رسالة، الجديد: { $count }
    }
script-today = اليوم
script-too-many-files = { $count ->
        [zero] لا ملفات ({ $count }) في الرسالة.
        [one] يمكن للرسالة أن تحمل ملفًا واحدًا.
        [two] يمكن للرسالة أن تحمل ملفين.
        [few] يمكن للرسالة أن تحمل { $count } ملفات.
        [many] يمكن للرسالة أن تحمل { $count } ملفًا.
       *[other] يمكن للرسالة أن تحمل { $count } ملف.
    }
script-too-many-windows = Simple chats مفتوح في نوافذ كثيرة. أغلق بعضها.
script-turn-off = إيقاف
script-turn-on = تفعيل
script-voice-failed = يتعذر التشغيل
script-voice-lasting = رسالة صوتية، { $duration }
script-voice-pause = إيقاف مؤقت
script-voice-play = تشغيل
script-voice-position = الموضع
script-voice-position-of = { $position } من { $duration }
script-voice-speed = السرعة
script-voice-speed-of = السرعة { $speed }×
script-waiting = بانتظار الاتصال
script-yesterday = أمس
