### Simple Chats in Japanese.

## Words that many pages share

common-accept = 承認
common-account = アカウント
common-back = 戻る
common-block = ブロック
common-cancel = キャンセル
common-close = 閉じる
common-code = コード
common-current-password = 現在のパスワード
common-delete = 削除
common-email = メールアドレス
common-log-in = ログイン
common-log-out = ログアウト
common-message = メッセージ
common-my-chats = 自分のチャット
common-name = 名前
common-new-password = 新しいパスワード
common-online = オンライン
common-password = パスワード
common-repeat-new-password = 新しいパスワード（確認）
common-repeat-password = パスワード（確認）
common-save = 保存
common-search = 検索
common-sign-up = 登録
common-unblock = ブロック解除
common-username = ユーザー名
common-you = あなた

## The application and its languages

manifest-short-name = チャット
manifest-description = 自分のサーバーで一対一のチャット。
manifest-find-people = 人を探す
manifest-archived-chats = アーカイブしたチャット
language-saved = 言語を保存しました
language-unknown = 言語を一つ選んでください
language-title = 言語
language-hint = ページ、メール、通知の言語です。
language-of-browser = ブラウザーに合わせる
language-back = アカウントに戻る

## Chats

chat-attach-files = ファイルを添付
chat-back-my-chats = チャット一覧に戻る
chat-blocked = { $name } さんをブロックしています。書くにはブロックを解除してください。
chat-cannot-write-deleted-user = 削除されたユーザーには書けません。
chat-check-new-messages = 新しいメッセージを確認
chat-delete-chat = チャットを削除
chat-deletion-alone = 自分の側だけ消すこともできます。{ $name } さんにはすべてのメッセージが残ります。
chat-deletion-clear-me = 自分の側で消去
chat-deletion-delete-both = 双方から削除
chat-deletion-delete-chat = このチャットを削除しますか？
chat-deletion-explained = あなたと <strong>{ $name }</strong> さんの間のすべてのメッセージが双方から削除されます。元に戻せません。
chat-deletion-keep-chat = チャットを残す
chat-dont-reply = 返信をやめる
chat-empty = まだメッセージがありません。{ $name } さんに最初の一通を書きましょう。
chat-files-too = あなたのファイル { $count } 件も送信されます。
chat-message-to = { $name } さんへのメッセージ
chat-messages = メッセージ
chat-more = その他
chat-newer-messages = 新しいメッセージへ
chat-newest-messages = 最新のメッセージ
chat-nothing-here = ここにメッセージはありません。
chat-older-messages = 以前のメッセージ
chat-pin-mute-archive = ピン留め、ミュート、アーカイブ…
chat-request-explained = { $name } さんがあなたに書きたいそうです。これを読んだかどうかは相手には見えません。返信すると承認したことになります。
chat-search-chat = このチャット内を検索
chat-send = 送信
chat-skip-chats = チャット一覧へ移動
chat-skip-messages = メッセージへ移動
chat-skip-writing = 入力欄へ移動
chats-all-chats = すべてのチャット
chats-all-chats-archived = すべてのチャットがアーカイブされています。
chats-archived-chats = アーカイブしたチャット
chats-archived-count = アーカイブ（{ $count }）
chats-chat = チャット
chats-chats = チャット
chats-choose-chat-from-list = 一覧からチャットを選ぶか、新しく始めてください。
chats-conversations-will-appear-here = 会話がここに表示されます。
chats-find-people = 人を探す
chats-first-page = 最初のページ
chats-hit-own = あなた:
chats-marked-unread = 未読にした
chats-muted = ミュート中
chats-next-page = 次のページ
chats-no-chats-yet-find = まだチャットがありません。書く相手を探しましょう。
chats-no-messages-yet = まだメッセージがありません
chats-pages = ページ
chats-pinned = ピン留め
chats-previous-page = 前のページ
chats-requests = リクエスト
chats-row-own = あなた: <bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi> さんが { $emoji } でリアクション: <bdi>{ $text }</bdi>
chats-row-you-reacted = { $emoji } でリアクションしました: <bdi>{ $text }</bdi>
chats-start-chat = チャットを始める
chats-there-no-archived-chats = アーカイブしたチャットはありません。
chats-there-no-more-chats = これ以上チャットはありません。
chats-unread = 未読 { $count } 件
clear-clear-chat = 自分の側でこのチャットを消去しますか？
clear-clear-me = 自分の側で消去
clear-explained = これまでのすべてのメッセージがあなたの側から消えます。<strong>{ $name }</strong> さんには残ります。元に戻せません。
clear-keep-messages = メッセージを残す
companion-back-chat = チャットに戻る
companion-delete-chat = チャットを削除
companion-go = 移動
companion-go-day = 日付へ移動
companion-joined = { $time } に参加
companion-lifetime = 消えるメッセージ: { $lifetime }
companion-lifetime-off = 消えるメッセージ: オフ
lifetime-back-chat = チャットに戻る
lifetime-current = 新しいメッセージは送信から{ $lifetime }後に双方から消えます。
lifetime-days = 日
lifetime-decline = 断る
lifetime-hint = より短い時間と「オフ」はすぐ有効になります。それ以外は { $name } さんの同意が必要です。すでにあるメッセージの時間は変わりません。
lifetime-hours = 時間
lifetime-minutes = 分
lifetime-new-messages-disappear-after = 新しいメッセージが消えるまで
lifetime-none = 新しいメッセージは、どちらかが削除するまで残ります。
lifetime-number = 数
lifetime-other = その他
lifetime-own-proposal = { $lifetime }を提案しました。{ $name } さんの同意が必要です。
lifetime-proposal-of-other = { $name } さんは新しいメッセージが{ $lifetime }後に消えることを提案しています。
lifetime-unit = 単位
lifetime-withdraw = 取り下げる
message-another-emoji = 別の絵文字
message-delete-message-both = メッセージを双方から削除
message-deleted-message = 削除されたメッセージ
message-disappears-at = { $time } に消えます
message-disappears-on = { $time } に消えます
message-edit-delete = 編集または削除
message-edited = 編集済み
message-more = その他
message-new-messages = 新しいメッセージ
message-one-emoji = 絵文字を一つ入力してください
message-react = リアクション
message-reactions = リアクション
message-remove-emoji = { $emoji }、取り消す
message-remove-reaction = リアクション { $emoji } を取り消す
message-reply = 返信
message-report = 報告
message-seen = 既読
message-sent = 送信済み
people-back-my-chats = チャット一覧に戻る
people-chat = チャット
people-enter-part-name-username = 名前やユーザー名の一部、またはメールアドレス全体を入力してください。複数の語はすべて一致する必要があります。
people-find-someone-chat-opens = 相手を探すと、ここにチャットが開きます。
people-no-one-found = 誰も見つかりません
people-search-again = もう一度検索
people-truncated = 最初の { $count } 件です。語や文字を足して絞り込んでください。
preferences-archive = アーカイブ
preferences-back-chat = チャットに戻る
preferences-clear-me = 自分の側で消去
preferences-delete-chat = チャットを削除
preferences-disappearing-messages = 消えるメッセージ
preferences-hidden = { $name } さんにはこれらの設定は見えません。
preferences-mark-read = 既読にする
preferences-mark-unread = 未読にする
preferences-messages = メッセージ
preferences-mute = ミュート
preferences-mute-1-hour = 1 時間ミュート
preferences-mute-1-week = 1 週間ミュート
preferences-mute-8-hours = 8 時間ミュート
preferences-mute-ever = ずっとミュート
preferences-muted = ミュート中です。
preferences-muted-until = { $time } までミュート中です。
preferences-notifications = 通知
preferences-pin = ピン留め
preferences-title = { $name } さんとのチャット
preferences-unarchive = アーカイブから戻す
preferences-unmute = ミュート解除
preferences-unpin = ピン留めを外す
report-administrators-site-will-see = このサイトの管理者は、このメッセージと書いた人、報告した人を見ます。チャットのほかの部分は見えません。
report-report = 報告
report-what-wrong = 何が問題ですか？
requests-more = その他
requests-none = ありません。誰があなたに書けるかは<a href="{ $href }">プライバシー</a>で設定します。
requests-requests = リクエスト
requests-strangers-who-want-write = あなたに書きたい知らない人です。メッセージを読んだかどうかは相手には見えません。開いて、承認、削除、またはブロックしてください。
search-any-content = すべての内容
search-back-to-chat = チャットに戻る
search-back-to-chats = チャット一覧に戻る
search-chat = チャット
search-content = 内容
search-enter-words-beginnings-words = 単語、またはその始まりを入力してください。すべて含まれる必要があります。引用符の中の語は連続する必要があります。
search-file = ファイル付き
search-in-chat-with = <bdi>{ $name }</bdi> さんとのチャットを検索
search-link = リンク付き
search-no-messages-found = メッセージが見つかりません
search-older-messages = 以前のメッセージ
search-pages = ページ
search-search-message-its-chat = メッセージを検索すると、そのチャットがここに開きます。
search-search-messages = メッセージを検索
search-too-long = 最大 { $count } 文字です。
search-written = 書いた人
search-written-anyone = 全員
search-written-me = 自分が書いた
search-written-me-2 = 自分宛て
share-pick-chat-can-still = チャットを選んでください。送信前に文を変えられます。
share-share = 共有
share-start-chat = チャットを始める
share-there-no-chats-yet = まだチャットがありません。
share-there-nothing-share-other = 共有するものがありません。ほかのアプリは自分のメニューから文やリンクをここへ共有します。
chat-message-reply-deleted-can = 返信先のメッセージは削除されました。返信先なしで送信できます。
chats-chat-deleted = チャットを削除しました
chats-delete-chat = チャットを削除
lifetime-disappearing-messages = 消えるメッセージ
lifetime-new-messages-stay = 新しいメッセージは残ります
lifetime-proposal-waits-answer = 提案は返事待ちです
lifetime-there-no-proposal-any = 提案はもうありません
lifetime-use-1-minute-365 = 1 分から 365 日の間で指定してください
message-edit-message = メッセージを編集
people-find-people = 人を探す
preferences-chat-archived = チャットをアーカイブしました
preferences-chat-back-list = チャットを一覧に戻しました
preferences-chat-cleared = 自分の側のチャットを消去しました
preferences-chat-marked-unread = チャットを未読にしました
preferences-chat-muted = チャットをミュートしました
preferences-chat-muted-8-hours = チャットを 8 時間ミュートしました
preferences-chat-muted-hour = チャットを 1 時間ミュートしました
preferences-chat-muted-week = チャットを 1 週間ミュートしました
preferences-chat-no-longer-marked = 未読の印を外しました
preferences-chat-no-longer-muted = ミュートを解除しました
preferences-chat-no-longer-pinned = ピン留めを外しました
preferences-chat-pinned = チャットをピン留めしました
preferences-chat-settings = チャットの設定
preferences-clear-chat = チャットを消去
report-message-reported-administrators = メッセージを管理者に報告しました
report-report-done = 報告を処理しました
report-report-message = メッセージを報告
report-reports = 報告
requests-request-accepted = リクエストを承認しました
requests-user-blocked-isnt-told = ユーザーをブロックしました。相手には知らされません
requests-user-unblocked = ユーザーのブロックを解除しました
lifetime-line-you-proposed = <bdi>あなた</bdi>は、メッセージが{ $lifetime }後に消えることを提案しました
lifetime-line-you-withdrew = <bdi>あなた</bdi>は提案を取り下げました
lifetime-line-you-declined = <bdi>あなた</bdi>は提案を断りました
lifetime-line-you-set = <bdi>あなた</bdi>は、メッセージが{ $lifetime }後に消えるようにしました
lifetime-line-you-turned-off = <bdi>あなた</bdi>は消えるメッセージをオフにしました
lifetime-line-proposed = <bdi>{ $name }</bdi> さんは、メッセージが{ $lifetime }後に消えることを提案しました
lifetime-line-withdrew = <bdi>{ $name }</bdi> さんは提案を取り下げました
lifetime-line-declined = <bdi>{ $name }</bdi> さんは提案を断りました
lifetime-line-set = <bdi>{ $name }</bdi> さんは、メッセージが{ $lifetime }後に消えるようにしました
lifetime-line-turned-off = <bdi>{ $name }</bdi> さんは消えるメッセージをオフにしました
duration-weeks = { $count } 週間
duration-days = { $count } 日
duration-hours = { $count } 時間
duration-minutes = { $count } 分
duration-seconds = { $count } 秒
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 写真
attachment-video = 動画
attachment-audio = 音声
attachment-voice = ボイスメッセージ
attachment-file = ファイル
message-you-and = あなたと { $name } さん
lifetime-off = オフ
lifetime-now-after = 新しいメッセージは{ $lifetime }後に消えます
chats-more-than-99-unread = 未読 99 件以上
chat-request = リクエスト
lifetime-proposal = 提案

