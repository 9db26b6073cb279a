### Simple Chats in Chinese (simplified).

## Words that many pages share

common-accept = 接受
common-account = 账户
common-back = 返回
common-block = 屏蔽
common-cancel = 取消
common-close = 关闭
common-code = 验证码
common-current-password = 当前密码
common-delete = 删除
common-email = 电子邮箱
common-log-in = 登录
common-log-out = 退出登录
common-message = 消息
common-my-chats = 我的聊天
common-name = 名字
common-new-password = 新密码
common-online = 在线
common-password = 密码
common-repeat-new-password = 再次输入新密码
common-repeat-password = 再次输入密码
common-save = 保存
common-search = 搜索
common-sign-up = 注册
common-unblock = 取消屏蔽
common-username = 用户名
common-you = 你

## The application and its languages

manifest-short-name = 聊天
manifest-description = 在你自己的服务器上一对一聊天。
manifest-find-people = 找人
manifest-archived-chats = 已归档的聊天
language-saved = 语言已保存
language-unknown = 请选择一种语言
language-title = 语言
language-hint = 页面、邮件和通知的语言。
language-of-browser = 跟随浏览器
language-back = 返回账户

## Chats

chat-attach-files = 添加文件
chat-back-my-chats = 返回我的聊天
chat-blocked = 你已屏蔽{ $name }。取消屏蔽后才能发消息。
chat-cannot-write-deleted-user = 无法给已删除的用户发消息。
chat-check-new-messages = 查看新消息
chat-delete-chat = 删除聊天
chat-deletion-alone = 你也可以只为自己清空：{ $name }会保留所有消息。
chat-deletion-clear-me = 为我清空
chat-deletion-delete-both = 为双方删除
chat-deletion-delete-chat = 删除此聊天？
chat-deletion-explained = 你和<strong>{ $name }</strong>之间的所有消息将为双方删除。此操作无法撤销。
chat-deletion-keep-chat = 保留聊天
chat-dont-reply = 不回复
chat-empty = 还没有消息。给{ $name }写第一条吧。
chat-files-too = 还会发送你的 { $count } 个文件。
chat-message-to = 给{ $name }的消息
chat-messages = 消息
chat-more = 更多
chat-newer-messages = 较新的消息
chat-newest-messages = 最新的消息
chat-nothing-here = 这里没有消息。
chat-older-messages = 较早的消息
chat-pin-mute-archive = 置顶、静音、归档…
chat-request-explained = { $name }想给你发消息，并且看不到你是否已读。回复也会接受请求。
chat-search-chat = 在此聊天中搜索
chat-send = 发送
chat-skip-chats = 跳到聊天列表
chat-skip-messages = 跳到消息
chat-skip-writing = 跳到输入框
chats-all-chats = 所有聊天
chats-all-chats-archived = 你的所有聊天都已归档。
chats-archived-chats = 已归档的聊天
chats-archived-count = 已归档（{ $count }）
chats-chat = 聊天
chats-chats = 聊天
chats-choose-chat-from-list = 从列表中选择一个聊天，或开始新的聊天。
chats-conversations-will-appear-here = 你的对话会出现在这里。
chats-find-people = 找人
chats-first-page = 第一页
chats-hit-own = 你：
chats-marked-unread = 已标为未读
chats-muted = 已静音
chats-next-page = 下一页
chats-no-chats-yet-find = 还没有聊天。找个人聊聊吧。
chats-no-messages-yet = 还没有消息
chats-pages = 页码
chats-pinned = 已置顶
chats-previous-page = 上一页
chats-requests = 请求
chats-row-own = 你：<bdi>{ $text }</bdi>
chats-row-reacted = <bdi>{ $name }</bdi>用 { $emoji } 回应了：<bdi>{ $text }</bdi>
chats-row-you-reacted = 你用 { $emoji } 回应了：<bdi>{ $text }</bdi>
chats-start-chat = 开始聊天
chats-there-no-archived-chats = 没有已归档的聊天。
chats-there-no-more-chats = 没有更多聊天了。
chats-unread = { $count } 条未读
clear-clear-chat = 为你清空此聊天？
clear-clear-me = 为我清空
clear-explained = 到目前为止的所有消息将从你这里消失。<strong>{ $name }</strong>会保留它们。此操作无法撤销。
clear-keep-messages = 保留消息
companion-back-chat = 返回聊天
companion-delete-chat = 删除聊天
companion-go = 前往
companion-go-day = 前往某一天
companion-joined = 加入于 { $time }
companion-lifetime = 消息自动消失：{ $lifetime }
companion-lifetime-off = 消息自动消失：关闭
lifetime-back-chat = 返回聊天
lifetime-current = 新消息在发送 { $lifetime }后对双方消失。
lifetime-days = 天
lifetime-decline = 拒绝
lifetime-hint = 更短的时间和“关闭”立即生效。其他更改需要{ $name }同意。已有的消息保留原来的时间。
lifetime-hours = 小时
lifetime-minutes = 分钟
lifetime-new-messages-disappear-after = 新消息在多久后消失
lifetime-none = 新消息会一直保留，直到你们中有人删除。
lifetime-number = 数量
lifetime-other = 其他
lifetime-own-proposal = 你提议了 { $lifetime }。需要{ $name }同意。
lifetime-proposal-of-other = { $name }提议新消息在 { $lifetime }后消失。
lifetime-unit = 单位
lifetime-withdraw = 撤回
message-another-emoji = 其他表情
message-delete-message-both = 为双方删除消息
message-deleted-message = 消息已删除
message-disappears-at = 将于 { $time } 消失
message-disappears-on = 将于 { $time } 消失
message-edit-delete = 编辑或删除
message-edited = 已编辑
message-more = 更多
message-new-messages = 新消息
message-one-emoji = 需要一个表情
message-react = 回应
message-reactions = 回应
message-remove-emoji = { $emoji }，移除
message-remove-reaction = 移除你的回应 { $emoji }
message-reply = 回复
message-report = 举报
message-seen = 已读
message-sent = 已发送
people-back-my-chats = 返回我的聊天
people-chat = 聊天
people-enter-part-name-username = 输入名字或用户名的一部分，或完整的电子邮箱。多个词必须全部匹配。
people-find-someone-chat-opens = 找到一个人，聊天会在这里打开。
people-no-one-found = 没有找到任何人
people-search-again = 再次搜索
people-truncated = 这是前 { $count } 个。再加一个词或几个字母来缩小范围。
preferences-archive = 归档
preferences-back-chat = 返回聊天
preferences-clear-me = 为我清空
preferences-delete-chat = 删除聊天
preferences-disappearing-messages = 消息自动消失
preferences-hidden = { $name }看不到这些设置。
preferences-mark-read = 标为已读
preferences-mark-unread = 标为未读
preferences-messages = 消息
preferences-mute = 静音
preferences-mute-1-hour = 静音 1 小时
preferences-mute-1-week = 静音 1 周
preferences-mute-8-hours = 静音 8 小时
preferences-mute-ever = 永久静音
preferences-muted = 已静音。
preferences-muted-until = 静音至 { $time }。
preferences-notifications = 通知
preferences-pin = 置顶
preferences-title = 与{ $name }的聊天
preferences-unarchive = 取消归档
preferences-unmute = 取消静音
preferences-unpin = 取消置顶
report-administrators-site-will-see = 本站管理员将看到这条消息、谁写的以及谁举报的。他们看不到聊天的其他内容。
report-report = 举报
report-what-wrong = 它有什么问题？
requests-more = 更多
requests-none = 没有请求。谁可以给你发消息在<a href="{ $href }">隐私</a>中设置。
requests-requests = 请求
requests-strangers-who-want-write = 想给你发消息的陌生人。他们看不到你是否读了他们的消息。打开一个请求来接受、删除或屏蔽发送者。
search-any-content = 任意内容
search-back-to-chat = 返回聊天
search-back-to-chats = 返回我的聊天
search-chat = 聊天
search-content = 内容
search-enter-words-beginnings-words = 输入词语或词的开头。所有词都必须出现。引号中的词必须相连。
search-file = 带文件
search-in-chat-with = 在与<bdi>{ $name }</bdi>的聊天中搜索
search-link = 带链接
search-no-messages-found = 没有找到消息
search-older-messages = 较早的消息
search-pages = 页码
search-search-message-its-chat = 搜索一条消息，其聊天会在这里打开。
search-search-messages = 搜索消息
search-too-long = 最多 { $count } 个字符。
search-written = 作者
search-written-anyone = 任何人写的
search-written-me = 我写的
search-written-me-2 = 写给我的
share-pick-chat-can-still = 选择一个聊天。发送前你仍可修改文字。
share-share = 分享
share-start-chat = 开始聊天
share-there-no-chats-yet = 还没有聊天。
share-there-nothing-share-other = 没有可分享的内容。其他应用通过自己的菜单向本应用分享文字和链接。
chat-message-reply-deleted-can = 你要回复的消息已删除。你可以不带它发送这条消息。
chats-chat-deleted = 聊天已删除
chats-delete-chat = 删除聊天
lifetime-disappearing-messages = 消息自动消失
lifetime-new-messages-stay = 新消息会保留
lifetime-proposal-waits-answer = 你的提议正在等待答复
lifetime-there-no-proposal-any = 提议已不存在
lifetime-use-1-minute-365 = 请使用 1 分钟到 365 天
message-edit-message = 编辑消息
people-find-people = 找人
preferences-chat-archived = 聊天已归档
preferences-chat-back-list = 聊天已回到列表
preferences-chat-cleared = 聊天已为你清空
preferences-chat-marked-unread = 聊天已标为未读
preferences-chat-muted = 聊天已静音
preferences-chat-muted-8-hours = 聊天已静音 8 小时
preferences-chat-muted-hour = 聊天已静音一小时
preferences-chat-muted-week = 聊天已静音一周
preferences-chat-no-longer-marked = 聊天不再标为未读
preferences-chat-no-longer-muted = 聊天不再静音
preferences-chat-no-longer-pinned = 聊天不再置顶
preferences-chat-pinned = 聊天已置顶
preferences-chat-settings = 聊天设置
preferences-clear-chat = 清空聊天
report-message-reported-administrators = 消息已向管理员举报
report-report-done = 举报已处理
report-report-message = 举报消息
report-reports = 举报
requests-request-accepted = 请求已接受
requests-user-blocked-isnt-told = 用户已被屏蔽，且不会得知
requests-user-unblocked = 用户已取消屏蔽
lifetime-line-you-proposed = <bdi>你</bdi>提议消息在 { $lifetime }后消失
lifetime-line-you-withdrew = <bdi>你</bdi>撤回了提议
lifetime-line-you-declined = <bdi>你</bdi>拒绝了提议
lifetime-line-you-set = <bdi>你</bdi>将消息设为在 { $lifetime }后消失
lifetime-line-you-turned-off = <bdi>你</bdi>关闭了消息自动消失
lifetime-line-proposed = <bdi>{ $name }</bdi>提议消息在 { $lifetime }后消失
lifetime-line-withdrew = <bdi>{ $name }</bdi>撤回了提议
lifetime-line-declined = <bdi>{ $name }</bdi>拒绝了提议
lifetime-line-set = <bdi>{ $name }</bdi>将消息设为在 { $lifetime }后消失
lifetime-line-turned-off = <bdi>{ $name }</bdi>关闭了消息自动消失
duration-weeks = { $count } 周
duration-days = { $count } 天
duration-hours = { $count } 小时
duration-minutes = { $count } 分钟
duration-seconds = { $count } 秒
size-bytes = { $size } B
size-kilobytes = { $size } kB
size-megabytes = { $size } MB
size-gigabytes = { $size } GB
attachment-photo = 📷 照片
attachment-video = 视频
attachment-audio = 音频
attachment-voice = 语音消息
attachment-file = 文件
message-you-and = 你和{ $name }
lifetime-off = 关闭
lifetime-now-after = 新消息在 { $lifetime }后消失
chats-more-than-99-unread = 超过 99 条未读
chat-request = 请求
lifetime-proposal = 提议