## Every page

email-change-address = アドレスを変更
email-current = あなたのアドレスは <strong>{ $address }</strong> です。ログインに使い、パスワードを忘れたときのリンクもここに届きます。
email-from-authenticator-app-recovery = 認証アプリのコード、または回復コード。パスキーを使ってから五分以内は不要です。
email-gets-link-which-open = 確認用のリンクが届きます。開いて確認してください。
email-new-email-address = 新しいメールアドレス
form-errors = { $count } 項目を修正してください:
form-it-may = 権限
form-log-passkey = パスキーでログイン
form-name-or-username = 名前またはユーザー名
form-name-username = 名前またはユーザー名
form-number-of-people = 人数
form-password-hint = { $count } 文字以上。無作為な単語をいくつか並べるのがおすすめです。
form-reason = 理由
form-valid-for = 有効期間
offline-no-connection = 接続がありません
offline-server-cant-reached-page = サーバーに接続できません。復旧するとこのページが開きます。
offline-try-now = 今すぐ試す
page-other-address = このサイトのアドレスは <a href="{ $url }">{ $url }</a> です。今のアドレスではページが自動更新されません。
page-site = サイト
page-skip-chats = チャット一覧へ移動
page-skip-content = 本文へ移動
start-all-chats = すべてのチャット
start-almost-two-minutes = もうすぐ。あと二分
start-done-window = 取ったよ。窓側
start-find-people = 人を探す
start-find-someone-name-username = 名前またはユーザー名で人を探す。
start-find-someone-name-write = 名前で相手を探して書くだけ。スマートフォンでも、JavaScript なしでも動きます。
start-i-am-new-here = はじめての方
start-i-have-account = アカウントがあります
start-instant = すぐ届く
start-messages-arrive-moment-they = メッセージは送信した瞬間に届きます。接続が切れても、何も失われません。
start-no-chats-yet-find = まだチャットがありません。書く相手を探しましょう。
start-one-one-chat-server = 自分のサーバーで一対一のチャット。ブラウザーのあるどの端末にも、メッセージがすぐ届きます。
start-one-program-own-machine = 自分のマシンの一つのプログラムがすべてを保管します。第三者が読んだり集計したりすることはありません。
start-save-me-seat = 席を取っておいて
start-simple = シンプル
start-start-chat = チャットを始める
start-there-yet = もう着いた？
start-yours = あなたのもの
email-address-already = すでにあなたのアドレスです
email-address-use = 使用中のアドレス
email-confirm-email-address = メールアドレスの確認
email-email-address-confirmed = メールアドレスを確認しました
email-if-account-waits-address = このアドレスを待つアカウントがあれば、リンクを送りました
email-link-expired = リンクの期限切れ
email-link-its-way-new = 新しいアドレスにリンクを送りました。そこで確認するとアドレスが変わります。
email-page-not-found = ページが見つかりません
error-account-suspended = このアカウントは停止中です
error-another-message-was-sent = このページから別のメッセージが送信されました。もう一度送信してください。
error-bad-request = 不正なリクエスト
error-can-change-only-own = 変更できるのは自分のメッセージだけです。
error-cannot-block-yourself = 自分をブロックすることはできません。
error-cannot-delete-chat-both = このチャットを双方から削除することはできません。
error-cannot-write-deleted-user = 削除されたユーザーには書けません。
error-cannot-write-user = このユーザーには書けません。
error-changed-meantime = その間に変更されました
error-choose-time = 期間を選んでください
error-choose-what-may-do = できることを選んでください
error-code-wrong-was-used = コードが間違っているか、使用済みです
error-confirm-email-address-first = 先にメールアドレスを確認してください。送ったリンクを開きます
error-current-password-wrong = 現在のパスワードが違います
error-data-cant-read = データを読み取れません。
error-data-cant-read-please = データを読み取れません。もう一度お試しください。
error-data-compressed-which-page = データが圧縮されているため、このページでは読めません。
error-data-didnt-arrive-time = データが時間内に届きませんでした。もう一度お試しください。
error-data-didnt-arrive-within = データが 30 秒以内に届きませんでした。もう一度お試しください。
error-data-not-valid-utf = データが正しい UTF-8 ではありません。
error-data-too-large-page = データがこのページには大きすぎます。
error-dont-have-access = アクセス権がありません。
error-email-address-already-has = このメールアドレスにはすでにアカウントがあります
error-enter-number-from-1 = 1 から 100 の数を入力してください
error-enter-valid-email-address = 正しいメールアドレスを入力してください
error-files-didnt-arrive-time = ファイルが時間内に届きませんでした。もう一度お試しください。
error-form-has-expired-please = フォームの期限が切れました。もう一度送信してください。
error-form-was-sent-from = このフォームは別のサイトまたはアドレスから送られました。このサイトを開いて入力してください。
error-give-code-well-use = コードも入力するか、先にパスキーを使ってください
error-give-reason-up-1 = 理由を 1000 文字以内で書いてください
error-has-changed-meantime-please = その間に変更されました。再読み込みしてください。
error-invitation-not-valid-has = この招待は無効です。期限切れ、使い切り、取り消し、または別のメールアドレス宛てです。
error-invitation-one-address-one = 一つのアドレスへの招待は一つのアカウント用です
error-last-administrator-make-somebody = 最後の管理者です。先にほかの人を管理者にしてください。
error-message-contains-characters-cant = メッセージに送信できない文字が含まれています。
error-message-empty = メッセージが空です。
error-message-longer-than-4 = メッセージが 4000 文字を超えています。
error-name-cant-used-choose = この名前は使えません。別の名前にしてください
error-need-invitation-sign-up = 登録には招待が必要です。アカウントを持つ人に頼んでください。
error-no-longer-available = もうありません
error-no-longer-available-text = これはもうありません。
error-nobody-can-sign-up = 現在、ここでは誰も登録できません。
error-not-allowed = 許可されていません
error-not-supported = 対応していません
error-only-administrators-may-invite = ここでは管理者だけが招待できます。
error-page-doesnt-exist = このページはありません
error-page-doesnt-support-kind = このページはその種類のリクエストに対応していません。
error-page-not-found = ページが見つかりません
error-page-only-reads-forms = このページはフォームだけを読みます（application/x-www-form-urlencoded）。
error-passkey-cant-used-try = このパスキーは使えません。もう一度お試しください
error-password-too-common-choose = よくあるパスワードです。別のものにしてください
error-password-too-long = パスワードが長すぎます
error-password-wrong = パスワードが違います
error-passwords-dont-match = パスワードが一致しません
error-server-busy-partly-unavailable = サーバーが混み合っているか、一部使えません。もう一度お試しください。
error-something-went-wrong = 問題が発生しました
error-something-went-wrong-our = こちらで問題が発生しました。しばらくしてからお試しください。
error-temporarily-unavailable = 一時的に使えません
error-too-large = 大きすぎます
error-too-many-requests = リクエストが多すぎます
error-too-many-requests-please = リクエストが多すぎます。少しお待ちください。
error-too-slow = 遅すぎます
error-transfer-data-was-interrupted = データの転送が中断されました。
error-unblock-user-write = 書くにはこのユーザーのブロックを解除してください。
error-unsupported-format = 対応していない形式
error-use-1-25-characters = 1 から 25 文字にしてください
error-use-1-64-characters = 1 から 64 文字にしてください
error-use-1-64-visible = 表示される文字で 1 から 64 文字にしてください
error-use-3-25-characters = 3 から 25 文字にしてください
error-use-letters-one-alphabet = 一つの語には一種類の文字だけを使ってください
error-use-only-latin-letters = ラテン文字（a–z）、数字、「_」「.」「-」だけを使ってください
error-use-only-visible-characters = 表示される文字だけを使ってください
error-username-looks-too-much = このユーザー名は別のものと似すぎています
error-username-taken = このユーザー名は使われています
error-wrong-login-password = ログイン名またはパスワードが違います
page-already-logged = すでにログインしています
page-back-previous-page = 前のページに戻る
page-log-continue = 続けるにはログインしてください
page-start-page = トップページ
page-try-again = 再試行
error-password-too-short = { $count } 文字以上にしてください
error-too-many-tokens = トークンが { $count } 個あります。先にいくつか取り消してください
error-too-many-invitations = 招待が { $count } 件あります。先にいくつか取り消してください
error-too-many-passkeys = パスキーが { $count } 個あります。先に一つ削除してください
error-too-many-devices = 通知を受ける端末が { $count } 台あります。先に一台削除してください
error-push-refused = このブラウザーのプッシュサービスは使えません
error-too-many-requests-wait = リクエストが多すぎます。{ $seconds } 秒後にもう一度お試しください。
error-busy-wait = サーバーが混み合っているか、一部使えません。{ $seconds } 秒後にもう一度お試しください。
error-logged = こちらで問題が発生しました。しばらくしてからお試しください。エラーは番号 { $number } で記録されました。
error-file-empty = ファイルが空です。
error-file-long = ファイルが { $bytes } バイトを超えています。
error-quota = 添付ファイルが容量を取りすぎています。先にいくつか削除してください。
error-file-gone = このメッセージのファイルがなくなりました。もう一度添付してください。
error-too-many-files = 一つのメッセージに添付できるのは { $count } 件までです。
error-file-damaged = ファイルが壊れているか不完全です。
error-picture-large = 画像の画素数が多すぎます。
error-file-complex = ファイルが複雑すぎます。
error-file-metadata = 位置情報など、取り除けないメタデータがファイルにあります。
error-file-not-stored = ファイルは保存されませんでした。もう一度お試しください。