## Every page

email-change-address = 更改邮箱
email-current = 你的邮箱是 <strong>{ $address }</strong>。你用它登录；忘记密码时，链接会发到这里。
email-from-authenticator-app-recovery = 来自身份验证器应用，或恢复码。使用通行密钥后的五分钟内无需提供。
email-gets-link-which-open = 它会收到一个链接，打开即可确认。
email-new-email-address = 新的电子邮箱
form-errors = 请更正 { $count } 处：
form-it-may = 权限
form-log-passkey = 使用通行密钥登录
form-name-or-username = 名字或用户名
form-name-username = 名字或用户名
form-number-of-people = 人数
form-password-hint = 至少 { $count } 个字符。几个随机的词就很好。
form-reason = 理由
form-valid-for = 有效期
offline-no-connection = 没有连接
offline-server-cant-reached-page = 无法连接服务器。恢复后此页面会自动打开。
offline-try-now = 立即重试
page-other-address = 本站的地址是 <a href="{ $url }">{ $url }</a>。在当前地址，页面不会自动更新。
page-site = 网站
page-skip-chats = 跳到聊天列表
page-skip-content = 跳到内容
start-all-chats = 所有聊天
start-almost-two-minutes = 快了。两分钟
start-done-window = 好了。靠窗
start-find-people = 找人
start-find-someone-name-username = 按名字或用户名找人。
start-find-someone-name-write = 按名字找到一个人就能写消息。手机可用，没有 JavaScript 也行。
start-i-am-new-here = 我是新来的
start-i-have-account = 我有账户
start-instant = 即时
start-messages-arrive-moment-they = 消息一发送就到达。断线之后也不会缺少任何内容。
start-no-chats-yet-find = 还没有聊天。找个人聊聊吧。
start-one-one-chat-server = 在你自己的服务器上一对一聊天。消息即时到达任何有浏览器的设备。
start-one-program-own-machine = 一个程序在你自己的机器上保存一切。没有第三方偷看或统计。
start-save-me-seat = 给我留个座
start-simple = 简单
start-start-chat = 开始聊天
start-there-yet = 你到了吗？
start-yours = 属于你
email-address-already = 这已经是你的邮箱
email-address-use = 邮箱已被使用
email-confirm-email-address = 确认电子邮箱
email-email-address-confirmed = 电子邮箱已确认
email-if-account-waits-address = 如果有账户在等待此邮箱，链接已在路上
email-link-expired = 链接已过期
email-link-its-way-new = 链接已发往新邮箱。在那里确认后，你的邮箱就会更改。
email-page-not-found = 找不到页面
error-account-suspended = 此账户已停用
error-another-message-was-sent = 此页面已发送了另一条消息。请再次发送这一条。
error-bad-request = 请求无效
error-can-change-only-own = 你只能更改自己的消息。
error-cannot-block-yourself = 你不能屏蔽自己。
error-cannot-delete-chat-both = 你不能为双方删除此聊天。
error-cannot-write-deleted-user = 无法给已删除的用户发消息。
error-cannot-write-user = 你不能给此用户发消息。
error-changed-meantime = 期间已更改
error-choose-time = 请选择时间
error-choose-what-may-do = 请选择权限
error-code-wrong-was-used = 此验证码错误或已被使用
error-confirm-email-address-first = 请先确认你的电子邮箱：打开我们发到那里的链接
error-current-password-wrong = 当前密码错误
error-data-cant-read = 无法读取你的数据。
error-data-cant-read-please = 无法读取你的数据。请重试。
error-data-compressed-which-page = 你的数据经过压缩，此页面无法读取。
error-data-didnt-arrive-time = 你的数据未能及时到达。请重试。
error-data-didnt-arrive-within = 你的数据未在 30 秒内到达。请重试。
error-data-not-valid-utf = 你的数据不是有效的 UTF-8。
error-data-too-large-page = 你的数据对此页面来说太大。
error-dont-have-access = 你无权访问。
error-email-address-already-has = 此电子邮箱已有账户
error-enter-number-from-1 = 请输入 1 到 100 的数字
error-enter-valid-email-address = 请输入有效的电子邮箱
error-files-didnt-arrive-time = 你的文件未能及时到达。请重试。
error-form-has-expired-please = 此表单已过期。请再次发送。
error-form-was-sent-from = 此表单来自其他网站或地址。请打开本站并在这里填写。
error-give-code-well-use = 请同时提供验证码，或先使用通行密钥
error-give-reason-up-1 = 请填写理由，最多 1000 个字符
error-has-changed-meantime-please = 期间已更改。请重新加载。
error-invitation-not-valid-has = 此邀请无效：已过期、已用完、已撤销，或属于其他邮箱。
error-invitation-one-address-one = 针对一个邮箱的邀请只能用于一个账户
error-last-administrator-make-somebody = 这是最后一位管理员。请先让其他人成为管理员。
error-message-contains-characters-cant = 消息包含无法发送的字符。
error-message-empty = 消息为空。
error-message-longer-than-4 = 消息超过 4000 个字符。
error-name-cant-used-choose = 此名字不可用。请换一个
error-need-invitation-sign-up = 在这里注册需要邀请。请向有账户的人索取。
error-no-longer-available = 已不可用
error-no-longer-available-text = 此内容已不可用。
error-nobody-can-sign-up = 目前任何人都不能在这里注册。
error-not-allowed = 不允许
error-not-supported = 不支持
error-only-administrators-may-invite = 这里只有管理员可以邀请。
error-page-doesnt-exist = 此页面不存在
error-page-doesnt-support-kind = 此页面不支持这种请求。
error-page-not-found = 找不到页面
error-page-only-reads-forms = 此页面只读取表单（application/x-www-form-urlencoded）。
error-passkey-cant-used-try = 此通行密钥无法使用。请重试
error-password-too-common-choose = 此密码太常见。请换一个
error-password-too-long = 此密码太长
error-password-wrong = 密码错误
error-passwords-dont-match = 两次输入的密码不一致
error-server-busy-partly-unavailable = 服务器繁忙或部分不可用。请重试。
error-something-went-wrong = 出错了
error-something-went-wrong-our = 我们这边出错了。请稍后重试。
error-temporarily-unavailable = 暂时不可用
error-too-large = 太大
error-too-many-requests = 请求过多
error-too-many-requests-please = 请求过多。请稍等。
error-too-slow = 太慢
error-transfer-data-was-interrupted = 你的数据传输被中断。
error-unblock-user-write = 取消屏蔽此用户后才能发消息。
error-unsupported-format = 不支持的格式
error-use-1-25-characters = 请使用 1 到 25 个字符
error-use-1-64-characters = 请使用 1 到 64 个字符
error-use-1-64-visible = 请使用 1 到 64 个可见字符
error-use-3-25-characters = 请使用 3 到 25 个字符
error-use-letters-one-alphabet = 每个词请只用一种文字的字母
error-use-only-latin-letters = 只能使用拉丁字母（a–z）、数字、“_”、“.”和“-”
error-use-only-visible-characters = 只能使用可见字符
error-username-looks-too-much = 此用户名与另一个过于相似
error-username-taken = 此用户名已被占用
error-wrong-login-password = 用户名或密码错误
page-already-logged = 你已经登录
page-back-previous-page = 返回上一页
page-log-continue = 请登录后继续
page-start-page = 首页
page-try-again = 重试
error-password-too-short = 至少 { $count } 个字符
error-too-many-tokens = 你有 { $count } 个令牌。请先撤销一些
error-too-many-invitations = 你有 { $count } 个邀请。请先撤销一些
error-too-many-passkeys = 你有 { $count } 个通行密钥。请先移除一个
error-too-many-devices = 你有 { $count } 台接收通知的设备。请先移除一台
error-push-refused = 无法使用此浏览器的推送服务
error-too-many-requests-wait = 请求过多。请在 { $seconds } 秒后重试。
error-busy-wait = 服务器繁忙或部分不可用。请在 { $seconds } 秒后重试。
error-logged = 我们这边出错了。请稍后重试。错误编号为 { $number }。
error-file-empty = 文件为空。
error-file-long = 文件超过 { $bytes } 字节。
error-quota = 你的附件占用空间过多。请先删除一些。
error-file-gone = 此消息的一个文件已不存在。请重新添加。
error-too-many-files = 一条消息最多 { $count } 个附件。
error-file-damaged = 文件已损坏或不完整。
error-picture-large = 图片像素过多。
error-file-complex = 文件过于复杂。
error-file-metadata = 文件含有无法移除的元数据，例如位置。
error-file-not-stored = 文件未保存。请重试。

## Accounts

account-1-25-characters = 1 到 25 个字符。
account-3-25-characters-latin = 3 到 25 个字符：拉丁字母（a–z）、数字、“_”、“.”和“-”。
account-administration = 管理
account-also-revoke-api-tokens = 同时撤销 API 令牌
account-api-tokens = API 令牌
account-appearance = 外观
account-change-password = 更改密码
account-dark = 深色
account-data = 你的数据
account-delete-account = 删除账户
account-devices = 设备
account-download-data = 下载你的数据
account-from-authenticator-app-recovery = 来自身份验证器应用，或恢复码。使用通行密钥后的五分钟内无需提供。
account-invite-people = 邀请他人
account-large = 大
account-light = 浅色
account-new-password-logs-out = 新密码会让你的所有其他设备退出登录。
account-normal = 正常
account-notifications = 通知
account-privacy = 隐私
account-profile = 个人资料
account-save-profile = 保存资料
account-security = 安全
account-small = 小
account-storage = 你的文件占用 { $size }。下载所有聊天的副本，或删除你的账户。
account-storage-of-quota = 你的文件占用 { $size }，共 { $quota }。下载所有聊天的副本，或删除你的账户。
account-system = 跟随系统
account-text-size = 文字大小
account-theme-browser = 此浏览器的主题
account-very-large = 特大
account-what-others-see-how = 别人看到的内容，以及如何找到你。
confirm-another-account-uses-address = 另一个账户已在使用此邮箱。
confirm-back-login = 返回登录
confirm-confirm-address = 确认此邮箱
confirm-email-address = 你的电子邮箱
confirm-enter-email-address-which = 输入注册时使用的电子邮箱。我们会再发送一个确认链接。
confirm-link-doesnt-exist-copy = 此链接不存在。请从邮件中复制完整链接，或索取新链接。
confirm-link-has-expired-ask = 此链接已过期。请索取新链接。
confirm-link-not-valid-any = 此链接已失效：已被使用，或有更新的链接。
confirm-question = <strong>{ $address }</strong> 是你的电子邮箱，<strong>@{ $username }</strong> 是你的账户吗？今后将使用此邮箱。
confirm-send-link = 发送链接
devices-browser-on-system = { $system } 上的 { $browser }
devices-device = 本设备
devices-devices = 设备
devices-explained = 你登录的地方。请退出你不认识的设备，并<a href="{ $href }">更改密码</a>。
devices-log-out-all-other = 退出所有其他设备
devices-log-out-one = 退出 { $system } 上的 { $browser }，最近活动 { $time }
devices-times = 来自 { $address }，登录于 { $logged_in }，最近活动 { $last_seen }
export-back-account = 返回你的账户
export-data = 你的数据
export-download-data = 下载你的数据
export-explained = 下载你的聊天副本，包括个人资料、设置、设备以及账户的其他内容。这是一个 ZIP 文件：解压后打开 <strong>index.html</strong>，即使没有连接也能在浏览器中阅读。程序读取 <strong>data.json</strong>。
export-keep-safe-contains-everything = 请妥善保管：它包含你和他人在聊天中写的一切。
invitations-days = { $count } 天
invitations-for-address = 给 { $address }
invitations-give-link-person-invite = 把此链接交给你邀请的人。它只在现在显示。
invitations-have-none = 你没有。
invitations-invitation = 你的邀请
invitations-invitations = 你的邀请
invitations-invite-people = 邀请他人
invitations-leave-empty-anyone-who = 留空则任何拥有链接的人都可使用。
invitations-link-invitation = 邀请链接
invitations-make-invitation = 创建邀请
invitations-number-people = 人数
invitations-only-email-address = 仅限此电子邮箱
invitations-revoke = 撤销
invitations-revoke-one = 撤销有效期至 { $time } 的邀请
invitations-used = 已使用 { $used }/{ $accounts }
invitations-valid = 有效期
invitations-valid-until = 有效期至 { $time }
invitations-was-valid-until = 已失效。有效期曾至 { $time }
invitations-whoever-signs-up-invitation = 用你的邀请注册的人会与你有一个聊天。
leaving-account-deleted = 你的账户已删除
leaving-delete-account = 删除你的账户？
leaving-delete-for-everyone = 为所有人删除
leaving-keep-for-others = 为他人保留
leaving-delete-account-2 = 删除账户
leaving-from-authenticator-app-recovery = 来自身份验证器应用，或恢复码。
leaving-keep-account = 保留账户
leaving-logged-out-everywhere-nothing = 你已在所有地方退出登录，这里不再保留你的任何资料。只有当你选择为联系人保留时，消息才会留下。
leaving-messages-wrote = 你写的消息
leaving-only-administrator = <strong>你是唯一的管理员。</strong>之后在运营者指定其他管理员之前，没有人能在页面上管理此服务器。
leaving-people-wrote-keep-their = 与你聊天的人会保留聊天，你在其中显示为“已删除的用户”。
leaving-profile-email-address-password = 你的个人资料、邮箱、密码、第二重验证、设备、API 令牌和邀请会立即删除，并在所有地方退出登录。你的用户名将可供他人使用。此操作无法撤销。
leaving-start-page = 首页
login-email-address-username = 电子邮箱或用户名
login-forgot-password = 忘记密码？
login-no-account-yet = 还没有账户？
login-send-link-again = 再次发送链接
logout-back-my-chats = 返回我的聊天
logout-logs-out-browser-chats = 这会退出此浏览器的登录。你的聊天会保留。
notifications-all-devices = 所有设备
notifications-browser = 此浏览器
notifications-choose-one = 请选择
notifications-device-added = 自 { $added }
notifications-device-used = 自 { $added }，最近通知 { $used }
notifications-devices-told-messages = 会收到消息提醒的设备
notifications-from = 从
notifications-have-quiet-hours-each = 每天设置安静时段
notifications-mail-about-messages-missed = 错过消息时发邮件
notifications-no-device-gets-notifications = 还没有设备接收通知。
notifications-none = 无
notifications-nothing-sent-then-mails = 届时不会向你发送任何内容。邮件会等到时段结束。
notifications-notifications = 通知
notifications-one-mail-time-none = 一次一封邮件，静音的聊天不会通知。
notifications-quiet-hours = 安静时段
notifications-remove = 移除
notifications-remove-device = 移除 { $device }
notifications-save-settings = 保存设置
notifications-send-test = 发送测试
notifications-server-sends-no-mail = 此服务器不发送邮件。
notifications-servers-key-has-changed = 服务器的密钥已更改。在该设备上打开 Simple Chats 以重新开启通知。
notifications-show-mail-what-messages = 在邮件中显示消息内容
notifications-show-what-messages-say = 显示消息内容
notifications-sound = 声音
notifications-test-device = 向 { $device } 发送测试
notifications-these-devices-told-messages = 当你没有打开任何页面时，这些设备会收到消息提醒。它们会收到发送者的名字和文字开头，并为其加密。
notifications-time-zone = 时区
notifications-to = 到
notifications-turn-device = 在此设备上开启
notifications-when-message-unread-8 = 消息未读 8 小时
notifications-when-message-unread-day = 消息未读一天
notifications-when-message-unread-hour = 消息未读一小时
privacy-blocked-people = 已屏蔽的人
privacy-everyone = 所有人
privacy-everyone-any-part-name = 所有人，凭名字的任意部分
privacy-have-blocked-nobody-block = 你没有屏蔽任何人。要屏蔽某人，请使用聊天菜单。
privacy-i-am-typing = 我正在输入
privacy-more = 更多
privacy-only-people-who-know = 只有准确知道你的用户名或邮箱的人
privacy-privacy = 隐私
privacy-save-settings = 保存设置
privacy-they-cant-write-dont = 他们不能给你发消息，也看不到你何时在线。他们不会得知被屏蔽。
privacy-unblock-person = 取消屏蔽{ $name }
privacy-what-dont-show-dont = 你不展示的，也看不到别人的。
privacy-what-others-see = 别人能看到你的什么
privacy-when-i-am-online = 我何时在线和最后在线时间
privacy-which-messages-i-have = 我读了哪些消息
privacy-who-finds = 谁能找到你
privacy-who-may-write = 谁可以给你发消息
privacy-write-invited = 与你有聊天的人。陌生人的消息会作为<a href="{ $href }">请求</a>等待
register-1-25-characters-what = 1 到 25 个字符。别人看到的就是它。
register-3-25-characters-latin = 3 到 25 个字符：拉丁字母（a–z）、数字、“_”、“.”和“-”。别人可以用它找到你。
register-already-have-account = 已有账户？
register-invited-by = <strong>{ $name }</strong>邀请你聊天。
register-logging-resetting-password-nobody = 用于登录和重置密码。其他人看不到。
reset-back-login = 返回登录
reset-choose-new-password-then = 请选择新密码。之后你需在每台设备上用它重新登录。
reset-enter-email-address-account = 输入你账户的电子邮箱。我们会发送选择新密码的链接。
reset-link-doesnt-exist-copy = 此链接不存在。请从邮件中复制完整链接，或索取新链接。
reset-link-has-already-been = 此链接已被使用。如有需要请索取新链接。
reset-link-has-expired-request = 此链接已过期。请索取新链接。
reset-request-link = 索取链接
reset-request-new-link = 索取新链接
reset-save-password = 保存密码
reset-send-link = 发送链接
reset-server-sends-no-mail = 此服务器不发送邮件。管理员可以给你新密码，或转交你在这里索取的链接：服务器把它保存在文件中。
security-add-passkey = 添加通行密钥
security-adding-passkey-needs-javascript = 添加通行密钥需要 JavaScript。
security-besides-password-logging-will = 除密码外，登录还需要通行密钥或恢复码。
security-codes-left = 你还剩 { $count } 个恢复码。新的会取代它们。
security-each-them-logs-once = 当手机或通行密钥不在身边时，每个恢复码可在输入密码后登录一次。请存放在别处：它们只在现在显示。
security-enter-six-digits-app = 输入应用显示的六位数字。
security-from-app-recovery-code = 来自应用，或恢复码。
security-from-authenticator-app-recovery = 来自身份验证器应用，或恢复码。使用通行密钥后的五分钟内无需提供。
security-key-authenticator-app = 身份验证器应用的密钥
security-logs-others-out = 设置后会让你的所有其他设备退出登录。
security-make-new-codes = 生成新的恢复码
security-name-new-passkey = 新通行密钥的名称
security-new-recovery-codes = 新的恢复码
security-on-since = 自 { $time } 起开启：除密码外，登录还需要身份验证器应用的验证码。
security-passkey = 通行密钥
security-passkey-added = 添加于 { $added }
security-passkey-phone-computer-security = 手机、电脑或安全密钥上的通行密钥让你无需密码或验证码即可登录。有了它之后，仅凭密码将无法登录。
security-passkey-used = 添加于 { $added }，最近使用 { $used }
security-passkeys = 通行密钥
security-password-alone-will-enough = 仅凭密码即可登录。
security-recovery-codes = 你的恢复码
security-remove = 移除
security-remove-passkey = 移除通行密钥
security-scan = 用应用扫描此码，在手机上打开<a href="{ $href }">此链接</a>，或输入密钥。
security-six-digits-from-app = 应用中的六位数字。
security-such-phone-blue-key = 例如“手机”或“蓝色密钥”。
security-turn-off = 关闭
security-turn-off-two-step = 关闭两步验证
security-turn-two-step-verification = 开启两步验证
security-two-step-verification = 两步验证
security-use-passkey = 使用通行密钥
security-use-passkey-now-five = 现在使用通行密钥，五分钟内此页面的表单不再要求密码或验证码。
security-why-authenticator = 手机上有身份验证器应用后，没有人能仅凭你的密码登录。
tokens-api-tokens = API 令牌
tokens-copy-now-keep-like = 请立即复制，并像密码一样保管。它只显示这一次。
tokens-expired = 过期于 { $time }
tokens-have-none = 你没有。
tokens-last-used = 最近使用 { $time }
tokens-made = 创建于 { $time }
tokens-make-token = 创建令牌
tokens-may = 权限
tokens-month = 30 天
tokens-never-used = 从未使用
tokens-new-token = 你的新令牌
tokens-only-reads = 只读
tokens-quarter = 90 天
tokens-reads-writes = 可读写
tokens-revoke = 撤销
tokens-revoke-one = 撤销令牌 { $name }
tokens-scope-read = 只读
tokens-scope-write = 读写
tokens-token = 令牌
tokens-token-program-acts-without = 有了令牌，程序无需你的密码即可代表你操作。它不能更改你的密码或邮箱，也不能删除账户。
tokens-tokens = 你的令牌
tokens-until-revoked = 直到你撤销
tokens-valid = 有效期
tokens-valid-until = 有效期至 { $time }
tokens-valid-until-revoked = 有效，直到你撤销
tokens-week = 7 天
tokens-what-1-64-characters = 用途。1 到 64 个字符。
tokens-year = 1 年
unsubscribe-get-mail-when-messages = 当本站有未读消息时，你会收到邮件。不想再收到吗？
unsubscribe-get-no-more-mails = 你不会再收到关于错过消息的邮件。你可以随时重新开启。
unsubscribe-notifications = 通知
unsubscribe-send-no-more-mails = 不再发送邮件
verify-six-digits-from-authenticator = 身份验证器应用的六位数字，或一个恢复码。
verify-start-over = 重新开始
verify-there-were-too-many = 错误的验证码过多。请重新登录。
account-new-password-saved = 新密码已保存
account-nothing-has-changed = 没有任何更改
account-profile-saved = 资料已保存
devices-all-other-devices-logged = 所有其他设备已退出登录
devices-device-logged-out = 设备已退出登录
devices-logged-out = 你已退出登录
invitations-invitation-no-longer-valid = 邀请已失效
invitations-invitations-text = 邀请
invitations-qr-code-link = 链接的二维码
leaving-account-deleted-text = 账户已删除
login-account-almost-ready-open = 你的账户即将就绪。请打开我们发到你邮箱的链接，然后登录。
login-account-ready-log-start = 你的账户已就绪。登录后即可开始聊天。
login-logged = 你已登录
login-logged-out = 你已退出登录
notifications-device-gets-no-more = 该设备不再接收通知
notifications-device-gets-notifications = 此设备会接收通知
notifications-mails-about-missed-messages = 关于错过消息的邮件
notifications-settings-saved = 设置已保存
notifications-test-its-way-device = 测试已发往该设备
privacy-settings-saved = 设置已保存
privacy-user-unblocked = 用户已取消屏蔽
reset-if-address-has-account = 如果此邮箱有账户，链接已在路上
reset-link-expired = 链接已过期
reset-new-password-saved-log = 新密码已保存。请用它登录。
reset-page-not-found = 找不到页面
reset-reset-password = 重置密码
reset-server-sends-no-mail-ask = 此服务器不发送邮件。请向管理员索取链接
security-confirmed-five-minutes-page = 已确认。五分钟内此页面不再要求其他信息
security-passkey-added-text = 通行密钥已添加
security-passkey-removed = 通行密钥已移除
security-qr-code-authenticator-app = 身份验证器应用的二维码
security-security = 安全
security-two-step-verification-off = 两步验证已关闭
security-two-step-verification-text = 两步验证已开启
security-use-passkey-first-log = 请先使用通行密钥，或重新登录，然后在五分钟内设置应用
tokens-token-no-longer-valid = 令牌已失效
verify-log-continue = 请登录后继续
verify-two-step-verification = 两步验证
notifications-quiet-times = 安静时段的开始和结束须在 00:00 到 23:59 之间
notifications-quiet-empty = 安静时段不能在开始时结束
notifications-quiet-zone = 未知的时区