## Accounts

account-1-25-characters = 1 から 25 文字。
account-3-25-characters-latin = 3 から 25 文字: ラテン文字（a–z）、数字、「_」「.」「-」。
account-administration = 管理
account-also-revoke-api-tokens = API トークンも取り消す
account-api-tokens = API トークン
account-appearance = 外観
account-change-password = パスワードを変更
account-dark = ダーク
account-data = あなたのデータ
account-delete-account = アカウントを削除
account-devices = 端末
account-download-data = データをダウンロード
account-from-authenticator-app-recovery = 認証アプリのコード、または回復コード。パスキーを使ってから五分以内は不要です。
account-invite-people = 人を招待
account-large = 大
account-light = ライト
account-new-password-logs-out = 新しいパスワードにすると、ほかのすべての端末がログアウトします。
account-normal = 標準
account-notifications = 通知
account-privacy = プライバシー
account-profile = プロフィール
account-save-profile = プロフィールを保存
account-security = セキュリティ
account-small = 小
account-storage = ファイルは { $size } を使っています。全チャットのコピーをダウンロードするか、アカウントを削除できます。
account-storage-of-quota = ファイルは { $quota } のうち { $size } を使っています。全チャットのコピーをダウンロードするか、アカウントを削除できます。
account-system = システムに合わせる
account-text-size = 文字の大きさ
account-theme-browser = このブラウザーのテーマ
account-very-large = 特大
account-what-others-see-how = ほかの人に見えるものと、あなたの探し方。
confirm-another-account-uses-address = このアドレスは今は別のアカウントが使っています。
confirm-back-login = ログインに戻る
confirm-confirm-address = このアドレスを確認
confirm-email-address = メールアドレス
confirm-enter-email-address-which = 登録時のメールアドレスを入力してください。確認用のリンクをもう一度送ります。
confirm-link-doesnt-exist-copy = このリンクはありません。メールのリンク全体をコピーするか、新しく請求してください。
confirm-link-has-expired-ask = このリンクは期限切れです。新しく請求してください。
confirm-link-not-valid-any = このリンクは無効です。使用済みか、より新しいものがあります。
confirm-question = <strong>{ $address }</strong> はあなたのメールアドレス、<strong>@{ $username }</strong> はあなたのアカウントですか？今後このアドレスを使います。
confirm-send-link = リンクを送信
devices-browser-on-system = { $system } の { $browser }
devices-device = この端末
devices-devices = 端末
devices-explained = ログインしている場所です。見覚えのないものはログアウトし、<a href="{ $href }">パスワードを変更</a>してください。
devices-log-out-all-other = ほかのすべての端末をログアウト
devices-log-out-one = { $system } の { $browser } をログアウト、最終アクセス { $time }
devices-times = { $address } から、ログイン { $logged_in }、最終アクセス { $last_seen }
export-back-account = アカウントに戻る
export-data = あなたのデータ
export-download-data = データをダウンロード
export-explained = プロフィール、設定、端末などアカウントに属するものと一緒に、チャットのコピーをダウンロードできます。ZIP ファイルです。展開して <strong>index.html</strong> を開けば、接続がなくてもブラウザーで読めます。プログラムは <strong>data.json</strong> を読みます。
export-keep-safe-contains-everything = 安全に保管してください。チャットであなたと相手が書いたすべてが入っています。
invitations-days = { $count } 日
invitations-for-address = { $address } 宛て
invitations-give-link-person-invite = 招待する人にこのリンクを渡してください。表示されるのは今だけです。
invitations-have-none = ありません。
invitations-invitation = 招待
invitations-invitations = あなたの招待
invitations-invite-people = 人を招待
invitations-leave-empty-anyone-who = リンクを持つ誰でも使えるようにするには空のままにします。
invitations-link-invitation = 招待のリンク
invitations-make-invitation = 招待を作成
invitations-number-people = 人数
invitations-only-email-address = このメールアドレスだけ
invitations-revoke = 取り消す
invitations-revoke-one = { $time } まで有効な招待を取り消す
invitations-used = { $accounts } 件中 { $used } 件使用
invitations-valid = 有効期間
invitations-valid-until = { $time } まで有効
invitations-was-valid-until = 無効です。{ $time } まで有効でした
invitations-whoever-signs-up-invitation = 招待で登録した人とのチャットができます。
leaving-account-deleted = アカウントを削除しました
leaving-delete-account = アカウントを削除しますか？
leaving-delete-for-everyone = 全員から削除する
leaving-keep-for-others = 相手のために残す
leaving-delete-account-2 = アカウントを削除
leaving-from-authenticator-app-recovery = 認証アプリのコード、または回復コード。
leaving-keep-account = アカウントを残す
leaving-logged-out-everywhere-nothing = すべての端末からログアウトし、プロフィールは何も残っていません。メッセージは、相手のために残すと選んだ場合だけ残っています。
leaving-messages-wrote = あなたが書いたメッセージ
leaving-only-administrator = <strong>あなたは唯一の管理者です。</strong>運営者が別の管理者を任命するまで、このサーバーをページから管理できる人がいなくなります。
leaving-people-wrote-keep-their = やり取りした人のチャットは残り、あなたは「削除されたユーザー」と表示されます。
leaving-profile-email-address-password = プロフィール、メールアドレス、パスワード、二要素認証、端末、API トークン、招待はすぐに削除され、すべての端末からログアウトします。ユーザー名はほかの人が使えるようになります。元に戻せません。
leaving-start-page = トップページ
login-email-address-username = メールアドレスまたはユーザー名
login-forgot-password = パスワードをお忘れですか？
login-no-account-yet = アカウントがありませんか？
login-send-link-again = リンクをもう一度送る
logout-back-my-chats = チャット一覧に戻る
logout-logs-out-browser-chats = このブラウザーをログアウトします。チャットは残ります。
notifications-all-devices = すべての端末
notifications-browser = このブラウザー
notifications-choose-one = 選んでください
notifications-device-added = { $added } から
notifications-device-used = { $added } から、最後の通知 { $used }
notifications-devices-told-messages = メッセージを知らせる端末
notifications-from = 開始
notifications-have-quiet-hours-each = 毎日の静かな時間を設ける
notifications-mail-about-messages-missed = 見逃したメッセージのメール
notifications-no-device-gets-notifications = 通知を受ける端末はまだありません。
notifications-none = なし
notifications-nothing-sent-then-mails = その間は何も送られません。メールは時間が終わるまで待ちます。
notifications-notifications = 通知
notifications-one-mail-time-none = 一度に一通だけで、ミュート中のチャットについては送りません。
notifications-quiet-hours = 静かな時間
notifications-remove = 削除
notifications-remove-device = { $device } を削除
notifications-save-settings = 設定を保存
notifications-send-test = テストを送信
notifications-server-sends-no-mail = このサーバーはメールを送りません。
notifications-servers-key-has-changed = サーバーの鍵が変わりました。端末で Simple Chats を開くと通知が再び有効になります。
notifications-show-mail-what-messages = メールにメッセージの内容を表示
notifications-show-what-messages-say = メッセージの内容を表示
notifications-sound = 音
notifications-test-device = { $device } にテストを送信
notifications-these-devices-told-messages = ページを開いていない間、これらの端末にメッセージを知らせます。送信者の名前と文の始めが、端末ごとに暗号化されて届きます。
notifications-time-zone = タイムゾーン
notifications-to = 終了
notifications-turn-device = この端末で有効にする
notifications-when-message-unread-8 = メッセージが 8 時間未読のとき
notifications-when-message-unread-day = メッセージが一日未読のとき
notifications-when-message-unread-hour = メッセージが一時間未読のとき
privacy-blocked-people = ブロックした人
privacy-everyone = 全員
privacy-everyone-any-part-name = 全員（名前の一部でも）
privacy-have-blocked-nobody-block = 誰もブロックしていません。ブロックするにはチャットのメニューを使います。
privacy-i-am-typing = 入力中であること
privacy-more = その他
privacy-only-people-who-know = ユーザー名またはメールアドレスを正確に知る人だけ
privacy-privacy = プライバシー
privacy-save-settings = 設定を保存
privacy-they-cant-write-dont = 相手はあなたに書けず、オンラインかどうかも見えません。ブロックされたことは知らされません。
privacy-unblock-person = { $name } さんのブロックを解除
privacy-what-dont-show-dont = 自分が見せないものは、ほかの人のものも見えません。
privacy-what-others-see = ほかの人に見えるもの
privacy-when-i-am-online = オンライン状態と最終アクセス
privacy-which-messages-i-have = どのメッセージを読んだか
privacy-who-finds = あなたを探せる人
privacy-who-may-write = あなたに書ける人
privacy-write-invited = チャットのある人。知らない人のメッセージは<a href="{ $href }">リクエスト</a>として待ちます
register-1-25-characters-what = 1 から 25 文字。ほかの人に表示されます。
register-3-25-characters-latin = 3 から 25 文字: ラテン文字（a–z）、数字、「_」「.」「-」。これであなたを探せます。
register-already-have-account = すでにアカウントがありますか？
register-invited-by = <strong>{ $name }</strong> さんがチャットに招待しています。
register-logging-resetting-password-nobody = ログインとパスワードの再設定に使います。ほかの人には見えません。
reset-back-login = ログインに戻る
reset-choose-new-password-then = 新しいパスワードを選んでください。その後、各端末で再びログインします。
reset-enter-email-address-account = アカウントのメールアドレスを入力してください。新しいパスワードを選ぶリンクを送ります。
reset-link-doesnt-exist-copy = このリンクはありません。メールのリンク全体をコピーするか、新しく請求してください。
reset-link-has-already-been = このリンクは使用済みです。必要なら新しく請求してください。
reset-link-has-expired-request = このリンクは期限切れです。新しく請求してください。
reset-request-link = リンクを請求
reset-request-new-link = 新しいリンクを請求
reset-save-password = パスワードを保存
reset-send-link = リンクを送信
reset-server-sends-no-mail = このサーバーはメールを送りません。管理者が新しいパスワードを渡すか、ここで請求したリンクを伝えられます。サーバーはリンクをファイルに保存します。
security-add-passkey = パスキーを追加
security-adding-passkey-needs-javascript = パスキーの追加には JavaScript が必要です。
security-besides-password-logging-will = ログインには、パスワードに加えてパスキーまたは回復コードが必要になります。
security-codes-left = 回復コードは残り { $count } 個です。新しいものに置き換わります。
security-each-them-logs-once = スマートフォンやパスキーが手元にないとき、それぞれ一度だけ、パスワードの後にログインできます。別の場所に保管してください。表示されるのは今だけです。
security-enter-six-digits-app = アプリに表示される六桁の数字を入力してください。
security-from-app-recovery-code = アプリのコード、または回復コード。
security-from-authenticator-app-recovery = 認証アプリのコード、または回復コード。パスキーを使ってから五分以内は不要です。
security-key-authenticator-app = 認証アプリ用の鍵
security-logs-others-out = 設定すると、ほかのすべての端末がログアウトします。
security-make-new-codes = 新しいコードを作成
security-name-new-passkey = 新しいパスキーの名前
security-new-recovery-codes = 新しい回復コード
security-on-since = { $time } から有効: ログインには、パスワードに加えて認証アプリのコードが必要です。
security-passkey = パスキー
security-passkey-added = { $added } に追加
security-passkey-phone-computer-security = スマートフォン、パソコン、セキュリティキーのパスキーで、パスワードやコードなしにログインできます。一つでもあると、パスワードだけではログインできなくなります。
security-passkey-used = { $added } に追加、最終使用 { $used }
security-passkeys = パスキー
security-password-alone-will-enough = パスワードだけでログインできるようになります。
security-recovery-codes = 回復コード
security-remove = 削除
security-remove-passkey = パスキーを削除
security-scan = このコードをアプリで読み取るか、スマートフォンで<a href="{ $href }">このリンク</a>を開くか、鍵を入力してください。
security-six-digits-from-app = アプリの六桁の数字。
security-such-phone-blue-key = 例:「スマホ」「青いキー」。
security-turn-off = オフにする
security-turn-off-two-step = 二段階認証をオフにする
security-turn-two-step-verification = 二段階認証をオンにする
security-two-step-verification = 二段階認証
security-use-passkey = パスキーを使う
security-use-passkey-now-five = 今パスキーを使うと、五分間はこのページのフォームでパスワードもコードも求められません。
security-why-authenticator = スマートフォンの認証アプリがあれば、パスワードだけでは誰もログインできません。
tokens-api-tokens = API トークン
tokens-copy-now-keep-like = 今コピーして、パスワードのように保管してください。表示されるのは今回だけです。
tokens-expired = { $time } に期限切れ
tokens-have-none = ありません。
tokens-last-used = 最終使用 { $time }
tokens-made = { $time } に作成
tokens-make-token = トークンを作成
tokens-may = 権限
tokens-month = 30 日
tokens-never-used = 未使用
tokens-new-token = 新しいトークン
tokens-only-reads = 読み取りのみ
tokens-quarter = 90 日
tokens-reads-writes = 読み書き
tokens-revoke = 取り消す
tokens-revoke-one = トークン { $name } を取り消す
tokens-scope-read = 読み取りのみ
tokens-scope-write = 読み書き
tokens-token = トークン
tokens-token-program-acts-without = トークンがあると、プログラムがパスワードなしであなたの代わりに動けます。パスワードやアドレスの変更、アカウントの削除はできません。
tokens-tokens = トークン一覧
tokens-until-revoked = 取り消すまで
tokens-valid = 有効期間
tokens-valid-until = { $time } まで有効
tokens-valid-until-revoked = 取り消すまで有効
tokens-week = 7 日
tokens-what-1-64-characters = 用途。1 から 64 文字。
tokens-year = 1 年
unsubscribe-get-mail-when-messages = このサイトのメッセージが未読のままだとメールが届きます。もう受け取りませんか？
unsubscribe-get-no-more-mails = 見逃したメッセージのメールはもう届きません。いつでも再び有効にできます。
unsubscribe-notifications = 通知
unsubscribe-send-no-more-mails = メールを止める
verify-six-digits-from-authenticator = 認証アプリの六桁の数字、または回復コード。
verify-start-over = 最初からやり直す
verify-there-were-too-many = 間違ったコードが多すぎました。もう一度ログインしてください。
account-new-password-saved = 新しいパスワードを保存しました
account-nothing-has-changed = 変更はありません
account-profile-saved = プロフィールを保存しました
devices-all-other-devices-logged = ほかのすべての端末をログアウトしました
devices-device-logged-out = 端末をログアウトしました
devices-logged-out = ログアウトしました
invitations-invitation-no-longer-valid = 招待は無効になりました
invitations-invitations-text = 招待
invitations-qr-code-link = リンクの QR コード
leaving-account-deleted-text = アカウントの削除
login-account-almost-ready-open = アカウントの準備がほぼできました。メールアドレスに送ったリンクを開き、ログインしてください。
login-account-ready-log-start = アカウントの準備ができました。ログインしてチャットを始めましょう。
login-logged = ログインしました
login-logged-out = ログアウトしました
notifications-device-gets-no-more = 端末は通知を受け取らなくなりました
notifications-device-gets-notifications = この端末は通知を受け取ります
notifications-mails-about-missed-messages = 見逃したメッセージのメール
notifications-settings-saved = 設定を保存しました
notifications-test-its-way-device = 端末にテストを送りました
privacy-settings-saved = 設定を保存しました
privacy-user-unblocked = ユーザーのブロックを解除しました
reset-if-address-has-account = このアドレスのアカウントがあれば、リンクを送りました
reset-link-expired = リンクの期限切れ
reset-new-password-saved-log = 新しいパスワードを保存しました。それでログインしてください。
reset-page-not-found = ページが見つかりません
reset-reset-password = パスワードの再設定
reset-server-sends-no-mail-ask = このサーバーはメールを送りません。管理者にリンクを頼んでください
security-confirmed-five-minutes-page = 確認しました。五分間、このページでほかの確認は不要です
security-passkey-added-text = パスキーを追加しました
security-passkey-removed = パスキーを削除しました
security-qr-code-authenticator-app = 認証アプリ用の QR コード
security-security = セキュリティ
security-two-step-verification-off = 二段階認証はオフです
security-two-step-verification-text = 二段階認証はオンです
security-use-passkey-first-log = 先にパスキーを使うか、もう一度ログインし、五分以内にアプリを設定してください
tokens-token-no-longer-valid = トークンは無効になりました
verify-log-continue = 続けるにはログインしてください
verify-two-step-verification = 二段階認証
notifications-quiet-times = 静かな時間は 00:00 から 23:59 の間で指定してください
notifications-quiet-empty = 静かな時間の開始と終了を同じにはできません
notifications-quiet-zone = タイムゾーンが不明です