## Administration

administration-account-joined = { $address }，加入于 { $time }
administration-accounts = 账户
administration-accounts-suspended = { $accounts }，其中 { $suspended } 个已停用
administration-administration = 管理
administration-is-administrator = 管理员
administration-after-edit = 编辑之后：
administration-command-line = 命令行
administration-delete-account = 删除此账户？
administration-delete-account-2 = 删除账户
administration-delete-them-everyone = 为所有人删除
administration-deletion-explained = <strong><bdi>{ $name }</bdi></strong>（@{ $username }）的资料、邮箱、密码、设备和邀请会立即删除。此操作无法撤销。
administration-devices = 设备
administration-done = 完成
administration-end-suspension = 解除停用
administration-invitation-by = 来自 <bdi>{ $name }</bdi>
administration-invitations = 邀请
administration-joined = 加入
administration-keep-them-people-user = 为该用户的联系人保留
administration-last-seen = 最近活动
administration-mail-given-up = { $made } 起，已尝试 { $count } 次，放弃于 { $time }
administration-mail-next = { $made } 起，已尝试 { $count } 次，下次 { $time }
administration-mail-server-has-refused = 邮件服务器已彻底拒绝，或失败时间过长。它们会列出 30 天。
administration-mails-fail = 发送失败的邮件
administration-mails-given-up = 已放弃的邮件
administration-member = 成员
administration-messages-participants-their-chats = 聊天参与者举报的消息，最早的在前。处理完后，其文字会在这里清除。
administration-messages-user-wrote = 该用户写的消息
administration-name-username-email-address = 名字、用户名或邮箱
administration-next-page = 下一页
administration-no-longer-valid-was = 已失效。有效期曾至
administration-no-one-found = 没有找到任何人
administration-no-text = 没有文字的附件
administration-none = 无。
administration-not-known = 未知
administration-nothing-yet = 还没有内容。
administration-record = 记录
administration-registration = 注册
administration-report-done = 处理{ $reporter }对{ $reported }的举报
administration-reported-by = { $name } 于 { $time } 举报：
administration-reported-by-username = { $name }（@{ $username }）于 { $time } 举报：
administration-reports = 举报
administration-revoke = 撤销
administration-revoke-invitation-by = 撤销{ $name }有效期至 { $time } 的邀请
administration-role = 角色
administration-running-instances = 运行中的实例
administration-send-reset-link = 发送重置链接
administration-server = 服务器
administration-size-database = 数据库大小
administration-storage-used = { $count } 条消息，{ $size }
administration-suspend = 停用
administration-suspend-account = 停用此账户？
administration-suspend-account-2 = 停用账户
administration-is-suspended = 已停用
administration-suspension-explained = <strong><bdi>{ $name }</bdi></strong>（@{ $username }）会立即在所有地方退出登录，解除停用前无法登录。聊天保持原样。
administration-there-none = 没有。
administration-these-tried-again-about = 这些会在大约一天内重试。
administration-user-number = 编号 { $number }
administration-valid-until = 有效期至
administration-version = 版本
administration-what-administrators-command-line = 管理员和命令行对账户所做的操作。
administration-wrote-on = 写于 { $time }
administration-account-can-used-again = 账户可以再次使用
administration-account-deleted = 账户已删除
administration-account-suspended = 账户已停用
audit-something = 操作了
audit-resumed = 解除停用
administration-everyone-may-invite = 所有人都可邀请
administration-everyone-may-sign-up = 所有人都可注册
administration-invitation-no-longer-valid = 邀请已失效
administration-invitation-only = 仅限邀请
administration-link-reset-password-its = 重置密码的链接已在路上
audit-promoted = 设为管理员：
audit-report-done = 处理了举报，消息作者：
administration-nobody-may-sign-up = 任何人都不能注册
administration-only-administrators-may-invite = 只有管理员可以邀请
audit-second-factor-removed = 移除了第二重验证：
audit-revoked = 撤销了邀请：
audit-reset-link = 发送了重置链接：
audit-password = 设置了密码：
audit-demoted = 取消了管理员权限：
audit-added = 添加了
audit-suspended = 已停用
audit-deleted = 删除了
administration-administrator = 管理员
administration-suspended = 已停用
administration-storage = 存储