## Administration

administration-account-joined = { $address }、{ $time } に参加
administration-accounts = アカウント
administration-accounts-suspended = { $accounts }、うち停止中 { $suspended }
administration-administration = 管理
administration-is-administrator = 管理者
administration-after-edit = 編集後:
administration-command-line = コマンドライン
administration-delete-account = このアカウントを削除しますか？
administration-delete-account-2 = アカウントを削除
administration-delete-them-everyone = 全員から削除する
administration-deletion-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) のプロフィール、メールアドレス、パスワード、端末、招待がすぐに削除されます。元に戻せません。
administration-devices = 端末
administration-done = 処理済みにする
administration-end-suspension = 停止を解除
administration-invitation-by = <bdi>{ $name }</bdi> より
administration-invitations = 招待
administration-joined = 参加
administration-keep-them-people-user = 相手のために残す
administration-last-seen = 最終アクセス
administration-mail-given-up = { $made } から、{ $count } 回試行、{ $time } に断念
administration-mail-next = { $made } から、{ $count } 回試行、次回 { $time }
administration-mail-server-has-refused = メールサーバーが完全に拒否したか、失敗が続きました。30 日間表示されます。
administration-mails-fail = 失敗しているメール
administration-mails-given-up = 断念したメール
administration-member = メンバー
administration-messages-participants-their-chats = チャットの参加者が報告したメッセージ、古い順。処理が済むと、ここの文は消去されます。
administration-messages-user-wrote = ユーザーが書いたメッセージ
administration-name-username-email-address = 名前、ユーザー名、またはメールアドレス
administration-next-page = 次のページ
administration-no-longer-valid-was = 無効です。有効だった期限:
administration-no-one-found = 誰も見つかりません
administration-no-text = 文のない添付ファイル
administration-none = なし。
administration-not-known = 不明
administration-nothing-yet = まだ何もありません。
administration-record = 記録
administration-registration = 登録
administration-report-done = { $reported } さんについての { $reporter } さんの報告を処理済みにする
administration-reported-by = { $name } さんが { $time } に報告:
administration-reported-by-username = { $name } さん (@{ $username }) が { $time } に報告:
administration-reports = 報告
administration-revoke = 取り消す
administration-revoke-invitation-by = { $time } まで有効な { $name } さんの招待を取り消す
administration-role = 役割
administration-running-instances = 稼働中のインスタンス
administration-send-reset-link = 再設定のリンクを送信
administration-server = サーバー
administration-size-database = データベースの大きさ
administration-storage-used = メッセージ { $count } 件、{ $size }
administration-suspend = 停止
administration-suspend-account = このアカウントを停止しますか？
administration-suspend-account-2 = アカウントを停止
administration-is-suspended = 停止中
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong> (@{ $username }) はすぐにすべての端末からログアウトし、停止を解除するまでログインできません。チャットはそのまま残ります。
administration-there-none = ありません。
administration-these-tried-again-about = 約一日間、再試行されます。
administration-user-number = 番号 { $number }
administration-valid-until = 有効期限:
administration-version = バージョン
administration-what-administrators-command-line = 管理者とコマンドラインがアカウントに対して行ったこと。
administration-wrote-on = { $time } に書いたもの
administration-account-can-used-again = アカウントを再び使えるようにしました
administration-account-deleted = アカウントを削除しました
administration-account-suspended = アカウントを停止しました
audit-something = 操作:
audit-resumed = 停止を解除:
administration-everyone-may-invite = 誰でも招待できます
administration-everyone-may-sign-up = 誰でも登録できます
administration-invitation-no-longer-valid = 招待は無効になりました
administration-invitation-only = 招待のみ
administration-link-reset-password-its = パスワード再設定のリンクを送りました
audit-promoted = 管理者に任命:
audit-report-done = 報告を処理、メッセージの作者:
administration-nobody-may-sign-up = 誰も登録できません
administration-only-administrators-may-invite = 管理者だけが招待できます
audit-second-factor-removed = 二要素認証を削除:
audit-revoked = 招待を取り消し:
audit-reset-link = 再設定のリンクを送信:
audit-password = パスワードを設定:
audit-demoted = 管理者権限を解除:
audit-added = 追加:
audit-suspended = 停止中
audit-deleted = 削除:
administration-administrator = 管理者
administration-suspended = 停止中
administration-storage = ストレージ

## Mails and notifications

push-new-message = 新しいメッセージ
push-test = この端末に通知が届きます。
mail-confirmation-subject = メールアドレスを確認してください - Simple Chats
mail-confirmation =
    こんにちは。

    誰か（おそらくあなた）が、Simple Chats のアカウント { $username } にこのメールアドレスを使おうとしています。確認するには、次のページを開いてボタンを押してください:

    { $link }

    リンクは{ $duration }以内に一度だけ使えます。心当たりがなければ、このメールを無視してください。何も変わりません。
mail-taken-subject = メールアドレスはすでに使われています - Simple Chats
mail-taken =
    { $name } さん、こんにちは。

    誰かがこのメールアドレスを Simple Chats の別のアカウントに使おうとしています。あなたのアカウントのものなので、何も変わっておらず、何もする必要はありません。

    あなたの操作だった場合: 一つのアドレスは一つのアカウントにしか使えません。先にこのアカウントのアドレスを変えるか、アカウントを削除してください。
mail-reset-subject = パスワードの再設定 - Simple Chats
mail-reset =
    { $name } さん、こんにちは。

    誰か（おそらくあなた）が、Simple Chats のアカウントの新しいパスワードを求めました。選ぶには、次のページを開いてください:

    { $link }

    REST API を使う場合、再設定用のトークンはこちらです:

    "{ $token }"

    リンクとトークンは{ $duration }以内に一度だけ使えます。心当たりがなければ、このメールを無視してください。パスワードは変わりません。