## Mails and notifications

push-new-message = 新消息
push-test = 通知可以到达此设备。
mail-confirmation-subject = 确认你的电子邮箱 - Simple Chats
mail-confirmation =
    你好，

    有人（很可能是你）想把此邮箱用于 Simple Chats 账户 { $username }。要确认，请打开此页面并按下按钮：

    { $link }

    此链接可使用一次，有效期 { $duration }。如果不是你要求的，请忽略此邮件：不会有任何变化。
mail-taken-subject = 你的电子邮箱已被使用 - Simple Chats
mail-taken =
    { $name }，你好，

    有人想把此邮箱用于另一个 Simple Chats 账户。它属于你的账户，因此没有任何变化，你也无需做什么。

    如果是你：一个邮箱只能属于一个账户。请先更改此账户的邮箱，或删除此账户。
mail-reset-subject = 重置你的密码 - Simple Chats
mail-reset =
    { $name }，你好，

    有人（很可能是你）为你的 Simple Chats 账户申请了新密码。要选择新密码，请打开此页面：

    { $link }

    如果你使用 REST API，这是你的重置令牌：

    "{ $token }"

    链接和令牌可使用一次，有效期 { $duration }。如果不是你要求的，请忽略此邮件：你的密码保持不变。
mail-missed-subject = 你有未读消息 - Simple Chats
mail-missed-chat = { $name }：{ $count } 条消息
mail-missed-more = 以及另外 { $count } 个聊天
mail-missed =
    { $name }，你好，

    Simple Chats 上有消息等着你：

    { $list }
    在这里阅读：

    { $chats }

    何时收到这类邮件以及其中的内容由你决定：

    { $settings }

    若不想再收到，请打开此链接并确认：

    { $unsubscribe }
mail-photo = 照片
mail-webhook-subject = 你的 Webhook 已暂停 - Simple Chats
mail-webhook =
    { $name }，你好，

    你的 Webhook { $number } 不再收到 Simple Chats 聊天中的事件：有事件 24 小时内未能送达，或等待的超过 100,000 个。它已暂停，等待的内容已丢弃：

    { "  " }{ $host }

    每次尝试返回的内容在这里供所有者查看：

    { $deliveries }

    当其服务器再次响应时，用 PATCH 发送 { "{" }"paused": false{ "}" } 以恢复：

    { $webhook }
mail-notice =
    { $name }，你好，

    { $what }

    时间：{ $time }
    来自：{ $address }，{ $browser }

    如果是你，则无需做什么。

    { $advice }

    { $link }
mail-notice-by-operator =
    { $name }，你好，

    { $what }

    时间：{ $time }
    操作者：此服务器的运营者

    如果是你要求的，则无需做什么。

    { $advice }

    { $link }
mail-new-browser-subject = 新的登录 - Simple Chats
mail-new-browser = 有人（很可能是你）用一个从未用过的浏览器登录了你的 Simple Chats 账户。
mail-new-browser-advice = 如果不是你，说明有人知道你的密码。请更改密码，并退出你不认识的设备：
mail-password-changed-subject = 你的密码已更改 - Simple Chats
mail-password-changed = 你的 Simple Chats 账户的密码已更改。
mail-password-changed-advice = 如果不是你，请立即选择新密码：
mail-address-changed-subject = 你的电子邮箱已更改 - Simple Chats
mail-address-changed = 你的 Simple Chats 账户有了新邮箱。此邮箱不再属于它，不能用来登录或选择新密码。
mail-address-changed-advice = 如果不是你，请用用户名登录，更改密码，再更改邮箱。如果做不到，请向运营此服务器的人求助：
mail-factor-added-subject = 已添加第二重验证 - Simple Chats
mail-factor-added =
    你的 Simple Chats 账户已添加第二重验证：

    { "  " }{ $name }