mail-missed-subject = 未読のメッセージがあります - Simple Chats
mail-missed-chat = { $name }: メッセージ { $count } 件
mail-missed-more = ほかに { $count } 件のチャット
mail-missed =
    { $name } さん、こんにちは。

    Simple Chats でメッセージが待っています:

    { $list }
    こちらで読めます:

    { $chats }

    このメールをいつ受け取り、何を載せるかは設定できます:

    { $settings }

    受け取りを止めるには、次のリンクを開いて確認してください:

    { $unsubscribe }
mail-photo = 写真
mail-webhook-subject = Webhook を一時停止しました - Simple Chats
mail-webhook =
    { $name } さん、こんにちは。

    Webhook { $number } に、Simple Chats のチャットの出来事が届かなくなりました。24 時間配信できなかったか、100,000 件を超えて待っていました。一時停止し、待っていたものは破棄しました:

    { "  " }{ $host }

    各試行の応答は、所有者がこちらで確認できます:

    { $deliveries }

    サーバーが再び応答したら、{ "{" }"paused": false{ "}" } を PATCH で次へ送って再開してください:

    { $webhook }
mail-notice =
    { $name } さん、こんにちは。

    { $what }

    日時: { $time }
    場所: { $address }、{ $browser }

    あなたの操作なら、何もする必要はありません。

    { $advice }

    { $link }