mail-factor-removed-subject = 已移除第二重验证 - Simple Chats
mail-factor-removed =
    你的 Simple Chats 账户已移除第二重验证：

    { "  " }{ $name }
mail-factor-advice = 如果不是你，说明有人在使用你的账户。请更改密码，退出所有其他设备，并检查你的第二重验证：
mail-token-made-subject = 已创建 API 令牌 - Simple Chats
mail-token-made =
    已创建一个 API 令牌，程序可以用它使用你的 Simple Chats 账户：

    { "  " }{ $name }
mail-token-made-advice = 如果不是你，说明有人在使用你的账户。请撤销令牌并更改密码：
mail-recovery-code-subject = 已使用恢复码 - Simple Chats
mail-recovery-code = 你的 Simple Chats 账户使用了恢复码代替第二重验证。它不能再次使用。
mail-recovery-code-advice = 如果不是你，说明有人知道你的密码和恢复码。请更改密码，退出所有其他设备，并生成新的恢复码：
mail-operator-factor-advice = 如果不是你要求的，请询问运营此服务器的人原因，并重新设置第二重验证：
mail-operator-advice = 如果不是你要求的，请询问运营此服务器的人原因。你可以在这里选择新密码：

## Scripts

script-attached = 下一条消息的文件
script-attached-file = { $name }，{ $place }/{ $count }
script-attached-file-of-several = { $name }，{ $place }/{ $count }。用方向键移动。
script-by-http = 此网络阻止实时更新。新消息每隔几秒出现。
script-cancel-editing = 取消编辑
script-characters-left = 还可输入 { $number } 个字符
script-characters-too-many = 超出 { $number } 个字符
script-chat-deleted = 此聊天已为双方删除。
script-clear-consequence = 到目前为止的所有消息将从你这里消失。{ $name }会保留它们。
script-clear-for-me = 为我清空…
script-connecting = 正在连接…
script-copy = 复制
script-copy-code = 复制代码
script-delete-chat = 删除聊天…
script-delete-consequence = 它将为双方删除。
script-delete-question = 删除这条消息？
script-delete-several = 删除 { $count } 条消息？
script-delete-several-consequence = 它们将为双方删除。
script-disappears-in = { $left }后消失
script-discard = 放弃
script-download = 下载
script-draft = <span class="row-draft">草稿： </span><bdi>{ $text }</bdi>
script-edit = 编辑
script-edit-not-saved = 你的更改未保存。{ $reason }
script-editing = 正在编辑你的消息
script-emoji = 表情
script-emoji-found = 找到的
script-emoji-groups = 分组
script-emoji-not-loaded = 无法加载表情。
script-emoji-recent = 最近使用
script-error-bad-request = 服务器不接受此文字。
script-error-conflict = 另一条消息使用了相同的标识发送。请复制文字并重新发送。
script-error-internal = 服务器出错了。
script-error-no-response = 服务器没有响应。
script-error-not-found = 聊天或消息已不存在。
script-error-offline = 没有连接。
script-error-quota-exceeded = 你的文件已占满你在此服务器上的空间。
script-error-unavailable = 服务器繁忙。
script-file-empty = 此文件为空。
script-file-not-found = 此文件已不存在。
script-file-too-long = 此文件太大。
script-file-unusable = 此图片无法使用。
script-find-chat = 查找聊天
script-find-emoji = 查找表情
script-forward = 转发
script-forward-menu = 转发…
script-forward-to = 转发给
script-forwarded-to = 已转发给 { $names }
script-hide-password = 隐藏密码
script-info = 信息
script-info-edited = 已编辑
script-info-sent = 已发送
script-info-state = 状态
script-is-typing = 正在输入…
script-last-seen-just-now = 刚刚在线
script-last-seen-minute = 一分钟前在线
script-last-seen-on = 最后在线 { $day }
script-last-seen-minutes = { $count } 分钟前在线
script-last-seen-today = 最后在线 今天 { $time }
script-last-seen-yesterday = 最后在线 昨天 { $time }
script-loading = 正在加载…
script-menu-of = “{ $text }”的菜单
script-menu-of-chat = 与{ $name }的聊天的菜单
script-message-by = { $name }：{ $text }
script-mute = 静音…
script-mute-8-hours = 8 小时
script-mute-forever = 永久
script-mute-hour = 1 小时
script-mute-week = 1 周
script-new-message-from = { $name }发来新消息
script-new-messages-from = { $name }发来 { $count } 条新消息
script-next-picture = 下一张图片
script-no-chat-found = 没有找到聊天
script-no-connection = 没有连接。
script-no-emoji = 没有找到表情
script-no-passkey = 未使用通行密钥
script-not-now = 以后再说
script-not-sent = 未发送
script-notifications-denied = 此浏览器阻止了本站的通知。你可以在其设置中允许。
script-notifications-off = 此浏览器不显示通知。
script-notifications-offer = 为新消息显示桌面通知？
script-notifications-on = 当没有可见的 Simple chats 页面时，此浏览器会在消息到达时显示通知。
script-opens-with-connection = 没有连接。恢复后此聊天会打开。
script-other-reaction = 用其他表情回应
script-out-of-date = 此页面已过时。请重新加载。
script-passkey-failed = 没有成功。请重试。
script-people = 联系人
script-picture-of = { $name }（{ $place }/{ $count }）
script-pictures = 图片
script-previous-picture = 上一张图片
script-react-with = 用 { $emoji } 回应
script-reaction-of = { $emoji }，{ $names }
script-reconnecting-in = { $count } 秒后重新连接…
script-record-voice = 录制语音消息
script-recorder-denied = 本站的麦克风访问被阻止。你可以在浏览器设置中允许。
script-recorder-failed = 无法使用麦克风。可能有其他程序正在使用它。
script-recorder-insecure = 浏览器只允许在 HTTPS 网站上发送语音消息。
script-recorder-listen = 试听
script-recorder-no-microphone = 没有找到麦克风。
script-recorder-pause = 暂停录制
script-recorder-resume = 继续录制
script-recorder-send = 发送语音消息
script-recorder-started = 录音
script-recorder-stop-listening = 停止试听
script-recorder-unsupported = 此浏览器无法录制语音消息。
script-reload = 重新加载
script-remove-file = 移除 { $name }
script-report = 举报…
script-retry = 重试
script-search-messages-for = 在消息中搜索“{ $text }”
script-select = 选择
script-select-message = 选择“{ $text }”
script-selected = 已选择 { $count } 条
script-selection = 已选择的消息
script-sending = 正在发送
script-shortcut-cancel = 取消；返回输入
script-shortcut-edit = 在空输入框中编辑你的上一条消息
script-shortcut-help = 此帮助
script-shortcut-messages = 到消息；然后用 ↑ 和 ↓，按 Enter 打开菜单
script-shortcut-new-line = 换行
script-shortcut-other-chat = 上一个和下一个聊天
script-shortcut-search-messages = 在消息中搜索
script-shortcuts = 键盘快捷键
script-show-more = 显示更多
script-show-password = 显示密码
script-skin-tone = 肤色
script-skin-tone-dark = 深肤色
script-skin-tone-light = 浅肤色
script-skin-tone-medium = 中等肤色
script-skin-tone-medium-dark = 中深肤色
script-skin-tone-medium-light = 中浅肤色
script-skin-tone-none = 无肤色
script-sound-off = 此浏览器不播放声音。
script-sound-on = 当你没有在看的消息到达时，此浏览器会播放声音。
script-start-again = 重新开始
script-to-newest = 前往最新消息
script-to-newest-with-count = 前往最新消息，{ $count } 条新消息
script-today = 今天
script-too-many-files = 一条消息最多可有 { $count } 个文件。
script-too-many-windows = Simple chats 在太多窗口中打开。请关闭一些。
script-turn-off = 关闭
script-turn-on = 开启
script-voice-failed = 无法播放
script-voice-lasting = 语音消息，{ $duration }
script-voice-pause = 暂停
script-voice-play = 播放
script-voice-position = 位置
script-voice-position-of = { $position }/{ $duration }
script-voice-speed = 速度
script-voice-speed-of = { $speed }× 速度
script-waiting = 等待连接
script-yesterday = 昨天