mail-notice-by-operator =
    { $name } さん、こんにちは。

    { $what }

    日時: { $time }
    実行者: このサーバーの運営者

    あなたが頼んだのなら、何もする必要はありません。

    { $advice }

    { $link }
mail-new-browser-subject = 新しいログイン - Simple Chats
mail-new-browser = 誰か（おそらくあなた）が、これまで使われていないブラウザーで Simple Chats のアカウントにログインしました。
mail-new-browser-advice = あなたでなければ、誰かがパスワードを知っています。パスワードを変え、見覚えのない端末をログアウトしてください:
mail-password-changed-subject = パスワードが変更されました - Simple Chats
mail-password-changed = Simple Chats のアカウントのパスワードが変更されました。
mail-password-changed-advice = あなたでなければ、すぐに新しいパスワードを選んでください:
mail-address-changed-subject = メールアドレスが変更されました - Simple Chats
mail-address-changed = Simple Chats のアカウントのメールアドレスが新しくなりました。このアドレスはもう使われず、ログインや新しいパスワードの選択には使えません。
mail-address-changed-advice = あなたでなければ、ユーザー名でログインし、パスワード、次にアドレスを変えてください。できない場合は、このサーバーを運営する人に助けを求めてください:
mail-factor-added-subject = 二要素認証が追加されました - Simple Chats
mail-factor-added =
    Simple Chats のアカウントに二要素認証が追加されました:

    { "  " }{ $name }
mail-factor-removed-subject = 二要素認証が削除されました - Simple Chats
mail-factor-removed =
    Simple Chats のアカウントから二要素認証が削除されました:

    { "  " }{ $name }
mail-factor-advice = あなたでなければ、誰かがアカウントを使っています。パスワードを変え、ほかのすべての端末をログアウトし、二要素認証を確認してください:
mail-token-made-subject = API トークンが作成されました - Simple Chats
mail-token-made =
    プログラムが Simple Chats のアカウントを使える API トークンが作成されました:

    { "  " }{ $name }
mail-token-made-advice = あなたでなければ、誰かがアカウントを使っています。トークンを取り消し、パスワードを変えてください:
mail-recovery-code-subject = 回復コードが使われました - Simple Chats
mail-recovery-code = Simple Chats のアカウントの二要素認証の代わりに回復コードが使われました。同じコードは二度と使えません。
mail-recovery-code-advice = あなたでなければ、誰かがパスワードと回復コードを知っています。パスワードを変え、ほかのすべての端末をログアウトし、新しい回復コードを作成してください:
mail-operator-factor-advice = あなたが頼んだのでなければ、このサーバーを運営する人に理由を尋ね、二要素認証を再び設定してください:
mail-operator-advice = あなたが頼んだのでなければ、このサーバーを運営する人に理由を尋ねてください。新しいパスワードはこちらで選べます:

## Scripts

script-attached = 次のメッセージのファイル
script-attached-file = { $name }、{ $count } 件中 { $place }
script-attached-file-of-several = { $name }、{ $count } 件中 { $place }。矢印キーで移動します。
script-by-http = このネットワークはライブ更新を遮断しています。新しいメッセージは数秒ごとに表示されます。
script-cancel-editing = 編集をやめる
script-characters-left = 残り { $number } 文字
script-characters-too-many = { $number } 文字超過
script-chat-deleted = このチャットは双方から削除されました。
script-clear-consequence = これまでのすべてのメッセージがあなたの側から消えます。{ $name } さんには残ります。
script-clear-for-me = 自分の側で消去…
script-connecting = 接続中…
script-copy = コピー
script-copy-code = コードをコピー
script-delete-chat = チャットを削除…
script-delete-consequence = 双方から削除されます。
script-delete-question = このメッセージを削除しますか？
script-delete-several = { $count } 件のメッセージを削除しますか？
script-delete-several-consequence = 双方から削除されます。
script-disappears-in = { $left }後に消えます
script-discard = 破棄
script-download = ダウンロード
script-draft = <span class="row-draft">下書き: </span><bdi>{ $text }</bdi>
script-edit = 編集
script-edit-not-saved = 変更は保存されませんでした。{ $reason }
script-editing = メッセージを編集中
script-emoji = 絵文字
script-emoji-found = 検索結果
script-emoji-groups = グループ
script-emoji-not-loaded = 絵文字を読み込めませんでした。
script-emoji-recent = 最近使ったもの
script-error-bad-request = サーバーはこの文を受け付けません。
script-error-conflict = 同じ識別子で別のメッセージが送信されました。文をコピーして、もう一度送信してください。
script-error-internal = サーバーで問題が発生しました。
script-error-no-response = サーバーが応答しませんでした。
script-error-not-found = チャットまたはメッセージはもうありません。
script-error-offline = 接続がありません。
script-error-quota-exceeded = このサーバーで使える容量をファイルが使い切っています。
script-error-unavailable = サーバーが混み合っています。
script-file-empty = このファイルは空です。
script-file-not-found = このファイルはもうありません。
script-file-too-long = このファイルは大きすぎます。
script-file-unusable = この画像は使えません。
script-find-chat = チャットを探す
script-find-emoji = 絵文字を探す
script-forward = 転送
script-forward-menu = 転送…
script-forward-to = 転送先
script-forwarded-to = { $names } に転送しました
script-hide-password = パスワードを隠す
script-info = 情報
script-info-edited = 編集
script-info-sent = 送信
script-info-state = 状態
script-is-typing = 入力中…
script-last-seen-just-now = たった今オンライン
script-last-seen-minute = 1 分前にオンライン
script-last-seen-on = 最終オンライン { $day }
script-last-seen-minutes = { $count } 分前にオンライン
script-last-seen-today = 最終オンライン 今日 { $time }
script-last-seen-yesterday = 最終オンライン 昨日 { $time }
script-loading = 読み込み中…
script-menu-of = 「{ $text }」のメニュー
script-menu-of-chat = { $name } さんとのチャットのメニュー
script-message-by = { $name }: { $text }
script-mute = ミュート…
script-mute-8-hours = 8 時間
script-mute-forever = ずっと
script-mute-hour = 1 時間
script-mute-week = 1 週間
script-new-message-from = { $name } さんから新しいメッセージ
script-new-messages-from = { $name } さんから新しいメッセージ { $count } 件
script-next-picture = 次の画像
script-no-chat-found = チャットが見つかりません
script-no-connection = 接続がありません。
script-no-emoji = 絵文字が見つかりません
script-no-passkey = パスキーは使われませんでした
script-not-now = 後で
script-not-sent = 未送信
script-notifications-denied = このブラウザーはこのサイトの通知を遮断しています。設定で許可できます。
script-notifications-off = このブラウザーは通知を表示しません。
script-notifications-offer = 新しいメッセージのデスクトップ通知を表示しますか？
script-notifications-on = Simple chats のページが見えていないときにメッセージが届くと、このブラウザーが通知を表示します。
script-opens-with-connection = 接続がありません。復旧するとこのチャットが開きます。
script-other-reaction = 別の絵文字でリアクション
script-out-of-date = このページは古くなっています。再読み込みしてください。
script-passkey-failed = うまくいきませんでした。もう一度お試しください。
script-people = 人
script-picture-of = { $name }（{ $count } 件中 { $place }）
script-pictures = 画像
script-previous-picture = 前の画像
script-react-with = { $emoji } でリアクション
script-reaction-of = { $emoji }、{ $names }
script-reconnecting-in = { $count } 秒後に再接続…
script-record-voice = ボイスメッセージを録音
script-recorder-denied = このサイトではマイクが遮断されています。ブラウザーの設定で許可できます。
script-recorder-failed = マイクを使えませんでした。ほかのプログラムが使っているかもしれません。
script-recorder-insecure = ボイスメッセージは HTTPS のサイトでだけ使えます。
script-recorder-listen = 聞いてみる
script-recorder-no-microphone = マイクが見つかりません。
script-recorder-pause = 録音を一時停止
script-recorder-resume = 録音を再開
script-recorder-send = ボイスメッセージを送信
script-recorder-started = 録音
script-recorder-stop-listening = 再生を停止
script-recorder-unsupported = このブラウザーはボイスメッセージを録音できません。
script-reload = 再読み込み
script-remove-file = { $name } を削除
script-report = 報告…
script-retry = 再試行
script-search-messages-for = メッセージから「{ $text }」を検索
script-select = 選択
script-select-message = 「{ $text }」を選択
script-selected = { $count } 件選択
script-selection = 選択したメッセージ
script-sending = 送信中
script-shortcut-cancel = キャンセルして入力に戻る
script-shortcut-edit = 空の入力欄で、最後のメッセージを編集
script-shortcut-help = このヘルプ
script-shortcut-messages = メッセージへ。その後 ↑ と ↓、Enter でメニュー
script-shortcut-new-line = 改行
script-shortcut-other-chat = 前と次のチャット
script-shortcut-search-messages = メッセージ内を検索
script-shortcuts = キーボードショートカット
script-show-more = もっと見る
script-show-password = パスワードを表示
script-skin-tone = 肌の色
script-skin-tone-dark = 濃い肌色
script-skin-tone-light = 明るい肌色
script-skin-tone-medium = 中間の肌色
script-skin-tone-medium-dark = やや濃い肌色
script-skin-tone-medium-light = やや明るい肌色
script-skin-tone-none = 肌の色なし
script-sound-off = このブラウザーは音を鳴らしません。
script-sound-on = 読んでいないメッセージが届くと、このブラウザーが音を鳴らします。
script-start-again = 最初からやり直す
script-to-newest = 最新のメッセージへ
script-to-newest-with-count = 最新のメッセージへ、新着 { $count } 件
script-today = 今日
script-too-many-files = 一つのメッセージに { $count } 件までのファイルを付けられます。
script-too-many-windows = Simple chats を開いているウィンドウが多すぎます。いくつか閉じてください。
script-turn-off = オフにする
script-turn-on = 有効にする
script-voice-failed = 再生できません
script-voice-lasting = ボイスメッセージ、{ $duration }
script-voice-pause = 一時停止
script-voice-play = 再生
script-voice-position = 位置
script-voice-position-of = { $position } / { $duration }
script-voice-speed = 速度
script-voice-speed-of = 速度 { $speed }×
script-waiting = 接続待ち
script-yesterday = 昨日
